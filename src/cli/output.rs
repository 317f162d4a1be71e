//! From a digest to the files of an output folder.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use chrono::{DateTime, SecondsFormat, Utc};
use lightering::Result;
use lightering::assess::Surroundings;
use lightering::coastline::Coastline;
use lightering::digest::{Found, Whole, WindowsReport};
use lightering::places::Skipped;
use lightering::read::ReadReport;
use lightering::track::StaticHistory;
use lightering::watchlist::Watchlist;
use lightering::write::report::{Count, Page, Summary as PageSummary};
use lightering::write::{self, OutputDir, PassedOver, RowCounts, Run, Summary};
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::args::{InputArgs, OutputArgs, RunArgs};
use super::coasts::Coasts;
use super::failure::Failure;
use super::mask::{Events, Mask};
use super::report;
use super::signals::Watch;
use super::stages::Stages;

/// Land is far from any water that a ship can be on if it is farther from the shores of a given coastline, in metres.
const FAR_INLAND_M: f64 = 20_000.0;

/// Where events go.
pub(crate) struct Output<'a> {
    run: RunArgs,
    known: Known<'a>,
    coasts: Coasts,
    folder: OutputDir,
}

/// What was asked for to be read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// The inputs, as they were named.
    pub(crate) inputs: &'a [PathBuf],
    /// How to read them; none for digests.
    pub(crate) input: Option<&'a InputArgs>,
}

/// What the user gave to select events and to judge them by.
struct Known<'a> {
    args: &'a OutputArgs,
    mask: Mask,
    watchlist: Option<Watchlist>,
}

impl<'a> Output<'a> {
    /// Begins an output folder.
    pub(crate) fn begin(args: &'a OutputArgs, run: RunArgs, force: bool) -> Result<Self, Failure> {
        let mask = Mask::read(args.area.as_deref(), &args.anchorages, args.anchorage_radius_km)?;
        let coasts = Coasts::begin(args.coastline.as_deref())?;
        let watchlist = args.watchlist.as_deref().map(Watchlist::from_file).transpose()?;
        let folder = Watch::start().begin(|| OutputDir::create(&args.out, force))?;
        Ok(Self { run, known: Known { args, mask, watchlist }, coasts, folder })
    }

    /// Where the folder will be.
    pub(crate) fn target(&self) -> &Path {
        self.folder.target()
    }

    /// Finds the events of all that was read, writes them and tells of them.
    pub(crate) fn write(
        self,
        whole: Whole,
        asked: Asked<'_>,
        windows: WindowsReport,
        mut stages: Stages,
    ) -> Result<(), Failure> {
        let Self { run, known, coasts, folder } = self;
        let Known { args, mask, watchlist } = &known;
        let (config, account, span) = (*whole.config(), whole.account().clone(), whole.span());
        let coastline = coasts.made()?;
        let Found {
            encounters,
            gaps,
            loitering,
            dark_rendezvous,
            identity,
            candidates,
            vessels,
            tracks,
            fixes,
            cleaning,
        } = {
            let shore = |position| coastline.shore_m(position);
            let (anchorages, radius_m) = mask.anchorages();
            let mut surroundings = Surroundings::default().with_shore(&shore);
            if !anchorages.is_empty() {
                surroundings = surroundings.with_anchorages(anchorages, radius_m);
            }
            // The bundled outline knows neither rivers nor lakes.
            let is_land_far = |position| coastline.shore_m(position) < -FAR_INLAND_M;
            if args.coastline.is_some() {
                surroundings = surroundings.with_land(&is_land_far);
            }
            let watched = |mmsi, statics: StaticHistory<'_>| {
                watchlist.as_ref()?.find(mmsi, statics).map(|found| found.to_string())
            };
            if watchlist.is_some() {
                surroundings = surroundings.with_watchlist(&watched);
            }
            stages.run("events", || whole.finish_in(&surroundings))?
        };
        let mut events = Events { encounters, gaps, loitering, dark_rendezvous, identity, candidates };
        let left_out = mask.apply(&mut events);
        let rows = RowCounts::new(&account, cleaning.duplicates)?;
        stages.run("write", || {
            let page = || known.page(&events, &rows, span, &coastline);
            write_events(&folder, &events, &account, &page)
        })?;
        let summary = Summary {
            version: env!("CARGO_PKG_VERSION"),
            passed_over: passed_over(&account),
            rows,
            vessels,
            tracks,
            fixes,
            set_aside: cleaning.set_aside.iter().map(|(reason, &count)| (reason.as_str(), count)).collect(),
            events: events.counts(),
            left_out_at_anchorages: left_out.at_anchorages,
            left_out_outside_area: left_out.outside_area,
            options: known.options(asked.input),
            parameters: config,
            run: Run {
                inputs: asked.inputs.iter().map(|input| input.display().to_string()).collect(),
                threads: rayon::current_num_threads(),
                windows: windows.windows,
                by_way_of_disk: windows.by_way_of_disk,
                stages: stages.done().to_vec(),
            },
        };
        folder.write("summary.json", |file| write::summary(&summary, file))?;
        let text = report::text(&summary, &account.rejected, &args.out, known.skipped(), stages.seconds());
        folder.commit()?;
        // Soon the process ends, and the system takes its memory back at once, where to free it bit by bit takes a while.
        std::mem::forget((events, coastline));
        if run.quiet { Ok(()) } else { super::print(&text) }
    }
}

