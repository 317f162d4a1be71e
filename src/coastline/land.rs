//! Which places are on land.

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::Place;
use super::line::Line;

/// Edges of a ring that follow each other: the numbers of the ring, of the part of it.
type Part = GeomWithData<Rectangle<Place>, (u32, u32)>;

/// The edges of all rings of land, by where they are.
#[derive(Debug, Clone)]
pub(super) struct Land {
    rings: Vec<Line>,
    /// By ring: the polygon that it is of.
    polygons: Vec<u32>,
    parts: RTree<Part>,
}

impl Land {
    /// Of polygons, each the rings that it has: those about land, and those of lakes within. Polygons may overlap.
    pub(super) fn new(polygons: Vec<Vec<Line>>) -> Self {
        let numbers = polygons.iter().zip(0..).flat_map(|(rings, number)| rings.iter().map(move |_| number)).collect();
        let rings: Vec<Line> = polygons.into_iter().flatten().collect();
        let parts = rings.iter().zip(0..).flat_map(|(ring, number)| {
            let boxes = ring.parts().iter().zip(0..);
            boxes.map(move |(bounds, part)| GeomWithData::new(bounds.rectangle(), (number, part)))
        });
        Self { parts: RTree::bulk_load(parts.collect()), polygons: numbers, rings }
    }

    /// The rings; lakes are such within others.
    pub(super) fn rings(&self) -> &[Line] {
        &self.rings
    }

    /// Whether a place is on land: whether an odd number of edges of a polygon is to the north of it. Each ring about it has an odd number
    /// there, and each other an even one.
    pub(super) fn holds(&self, (x, y): Place) -> bool {
        // Rings may go on beyond ±180°.
        let edges_north = |turn: f64| {
            let place = (x + turn, y);
            let north = AABB::from_corners(place, (place.0, f64::INFINITY));
            let parts = self.parts.locate_in_envelope_intersecting(&north).map(|part| part.data);
            parts.filter_map(move |(ring, part)| {
                let edges = self.rings[ring as usize].edges_north(part as usize, place);
                (edges % 2 == 1).then_some(self.polygons[ring as usize])
            })
        };
        // A polygon for each part with an odd number of edges.
        let mut polygons: Vec<u32> = Vec::new();
        [0.0, -360.0, 360.0].into_iter().for_each(|turn| polygons.extend(edges_north(turn)));
        polygons.sort_unstable();
        polygons.chunk_by(|a, b| a == b).any(|of_polygon| of_polygon.len() % 2 == 1)
    }
}
