//! Which places are on land.

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::Place;
use super::ring::Ring;

/// Edges of a ring that follow each other: the numbers of the ring, and of the part of it.
type Part = GeomWithData<Rectangle<Place>, (u32, u32)>;

/// The edges of all rings of land, by where they are.
#[derive(Debug, Clone)]
pub(super) struct Land {
    rings: Vec<Ring>,
    parts: RTree<Part>,
}

impl Land {
    pub(super) fn new(rings: Vec<Ring>) -> Self {
        let parts = rings.iter().zip(0..).flat_map(|(ring, number)| {
            let boxes = ring.parts().iter().zip(0..);
            boxes.map(move |(bounds, part)| GeomWithData::new(bounds.rectangle(), (number, part)))
        });
        Self { parts: RTree::bulk_load(parts.collect()), rings }
    }

    /// The rings; lakes are such within others.
    pub(super) fn rings(&self) -> &[Ring] {
        &self.rings
    }

    /// Whether a place is on land: whether an odd number of edges is to the north of it. Each ring about it has an odd number there, and
    /// each other an even one.
    pub(super) fn holds(&self, (x, y): Place) -> bool {
        // Rings may go on beyond ±180°.
        let north_of = |turn: f64| {
            let place = (x + turn, y);
            let north = AABB::from_corners(place, (place.0, f64::INFINITY));
            let parts = self.parts.locate_in_envelope_intersecting(&north).map(|part| part.data);
            parts.map(|(ring, part)| self.rings[ring as usize].edges_north(part as usize, place)).sum::<usize>()
        };
        [0.0, -360.0, 360.0].map(north_of).iter().sum::<usize>() % 2 == 1
    }
}
