//! How good the detectors are, beside those of the field, and how to measure it again. This module holds no code.
//!
//! Nobody publishes precision and recall of detectors of ship-to-ship transfers on AIS, for want of a common test. This is one that
//! anybody can run: seas that are [simulated](crate::simulate), whose truth is known, and figures by
//! [one-to-one matching](crate::evaluate::Matching) of what a method reports with what happened.
//!
//! # What was run
//!
//! ```text
//! cargo run --release --all-features --example benchmark_detectors
//! ```
//!
//! Twenty seas of the scenario `mixed`, seeds 1 to 20: two days of the Alboran Sea with about 300 vessels each, heard once a minute by four
//! stations ashore with a tenth of the reports lost; in each 19 transfers that are seen (adrift, at anchor, under way at 3 to 4.5 knots, two at one
//! mother, a chain of four), 8 meetings of which one or both are silent, 8 silences without one, and bunkering, tugs, tows,
//! pilots, pair trawlers, rafts, near misses, meetings too short, an outage of a station, two MMSIs handed over, one shared, false
//! positions. About 5.2 million reports; 32 seconds on two cores with nothing else to do.
//!
//! # Encounters
//!
//! Which pairs lay within 500 m of each other for two hours, slowly, or as one? Berths and rafts count, as all of these methods look for
//! them; meetings of which less than half was heard do not.
//!
//! | method | found | false | missed | precision | recall | F1 | AUC-PR | error of start, end (s) |
//! |---|---|---|---|---|---|---|---|---|
//! | lightering | 2,507 | 34 | 6 | 0.987 | 0.998 | 0.992 | 0.996 | 0, 0 |
//! | [grid](crate::evaluate::methods::GridMethod) | 2,403 | 77 | 110 | 0.969 | 0.956 | 0.963 | 0.951 | 546, 427 |
//! | grid, not cut by day | 2,404 | 76 | 109 | 0.969 | 0.957 | 0.963 | 0.952 | 545, 423 |
//! | [bucket](crate::evaluate::methods::BucketMethod) | 90 | 173 | 2,423 | 0.342 | 0.036 | 0.065 | 0.026 | 538, 1,054 |
//! | bucket, courses of any angle | 1,190 | 386 | 1,323 | 0.755 | 0.474 | 0.582 | 0.452 | 59, 302 |
//! | [co-location](crate::evaluate::methods::CoLocationMethod) | 2,393 | 3,495 | 120 | 0.406 | 0.952 | 0.570 | 0.689 | 174, 624 |
//!
//! Errors are medians, and most pairs are berths that were there from the first report on. Of the 378 transfers, this crate
//! finds 374, the grid 309: it asks for a median speed below 2 knots, so that it has no transfer under way. A bucket compares courses over
//! ground, which are noise for ships adrift.
//!
//! Recall and precision of encounters on three of these seas (seeds 1 to 3) as reports grow fewer:
//!
//! | one report in | lightering | grid | bucket, any angle | co-location |
//! |---|---|---|---|---|
//! | 10 s | 1.000, 0.998 | 0.943, 0.971 | 0.473, 0.869 | 0.936, 0.398 |
//! | 1 min | 1.000, 0.998 | 0.943, 0.971 | 0.468, 0.864 | 0.936, 0.414 |
//! | 5 min | 0.998, 0.986 | 0.948, 0.976 | 0.468, 0.883 | 0.919, 0.423 |
//! | 10 min | 0.990, 0.959 | 0.945, 0.968 | 0.468, 0.831 | 0.853, 0.372 |
//! | 20 min | 0.979, 0.909 | 0.948, 0.945 | 0, none | 0.822, 0.377 |
//! | 30 min | 0.974, 0.897 | 0.955, 0.950 | 0, none | 0.796, 0.368 |
//! | 60 min | 0.948, 0.897 | 0, 0 | 0, none | 0.774, 0.483 |
//!
//! At half an hour the grid, which interpolates over an hour, still has what lies still; of transfers it has 47 of 57, this crate
//! all 57. This crate's precision falls: legs of up to four hours of ships that hardly moved count as observed, and with few reports a pair that lay
//! 520 m apart, or for less than two hours, can seem to have met.
//!
//! # Transfers
//!
//! Which transfers of cargo were there, seen or not? Candidates are ranked by their score, the others by how long they lasted.
//!
//! | method | found of 540 | AUC-PR |
//! |---|---|---|
//! | lightering, candidates | 529 | 0.909 |
//! | grid | 306 | 0.042 |
//!
//! A list by duration has the berths on top. That candidates list thousands of pairs below does no harm: they are in order.
//!
//! # Dark meetings
//!
//! Which pairs met while one or both were silent?
//!
//! | method | found of 163 | both silent | one silent | AUC-PR |
//! |---|---|---|---|---|
//! | lightering | 158 | 98 of 100 | 58 of 60 | 0.608 |
//! | [gap-endpoints](crate::evaluate::methods::GapEndpointsMethod) | 100 | 96 of 100 | 1 of 60 | 0.276 |
//!
//! What can have been is much more than what was: with 12,070 meetings that were possible and did not happen, precision of the whole list is
//! 0.013. The list is in order of what explains the silences best; of its first 50, about three in four are true.
//!
//! # Silences that were chosen
//!
//! | method | found of 370 | false | AUC-PR |
//! |---|---|---|---|
//! | lightering, by probability of reception | 370 | 176 | 0.993 |
//! | [gap-12h](crate::evaluate::methods::Gap12hMethod), 50 nautical miles offshore | 0 | 0 | 0 |
//! | gap-12h, anywhere | 30 | 0 | 0.081 |
//!
//! The Alboran Sea is nowhere 50 nautical miles from land, and most of these silences are shorter than twelve hours: the published rule
//! was made for the high seas, and is no worse for that.
//!
//! # What this does not show
//!
//! The seas are ours, and so is what is hard in them. Real receivers, crews and deceits are worse; real traffic has more kinds of
//! harmless company. On real days with labels, `lightering compare` gives the same table.
