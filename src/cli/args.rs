//! What the user can ask for.

use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};
use clap::{ArgGroup, Args, Parser, Subcommand};
use lightering::activity::Period;
use lightering::ais::{Mmsi, ParseMmsiError};
use lightering::read::Format;

use super::limits::LimitArgs;
use super::time;

/// Finds ship-to-ship transfers in AIS vessel tracks: encounters, silences and who can
/// have met in them, loitering, identities.
#[derive(Debug, Parser)]
#[command(name = "lightering", version, arg_required_else_help = true, after_help = EXIT_STATUS)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_STATUS: &str = "\
Exit status: 0 done, 1 input that could not be used, 2 wrong usage.

`lightering detect --help` has examples.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find candidate transfers, and the encounters, gaps, dark rendezvous, loitering and identity events that they rest on.
    Detect(Box<DetectArgs>),
    /// Make one small file of AIS files, from which `merge` finds the same as `detect` from the files.
    Digest(Box<DigestArgs>),
    /// Find the same events in digests.
    Merge(Box<MergeArgs>),
    /// Count the vessels of a watchlist, a flag or a type that were in an area, against before.
    Activity(Box<ActivityArgs>),
    /// Follow cargo from vessel to vessel through the candidates that `detect` found.
    Chain(ChainArgs),
    /// Tell what a file holds: its layout and why, rows, vessels, time, place, what is missing, what is rejected.
    Inspect(InspectArgs),
    /// Make AIS data of a sea that does not exist, with the truth about it.
    Simulate(SimulateArgs),
    /// Hold events against what is known to be true: precision, recall, errors.
    Evaluate(EvaluateArgs),
    /// Run this program's detectors and those of the field on the same data, and hold all of them against the truth.
    Compare(Box<CompareArgs>),
    /// Print the parameters as TOML, each with its meaning, unit, range and source.
    Config,
}

const EXAMPLES: &str = "\
Examples:
  A day of AIS, as published by MarineCadastre:
    lightering detect AIS_2024_01_01.zip --out found

  A month, without berths and anchorages, in one area:
    lightering detect aisdk-2024-03-*.zip --out march --anchorages anchorages.csv.gz --area skagen.geojson

  With other parameters:
    lightering config > mine.toml        (edit mine.toml)
    lightering detect tracks.csv --out found --config mine.toml --force

  From another program:
    zstdcat tracks.csv.zst | lightering detect - --out found --quiet

Reports are worked off in windows of time, so that any amount of them needs the memory of one window. They may be
out of order by an hour; input in any other order, such as vessel by vessel, goes by way of a temporary file.

Output: candidates.csv, evidence.csv and report.html, with what they rest on: encounters.csv, gaps.csv,
dark_rendezvous.csv, loitering.csv, identity.csv; candidates.geojson and encounters.geojson for maps, candidates.kml for
Google Earth, candidates.parquet and encounters.parquet for pandas and DuckDB, events.json in the names of Global Fishing Watch;
rejects.csv and summary.json. The folder appears as a whole or not at all.";

const DIGEST_EXAMPLES: &str = "\
Examples:
  A digest for each day, on any machine, and the events of all:
    lightering digest AIS_2024_01_01.zip --out 2024-01-01.digest
    lightering digest AIS_2024_01_02.zip --out 2024-01-02.digest
    lightering merge 2024-01-*.digest --out january

A digest is about a hundredth of the size of its input. The events are those of `lightering detect` on all files at
once, to the byte: an encounter across midnight is one.";

