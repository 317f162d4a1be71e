use super::*;

fn list(csv: &str) -> Watchlist {
    Watchlist::from_reader("list.csv".as_ref(), csv.as_bytes()).unwrap()
}

fn refused(csv: &str) -> String {
    Watchlist::from_reader("list.csv".as_ref(), csv.as_bytes()).unwrap_err().to_string()
}

fn found(list: &Watchlist, mmsi: u32, said: &[StaticData]) -> Option<String> {
    let changes: Vec<(i64, u32)> = (0..said.len()).map(|number| (number as i64, number as u32)).collect();
    list.find(Mmsi::new(mmsi).unwrap(), StaticHistory::new(&changes, said)).map(|found| found.to_string())
}

fn said(imo: Option<u32>, name: &str, call_sign: &str) -> StaticData {
    StaticData {
        imo: imo.map(|imo| Imo::new(imo).unwrap()),
        name: Some(name.into()),
        call_sign: Some(call_sign.into()),
        ..StaticData::default()
    }
}

#[test]
fn a_vessel_is_on_the_list_by_any_field_and_the_match_says_by_which() {
    let list = list("Flag, Call Sign,NAME,imo,mmsi\nPRK,D5AB1,Sea  Example,IMO9074729,445123000\n,,OTHER,,\n");
    assert_eq!(found(&list, 445_123_000, &[]).as_deref(), Some("MMSI, row 2"));
    assert_eq!(found(&list, 636_000_001, &[said(Some(9_074_729), "X", "Y")]).as_deref(), Some("IMO number, row 2"));
    assert_eq!(found(&list, 636_000_001, &[said(None, "SEA EXAMPLE", "Y")]).as_deref(), Some("name, row 2"));
    assert_eq!(
        found(&list, 636_000_001, &[said(None, "SEA EXAMPLE", "D5AB1")]).as_deref(),
        Some("call sign and name, row 2")
    );
    assert_eq!(
        found(&list, 445_999_000, &[said(None, "X", "Y")]),
        None,
        "a flag beside other fields is for the reader"
    );
}

#[test]
fn what_a_vessel_once_said_counts() {
    let list = list("name\nOLD NAME\n");
    assert!(found(&list, 636_000_001, &[said(None, "OLD NAME", "A"), said(None, "NEW NAME", "A")]).is_some());
}

#[test]
fn the_row_with_most_fields_is_told() {
    let list = list("mmsi,name\n,EXAMPLE\n636000001,EXAMPLE\n");
    assert_eq!(found(&list, 636_000_001, &[said(None, "EXAMPLE", "A")]).as_deref(), Some("MMSI and name, row 3"));
}

#[test]
fn a_row_with_a_flag_alone_stands_for_all_its_vessels() {
    for flag in ["445", "PRK", "prk", "North Korea"] {
        let list = list(&format!("mmsi,flag\n,{flag}\n"));
        assert_eq!(found(&list, 445_000_001, &[]).as_deref(), Some("flag, row 2"), "{flag}");
        assert_eq!(found(&list, 440_000_001, &[]), None);
    }
}

#[test]
fn a_bad_row_costs_that_row_and_is_named() {
    let list = list("mmsi,imo,flag\n12x,,\n,1234568,\n,,Atlantis\n,,\n445123000,,\n");
    assert_eq!((list.len(), list.skipped().rows), (1, 4));
    assert_eq!(list.skipped().first, Some((2, "`12x` is no MMSI".into())));
}

#[test]
fn a_file_that_is_no_list_is_refused_with_what_to_do() {
    assert!(refused("lat,lon\n1,2\n").contains("none of the columns"));
    assert!(refused("mmsi\n").contains("only a header"));
    assert!(refused("mmsi\nx\n").contains("row 2"));
}

#[test]
fn a_list_may_have_semicolons_or_tabs() {
    for delimiter in [";", "\t"] {
        let csv = "name,imo,mmsi\nSEA, EXAMPLE,,445123000\n".replace("SEA, ", "SEA+ ").replace(',', delimiter);
        let list = list(&csv.replace('+', ","));
        assert_eq!(found(&list, 445_123_000, &[]).as_deref(), Some("MMSI, row 2"), "{delimiter:?}");
        assert_eq!(
            found(&list, 636_000_001, &[said(None, "Sea Example", "")]).as_deref(),
            Some("name, row 2"),
            "{delimiter:?}"
        );
    }
}
