//! What is known from elsewhere than AIS.

use std::fmt;

use crate::ais::{Mmsi, Position};
use crate::places::Anchorages;
use crate::track::StaticHistory;

/// Distance to the nearest shore in metres, negative on land.
type Shore<'a> = dyn Fn(Position) -> f64 + Sync + 'a;
/// On which fields a list names a vessel, in words; `None` if it does not.
type Watch<'a> = dyn Fn(Mmsi, StaticHistory<'_>) -> Option<String> + Sync + 'a;

/// Whether a place is on land, far from any water that a ship can be on.
type Inland<'a> = dyn Fn(Position) -> bool + Sync + 'a;

/// What is known from elsewhere than AIS; nothing by default, and then the evidence that rests on it is left out.
///
/// ```
/// use lightering::assess::Surroundings;
/// // An island in the middle of nowhere.
/// let shore = |position: lightering::ais::Position| 111_000.0 * position.latitude_deg().hypot(position.longitude_deg());
/// let surroundings = Surroundings::default().with_shore(&shore);
/// # let _ = surroundings;
/// ```
#[derive(Clone, Copy, Default)]
pub struct Surroundings<'a> {
    shore: Option<&'a Shore<'a>>,
    anchorages: Option<(&'a [Anchorages], f64)>,
    watch: Option<&'a Watch<'a>>,
    inland: Option<&'a Inland<'a>>,
}

impl fmt::Debug for Surroundings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Surroundings")
            .field("shore", &self.shore.is_some())
            .field("anchorages", &self.anchorages.map(|(files, radius_m)| (files.len(), radius_m)))
            .field("watch", &self.watch.is_some())
            .field("inland", &self.inland.is_some())
            .finish()
    }
}

impl<'a> Surroundings<'a> {
    /// With a coastline: the distance to the nearest shore in metres, negative on land.
    #[must_use]
    pub fn with_shore(self, shore: &'a Shore<'a>) -> Self {
        Self { shore: Some(shore), ..self }
    }

    /// With known anchorages and ports, which reach so far about a point without a radius of its own, in metres.
    #[must_use]
    pub fn with_anchorages(self, anchorages: &'a [Anchorages], radius_m: f64) -> Self {
        Self { anchorages: Some((anchorages, radius_m)), ..self }
    }

    /// With a list of vessels to look out for: on which fields it names a vessel, in words.
    #[must_use]
    pub fn with_watchlist(self, watch: &'a Watch<'a>) -> Self {
        Self { watch: Some(watch), ..self }
    }

    /// With land: whether a place is far from any shore, river or lake that a ship can be on. Vessels that are heard there are identity
    /// events.
    #[must_use]
    pub fn with_land(self, is_land_far: &'a Inland<'a>) -> Self {
        Self { inland: Some(is_land_far), ..self }
    }

    pub(crate) fn land(&self) -> Option<&'a Inland<'a>> {
        self.inland
    }

    pub(super) fn shore_m(&self, position: Position) -> Option<f64> {
        self.shore.map(|shore| shore(position))
    }

    /// The name of the anchorage that a place is within; empty for a polygon.
    pub(super) fn anchorage(&self, position: Position) -> Option<&'a str> {
        let (files, radius_m) = self.anchorages?;
        files.iter().find_map(|file| file.name_of(position, radius_m))
    }

    pub(super) fn watched(&self, mmsi: Mmsi, statics: StaticHistory<'_>) -> Option<String> {
        self.watch.and_then(|watch| watch(mmsi, statics))
    }
}
