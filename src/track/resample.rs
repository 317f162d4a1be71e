//! Places of many vessels at many moments, as one array.

use ndarray::Array3;

use super::fleet::Fleet;
use super::leg::LegParameters;

impl Fleet {
    /// Earth-centred places of every track at given times: an array of tracks × times × 3 (x, y, z in
    /// metres), not-a-number where a track was not observed.
    ///
    /// This is what a tool that works on a time grid wants. The detectors of this crate do not use it:
    /// a grid loses what happens between its steps.
    ///
    /// ```
    /// # use lightering::track::{CleaningParameters, FleetBuilder, LegParameters};
    /// let fleet = FleetBuilder::new().build(&CleaningParameters::default())?;
    /// let places = fleet.resample(&[0, 600_000], &LegParameters::default());
    /// assert_eq!(places.dim(), (0, 2, 3));
    /// # Ok::<(), lightering::Error>(())
    /// ```
    #[must_use]
    pub fn resample(&self, times_ms: &[i64], parameters: &LegParameters) -> Array3<f64> {
        let mut places = Array3::from_elem((self.len(), times_ms.len(), 3), f64::NAN);
        for (track, mut of_track) in self.tracks().zip(places.outer_iter_mut()) {
            for (&time, mut place) in times_ms.iter().zip(of_track.outer_iter_mut()) {
                if let Some(at) = track.place_at(time, parameters) {
                    place[0] = at.x;
                    place[1] = at.y;
                    place[2] = at.z;
                }
            }
        }
        places
    }
}
