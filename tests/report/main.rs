//! The report in a browser, where there is one.
#![cfg(feature = "report")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod chromium;
mod pages;

use std::fs;
use std::sync::OnceLock;

use lightering::write::report::{Page, report};
use serde_json::Value;

/// What may go wrong in a page, written down from its first moment on.
const WATCH: &str = "window.troubles = [];
addEventListener('error', (event) => troubles.push(String(event.message)));
addEventListener('unhandledrejection', (event) => troubles.push(String(event.reason)));
addEventListener('securitypolicyviolation', (event) => troubles.push(event.violatedDirective + ' ' + event.blockedURI));";

/// The report on a screen 360 points wide, narrower than a window of the browser can be.
const TELEPHONE: &str = "<iframe width=360 height=740 src=report.html></iframe>
<script>onmessage = (event) => {
    const out = Object.assign(document.createElement('script'), { type: 'application/json', id: 'result' });
    out.textContent = event.data;
    document.body.append(out);
}</script>";

fn html(page: &Page) -> String {
    let mut out = Vec::new();
    report(page, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The page with the test's own scripts, which carry the number that the policy asks for.
fn watched(page: &Page) -> String {
    let html = html(page);
    let nonce = &html.split_once("'nonce-").unwrap().1[..16];
    let script = |text: &str| format!("<script nonce=\"{nonce}\">{text}</script>");
    let (start, end) = html.rsplit_once("</body>").unwrap();
    let with_visitor = format!("{start}{}</body>{end}", script(include_str!("visitor.js")));
    with_visitor.replacen("<title>", &format!("{}<title>", script(WATCH)), 1)
}

/// What the visitor found; `None` where there is no browser.
fn visit(page: &Page, switches: &[&str]) -> Option<Value> {
    visit_at(page, "report.html", switches)
}

/// The same by an address within the folder of the page.
fn visit_at(page: &Page, address: &str, switches: &[&str]) -> Option<Value> {
    let Some(browser) = chromium::find() else {
        println!("no Chromium on this machine: the page was not opened");
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("report.html"), watched(page)).unwrap();
    fs::write(folder.path().join("telephone.html"), TELEPHONE).unwrap();
    let address = format!("file://{}/{address}", folder.path().display());
    let visit = chromium::open(&browser, &address, folder.path(), switches);
    let (_, from) = visit.dom.split_once("id=\"result\">").unwrap_or_else(|| panic!("no result:\n{}", visit.log));
    let result: Value = serde_json::from_str(from.split("</script>").next().unwrap()).unwrap();
    assert_eq!(result["error"], Value::Null);
    assert_eq!(result["troubles"], serde_json::json!([]));
    assert_eq!(result["requests"], serde_json::json!([]));
    let said: Vec<_> = visit.log.lines().filter(|line| line.contains("CONSOLE")).collect();
    assert!(said.is_empty(), "{said:#?}");
    Some(result)
}

fn ids(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect()
}

/// One visit of the full page, for all tests that ask what was seen there.
fn visit_to_full() -> Option<&'static Value> {
    static SEEN: OnceLock<Option<Value>> = OnceLock::new();
    SEEN.get_or_init(|| visit(&pages::full(), &["--window-size=1280,900"])).as_ref()
}

const BY_RANK: [&str; 6] = ["9f3c02d17a55e410", "51be77a0c3d2f918", "0b7d", "77aa", "2222000011112222", "666"];

#[test]
fn a_reader_sorts_filters_and_chooses_and_sees_the_map_of_the_chosen_meeting() {
    let Some(seen) = visit_to_full() else { return };
    assert_eq!(seen["title"], "Four days off southern California");
    assert!(seen["lead"].as_str().unwrap().contains("6 candidates"), "{}", seen["lead"]);
    assert_eq!(ids(&seen["by_rank"]), BY_RANK);

    assert_eq!(seen["score_sort"], "descending");
    assert_eq!(seen["score_sort_again"], "ascending");
    assert_eq!(ids(&seen["by_score_downwards"]), BY_RANK);
    assert_eq!(ids(&seen["by_score_upwards"])[..2], ["666", "2222000011112222"]);
    assert_eq!(ids(&seen["by_score_upwards"])[5], BY_RANK[0]);
    assert_eq!(ids(&seen["found"]), [BY_RANK[0]]);
    assert_eq!(ids(&seen["without_labels"]), BY_RANK[..4]);
    assert_eq!(ids(&seen["positive"]), [BY_RANK[0]]);
    assert_eq!(ids(&seen["dark"]), [BY_RANK[1]]);

    assert_eq!(seen["first"]["title"], "PACIFIC MERIDIAN and EL SEGUNDO STAR");
    assert_eq!(seen["after_click"]["title"], "CHON MA 9 and NEW HORIZON EXPRESS");
    assert_eq!(seen["address"], format!("#{}", BY_RANK[1]));
    assert!(seen["after_arrow"]["title"].as_str().unwrap().starts_with("CHON MA 9 and A NAME"));
    assert_eq!(seen["focus_in_row"], "true");
    for view in ["first", "after_click", "after_arrow"] {
        assert!(seen[view]["map"].as_u64().unwrap() >= 8, "{view}: {}", seen[view]);
        assert!(seen[view]["shapes"].as_u64().unwrap() >= 6, "{view}: {}", seen[view]);
        let scale = ids(&seen[view]["scale"]);
        assert!(scale.len() == 2 && scale[0].ends_with('m') && scale[1].ends_with(" nmi"), "{scale:?}");
    }
    let factor = seen["zoomed"].as_f64().unwrap();
    assert!((factor - 0.6).abs() < 0.01, "{factor}");
    assert_eq!(seen["moved_east"], true);
}

#[test]
fn each_kind_of_candidate_has_its_figures_and_a_score_that_can_be_added_up() {
    let page = pages::full();
    let Some(seen) = visit_to_full() else { return };
    let figures = |nth: usize| ids(&seen["every"][nth]["figures"]);
    assert_eq!(figures(0), ["Where", "How they lay", "Hulls at the closest", "Silences and draught"]);
    assert_eq!(figures(1), ["Where", "Silences"]);
    assert_eq!(figures(2), ["Where", "Silences"]);
    assert_eq!(figures(3), ["Where", "Draught"]);
    for (one, candidate) in seen["every"].as_array().unwrap().iter().zip(&page.candidates) {
        let shares: f64 = candidate.evidence.iter().map(|one| one.share).sum();
        assert!((one["sum"].as_f64().unwrap() - shares).abs() < 0.01, "{one}");
        let told: f64 = one["told"].as_str().unwrap().replace('−', "-").parse().unwrap();
        assert!((told - shares).abs() < 0.006, "{one}");
        assert_eq!(one["unlabelled"], 0, "{}", one["id"]);
        assert_eq!(one["speechless"], 0, "{}", one["id"]);
    }
    let text = |nth: usize| seen["every"][nth]["text"].as_str().unwrap();
    assert!(text(0).contains("ffffffffffffffff (not on this page)"));
    assert!(text(0).contains("Others of the same group"));
    assert!(
        text(0).contains("2 Oct 2023, 21:00 to 3 Oct 2023, 06:12 UTC (9.2 h), 33°23.1′N 119°14.7′W"),
        "{}",
        text(0)
    );
    assert!(text(3).contains("Partner not seen") && text(3).contains("MMSI 412000001"));
}

#[test]
fn names_that_would_run_are_shown_as_they_are() {
    let Some(seen) = visit_to_full() else { return };
    assert_eq!(seen["hostile"], Value::Null);
    assert_eq!(seen["foreign_elements"], 0);
    let text = seen["every"][5]["text"].as_str().unwrap();
    for name in pages::HOSTILE {
        assert!(text.contains(name), "{name}: {text}");
    }
}

#[test]
fn nothing_is_wider_than_the_screen_of_a_telephone() {
    let Some(seen) = visit_at(&pages::full(), "telephone.html", &[]) else { return };
    assert_eq!(seen["width"], 360);
    for one in seen["every"].as_array().unwrap() {
        assert_eq!(one["wide"], serde_json::json!([0, 0, 0]), "{}", one["id"]);
    }
}

#[test]
fn a_link_to_a_candidate_shows_that_candidate_and_a_broken_one_the_first() {
    let page = pages::full();
    let Some(seen) = visit_at(&page, "report.html#77aa", &[]) else { return };
    assert_eq!(seen["first"]["title"], "MMSI 412000001 and an unseen partner");
    let Some(seen) = visit_at(&page, "report.html#%E0%A4%A", &[]) else { return };
    assert_eq!(seen["first"]["title"], "PACIFIC MERIDIAN and EL SEGUNDO STAR");
}

#[test]
fn a_page_is_light_or_dark_as_the_reader_likes_and_prints_light() {
    // What Blink calls dark; without a wish the page is light.
    let Some(dark) = visit(&pages::full(), &["--blink-settings=preferredColorScheme=0"]) else { return };
    let Some(light) = visit_to_full() else { return };
    let colours = |seen: &Value| ids(&seen["colours"]).iter().map(|&colour| colour.to_owned()).collect::<Vec<_>>();
    let (dark, light) = (colours(&dark), colours(light));
    assert_ne!(dark[0], light[0], "background");
    assert_ne!(dark[1], light[1], "a line of the map");
    assert_eq!(dark[2], light[1], "printed");
    assert_eq!(dark[3], dark[1], "after printing");
}

#[test]
fn a_run_that_found_nothing_says_so() {
    let Some(seen) = visit(&pages::empty(), &[]) else { return };
    assert!(seen["empty"].as_str().unwrap().starts_with("No candidates were found"));
    assert_eq!(seen["by_rank"], serde_json::json!([]));
}

#[test]
fn values_that_are_no_numbers_and_times_that_are_no_dates_do_not_cost_the_page() {
    let Some(seen) = visit(&pages::broken(), &[]) else { return };
    assert_eq!(ids(&seen["by_rank"]), ["bare", "broken", "whole"]);
    assert_eq!(seen["first"]["title"], "Unnamed vessel and an unseen partner");
    assert_eq!(seen["every"][2]["title"], "PACIFIC MERIDIAN and EL SEGUNDO STAR");
}

#[test]
fn a_full_page_is_under_ten_megabytes_and_opens() {
    let page = pages::heavy();
    let bytes = html(&page).len();
    assert!(bytes < 10_000_000, "{bytes}");
    println!("{bytes} bytes");
}
