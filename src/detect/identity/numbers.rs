//! What the tracks of one MMSI say of the number together.

use super::{Identity, IdentityKind, positions};
use crate::ais::{Mmsi, MmsiKind};
use crate::detect::history::History;
use crate::track::datetime;

/// What the tracks of one MMSI say together.
pub(super) fn of_mmsi(tracks: &[History<'_>]) -> Vec<Identity> {
    let mut events = Vec::new();
    let start_ms = |history: &History<'_>| history.hours.as_slice().first().map(|first| first.time_ms());
    let mut tracks: Vec<&History<'_>> = tracks.iter().collect();
    tracks.sort_by_key(|history| start_ms(history));
    let Some((first, first_ms)) = tracks.first().and_then(|first| Some((*first, start_ms(first)?))) else {
        return events;
    };
    let mut shared = Vec::new();
    for number in 1..tracks.len() {
        let others: Vec<&History<'_>> =
            tracks.iter().enumerate().filter(|(other, _)| *other != number).map(|(_, track)| *track).collect();
        match positions::jump(tracks[number], &others) {
            Some(jump) => events.push(jump),
            None => shared.extend(start_ms(tracks[number])),
        }
    }
    if let Some(second_ms) = shared.first() {
        let detail = format!("{} transmitters", shared.len() + 1);
        events.push(Identity::new(first.mmsi, IdentityKind::SharedMmsi, datetime(*second_ms), detail));
    }
    if let Some(mid) = first.mmsi.mid().filter(|mid| !mid.is_allocated()) {
        let detail = format!("the country digits {mid} are not allocated");
        events.push(Identity::new(first.mmsi, IdentityKind::UnallocatedMid, datetime(first_ms), detail));
    }
    if let Some(detail) = why_invalid(first.mmsi) {
        events.push(Identity::new(first.mmsi, IdentityKind::InvalidMmsi, datetime(first_ms), detail.to_owned()));
    }
    events
}

/// Why a number cannot be one that was given out. Numbers of other stations than ships never come here.
///
/// Formats are those of Recommendation ITU-R M.585-9. Whoever types in a number for want of one types the same digit over and
/// over, digits in a row, or zeros after those of the country: our choice.
fn why_invalid(mmsi: Mmsi) -> Option<&'static str> {
    let text = mmsi.to_string();
    let digits = text.as_bytes();
    let all = |of: fn(u8, u8) -> bool| digits.windows(2).all(|pair| of(pair[0], pair[1]));
    if all(|a, b| a == b) {
        Some("one digit nine times")
    } else if all(|a, b| a + 1 == b) || all(|a, b| a == b + 1) {
        Some("digits in a row")
    } else if mmsi.kind() == MmsiKind::Unassigned {
        Some("no number of this format is given out")
    } else if mmsi.kind() == MmsiKind::Ship && text.ends_with("000000") {
        Some("only zeros after the country digits")
    } else {
        None
    }
}
