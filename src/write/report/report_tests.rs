use super::*;

fn html(page: &Page) -> String {
    let mut out = Vec::new();
    report(page, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn data(html: &str) -> &str {
    let start = html.find("id=\"data\">").unwrap() + "id=\"data\">".len();
    let end = html[start..].find("</script>").unwrap();
    &html[start..start + end]
}

fn one_ship(name: &str) -> Page {
    let party = Party { name: name.into(), ..Default::default() };
    let candidate = Candidate { id: "a".into(), parties: vec![party], ..Default::default() };
    Page { candidates: vec![candidate], total: 1, ..Default::default() }
}

#[test]
fn a_name_that_ends_the_script_stays_inside_the_data_and_is_read_back_as_sent() {
    let name = "</script><img src=x onerror=alert(1)>&amp;\u{2028}\u{2029}\\\"é";
    let html = html(&one_ship(name));
    let data = data(&html);
    assert!(!data.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{data}");
    let read: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(read["candidates"][0]["parties"][0]["name"], name);
}

#[test]
fn a_name_that_looks_like_a_mark_of_the_template_is_not_filled_in() {
    let html = html(&one_ship("{{nonce}} {{script}}"));
    assert!(data(&html).contains("{{nonce}} {{script}}"));
}

#[test]
fn no_mark_of_the_template_is_left() {
    let html = html(&Page::default());
    let own = html.replace(PLOTLY, "");
    for mark in ["nonce", "style", "data", "plotly", "script"] {
        assert!(!own.contains(&format!("{{{{{mark}}}}}")), "{mark}");
    }
}

#[test]
fn every_script_that_runs_has_the_number_that_the_policy_asks_for_and_it_depends_on_the_data() {
    let nonce = |html: &str| html.split_once("'nonce-").unwrap().1[..16].to_owned();
    let (one, other) = (html(&one_ship("A")), html(&one_ship("B")));
    assert_ne!(nonce(&one), nonce(&other));
    assert_eq!(one.matches(&format!("<script nonce=\"{}\">", nonce(&one))).count(), 1);
    // The plotting library is text until that one runs it.
    assert_eq!(one.matches("<script type=\"text/plain\" id=\"library\">").count(), 1);
    let policy = one.split_once("Content-Security-Policy\" content=\"").unwrap().1.split('"').next().unwrap();
    assert!(policy.starts_with("default-src 'none'; "), "{policy}");
    assert!(!policy.contains("script-src 'unsafe-inline'") && !policy.contains("http"), "{policy}");
}

#[test]
fn the_plotting_library_comes_whole_and_without_the_typesetter_of_formulas() {
    assert!(PLOTLY.contains("plotly.js v") && PLOTLY.len() > 3_000_000);
    assert!(!PLOTLY.contains("</script") && PLOTLY.len() < 5_000_000, "{}", PLOTLY.len());
    assert!(html(&Page::default()).contains(PLOTLY));
}

#[test]
fn a_page_holds_no_more_candidates_than_a_reader_can_look_through() {
    let candidates = (0..MAX_CANDIDATES + 5).map(|n| Candidate { id: n.to_string(), ..Default::default() }).collect();
    let page = Page { candidates, total: 900, ..Default::default() };
    let read: serde_json::Value = serde_json::from_str(data(&html(&page))).unwrap();
    assert_eq!(read["candidates"].as_array().unwrap().len(), MAX_CANDIDATES);
    assert_eq!(read["total"], 900);
}

#[test]
fn places_are_spelled_to_a_metre_and_what_is_not_a_number_is_left_out() {
    let place = |lat, lon| serde_json::to_string(&Place { lat, lon }).unwrap();
    assert_eq!(place(33.123_456_789, -118.000_000_4), "[33.12346,-118.0]");
    assert_eq!(place(-0.000_000_1, f64::NAN), "[0.0,null]");
    assert_eq!(place(f64::MAX, f64::INFINITY), format!("[{},null]", serde_json::to_string(&f64::MAX).unwrap()));
    let sample = Sample {
        time_ms: 5,
        distance_m: Some(51.26),
        speed_kn: [Some(0.777), None],
        heading_deg: [None, Some(359.96)],
    };
    assert_eq!(serde_json::to_string(&sample).unwrap(), "[5,51.3,0.78,null,null,360.0]");
}
