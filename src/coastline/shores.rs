//! Shores as chords in earth-centred metres, to find the nearest.

use rstar::primitives::Line;
use rstar::{AABB, PointDistance, RTree, RTreeObject};

use super::Place;
use crate::ais::Position;
use crate::geodesy::Ecef;

/// Longer segments are divided, so that the chord between their ends sags below the sea by no more than 8 m: `L²/8R` with 20 km. A line
/// that is straight in longitude and latitude bends away from the chord by `tan(latitude)` times as much.
const LONGEST_M: f64 = 20_000.0;

/// So many chords that follow each other are one object of the tree: it is made in a tenth of the time that one of single chords
/// takes, and a search looks at some chords more.
const CHORDS: usize = 16;

/// All shores.
#[derive(Debug, Clone)]
pub(super) struct Shores(RTree<Stretch>);

/// Chords from each point to the next.
#[derive(Debug, Clone)]
struct Stretch {
    points: Box<[[f64; 3]]>,
    envelope: AABB<[f64; 3]>,
}

impl Shores {
    /// The shores that are straight in longitude and latitude between the ends of segments, as RFC 7946 says.
    pub(super) fn new(segments: impl Iterator<Item = (Place, Place)>) -> Self {
        let (mut stretches, mut points, mut last) = (Vec::new(), Vec::new(), None);
        for (from, to) in segments {
            // Most segments begin where the one before ended.
            let from = match last {
                Some((place, point)) if place == from => (from, point),
                _ => {
                    stretches.extend(Stretch::new(&points));
                    points.clear();
                    let point = point(from);
                    points.push(point);
                    (from, point)
                }
            };
            let to = (to, point(to));
            for point in chords(from, to) {
                points.push(point);
                if points.len() > CHORDS {
                    stretches.extend(Stretch::new(&points));
                    points.clear();
                    points.push(point);
                }
            }
            last = Some(to);
        }
        stretches.extend(Stretch::new(&points));
        Self(RTree::bulk_load(stretches))
    }

    /// Whether there is no shore at all.
    #[cfg(feature = "geojson")]
    pub(super) fn is_empty(&self) -> bool {
        self.0.size() == 0
    }

    /// The length of a straight line to the nearest shore, in metres; infinite without any.
    pub(super) fn distance_m(&self, position: Position) -> f64 {
        let Ecef { x, y, z } = position.into();
        let nearest = self.0.nearest_neighbor(&[x, y, z]);
        nearest.map_or(f64::INFINITY, |stretch| stretch.distance_2(&[x, y, z]).sqrt())
    }
}

impl Stretch {
    /// `None` of a point alone.
    fn new(points: &[[f64; 3]]) -> Option<Self> {
        (points.len() > 1).then(|| Self { points: points.into(), envelope: AABB::from_points(points) })
    }
}

impl RTreeObject for Stretch {
    type Envelope = AABB<[f64; 3]>;

    fn envelope(&self) -> Self::Envelope {
        self.envelope
    }
}

impl PointDistance for Stretch {
    fn distance_2(&self, point: &[f64; 3]) -> f64 {
        let chords = self.points.windows(2).map(|ends| Line::new(ends[0], ends[1]));
        chords.map(|chord| chord.distance_2(point)).fold(f64::INFINITY, f64::min)
    }

    fn distance_2_if_less_or_equal(&self, point: &[f64; 3], most: f64) -> Option<f64> {
        // Its box tells of most that they are too far.
        (self.envelope.distance_2(point) <= most).then(|| self.distance_2(point)).filter(|&distance| distance <= most)
    }
}

fn point((longitude, latitude): Place) -> [f64; 3] {
    let Ecef { x, y, z } = Ecef::from_degrees(latitude, longitude);
    [x, y, z]
}

/// The ends of the chords of a segment, from place and point to place and point.
fn chords((from, start): (Place, [f64; 3]), (to, end): (Place, [f64; 3])) -> impl Iterator<Item = [f64; 3]> {
    let bend = from.1.abs().max(to.1.abs()).min(89.9).to_radians().tan().max(1.0);
    let [x, y, z] = [0, 1, 2].map(|axis| end[axis] - start[axis]);
    let length_m = Ecef { x, y, z }.norm();
    let parts = (length_m / LONGEST_M * bend.sqrt()).ceil().clamp(1.0, 10_000.0);
    let at = move |a: f64, b: f64, part: usize| a + (b - a) * (part as f64 / parts);
    let between = move |part| point((at(from.0, to.0, part), at(from.1, to.1, part)));
    (1..parts as usize).map(between).chain([end])
}
