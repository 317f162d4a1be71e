//! `report.html`: one page that opens in a browser from disk, without a network.
//!
//! The page holds everything: its style, its script, the plotting library
//! [Plotly.js](https://github.com/plotly/plotly.js) (MIT) as the crate `plotly` carries it, and its data as JSON.
//!
//! # What stands between a hostile name and the reader
//!
//! Names come off the air, where anyone may send any.
//!
//! * The data are JSON in a script element that is never run, in which `<`, `>`, `&` and the two separators of lines
//!   that JavaScript knows are escapes: nothing in it can end the element.
//! * The script puts text into the page as text, never as markup. What the plotting library draws holds
//!   no text from the air, since it reads some tags in it.
//! * A policy in the page's head forbids every request, and every script but those that carry a number
//!   that depends on all data of the page, which a sender of one name does not know.
//!
//! # Size
//!
//! The plotting library takes 4.7 MB. With at most 200 points in each track, 100 samples and 200 points of coast a
//! candidate takes up to 25 kB, so that a full page stays under 10 MB.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;
use twox_hash::XxHash3_64;

#[cfg(feature = "coastline")]
mod coast;
mod fill;
mod model;

pub use fill::candidates;
#[cfg(feature = "coastline")]
pub use fill::candidates_with_coast;
pub use model::{
    Candidate, Closest, Coast, Count, Draught, Evidence, Hull, Kind, MAX_CANDIDATES, Page, Party, Place, Sample,
    Silence, Span, Summary, TrackPoint,
};

/// Plotly.js without the typesetter of formulas, which weighs two megabytes; `src/build.rs` takes it out of the crate.
const PLOTLY: &str = include_str!(concat!(env!("OUT_DIR"), "/plotly.js"));
/// The page, with places for what is put in: `{{style}}` and so on.
const PAGE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/page.css");
/// Parts of the script, in the order in which they use each other.
const SCRIPTS: [&str; 7] = [
    include_str!("page/text.js"),
    include_str!("page/theme.js"),
    include_str!("page/map.js"),
    include_str!("page/figures.js"),
    include_str!("page/detail.js"),
    include_str!("page/table.js"),
    include_str!("page/page.js"),
];

/// Writes a report as one HTML file.
///
/// The same page gives the same bytes.
///
/// ```
/// use lightering::write::report::{Candidate, Page, report};
///
/// let page = Page {
///     title: "Two days off California".into(),
///     candidates: vec![Candidate { id: "9f3c".into(), rank: 1, ..Default::default() }],
///     total: 1,
///     ..Default::default()
/// };
/// let mut html = Vec::new();
/// report(&page, &mut html)?;
/// assert!(html.starts_with(b"<!doctype html>"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// Only those of `out`.
pub fn report(page: &Page, mut out: impl Write) -> io::Result<()> {
    let mut data = Vec::new();
    page.serialize(&mut Serializer::with_formatter(&mut data, Inert))?;
    let nonce = format!("{:016x}", XxHash3_64::oneshot(&data));
    // Cut at the marks before anything is put in, so that a mark within the data means nothing.
    for (nth, piece) in PAGE.split("{{").enumerate() {
        let (mark, rest) = if nth == 0 { ("", piece) } else { piece.split_once("}}").unwrap_or(("", piece)) };
        match mark {
            "nonce" => out.write_all(nonce.as_bytes())?,
            "style" => out.write_all(STYLE.as_bytes())?,
            "data" => out.write_all(&data)?,
            "plotly" => out.write_all(PLOTLY.as_bytes())?,
            "script" => SCRIPTS.iter().try_for_each(|part| out.write_all(part.as_bytes()))?,
            _ => {}
        }
        out.write_all(rest.as_bytes())?;
    }
    out.flush()
}

/// JSON that is inert inside a script element.
///
/// Outside of strings JSON has none of the characters that matter.
struct Inert;

impl Formatter for Inert {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
            let (before, from) = rest.split_at(at);
            writer.write_all(before.as_bytes())?;
            let mut characters = from.chars();
            if let Some(character) = characters.next() {
                write!(writer, "\\u{:04x}", u32::from(character))?;
            }
            rest = characters.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
#[path = "report_tests.rs"]
mod tests;