impl Known<'_> {
    /// Rows of small files that could not be used, with what the file is.
    fn skipped(&self) -> impl Iterator<Item = (&'static str, &Skipped)> {
        let list = self.watchlist.iter().map(|list| ("watchlist", list.skipped()));
        self.mask.skipped().map(|skipped| ("anchorages", skipped)).chain(list)
    }

    /// What the report shows.
    fn page(
        &self,
        events: &Events,
        rows: &RowCounts,
        span: Option<(DateTime<Utc>, DateTime<Utc>)>,
        outline: &Coastline,
    ) -> Page {
        let counts = events.counts();
        let count = |kind: &str, count| Count { kind: kind.to_owned(), count };
        let coastline = match &self.args.coastline {
            Some(path) => path.display().to_string(),
            None => "Natural Earth, 1:50 million, true to about a kilometre".to_owned(),
        };
        let anchorages = match self.args.anchorages.len() {
            0 => "inferred from where vessels lay still".to_owned(),
            files => format!("from {files} given, and inferred from where vessels lay still"),
        };
        Page {
            title: "Candidate ship-to-ship transfers".into(),
            summary: PageSummary {
                version: env!("CARGO_PKG_VERSION").into(),
                from: span.map(|span| rfc3339(span.0)).unwrap_or_default(),
                to: span.map(|span| rfc3339(span.1)).unwrap_or_default(),
                rows_read: rows.read,
                rows_accepted: rows.accepted,
                events: vec![
                    count("encounters", counts.encounters),
                    count("gaps", counts.gaps),
                    count("dark rendezvous", counts.dark_rendezvous),
                    count("spells of loitering", counts.loitering),
                    count("identity events", counts.identity),
                ],
                notes: vec![format!("Coastline: {coastline}."), format!("Anchorages: {anchorages}.")],
            },
            candidates: write::report::candidates_with_coast(&events.candidates, outline),
            total: events.candidates.len() as u64,
        }
    }

    fn options(&self, input: Option<&InputArgs>) -> write::Options {
        let name = |path: &PathBuf| path.to_string_lossy().into_owned();
        write::Options {
            format: input.and_then(|input| input.format.0.as_ref()).map(ToString::to_string),
            columns: input.and_then(|input| input.columns.as_ref()).map(name),
            config: input.and_then(|input| input.config.as_ref()).map(name),
            from: input.and_then(|input| input.from).map(rfc3339),
            to: input.and_then(|input| input.to).map(rfc3339),
            area: self.args.area.as_ref().map(name),
            watchlist: self.args.watchlist.as_ref().map(name),
            watchlist_rows_skipped: self.watchlist.as_ref().map_or(0, |list| list.skipped().rows),
            coastline: self.args.coastline.as_ref().map(name),
            anchorages: self.args.anchorages.iter().map(name).collect(),
            anchorage_radius_km: (!self.args.anchorages.is_empty()).then_some(self.args.anchorage_radius_km),
            anchorage_rows_skipped: self.mask.skipped().map(|skipped| skipped.rows).sum(),
        }
    }
}

fn passed_over(account: &ReadReport) -> Vec<PassedOver> {
    let file =
        |(file, reason): (&Path, &str)| PassedOver { file: file.display().to_string(), reason: reason.to_owned() };
    account.passed_over().map(file).collect()
}

fn write_events(
    output: &OutputDir,
    events: &Events,
    report: &ReadReport,
    page: &(dyn Fn() -> Page + Sync),
) -> Result<()> {
    type Fill<'e> = &'e (dyn Fn(&mut BufWriter<File>) -> io::Result<()> + Sync);
    let Events { encounters, gaps, loitering, dark_rendezvous, identity, candidates } = events;
    // Those that take longest first.
    let files: [(&str, Fill<'_>); 15] = [
        ("report.html", &|file| write::report::report(&page(), file)),
        ("candidates.geojson", &|file| write::candidates_geojson(candidates, file)),
        ("candidates.kml", &|file| write::candidates_kml(candidates, file)),
        ("events.json", &|file| write::gfw_events(encounters, loitering, gaps, file)),
        ("candidates.csv", &|file| write::candidates(candidates, file)),
        ("evidence.csv", &|file| write::evidence(candidates, file)),
        ("identity.csv", &|file| write::identity(identity, file)),
        ("candidates.parquet", &|file| write::candidates_geoparquet(candidates, file)),
        ("encounters.parquet", &|file| write::encounters_geoparquet(encounters, file)),
        ("encounters.geojson", &|file| write::encounters_geojson(encounters, file)),
        ("encounters.csv", &|file| write::encounters(encounters, file)),
        ("gaps.csv", &|file| write::gaps(gaps, file)),
        ("dark_rendezvous.csv", &|file| write::dark_rendezvous(dark_rendezvous, file)),
        ("loitering.csv", &|file| write::loitering(loitering, file)),
        ("rejects.csv", &|file| write::rejects(&report.rejects, file)),
    ];
    // All of them, and the first failure in this order, so that a message does not depend on which came first.
    let written: Vec<Result<()>> =
        files.par_iter().with_max_len(1).map(|(name, fill)| output.write(name, fill)).collect();
    written.into_iter().collect()
}

pub(crate) fn rfc3339(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
