//! Berths and anchorages, inferred from where many vessels lie still.

use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use crate::ais::{Mmsi, Position};
use crate::detect::history::History;
use crate::geodesy::{Converter, Ecef};
use crate::track::{Hour, hours_ms};

/// What makes a haven.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) min_stay_h: f64,
    pub(super) stay_radius_m: f64,
    pub(super) radius_m: f64,
    pub(super) vessels: u32,
}

/// Where vessels lay still for long.
pub(super) struct Havens {
    stays: RTree<GeomWithData<[f64; 3], Mmsi>>,
    limits: Limits,
}

impl Havens {
    /// The stays of all vessels, from the first fix of each hour: a vessel that keeps within a circle about the place where its stay began.
    pub(super) fn new(histories: &[History<'_>], limits: Limits) -> Self {
        let of_track = crate::parallel::map(histories.len(), |number| stays(&histories[number], limits));
        Self { stays: RTree::bulk_load(of_track.into_iter().flatten().collect()), limits }
    }

    /// How many vessels, but for these, lay still near a place.
    pub(super) fn others(&self, position: Position, parties: &[Mmsi]) -> usize {
        let Ecef { x, y, z } = position.into();
        let radius_m = self.limits.radius_m;
        let corner = |sign: f64| [x + sign * radius_m, y + sign * radius_m, z + sign * radius_m];
        let mut others: Vec<Mmsi> = self
            .stays
            .locate_in_envelope_intersecting(&AABB::from_corners(corner(-1.0), corner(1.0)))
            .filter(|stay| {
                let [u, v, w] = *stay.geom();
                Ecef { x: u, y: v, z: w }.distance(Ecef { x, y, z }) <= radius_m && !parties.contains(&stay.data)
            })
            .map(|stay| stay.data)
            .collect();
        others.sort_unstable();
        others.dedup();
        others.len()
    }

    /// Whether so many other vessels lay still near a place that it is a berth or an anchorage.
    pub(super) fn is_haven(&self, others: usize) -> bool {
        others >= self.limits.vessels as usize
    }
}

/// Where a vessel lay still for long enough.
fn stays(history: &History<'_>, limits: Limits) -> Vec<GeomWithData<[f64; 3], Mmsi>> {
    let least_ms = hours_ms(limits.min_stay_h);
    let mut stays = Vec::new();
    let mut converter = Converter::default();
    let place = |hour: &Hour| (hour.time_ms(), converter.ecef(hour.position()));
    let places: Vec<(i64, Ecef)> = history.hours.as_slice().iter().map(place).collect();
    let mut hours = places.as_slice();
    while let Some(&(first_ms, from)) = hours.first() {
        let length = hours.iter().take_while(|(_, place)| place.distance(from) <= limits.stay_radius_m).count();
        let (stay, later) = hours.split_at(length.max(1));
        if stay.last().is_some_and(|(last_ms, _)| last_ms - first_ms >= least_ms) {
            let sum = stay.iter().fold(Ecef { x: 0.0, y: 0.0, z: 0.0 }, |sum, &(_, place)| sum + place);
            let mean = sum * (1.0 / stay.len() as f64);
            stays.push(GeomWithData::new([mean.x, mean.y, mean.z], history.mmsi));
            hours = later;
        } else {
            hours = &hours[1..];
        }
    }
    stays
}
