use super::*;

fn iso3(digits: u16) -> &'static str {
    Mid::new(digits).unwrap().iso3().unwrap()
}

#[test]
fn the_table_is_sorted_and_names_each_mid_once() {
    assert!(ALLOCATED.is_sorted_by(|a, b| a.0 < b.0));
    assert_eq!(ALLOCATED.len(), 292);
}

#[test]
fn every_row_has_a_mid_a_name_and_an_alpha_3_code() {
    for (digits, country, iso3) in ALLOCATED {
        assert!(Mid::new(*digits).is_some(), "{digits}");
        assert!(!country.is_empty() && country.trim() == *country, "{digits}");
        assert!(iso3.len() == 3 && iso3.bytes().all(|b| b.is_ascii_uppercase()), "{digits}");
    }
}

#[test]
fn one_code_has_one_name_apart_from_what_stands_in_brackets() {
    for (digits, country, iso3) in ALLOCATED {
        let first = Mid::all_of(iso3).next().unwrap().country().unwrap();
        let stem = |name: &'static str| name.split(" (").next();
        assert_eq!(stem(country), stem(first), "{digits}");
    }
}

#[test]
fn the_great_registers_are_where_the_itu_put_them() {
    for (code, digits) in [
        ("PAN", vec![351, 352, 353, 354, 355, 356, 357, 370, 371, 372, 373, 374]),
        ("LBR", vec![636, 637]),
        ("MHL", vec![538]),
        ("MLT", vec![215, 229, 248, 249, 256]),
        ("BHS", vec![308, 309, 311]),
        ("CYP", vec![209, 210, 212]),
        ("GRC", vec![237, 239, 240, 241]),
        ("SGP", vec![563, 564, 565, 566]),
        ("HKG", vec![477]),
        ("GBR", vec![232, 233, 234, 235]),
        ("USA", vec![303, 338, 366, 367, 368, 369]),
        ("CHN", vec![412, 413, 414]),
        ("KOR", vec![440, 441]),
        ("ARE", vec![470, 471]),
        ("PRT", vec![204, 255, 263]),
        ("COM", vec![616, 620]),
        ("TZA", vec![674, 677]),
        ("YEM", vec![473, 475]),
    ] {
        assert_eq!(Mid::all_of(code).map(Mid::digits).collect::<Vec<_>>(), digits, "{code}");
    }
}

#[test]
fn mids_that_lists_often_get_wrong_are_right() {
    for (digits, code) in [
        (203, "AUT"),
        (214, "MDA"),
        (236, "GIB"),
        (261, "POL"),
        (262, "MNE"),
        (264, "ROU"),
        (274, "MKD"),
        (279, "SRB"),
        (310, "BMU"),
        (325, "DMA"),
        (341, "KNA"),
        (374, "PAN"),
        (445, "PRK"),
        (447, "KWT"),
        (468, "SYR"),
        (471, "ARE"),
        (478, "BIH"),
        (550, "TLS"),
        (621, "DJI"),
        (638, "SSD"),
        (650, "MOZ"),
        (660, "REU"),
        (669, "SWZ"),
        (670, "TCD"),
        (671, "TGO"),
        (678, "ZMB"),
    ] {
        assert_eq!(iso3(digits), code, "{digits}");
    }
}

#[test]
fn territories_carry_their_own_code_where_iso_has_one() {
    for (digits, code) in [
        (231, "FRO"),
        (319, "CYM"),
        (331, "GRL"),
        (358, "PRI"),
        (378, "VGB"),
        (453, "MAC"),
        (477, "HKG"),
        (608, "SHN"),
        (635, "ATF"),
        (740, "FLK"),
    ] {
        assert_eq!(iso3(digits), code, "{digits}");
    }
    assert_eq!(Mid::new(204).unwrap().country(), Some("Portugal (Azores)"));
    assert_eq!(iso3(501), "FRA");
}

#[test]
fn the_three_heirs_of_the_netherlands_antilles_share_a_mid() {
    for code in ["CUW", "SXM", "bes"] {
        assert_eq!(Mid::all_of(code).map(Mid::digits).collect::<Vec<_>>(), [306], "{code}");
    }
}

#[test]
fn a_mid_that_was_never_given_out_has_no_country() {
    for digits in [200, 217, 260, 349, 365, 469, 526, 700, 776, 799] {
        let mid = Mid::new(digits).unwrap();
        assert!(!mid.is_allocated(), "{digits}");
        assert_eq!((mid.country(), mid.iso3()), (None, None));
    }
}

#[test]
fn digits_outside_the_format_are_no_mid() {
    assert_eq!(Mid::new(199), None);
    assert_eq!(Mid::new(800), None);
    assert_eq!(Mid::new(0), None);
}

#[test]
fn codes_are_taken_in_any_case_and_nonsense_matches_nothing() {
    assert_eq!(Mid::all_of(" prk ").map(Mid::digits).collect::<Vec<_>>(), [445]);
    assert_eq!(Mid::all_of("").count(), 0);
    assert_eq!(Mid::all_of("Türkiye").count(), 0);
}

#[test]
fn every_code_of_three_letters_has_one_of_two() {
    for digits in 200..800 {
        let Some(iso3) = Mid::new(digits).and_then(Mid::iso3) else { continue };
        let (_, iso2) = ALPHA_2.iter().find(|(code, _)| code == iso3.as_bytes()).unwrap_or_else(|| panic!("{iso3}"));
        let iso2 = std::str::from_utf8(iso2).unwrap();
        assert!(Mid::all_of(iso2).eq(Mid::all_of(iso3)), "{iso2}");
    }
    assert!(ALPHA_2.is_sorted(), "in order, each once");
    assert_eq!(Mid::all_of("KP").map(Mid::digits).collect::<Vec<_>>(), [445]);
    assert_eq!(Mid::all_of("SX").map(Mid::digits).collect::<Vec<_>>(), [306]);
}
