//! How the crate is made, and why. This module holds no code.
//!
//! # The way of the data
//!
//! Data flow one way, from the top of this table to the bottom, and so do imports: a module uses those
//! above it, never those below.
//!
//! | module | takes | gives |
//! |---|---|---|
//! | [`geodesy`](crate::geodesy) | degrees | earth-centred metres, distances, speeds |
//! | [`ais`](crate::ais) | numbers and text of a message | checked nouns: MMSI, position, heading, reports |
//! | [`read`](crate::read) | files | reports, and an account of every row |
//! | [`track`](crate::track) | reports in any order | a [`Fleet`](crate::Fleet): cleaned tracks, one a transmitter |
//! | [`index`](crate::index) | a fleet | a [`TrackIndex`](crate::TrackIndex): who was where, and near whom |
//! | [`detect`](crate::detect) | an index | events |
//! | [`digest`](crate::digest) | reports of a window of time | what the window leaves behind; merges; events |
//! | [`assess`](crate::assess) | events, and what is known of their vessels | candidate transfers, with evidence and score |
//! | [`area`](crate::area), [`places`](crate::places), `coastline` | polygons, anchorages, shores | which events to keep, and evidence |
//! | [`write`](mod@crate::write), `plot` | events | files, a figure |
//! | `main.rs`, `cli/` | the command line | calls of the above, in this order |
//!
//! Three modules stand beside this line. [`config`](crate::config) gathers the parameters of all steps and says of
//! each where its default comes from; [`simulate`](crate::simulate) makes tracks whose truth is known, for
//! tests, examples and comparisons; `evaluate` holds events of this crate and of other methods against such a truth, or another.
//!
//! # Values that cannot be wrong
//!
//! AIS has sentinels (latitude 91, heading 511, draught 0) and files have worse. All of this is dealt with where a
//! value is made: after [`Position::from_degrees`](crate::ais::Position::from_degrees) there is no latitude of 91 to
//! think of, and "not available" is `None`. A row that cannot be used costs that row, is counted by reason and
//! kept for inspection; only what makes a whole file unusable is an [`Error`](crate::Error). The counts must balance: rows
//! read are rows taken and rows rejected, and reports are duplicates, reports set aside and fixes.
//!
//! # A fleet is columns
//!
//! A [`Fleet`](crate::Fleet) holds all fixes as columns of small integers, as they were on the air, sorted by vessel and
//! time: 24 bytes a fix. A [`Track`](crate::Track) is a view of them that is cheap to copy. There is no object for each fix
//! on any path that is walked often.
//!
//! One MMSI may be in use by two ships. Fixes that one ship cannot have sent, by the speed they ask for, are split into as few
//! tracks as explain them before any detector sees them; a fix that fits no track is set aside and counted. A
//! detector that worked by MMSI would see a ship that jumps between two seas.
//!
//! # Earth-centred metres
//!
//! Geometry happens in x, y and z about the earth's centre. The antimeridian, Greenwich and the poles are then no special
//! cases, and a distance is the length of a vector. The chord is shorter than the geodesic by `d³ / 24 R²`: a
//! ten-thousandth of a millimetre at 500 m, where the noise of a receiver is metres. Lengths over more than a few kilometres
//! that are reported, such as the way across a gap, are geodesics.
//!
//! Between two fixes a ship moves on a straight chord, which sags below the surface by `L² / 8 R`. Legs are cut
//! into stretches of at most 5 km, whose sag is half a metre and vertical, so that a distance of 500 m
//! changes by a quarter of a millimetre.
//!
//! # Runs, not fixes
//!
//! The index is an R-tree whose entries are boxes in x, y, z and scaled time. An entry is a *run*: up to
//! 64 consecutive legs of one track on which the ship was observed. The sample that comes with the crate, 10,406 fixes,
//! gives 196 entries. To find the pairs that came within a distance, each box is widened by it and looked up. The tree is
//! built once and never changes, so that any number of threads may ask it.
//!
//! Boxes of ships in one lane overlap all the time, so each run also knows its *tube*: straight, even motion from its
//! first place to its last, and how far the ship strays from it at most. Two tubes say in a few operations
//! during which period their ships can have been near, which is nearly always never; only the legs of that
//! period are compared. And since ships that meet are slow for half of the time at least, encounters are sought from those runs alone
//! on which a ship may have been slow. All of this leaves out what cannot be; what is found is found leg by leg.
//!
//! A tube also bounds speeds. Over a time `t`, a ship comes at least as far as the run as a whole goes, less twice what she strays: where
//! that is faster than any detector asks for, speeds are measured leg by leg near the ends of the run alone. And since most slow ships
//! are moored, of which nothing is said, it is found first when a ship was slow, from differences of latitude and longitude that
//! bound the speed from both sides; speeds and places are added up only where such a bound does not show her to be at a berth.
//!
//! Whether a leg counts as observed depends on how long it lasts, and for a ship that hardly moved on her speed
//! ([`LegParameters`](crate::track::LegParameters)); a leg between coarse positions never does. Where a ship was not observed the index holds nothing: no one
//! meets a ship on a straight line across a silence of nine hours.
//!
//! # No sampling
//!
//! On two overlapping legs the relative motion is linear in time, so the squared distance is a quadratic, and the moments at
//! which it crosses 500 m are its roots. Starts, ends and least distances are exact to the millisecond of
//! this model, whatever the interval of the reports. A method that looks every ten minutes, or day by day, loses
//! a meeting that falls between its steps or across midnight.
//!
//! Contacts of a pair with short breaks between them are one encounter (two thresholds, as in a thermostat), so
//! that one bad fix does not make two meetings that are each too short.
//!
//! # Integers and medians
//!
//! Speeds and distances of an encounter are medians, which a bad fix does not move; they are weighted by time, so
//! that a burst of reports weighs no more than the time it covers. They come from histograms in the units of
//! the air (tenths of a knot, whole metres) with times in whole milliseconds; mean places are sums of whole
//! centimetres. Sums of integers do not depend on the order of adding, unlike those of floating-point numbers.
//!
//! # Windows
//!
//! Any amount of AIS is worked off window by window ([`digest`](crate::digest)). That works since nothing is decided by
//! looking far. Whose report is whose depends on what was sent in the hour before; whether a report can be true, on
//! ten minutes about it; how fast a ship was on a leg, on five; whether two were near each other, on the leg of each. So
//! all that lies deeper in a window than that is decided as if there were no window, and added up in integers.
//! What lies at its ends is kept as it is: the last reports of each ship, and the legs of other ships near them. For a ship that falls
//! silent may be heard again from where she can get to meanwhile, with another ship on her way, and only then is
//! there a leg to compare. Two neighbours have what the other lacks. Stretches of contact that touch at open ends
//! are one; two legs are compared when both are decided, and never twice, since a digest knows which of its legs
//! were.
//!
//! So merging is associative, and a day, a month of hours, and days digested on several machines come to the same events.
//!
//! # Silences
//!
//! What judges silences needs little of each track: the first fix in every hour and how many there were, long legs that were not
//! observed, and what the vessel said of itself. A digest keeps that of all windows, so that the judging is done once, at the end,
//! over any span of time.
//!
//! [How likely it is that reception alone makes a silence](crate::detect::Reception) is told from the vessel's own hours and
//! from those of others within 50 km, heard or silent, on its expected way. They are counted by true distance, not by cells of
//! a grid, so that the result does not depend on where meridians lie.
//!
//! A silence is a [`Prism`](crate::detect::Prism): a cone of places that opens at the last fix and one that closes at the next.
//! At a place, two vessels are together from the later of their earliest arrivals to the earlier of their latest departures.
//! That time is a concave function of the place, whose greatest value is found by cutting planes: in a chart in which great
//! circles are straight, the place is kept within a polygon, and what cannot be better than its centre of gravity is cut off.
//! A cheap bound from the distances between fixes leaves out most pairs before that, and an R-tree of prisms in place and time
//! most others. A vessel that was seen lying still is its own place: there the times at which the other can come and
//! has to go are two roots.
//!
//! # Evidence
//!
//! An analyst has to be able to check a score by hand. So a [`Candidate`](crate::assess::Candidate) carries lines of evidence, each with what
//! was measured, a weight and a degree between 0 and 1; weight times degree is its share, and the shares add up to the score, in
//! log-odds. [`EVIDENCE`](crate::assess::EVIDENCE) is the one table of all lines, with the reason for each weight, and the configuration file
//! has it too. The weights are estimates from how transfers work, to the nearest half, so that a score of 3 means "nearly certain, if
//! you agree with the table", and the order of candidates is worth more than the probability that a score stands for.
//!
//! Nothing is left out for a benign cause: a tug is a line with a negative weight, and a label. What one fact can explain it explains
//! once: a change of draught speaks for the best of the meetings before it and for no other.
//!
//! An encounter in a digest holds how the two lay every ten minutes, so that hulls can be laid beside each other when dimensions
//! are known, which may be days later. Berths and anchorages are inferred from the same hourly places that silences are judged by: where three
//! other vessels lay still for half a day.
//!
//! # The same bytes
//!
//! The same input gives the same output, byte for byte, whatever the order of rows, the number of threads, and the
//! features in use. Work is split by track or by pair, results are put in the order of the pieces, and everything is
//! sorted by keys without ties. An event's [`id`](crate::detect::EventId) is a hash of its kind, its vessels and when it began, so that
//! it is the same in every run that finds the event; the only part of an output folder that differs
//! from run to run is how long it took.
//!
//! # Events are values
//!
//! A detector is a value made of parameters: public fields with defaults, checked once, in
//! `new`. It holds no data and may be used on any number of fleets. What it finds are plain structs with units in their names,
//! that borrow nothing and outlive the tracks, so that they can be kept, sent, filtered and compared. [`Detector`](crate::Detector)
//! has the event as an associated type, and it is all that a rival method needs to implement to be run and held against the truth.
//!
//! # Few dependencies
//!
//! With default features the crate reads CSV, indexes and detects. Threads, compression, TOML, plots and the command line are
//! features, and they only add: none of them changes a result.