/// What to read, and how.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Files, folders or glob patterns; .gz, .zst and .zip are read directly; `-` is standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,

    /// Layout of the input: auto, marinecadastre, dma, nmea, brest, piraeus, gfw, spire, kystverket, aisstream or ais-catcher;
    /// parquet is auto too, since a Parquet file may have the columns of any of them.
    #[arg(long, value_name = "FORMAT", default_value = "auto", value_parser = parse_format)]
    pub(crate) format: FormatChoice,

    /// Parameters, as `lightering config` prints them; what is missing keeps its default.
    #[arg(long, value_name = "FILE.toml")]
    pub(crate) config: Option<PathBuf>,

    /// Read CSV of any layout by this column map, which names columns, units and the form of times.
    #[arg(long, value_name = "MAP.toml", conflicts_with = "format")]
    pub(crate) columns: Option<PathBuf>,

    /// Use rows from this time: RFC 3339, or a date (UTC).
    #[arg(long, value_name = "T", value_parser = time::parse)]
    pub(crate) from: Option<DateTime<Utc>>,

    /// Use rows before this time: RFC 3339, or a date (UTC).
    #[arg(long, value_name = "T", value_parser = time::parse)]
    pub(crate) to: Option<DateTime<Utc>>,

    /// When messages of NMEA begin that have no time at all, which are rejected otherwise: RFC 3339, or a date (UTC). From then on
    /// the seconds that they hold move the time forward; silences of more than half a minute are lost.
    #[arg(long, value_name = "T", value_parser = time::parse)]
    pub(crate) assume_start: Option<DateTime<Utc>>,

    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

/// How much to work off at once.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct WindowArgs {
    /// Work off so much time at once: 30m, 6h, 1d. It decides how much memory is needed, and changes no result.
    #[arg(long, value_name = "LENGTH", default_value = "1d", value_parser = time::parse_length)]
    pub(crate) window: TimeDelta,
}

/// Which events to write, and where.
#[derive(Debug, Args)]
pub(crate) struct OutputArgs {
    /// Folder for the output; its files are never read as input.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,

    /// Keep events in these polygons only; tracks are still followed outside.
    #[arg(long, value_name = "FILE.geojson")]
    pub(crate) area: Option<PathBuf>,

    /// Leave out encounters, loitering and dark rendezvous near these places: CSV with latitude and longitude, or
    /// GeoJSON points and polygons. They are counted in summary.json. For candidates the places are evidence; none is
    /// left out. May be given several times.
    #[arg(long, value_name = "FILE")]
    pub(crate) anchorages: Vec<PathBuf>,

    /// How near an anchorage, in kilometres, where its row has no radius_km. The default is
    /// Miller et al. 2018, https://doi.org/10.3389/fmars.2018.00240.
    #[arg(long, value_name = "N", default_value = "10", value_parser = parse_radius, requires = "anchorages")]
    pub(crate) anchorage_radius_km: f64,

    /// Vessels to look out for: CSV with one or more of the columns mmsi, imo, name, call_sign and flag.
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) watchlist: Option<PathBuf>,

    /// Measure distances from shore by this coastline: polygons of land, or lines. The default is Natural Earth's
    /// land at 1:50,000,000, true to about a kilometre. With a coastline of your own, which should have the rivers and
    /// lakes of your area, vessels heard more than 20 km inland are identity events.
    #[arg(long, value_name = "FILE.geojson")]
    pub(crate) coastline: Option<PathBuf>,
}

/// Whether to replace.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct ReplaceArgs {
    /// Replace the output of an earlier run.
    #[arg(long)]
    pub(crate) force: bool,
}

/// How many work.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct ThreadArgs {
    /// Threads to use; results do not depend on it [default: all cores].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}

/// How to work.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct RunArgs {
    #[command(flatten)]
    pub(crate) threads: ThreadArgs,

    /// No progress and no summary; errors are still said.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct DetectArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) windows: WindowArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) replace: ReplaceArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

#[derive(Debug, Args)]
#[command(after_help = DIGEST_EXAMPLES)]
pub(crate) struct DigestArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) windows: WindowArgs,

    /// File for the digest.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,

    #[command(flatten)]
    pub(crate) replace: ReplaceArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

#[derive(Debug, Args)]
#[command(after_help = DIGEST_EXAMPLES)]
pub(crate) struct MergeArgs {
    /// Digests, or patterns of them, in any order; they must not overlap in time.
    #[arg(required = true, value_name = "DIGEST")]
    pub(crate) digests: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) replace: ReplaceArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

