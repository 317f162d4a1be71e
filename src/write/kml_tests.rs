use quick_xml::events::Event as Read;
use quick_xml::reader::Reader;

use super::*;
use crate::write::fixtures::candidate;

fn written(candidates: &[Candidate]) -> String {
    let mut kml = Vec::new();
    candidates_kml(candidates, &mut kml).unwrap();
    String::from_utf8(kml).unwrap()
}

/// The names of all elements, and what texts say.
fn parsed(kml: &str) -> (Vec<String>, Vec<String>) {
    let mut reader = Reader::from_str(kml);
    reader.config_mut().check_end_names = true;
    let (mut names, mut texts) = (Vec::new(), vec![String::new()]);
    loop {
        match reader.read_event().unwrap() {
            Read::Start(start) => {
                names.push(start.name().as_ref().to_owned());
                texts.push(String::new());
            }
            Read::Text(text) => texts.last_mut().unwrap().push_str(&text),
            Read::GeneralRef(name) => texts.last_mut().unwrap().push_str(&format!("&{};", &*name)),
            Read::Eof => return (names, texts),
            _ => {}
        }
    }
}

#[test]
fn a_candidate_has_a_mark_its_tracks_and_the_region_with_time() {
    let kml = written(&[candidate()]);
    let (names, texts) = parsed(&kml);
    let count = |name: &str| names.iter().filter(|found| *found == name).count();
    // Heard, silent for ten hours, heard; and a party without a track.
    assert_eq!((count("gx:Track"), count("LineString"), count("Polygon"), count("Point")), (2, 1, 1, 1));
    assert_eq!(count("when"), count("gx:coord"));
    assert!(texts.iter().any(|text| text.trim() == "1970-01-01T01:00:00Z"));
    assert!(kml.contains("<gx:coord>179.500000 10.000000 0</gx:coord>"), "{kml}");
    // The region goes on beyond the antimeridian, as KML wants it.
    assert!(kml.contains("-179.500000,9.500000"), "{kml}");
}

#[test]
fn what_a_ship_says_of_herself_is_text() {
    let mut hostile = candidate();
    hostile.parties[0].name = Some("</name><script>alert(1)</script>\0\u{1b}]]>&".into());
    let kml = written(&[hostile]);
    let (names, texts) = parsed(&kml);
    assert!(!names.iter().any(|name| name == "script"));
    assert!(!kml.contains(['\0', '\u{1b}']));
    // In the description, which is shown as HTML, it is spelled as HTML spells text.
    assert!(texts.iter().any(|text| text.contains("&amp;lt;script&amp;gt;")), "{texts:?}");
}

#[test]
fn no_candidates_are_a_document_all_the_same() {
    let (names, _) = parsed(&written(&[]));
    assert!(names.iter().any(|name| name == "Document"));
    assert!(!names.iter().any(|name| name == "Folder"));
}
