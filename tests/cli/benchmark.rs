//! `lightering simulate`, `evaluate` and `compare`.

use crate::command::{Outcome, Place, finish, lightering, names};

fn run(place: &Place, command: &str) -> Outcome {
    let mut run = lightering();
    finish(run.args(command.split(' ')).current_dir(place.path("")), b"")
}

/// A plan of one transfer seen, one that is not, and a few ships.
const PLAN: &str = "\
name = 'bay'
start = 2024-03-05T00:00:00Z
hours = 24.0
vessels = 6
area = { south = -17.0, north = -16.0, west = 179.5, east = 181.0 }
[actors]
transfers_adrift = 3
transfers_at_anchor = 0
transfers_under_way = 1
mothers_with_two = 0
bunkering = 0
pilots = 0
tugs = 0
tows = 1
pair_trawlers = 0
rafts = 0
near_misses = 1
short_meetings = 1
dark_meetings = 1
half_dark_meetings = 0
switch_offs = 2
mmsi_handovers = 0
shared_mmsis = 0
circle_spoofing = 0
offset_spoofing = 0
";

#[test]
fn a_sea_is_simulated_detected_and_held_against_its_truth() {
    let place = Place::new();
    place.file("bay.toml", PLAN);
    let told = run(&place, "simulate bay.toml --seed 5 --out sea").done();
    assert!(told.stdout.contains("5 transfers, of which 1 dark"), "{}", told.stdout);
    assert_eq!(
        names(&place.path("sea")),
        [
            "fixes.csv",
            "scenario.toml",
            "truth_benign.csv",
            "truth_dark_meetings.csv",
            "truth_encounters.csv",
            "truth_gaps.csv",
            "truth_identity.csv",
            "truth_transfers.csv"
        ]
    );
    // Its own scenario file makes it again, on one thread, to the byte.
    run(&place, "simulate sea/scenario.toml --seed 5 --out again --threads 1").done();
    for name in names(&place.path("sea")) {
        assert!(place.read(&format!("sea/{name}")) == place.read(&format!("again/{name}")), "{name}");
    }
    run(&place, "detect sea/fixes.csv --out found").done();
    let figures = run(&place, "evaluate found --truth sea/truth_encounters.csv --out figures.csv").done();
    assert!(figures.stdout.starts_with("found/encounters.csv against"), "{}", figures.stdout);
    assert!(figures.stdout.contains("4 found, 0 missed, 0 false"), "{}", figures.stdout);
    assert!(figures.stdout.contains("F1           1.000"), "{}", figures.stdout);
    let csv = place.read("figures.csv");
    assert!(csv.lines().nth(1).is_some_and(|row| row.starts_with("encounters,4,0,0,0,1.0000,")), "{csv}");
    let gaps = run(&place, "evaluate found --truth sea/truth_gaps.csv").done();
    assert!(gaps.stdout.starts_with("found/gaps.csv against"), "{}", gaps.stdout);
    let compared = run(
        &place,
        "compare sea/fixes.csv --truth sea/truth_encounters.csv --dark-truth sea/truth_dark_meetings.csv --out compared \
         --intervals-s 600,1800",
    )
    .done();
    assert_eq!(names(&place.path("compared")), ["compare.csv", "compare.svg"]);
    let said = run(&place, "compare sea/fixes.csv --truth sea/truth_encounters.csv --intervals-s 600").done();
    assert!(said.stdout.contains("bucket") && !said.stdout.contains("written"), "{}", said.stdout);
    let csv = place.read("compared/compare.csv");
    // Six methods and two, and six at each of two intervals.
    assert_eq!(csv.lines().count(), 1 + 8 + 12, "{csv}");
    assert!(compared.stdout.contains("gap-endpoints") && compared.stdout.contains("1800 s"), "{}", compared.stdout);
    assert!(place.read("compared/compare.svg").contains("lightering, AUC 1.00"));
}

#[test]
fn what_cannot_be_simulated_or_evaluated_is_said() {
    let place = Place::new();
    let unknown = run(&place, "simulate atlantis --out sea");
    assert!(
        unknown.status == Some(2) && unknown.stderr.contains("those are mixed, east-china-sea"),
        "{}",
        unknown.stderr
    );
    place.file("bad.toml", "name = 'x'\nhours = 'ten'\n");
    let bad = run(&place, "simulate bad.toml --out sea");
    assert!(bad.status == Some(1) && bad.stderr.contains("bad.toml: line 2"), "{}", bad.stderr);
    let no_vessels = run(&place, "simulate mixed --vessels 50000 --out sea");
    assert!(no_vessels.status == Some(2) && no_vessels.stderr.contains("vessels = 50000"), "{}", no_vessels.stderr);
    place.file("found/encounters.csv", "mmsi_a,mmsi_b,start,end\n");
    place.file("truth.csv", "mmsi_a,begins,end\n1,2,3\n");
    let bad = run(&place, "evaluate found --truth truth.csv");
    assert!(bad.status == Some(1) && bad.stderr.contains("truth.csv"), "{}", bad.stderr);
    for wrong in ["--min-overlap 2", "--min-iou nan", "--vessel-days 0"] {
        let outcome = run(&place, &format!("evaluate found --truth truth.csv {wrong}"));
        assert!(outcome.status == Some(2) && outcome.stderr.contains("must be"), "{}", outcome.stderr);
    }
    // Of pairs, by its columns.
    place.file("truth.csv", "mmsi_a,mmsi_b,start,end,kind\n");
    let ignoring = run(&place, "evaluate found --truth truth.csv --ignore bert --out figures.csv").done().stdout;
    assert!(ignoring.starts_with("found/encounters.csv") && ignoring.contains("--ignore bert"), "{ignoring}");
    let again = run(&place, "evaluate found --truth truth.csv --out figures.csv");
    assert!(again.status == Some(2) && again.stderr.contains("--force"), "{}", again.stderr);
    assert_eq!(run(&place, "compare found --out compared").status, Some(2));
    assert!(!place.path("sea").exists() && !place.path("compared").exists());
}
