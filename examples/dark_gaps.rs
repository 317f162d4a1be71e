//! Silences in the bundled sample, why they were, and who can have met in them:
//! `cargo run --release --example dark_gaps`.

// An example may print.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::path::Path;

use lightering::ais::Mmsi;
use lightering::detect::{DarkDetector, DarkKind, DarkRendezvous, Gap, GapClass, GapDetector};
use lightering::read::{self, ReadOptions};
use lightering::{Detector, Fleet, TrackIndex};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let (builder, _) = read::read_files(&[folder.join("sample_fixes.csv")], &ReadOptions::default(), &|_| {})?;
    let fleet = builder.build(&Default::default())?;
    let index = TrackIndex::new(&fleet, &Default::default(), &Default::default())?;

    let gaps = GapDetector::new(Default::default())?.detect(&index);
    let open = gaps.iter().filter(|gap| gap.class == GapClass::Open).count();
    println!(
        "{} silences of six hours and more, of which {open} last until the end of the data. The others:\n",
        gaps.len()
    );
    for gap in gaps.iter().filter(|gap| gap.class != GapClass::Open) {
        print_gap(&fleet, gap);
    }

    let meetings = DarkDetector::new(Default::default())?.detect(&index);
    println!("\n{} meetings were possible unseen. The first:\n", meetings.len());
    for meeting in meetings.iter().take(5) {
        let partner = meeting.mmsi_b.map_or("somebody unheard", |mmsi| name(&fleet, mmsi));
        println!(
            "  {:.2}  {:14} {:17} {:17} up to {:4.1} h",
            meeting.score,
            meeting.kind.as_str(),
            name(&fleet, meeting.mmsi_a),
            partner,
            meeting.max_dwell_h
        );
    }
    if let Some(meeting) = meetings.iter().find(|meeting| meeting.kind == DarkKind::DarkDark) {
        explain(&fleet, meeting);
    }
    println!("\nWhat truly happened: examples/data/sample_truth_encounters.csv, kind `dark`.");
    Ok(())
}

fn print_gap(fleet: &Fleet, gap: &Gap) {
    let reception = gap.reception;
    println!(
        "  {} was silent for {:.1} h from {}: {}.",
        name(fleet, gap.mmsi),
        gap.duration_h(),
        gap.start.format("%d %b %H:%M"),
        gap.class.as_str()
    );
    println!(
        "    By reception alone with a probability of {:.3}: heard in {:.0} % of the hours before; meanwhile, of others\n    \
         within 50 km, {:.0} ship-hours were heard and {:.0} were not; usual there are {:.0} %.",
        reception.probability,
        100.0 * reception.own_share,
        reception.heard_nearby,
        reception.silent_nearby,
        100.0 * reception.usual_share
    );
}

fn explain(fleet: &Fleet, meeting: &DarkRendezvous) {
    let (a, b) = (name(fleet, meeting.mmsi_a), meeting.mmsi_b.map_or("?", |mmsi| name(fleet, mmsi)));
    println!("\n{a} and {b} were silent at the same time. At their top speeds they can have met from");
    println!(
        "{} to {} and have lain together for up to {:.1} hours, which leaves the less",
        meeting.start.format("%d %b %H:%M"),
        meeting.end.format("%d %b %H:%M"),
        meeting.max_dwell_h
    );
    println!(
        "busy of the two {:.1} hours for anything else; most of the time at {:.2}° {:.2}°.",
        meeting.slack_h,
        meeting.position.latitude_deg(),
        meeting.position.longitude_deg()
    );
    match meeting.alternatives {
        0 => println!("Neither can have met anybody else for two hours."),
        others => println!("The one with more choice can have met {others} other(s) for two hours."),
    }
    if let Some(bounds) = meeting.region().as_ref().and_then(geo::BoundingRect::bounding_rect) {
        println!(
            "A meeting of two hours was between {:.1}° and {:.1}°, {:.1}° and {:.1}°.",
            bounds.min().y,
            bounds.max().y,
            bounds.min().x,
            bounds.max().x
        );
    }
}

fn name(fleet: &Fleet, mmsi: Mmsi) -> &str {
    fleet.tracks_of(mmsi).find_map(|track| track.statics().name()).unwrap_or("?")
}