const ACTIVITY_EXAMPLES: &str = "\
Examples:
  Tankers and others of one flag in a gulf, week by week:
    lightering activity 2023/*.zip 2024/*.zip --out gulf --area gulf.geojson --flag PRK --period week

  The vessels of a list, by month, against the six months before and the year before:
    lightering activity *.csv.zst --out months --area sea.geojson --watchlist list.csv --period month

Output: activity.csv, activity.json and activity.svg. A vessel counts in a period if it has a fix in the area in it.
Periods are in UTC, weeks from Monday.";

#[derive(Debug, Args)]
#[command(after_help = ACTIVITY_EXAMPLES)]
pub(crate) struct ActivityArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) windows: WindowArgs,

    /// Folder for the output.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,

    /// Count vessels in these polygons.
    #[arg(long, value_name = "FILE.geojson")]
    pub(crate) area: PathBuf,

    /// Count the vessels of this list: CSV with one or more of the columns mmsi, imo, name, call_sign and flag.
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) watchlist: Option<PathBuf>,

    /// Count the vessels of this flag: three digits as in an MMSI, an ISO code, or a country. May be given several times.
    #[arg(long, value_name = "MID|ISO")]
    pub(crate) flag: Vec<String>,

    /// Length of a period: day, week or month.
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Period,

    /// Hold a count against the mean of so many periods before [default: 28 days, 8 weeks or 6 months].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) baseline: Option<u32>,

    #[command(flatten)]
    pub(crate) replace: ReplaceArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

const CHAIN_EXAMPLES: &str = "\
Examples:
  Where the cargo of a tanker can have gone:
    lightering chain found --from 311000013

  Where that of a list of vessels can have come from, over less likely transfers too:
    lightering chain found --watchlist list.csv --backward --min-score=-2

Writes chain.csv, and chain.dot for Graphviz (dot -Tsvg chain.dot -o chain.svg), into the folder.";

#[derive(Debug, Args)]
#[command(after_help = CHAIN_EXAMPLES, group(ArgGroup::new("start").required(true).multiple(true)))]
pub(crate) struct ChainArgs {
    /// Folder that `detect` or `merge` wrote.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,

    /// Vessel to begin with; may be given several times.
    #[arg(long, value_name = "MMSI", value_parser = parse_mmsi, group = "start")]
    pub(crate) from: Vec<Mmsi>,

    /// Begin with the vessels of this list: CSV with one or more of the columns mmsi, imo, name, call_sign and flag.
    #[arg(long, value_name = "FILE.csv", group = "start")]
    pub(crate) watchlist: Option<PathBuf>,

    /// Follow candidates of at least this score, in log-odds; 0 is as likely as not.
    #[arg(long, value_name = "N", default_value = "0", allow_negative_numbers = true, value_parser = parse_score)]
    pub(crate) min_score: f64,

    /// Follow back in time, to where cargo can have come from.
    #[arg(long)]
    pub(crate) backward: bool,
}

/// A layout, or none for recognising it.
#[derive(Debug, Clone)]
pub(crate) struct FormatChoice(pub(crate) Option<Format>);

fn parse_format(text: &str) -> Result<FormatChoice, String> {
    if ["auto", "parquet"].iter().any(|name| text.eq_ignore_ascii_case(name)) {
        return Ok(FormatChoice(None));
    }
    text.parse().map(|format| FormatChoice(Some(format))).map_err(|error| format!("{error}, or auto to recognise it"))
}

fn parse_mmsi(text: &str) -> Result<Mmsi, String> {
    text.parse().map_err(|error: ParseMmsiError| error.to_string())
}

fn parse_radius(text: &str) -> Result<f64, String> {
    number(text, |radius| (0.0..=1000.0).contains(&radius), "must be 0 to 1000 kilometres")
}

fn parse_share(text: &str) -> Result<f64, String> {
    number(text, |share| (0.0..=1.0).contains(&share), "must be 0 to 1")
}

fn parse_days(text: &str) -> Result<f64, String> {
    number(text, |days| days > 0.0 && days.is_finite(), "must be a number above 0")
}

fn parse_score(text: &str) -> Result<f64, String> {
    number(text, |score| (-100.0..=100.0).contains(&score), "must be -100 to 100")
}

/// A number that is such as it must be.
fn number(text: &str, is_such: impl FnOnce(f64) -> bool, must: &str) -> Result<f64, String> {
    text.parse().ok().filter(|&number| is_such(number)).ok_or_else(|| must.to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_radius_is_a_distance() {
        assert_eq!(parse_radius("2.5"), Ok(2.5));
        for text in ["-1", "nan", "inf", "1e9", "ten"] {
            assert!(parse_radius(text).is_err(), "{text}");
        }
    }
}

const SIMULATE_EXAMPLES: &str = "\
Examples:
  A bundled scenario, and what the detectors make of it:
    lightering simulate mixed --seed 7 --out sea
    lightering detect sea/fixes.csv --out found

  A larger sea:
    lightering simulate east-china-sea --seed 1 --vessels 5000 --hours 24 --out large

  One of your own (scenario.toml of any run is a start):
    lightering simulate mine.toml --seed 1 --out mine

Scenarios: mixed, east-china-sea, gulf-of-oman, kerch, pacific-lightering, north-sea-bunkering, high-arctic, antimeridian.

Output: fixes.csv in the columns of MarineCadastre, scenario.toml, and truth_encounters.csv, truth_transfers.csv,
truth_dark_meetings.csv, truth_benign.csv, truth_gaps.csv, truth_identity.csv. The same scenario and seed give the same
files.";

#[derive(Debug, Args)]
#[command(after_help = SIMULATE_EXAMPLES)]
pub(crate) struct SimulateArgs {
    /// The name of a bundled scenario, or a file in TOML.
    #[arg(value_name = "SCENARIO")]
    pub(crate) scenario: String,

    /// Another seed, another sea.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,

    /// Folder for the files.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,

    /// So many ships beside those that the scenario watches for: 0 to 20,000.
    #[arg(long, value_name = "N")]
    pub(crate) vessels: Option<u32>,

    /// How long it lasts, in hours.
    #[arg(long, value_name = "HOURS")]
    pub(crate) hours: Option<f64>,

    /// One report of a ship in so many seconds; 0 for all that go on the air.
    #[arg(long, value_name = "SECONDS")]
    pub(crate) interval_s: Option<f64>,

    #[command(flatten)]
    pub(crate) replace: ReplaceArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

const EVALUATE_EXAMPLES: &str = "\
Examples:
  Encounters found in a simulated sea, against what truly happened in it:
    lightering simulate mixed --seed 7 --out sea
    lightering detect sea/fixes.csv --out found
    lightering evaluate found --truth sea/truth_encounters.csv

  Candidates by their score, against transfers:
    lightering evaluate found --truth sea/truth_transfers.csv --events candidates

  Any table with the columns mmsi_a, mmsi_b, start and end, against labels of your own:
    lightering evaluate mine.csv --truth labels.csv

Truth is CSV with the columns mmsi_a, mmsi_b (or mmsi), start, end, and kind if there is one; times are RFC 3339 or seconds
since 1970. An event is found if one of the same vessels covers at least half of its time; each counts once.";

/// A table of a folder that `detect` wrote.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum Events {
    Encounters,
    Candidates,
    DarkRendezvous,
    Gaps,
    Loitering,
}

impl Events {
    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Encounters => "encounters.csv",
            Self::Candidates => "candidates.csv",
            Self::DarkRendezvous => "dark_rendezvous.csv",
            Self::Gaps => "gaps.csv",
            Self::Loitering => "loitering.csv",
        }
    }
}

#[derive(Debug, Args)]
#[command(after_help = EVALUATE_EXAMPLES)]
pub(crate) struct EvaluateArgs {
    /// A folder that `detect` or `merge` wrote, or a table of events.
    #[arg(value_name = "DIR")]
    pub(crate) found: PathBuf,

    /// What is true, as CSV.
    #[arg(long, value_name = "TRUTH.csv")]
    pub(crate) truth: PathBuf,

    /// Which table of the folder [default: gaps if the truth has no vessel in a column mmsi_b, else encounters].
    #[arg(long, value_name = "EVENTS")]
    pub(crate) events: Option<Events>,

    /// An event covers at least this share of what truly happened, 0 to 1.
    #[arg(long, value_name = "SHARE", default_value = "0.5", value_parser = parse_share)]
    pub(crate) min_overlap: f64,

    /// Intersection over union in time, at least, 0 to 1.
    #[arg(long, value_name = "SHARE", default_value = "0", value_parser = parse_share)]
    pub(crate) min_iou: f64,

    /// Kinds of the truth that nobody cares about; may be given several times.
    #[arg(long, value_name = "KIND")]
    pub(crate) ignore: Vec<String>,

    /// Days that vessels were looked at, all together, for the rate of false alerts.
    #[arg(long, value_name = "DAYS", value_parser = parse_days)]
    pub(crate) vessel_days: Option<f64>,

    /// Write the figures as CSV.
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) out: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) replace: ReplaceArgs,
}

const COMPARE_EXAMPLES: &str = "\
Examples:
  On a simulated sea:
    lightering simulate mixed --seed 7 --out sea
    lightering compare sea/fixes.csv --truth sea/truth_encounters.csv --transfers-truth sea/truth_transfers.csv \\
        --dark-truth sea/truth_dark_meetings.csv --out compared

  On historical data with labels of your own:
    lightering compare 2023-06-*.zip --truth labels.csv --out compared

Output: compare.csv, and compare.svg with precision against recall, and recall against the interval of reports. The methods
are those of this program, a grid of ten minutes, buckets of a quarter of an hour, co-location, ends of gaps near each
other, and gaps of twelve hours; their sources are in the documentation of the crate, module evaluate::methods.";

#[derive(Debug, Args)]
#[command(after_help = COMPARE_EXAMPLES)]
pub(crate) struct CompareArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// Pairs that met, as CSV with the columns mmsi_a, mmsi_b, start, end and kind.
    #[arg(long, value_name = "TRUTH.csv")]
    pub(crate) truth: Option<PathBuf>,

    /// Transfers of cargo, likewise.
    #[arg(long, value_name = "TRUTH.csv")]
    pub(crate) transfers_truth: Option<PathBuf>,

    /// Meetings that were not heard, likewise.
    #[arg(long, value_name = "TRUTH.csv")]
    pub(crate) dark_truth: Option<PathBuf>,

    /// Silences that were chosen, as CSV with the columns mmsi, start and end.
    #[arg(long, value_name = "TRUTH.csv")]
    pub(crate) gaps_truth: Option<PathBuf>,

    /// Folder for the figures [default: none, the table is said and no file written].
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Ask again with one report of each vessel in so many seconds.
    #[arg(long, value_name = "SECONDS", value_delimiter = ',', default_values_t = [60, 300, 600, 1200, 1800, 3600],
        value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub(crate) intervals_s: Vec<u32>,

    /// Coasts of your own, for distances to the shore: GeoJSON of land.
    #[arg(long, value_name = "FILE.geojson")]
    pub(crate) coastline: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) replace: ReplaceArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

const INSPECT_EXAMPLES: &str = "\
Examples:
    lightering inspect AIS_2024_01_01.zip
    lightering inspect receiver.log.gz
    lightering inspect data/*.csv.zst";

#[derive(Debug, Args)]
#[command(after_help = INSPECT_EXAMPLES)]
pub(crate) struct InspectArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) threads: ThreadArgs,
}
