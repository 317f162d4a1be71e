//! Names that are made to do harm pass through every output and do none.

use std::fs::{self, File};

use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::Value;

use crate::command::{Place, detect, lightering, run};
use crate::tracks;

/// What ships call themselves: formulas, markup, paths, more lines than one, NUL, text from right to left, a novel.
fn names() -> Vec<String> {
    let names = [
        "=HYPERLINK(\"http://x\")",
        "<script>alert(1)</script>",
        "../../etc",
        "TWO\nLINES",
        "NUL\0NUL",
        "\u{202e}REKNAT\u{2066}",
        "]]>&amp;\"'--></div>",
    ];
    names.map(str::to_owned).into_iter().chain(["X".repeat(10_000)]).collect()
}

/// Pairs that meet, one for each name, and a row without an MMSI for each.
fn sea() -> String {
    let mut text = String::from(tracks::HEADER);
    for (number, name) in (0_u32..).zip(names()) {
        let name = format!("\"{}\"", name.replace('"', "\"\""));
        let latitude = 10.0 + 2.0 * f64::from(number);
        for (mmsi, side, east) in [(311_000_200 + number, -1.0, 0.0), (538_004_200 + number, 1.0, 0.001_07)] {
            for minute in (1080..1620).step_by(5) {
                let away = f64::from(1200_u32.saturating_sub(minute) + minute.saturating_sub(1500));
                let (speed, drift) = if away > 0.0 { (12.0, 0.0) } else { (0.3, f64::from(minute - 1200) * 1e-5) };
                let longitude = -150.0 + east + side * away / 300.0 * 1.2;
                let row = tracks::row(mmsi, minute, latitude + drift, longitude, speed);
                text += &row.replace(&format!("SHIP {mmsi}"), &name);
            }
        }
        text += &tracks::row(0, 1080, latitude, -150.0, 0.0).replace("SHIP 0", &name);
    }
    text
}

/// Whether nothing steers a terminal, a spreadsheet or the direction of text.
fn is_inert(text: &str) -> bool {
    let steers = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    !text.contains(steers) && text.len() < 2500
}

fn check_json(value: &Value) {
    match value {
        Value::String(text) => assert!(is_inert(text), "{text:?}"),
        Value::Array(values) => values.iter().for_each(check_json),
        Value::Object(values) => values.values().for_each(check_json),
        _ => {}
    }
}

fn rows(place: &Place, file: &str) -> usize {
    let text = place.read(file);
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let cells = rows.records().map(|row| {
        for cell in row.unwrap().iter() {
            assert!(is_inert(cell), "{file}: {cell:?}");
            let is_number = cell.parse::<f64>().is_ok();
            assert!(is_number || !cell.starts_with(['=', '+', '-', '@']), "{file}: {cell:?}");
        }
    });
    cells.count()
}

#[test]
fn hostile_names_pass_through_every_output_harmlessly() {
    let place = Place::new();
    let input = place.file("in/ais.csv", sea());
    let out = detect(&input, &place.path("out"), &[]).done();
    assert!(out.stdout.chars().all(|c| c == '\n' || !c.is_control()));
    let count = names().len();
    assert_eq!(place.json("out/summary.json")["events"]["encounters"], count);
    assert_eq!(rows(&place, "out/candidates.csv"), count);
    assert_eq!(rows(&place, "out/rejects.csv"), count);
    for entry in fs::read_dir(place.path("out")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let file = format!("out/{name}");
        match name.rsplit('.').next().unwrap() {
            "csv" => drop(rows(&place, &file)),
            "json" | "geojson" => check_json(&place.json(&file)),
            "parquet" => {
                let reader = SerializedFileReader::new(File::open(place.path(&file)).unwrap()).unwrap();
                let read: Vec<String> =
                    reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
                assert_eq!(read.len(), count);
                // The names are those of candidates.csv.
                assert!(name != "candidates.parquet" || read.iter().any(|row| row.contains("../../etc")));
            }
            "kml" => {
                let text = place.read(&file);
                let mut xml = quick_xml::Reader::from_str(&text);
                while xml.read_event().unwrap() != quick_xml::events::Event::Eof {}
                assert!(!text.contains("<script") && !text.contains(['\0', '\u{202e}']));
                // What Google Earth takes for HTML is escaped twice.
                assert!(text.contains("&amp;lt;script&amp;gt;"), "{text}");
            }
            "html" => {
                let text = place.read(&file);
                assert!(!text.contains("<script>alert") && !text.contains(['\0', '\u{202e}', '\u{2066}']));
                assert!(text.contains("\\u003cscript\\u003ealert(1)"));
            }
            other => panic!("what is a .{other}?"),
        }
    }
    for number in 0..u32::try_from(count).unwrap() {
        let mut command = lightering();
        command.arg("chain").arg(place.path("out")).args([
            "--from",
            &(311_000_200 + number).to_string(),
            "--min-score=-99",
        ]);
        let chain = crate::command::finish(&mut command, b"").done();
        assert!(chain.stdout.chars().all(|c| c == '\n' || is_inert(&c.to_string())), "{:?}", chain.stdout);
        assert_eq!(rows(&place, "out/chain.csv"), 1);
        let dot = place.read("out/chain.dot");
        assert!(dot.lines().all(is_inert) && dot.ends_with("}\n"), "{dot:?}");
    }
    assert_eq!(place.names(), ["in", "out"], "no name is taken for a path");
}

#[test]
fn an_input_beyond_a_limit_is_named_with_the_flag_that_raises_it() {
    let place = Place::new();
    let input = place.file("ais.csv", tracks::day());
    let cases = [("--max-vessels", "2"), ("--max-static-sets", "1")];
    for (flag, value) in cases {
        detect(&input, &place.path("out"), &[flag, value]).refused(1, &["ais.csv: ", flag]);
    }
    detect(&input, &place.path("out"), &["--max-line-bytes", "9"]).refused(2, &["max_line_bytes"]);
    detect(&input, &place.path("out"), &["--max-vessels", "3", "--max-static-sets", "3"]).done();
}

#[test]
fn a_line_beyond_the_limit_is_rejected_with_the_flag_that_raises_it() {
    let place = Place::new();
    let long = format!("{},{}\n", tracks::day().lines().nth(1).unwrap(), "x".repeat(2000));
    let input = place.file("ais.csv", tracks::day() + &long);
    let flag = ["--max-line-bytes", "1024"];
    let words = "1 row rejected as row_too_long (longer than max_line_bytes: raise it by --max-line-bytes)";
    let said = detect(&input, &place.path("out"), &flag).done().stdout;
    assert!(said.contains(words), "{said}");
    let said = run(["inspect", input.to_str().unwrap(), flag[0], flag[1]]).done().stdout;
    assert!(said.contains("row_too_long (longer than max_line_bytes: raise it by --max-line-bytes): 1"), "{said}");
    let said = detect(&input, &place.path("out"), &["--force"]).done().stdout;
    assert!(!said.contains("max-line-bytes"), "{said}");
    let header = tracks::HEADER.trim_end();
    let input = place.file("long.csv", format!("{header}\n{long}"));
    detect(&input, &place.path("out"), &["--force", flag[0], flag[1]]).refused(1, &["row_too_long", flag[0]]);
}
