//! `lightering chain`.

use crate::command::{Place, detect, finish, lightering};
use crate::tracks;

const CANDIDATES: &str = "\
id,mmsi_a,mmsi_b,kind,start,end,lat,lon,score,reasons,name_a,name_b,imo_a,cargo
0a,311000001,311000002,encounter,2024-03-01T00:00:00Z,2024-03-01T10:00:00Z,1,2,3.5,x,MOTHER,FEEDER ONE,IMO9074729,a-to-b
0b,311000002,311000003,encounter,2024-03-02T00:00:00Z,2024-03-02T10:00:00Z,1,2,2.5,x,FEEDER ONE,FEEDER TWO,,
0c,311000003,311000004,dark-dark,2024-03-03T00:00:00Z,2024-03-04T10:00:00Z,1,2,0.5,x,FEEDER TWO,'=1+1,,
0d,311000004,311000005,encounter,2024-03-05T00:00:00Z,2024-03-05T10:00:00Z,1,2,1.5,x,'=1+1,DELIVERY,,
0e,311000005,311000006,encounter,2024-03-01T00:00:00Z,2024-03-01T10:00:00Z,1,2,1.5,x,DELIVERY,EARLIER,,
0f,311000005,,unseen-partner,2024-03-09T00:00:00Z,2024-03-09T10:00:00Z,1,2,9.5,x,DELIVERY,,,
";

#[test]
fn a_chain_of_four_hops_is_followed_to_its_end_and_not_back_in_time() {
    let place = Place::new();
    place.file("found/candidates.csv", CANDIDATES);
    let list = place.file("list.csv", "imo\n9074729\n");
    let folder = place.path("found");
    let by_number = finish(lightering().arg("chain").arg(&folder).args(["--from", "311000001"]), b"").done();
    let csv = place.read("found/chain.csv");
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows.len(), 5, "{csv}");
    assert_eq!(
        rows[4],
        "4,311000004,311000005,2024-03-05T00:00:00Z,2024-03-05T10:00:00Z,0d,1.500,\
         311000001>311000002>311000003>311000004>311000005,0.4565"
    );
    assert!(
        by_number.stdout.starts_with("Cargo of MOTHER (311000001) may have reached 4 vessels."),
        "{}",
        by_number.stdout
    );
    assert!(place.read("found/chain.dot").contains("\"311000001\" -> \"311000002\""));
    finish(lightering().arg("chain").arg(&folder).arg("--watchlist").arg(&list), b"").done();
    assert_eq!(place.read("found/chain.csv"), csv, "the same by its IMO number");
    let back = finish(lightering().arg("chain").arg(&folder).args(["--from", "311000005", "--backward"]), b"").done();
    assert!(back.stdout.contains("may have come from 5 vessels"), "{}", back.stdout);
}

#[test]
fn what_cannot_be_followed_is_said_on_one_line() {
    let place = Place::new();
    place.file("found/candidates.csv", CANDIDATES);
    let chain = |folder: &str, args: &[&str]| finish(lightering().arg("chain").arg(place.path(folder)).args(args), b"");
    let nobody = chain("found", &[]);
    assert!(nobody.status == Some(2) && nobody.stderr.contains("--watchlist"), "{}", nobody.stderr);
    assert_eq!(chain("found", &["--from", "12x"]).status, Some(2));
    let nobody = chain("found", &["--from", "999999999"]);
    assert!(nobody.status == Some(1) && nobody.stderr.contains("no candidate names"), "{}", nobody.stderr);
    let nothing = chain("elsewhere", &["--from", "311000001"]);
    assert!(nothing.status == Some(1) && nothing.stderr.contains("lightering detect"), "{}", nothing.stderr);
    place.file("found/candidates.csv", CANDIDATES.replace("2024-03-02T00:00:00Z", "yesterday"));
    let bad = chain("found", &["--from", "311000001"]);
    assert!(bad.status == Some(1) && bad.stderr.contains("row 3"), "{}", bad.stderr);
    assert_eq!(bad.stderr.lines().count(), 1);
}

#[test]
fn a_list_finds_its_vessels_by_any_column() {
    let place = Place::new();
    // The two have an IMO number and a call sign each.
    let day = tracks::day().replace("SHIP 311000112,,,", "SHIP 311000112,IMO9074729,V7AB1,");
    detect(&place.file("ais.csv", day), &place.path("out"), &[]).done();
    let rows = ["mmsi\n311000112\n", "imo\n9074729\n", "name\nSHIP 311000112\n", "call_sign\nV7AB1\n", "flag\nBHS\n"];
    for list in rows {
        let list = place.file("list.csv", list);
        let chain = finish(
            lightering().arg("chain").arg(place.path("out")).arg("--watchlist").arg(&list).arg("--min-score=-50"),
            b"",
        )
        .done();
        assert!(chain.stdout.contains("SHIP 311000112 (311000112) may have reached 1 vessel."), "{}", chain.stdout);
    }
}
