use super::*;

fn message(text: &str) -> String {
    ColumnMap::from_toml("map.toml".as_ref(), text).unwrap_err().to_string()
}

const COLUMNS: &str = "[columns]\nvessel = \"a\"\ntime = \"b\"\nlatitude = \"c\"\nlongitude = \"d\"\n";

#[test]
fn errors_name_file_line_and_key() {
    for (text, expected) in [
        ("[columns]\nspeed = \"v\"\n", ["line 2", "speed"]),
        ("speed_unit = \"mph\"\n", ["line 1", "mph"]),
        ("name = \"x\"\ntime_format = \"epoch\"\n", ["line 2", "epoch_s"]),
        ("[constants]\nmmsi = 0\n", ["line", "0 is no MMSI"]),
        ("[constants]\nclass = \"C\"\n", ["line", "must be A or B"]),
        ("delimiter = \";;\"\n", ["line 1", ";;"]),
        ("delimiter = \"é\"\n", ["map.toml", "ASCII"]),
        ("[columns]\nvessel = \"a\"\ntime = \"b\"\nlatitude = \"c\"\n", ["map.toml", "longitude"]),
        ("[columns]\ntime = \"b\"\nlatitude = \"c\"\nlongitude = \"d\"\n", ["map.toml", "which vessel"]),
        ("nonsense", ["line 1", ""]),
    ] {
        let message = message(text);
        assert!(message.starts_with("map.toml: ") && !message.contains('\n'), "{message}");
        assert!(expected.iter().all(|part| message.contains(part)), "{text}: {message}");
    }
}

#[test]
fn a_map_made_in_code_is_held_to_the_same() {
    use crate::read::{Columns, Format, ReadOptions, read_stream};
    let map = ColumnMap { columns: Columns::required("a", "b", "c", "d"), delimiter: 'é', ..ColumnMap::default() };
    let options = ReadOptions { format: Some(Format::from(map)), ..ReadOptions::default() };
    let refused = read_stream("memory", "a,b,c,d\n".as_bytes(), &options, &|_| {}).unwrap_err().to_string();
    assert!(refused.contains("delimiter = 'é'"), "{refused}");
    assert!(ColumnMap::built_in().iter().all(|map| map.validate().is_ok()));
}

#[test]
fn what_is_left_out_has_its_default() {
    let map = ColumnMap::from_toml("map.toml".as_ref(), COLUMNS).unwrap();
    assert_eq!(map, ColumnMap { columns: super::super::Columns::required("a", "b", "c", "d"), ..ColumnMap::default() });
}
