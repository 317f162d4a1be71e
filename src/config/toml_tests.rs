use super::*;

fn message(text: &str) -> String {
    let error = Config::from_toml("c.toml".as_ref(), text).unwrap_err();
    assert!(matches!(error, Error::Config { .. }));
    let message = error.to_string();
    assert!(message.starts_with("c.toml: ") && !message.contains('\n'), "{message}");
    message
}

#[test]
fn every_parameter_of_the_default_has_exactly_one_row() {
    let values = toml::Table::try_from(Config::default()).unwrap();
    let mut keys: Vec<(&str, &str)> = Vec::new();
    for (section, values) in &values {
        keys.extend(values.as_table().unwrap().keys().map(|key| (section.as_str(), key.as_str())));
    }
    let mut rows: Vec<(&str, &str)> = PARAMETERS.iter().map(|row| (row.section, row.key)).collect();
    keys.sort_unstable();
    rows.sort_unstable();
    assert_eq!(keys, rows);
}

#[test]
fn every_default_is_in_its_range_and_every_unit_is_that_of_the_key() {
    let values = toml::Table::try_from(Config::default()).unwrap();
    for row in PARAMETERS {
        let value = &values[row.section][row.key];
        let value = value.as_float().or_else(|| value.as_integer().map(|value| value as f64)).unwrap();
        assert!(row.allows(value), "{}.{} = {value}: {row}", row.section, row.key);
        let units = [("_m", "metres"), ("_kn", "knots"), ("_h", "hours"), ("_min", "minutes"), ("_deg", "degrees")];
        for (ending, unit) in units {
            assert_eq!(row.key.ends_with(ending), row.unit == unit, "{}.{}", row.section, row.key);
        }
        assert!(row.meaning.ends_with('.') && !row.source.is_empty());
    }
}

#[test]
fn rows_of_a_section_stand_together() {
    let mut sections: Vec<&str> = PARAMETERS.iter().map(|row| row.section).collect();
    sections.dedup();
    let count = sections.len();
    sections.sort_unstable();
    sections.dedup();
    assert_eq!(sections.len(), count);
}

#[test]
fn what_is_written_is_read_back() {
    let mut config = Config::default();
    config.encounter.max_distance_m = 250.5;
    config.gap.min_gap_h = 12.0;
    let text = config.to_toml();
    assert_eq!(Config::from_toml("c.toml".as_ref(), &text).unwrap(), config);
    assert!(text.lines().all(|line| line.chars().count() <= 120), "{text}");
    assert!(text.contains("10.3389/fmars.2018.00240"));
}

#[test]
fn what_is_not_given_keeps_its_default() {
    let config = Config::from_toml("c.toml".as_ref(), "\u{feff}# mine\r\n[gap]\r\nmin_gap_h = 12\r\n").unwrap();
    assert_eq!(config.gap.min_gap_h, 12.0);
    assert_eq!(config.encounter, Config::default().encounter);
}

#[test]
fn an_empty_file_is_told_where_to_get_a_full_one() {
    for text in ["", " \n\t\r\n", "\u{feff}"] {
        assert!(message(text).contains("lightering config"));
    }
    assert!(Config::from_toml("c.toml".as_ref(), "# all defaults\n").is_ok());
}

#[test]
fn an_unknown_key_is_named_with_its_line_and_the_accepted_ones() {
    let message = message("[gap]\nmin_gap_h = 6\n\n[loitering]\nmax_sped_kn = 2\n");
    assert!(message.contains("line 5") && message.contains("`max_sped_kn`"), "{message}");
    assert!(message.contains("max_speed_kn") && message.contains("moored_radius_m"), "{message}");
}

#[test]
fn an_unknown_section_is_named_with_its_line_and_the_accepted_ones() {
    let message = message("\n[encounters]\nmax_distance_m = 2\n");
    assert!(message.contains("line 2") && message.contains("`encounters`") && message.contains("loitering"));
}

#[test]
fn a_value_out_of_range_or_of_the_wrong_kind_is_named_with_its_line() {
    for value in ["-1", "nan", "inf", "1e99", "\"500\"", "true", "[1]"] {
        let message = message(&format!("[encounter]\nmax_distance_m = {value}\n"));
        assert!(message.contains("line 2") && message.contains("encounter.max_distance_m"), "{message}");
        assert!(message.contains("0 to 100000 metres"), "{message}");
    }
    assert!(message("gap = 6").contains("line 1"));
}

#[test]
fn text_that_is_not_toml_is_told_its_line() {
    assert!(message("[gap]\nmin_gap_h = = 6\n").contains("line 2"));
    assert!(message("\0\u{1}binary").contains("line 1"));
}

#[test]
fn the_ranges_are_those_that_the_parts_themselves_enforce() {
    // Wide enough that a parameter bounded by another one is free.
    let free = |row: &Parameter, value: f64| {
        let value = if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:e}") };
        let distance = if row.key == "max_distance_m" { "release_distance_m = 100000" } else { "max_distance_m = 0" };
        let other = match (row.section, row.key.strip_suffix("_usual_kn"), row.key.strip_suffix("_max_kn")) {
            ("encounter", ..) => distance.to_owned(),
            ("dark", ..) if row.key == "min_silence_h" => "max_silence_h = 10000".to_owned(),
            ("dark", ..) if row.key == "max_silence_h" => "min_silence_h = 0.01".to_owned(),
            ("top_speed", Some(kind), _) => format!("{kind}_max_kn = 100"),
            ("top_speed", _, Some(kind)) => format!("{kind}_usual_kn = 5"),
            _ => String::new(),
        };
        let section = match (row.section, row.key) {
            ("legs", _) => "[cleaning]\nmax_segment_gap_h = 24\n",
            (_, "max_segment_gap_h") => "[legs]\nmax_interpolation_h = 0.001\nmax_slow_interpolation_h = 0.001\n",
            _ => "",
        };
        format!("{section}[{}]\n{other}\n{} = {value}\n", row.section, row.key)
    };
    for row in PARAMETERS {
        for value in [row.low, row.high] {
            let config: Config = toml::from_str(&free(row, value)).unwrap();
            config.validate().unwrap_or_else(|error| panic!("{}.{}: {error}", row.section, row.key));
        }
        for value in [row.low - 1.0, row.high + 1.0] {
            if let Ok(config) = toml::from_str::<Config>(&free(row, value)) {
                let error = config.validate().unwrap_err().to_string();
                assert!(error.starts_with(&format!("{}.{} = ", row.section, row.key)), "{error}");
            }
        }
    }
}

#[test]
fn parameters_that_contradict_each_other_are_named_with_the_file() {
    let message = self::message("[encounter]\nmax_distance_m = 500\nrelease_distance_m = 100\n");
    assert!(message.contains("encounter.release_distance_m = 100"), "{message}");
    let message = self::message("[dark]\nmin_silence_h = 200\n");
    assert!(message.contains("dark.max_silence_h = 168"), "{message}");
    let message = self::message("[legs]\nmax_interpolation_h = 6\n");
    assert!(message.contains("cleaning.max_segment_gap_h = 4") && message.contains("legs"), "{message}");
}

#[test]
fn a_count_is_a_whole_number() {
    assert!(message("[cleaning]\nmin_track_fixes = 2.5\n").contains("line 2"));
}
