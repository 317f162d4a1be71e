//! Each weight has the direction that the table says.

use super::*;
use crate::ais::{Dimensions, Mmsi, ShipGroup};
use crate::assess::EVIDENCE;
use crate::assess::candidate::Around;
use crate::assess::hulls::Hull;
use crate::detect::DarkKind;

fn at(time: &str) -> DateTime<Utc> {
    time.parse().unwrap()
}

fn party(number: u32, role: Role, length_m: u16) -> Party {
    Party {
        mmsi: Mmsi::new(636_000_000 + number).unwrap(),
        name: None,
        imo: None,
        call_sign: None,
        ship_type: None,
        role,
        hull: Hull::new(Dimensions::centred(length_m, 30), Some(ShipGroup::Tanker)),
        draught: None,
        watchlist: None,
        around: Around::default(),
    }
}

fn moments(radius_m: f64) -> Vec<Moment> {
    (0..12)
        .map(|number| {
            let side = if number % 2 == 0 { 1.0 } else { -1.0 };
            let latitude = 10.0 + side * radius_m / 110_600.0;
            Moment {
                time: at("2024-03-01T10:00:00Z") + TimeDelta::minutes(10 * number),
                position_a: Position::from_degrees(latitude, 20.0).unwrap(),
                east_m: 400.0,
                north_m: 0.0,
                heading_deg_a: None,
                heading_deg_b: None,
                speed_kn_a: 0.2,
                speed_kn_b: 0.2,
            }
        })
        .collect()
}

fn fit(alongside_fraction: f64, apart_fraction: f64) -> HullFit {
    HullFit {
        clearance_m: 4.0,
        uncertainty_m: 0.0,
        alongside_fraction,
        apart_fraction,
        overlap: 1.0,
        headings_known: true,
        assumed: false,
        closest: moments(0.0)[0],
        closest_clearance_m: 4.0,
    }
}

/// Two merchant ships of no known type, by day, ten kilometres off, of which nothing else is known.
fn plain<'a>(parties: &'a [Party], moments: &[Moment]) -> Facts<'a> {
    Facts {
        kind: CandidateKind::Encounter,
        start: at("2024-03-01T09:00:00Z"),
        end: at("2024-03-01T11:00:00Z"),
        position: Position::from_degrees(10.0, 20.0).unwrap(),
        contact_h: 2.0,
        parties,
        hulls: None,
        spot_m: spot_m(moments),
        observed_fraction: 1.0,
        as_one_kn: None,
        shore_km: Some(5.0),
        known_anchorage: None,
        lay_still: 0,
        is_haven: false,
        group: 2,
        apart_before_m: Some(300.0),
        apart_after_m: Some(300.0),
        silence: None,
        dark_score: None,
        trouble: Vec::new(),
    }
}

/// The share of a line, if it applies.
fn share(facts: &Facts<'_>, kind: EvidenceKind) -> Option<f64> {
    let weights = EvidenceWeights::default();
    let mut lines = Lines::new(&weights);
    facts.measure(&mut lines);
    lines.finish().0.iter().find(|line| line.kind == kind).map(|line| line.share)
}

/// A line applies with a degree of 1, or with that much, where something was measured, and not to a plain pair.
#[track_caller]
fn applies(kind: EvidenceKind, facts: &Facts<'_>, degree: f64) {
    let (parties, moments) = ([party(1, Role::Unknown, 200), party(2, Role::Unknown, 200)], moments(500.0));
    assert_eq!(share(&plain(&parties, &moments), kind), None, "{kind:?} of a plain pair");
    let share = share(facts, kind).unwrap_or_else(|| panic!("{kind:?} does not apply"));
    let weight = kind.line().default_weight;
    assert!((share - weight * degree).abs() < 1e-3 * weight.abs(), "{kind:?}: {share}, not {degree} of {weight}");
}

#[test]
fn every_line_has_a_weight_with_a_direction() {
    use EvidenceKind as E;
    let against = [
        E::Prior,
        E::Apart,
        E::SameShip,
        E::NoTanker,
        E::SmallCraft,
        E::ServiceCraft,
        E::FishingCraft,
        E::LeisureCraft,
        E::PassengerCraft,
        E::OtherCraft,
        E::Bunkering,
        E::Inshore,
        E::Anchorage,
        E::Moored,
        E::Raft,
        E::Unseen,
        E::HalfObserved,
    ];
    for line in &EVIDENCE {
        assert_eq!(line.default_weight < 0.0, against.contains(&line.kind), "{}", line.key);
        assert_eq!(line.kind.line(), line, "the table is in the order of the kinds");
        assert!(!line.meaning.is_empty() && !line.reason.is_empty());
    }
}

#[test]
fn hulls_alongside_speak_for_it_and_hulls_apart_against() {
    let (parties, moments) = ([party(1, Role::Unknown, 200), party(2, Role::Unknown, 200)], moments(500.0));
    let (near, far) = (fit(0.8, 0.0), fit(0.0, 0.6));
    applies(EvidenceKind::Alongside, &Facts { hulls: Some(&near), ..plain(&parties, &moments) }, 0.8);
    let assumed = HullFit { assumed: true, ..near };
    applies(EvidenceKind::Alongside, &Facts { hulls: Some(&assumed), ..plain(&parties, &moments) }, 0.4);
    applies(EvidenceKind::Apart, &Facts { hulls: Some(&far), ..plain(&parties, &moments) }, 0.6);
}

#[test]
fn what_ships_are_for_counts() {
    let moments = moments(500.0);
    for (kind, roles, degree) in [
        (EvidenceKind::BothTankers, (Role::Tanker, Role::Tanker), 1.0),
        (EvidenceKind::TankerAndMerchant, (Role::Tanker, Role::Cargo), 1.0),
        (EvidenceKind::TankerAndMerchant, (Role::Unknown, Role::Tanker), 2.0 / 3.0),
        (EvidenceKind::ServiceCraft, (Role::Tanker, Role::Tug), 1.0),
        (EvidenceKind::ServiceCraft, (Role::Pilot, Role::Tanker), 1.0),
        (EvidenceKind::ServiceCraft, (Role::SearchAndRescue, Role::Tanker), 1.0),
        (EvidenceKind::ServiceCraft, (Role::Supply, Role::Tanker), 1.0),
        (EvidenceKind::ServiceCraft, (Role::Tanker, Role::Dredger), 1.0),
        (EvidenceKind::FishingCraft, (Role::Fishing, Role::Fishing), 1.0),
        (EvidenceKind::LeisureCraft, (Role::Leisure, Role::Tanker), 1.0),
        (EvidenceKind::PassengerCraft, (Role::Passenger, Role::Tanker), 1.0),
        (EvidenceKind::OtherCraft, (Role::Other, Role::Tanker), 1.0),
    ] {
        let parties = [party(1, roles.0, 200), party(2, roles.1, 200)];
        applies(kind, &plain(&parties, &moments), degree);
    }
    let parties = [party(1, Role::Cargo, 200), party(2, Role::Cargo, 200)];
    assert!(share(&plain(&parties, &moments), EvidenceKind::NoTanker).is_some_and(|share| share < 0.0));
    let tankers = [party(1, Role::Tanker, 200), party(2, Role::Tanker, 200)];
    assert_eq!(share(&plain(&tankers, &moments), EvidenceKind::NoTanker), None);
}

#[test]
fn boats_and_bunkering_speak_against_it() {
    let moments = moments(500.0);
    let boats = [party(1, Role::Unknown, 200), party(2, Role::Unknown, 40)];
    applies(EvidenceKind::SmallCraft, &plain(&boats, &moments), 0.75);
    let bunkering = [party(1, Role::Cargo, 200), party(2, Role::Tanker, 90)];
    applies(EvidenceKind::Bunkering, &plain(&bunkering, &moments), 1.0);
    for not in [
        [party(1, Role::Tanker, 200), party(2, Role::Tanker, 90)],
        [party(1, Role::Cargo, 200), party(2, Role::Tanker, 180)],
        [party(1, Role::Cargo, 80), party(2, Role::Tanker, 90)],
    ] {
        assert_eq!(share(&plain(&not, &moments), EvidenceKind::Bunkering), None);
    }
}

#[test]
fn a_ship_beside_herself_is_no_pair() {
    let named = |number: u32, imo: Option<u32>, name: &str, call_sign: &str| Party {
        imo: imo.map(|imo| crate::ais::Imo::new(imo).unwrap()),
        name: Some(name.into()),
        call_sign: Some(call_sign.into()),
        ..party(number, Role::Tanker, 200)
    };
    let near = moments(500.0);
    let of = |a: Party, b: Party| share(&plain(&[a, b], &near), EvidenceKind::SameShip).is_some();
    assert!(of(named(1, Some(9_074_729), "A", "B"), named(2, Some(9_074_729), "C", "D")));
    assert!(of(named(1, None, "A", "B"), named(2, Some(9_074_729), "A", "B")));
    assert!(!of(named(1, None, "A", "B"), named(2, None, "A", "C")), "names are given twice");
    assert!(!of(named(1, Some(9_074_729), "A", "B"), named(2, Some(9_123_453), "A", "B")));
    assert!(!of(party(1, Role::Tanker, 200), party(2, Role::Tanker, 200)));
}

#[test]
fn far_from_shore_speaks_for_it_and_harbours_against() {
    let (parties, wide, spot) =
        ([party(1, Role::Unknown, 200), party(2, Role::Unknown, 200)], moments(500.0), moments(10.0));
    let facts = || plain(&parties, &wide);
    applies(EvidenceKind::Offshore, &Facts { shore_km: Some(15.0), ..facts() }, 0.5);
    applies(EvidenceKind::Inshore, &Facts { shore_km: Some(0.2), ..facts() }, 1.0);
    applies(EvidenceKind::Anchorage, &Facts { known_anchorage: Some("A"), ..facts() }, 1.0);
    applies(EvidenceKind::Anchorage, &Facts { is_haven: true, lay_still: 5, ..facts() }, 1.0);
    applies(EvidenceKind::Moored, &plain(&parties, &spot), 1.0);
    // One that drifts about another is no pair that keeps to a spot, whichever of the two is named first.
    let drifts: Vec<Moment> =
        spot.iter().enumerate().map(|(number, moment)| Moment { north_m: 100.0 * number as f64, ..*moment }).collect();
    assert_eq!(share(&plain(&parties, &drifts), EvidenceKind::Moored), None);
    applies(EvidenceKind::Raft, &Facts { group: 3, is_haven: true, ..facts() }, 1.0);
    assert_eq!(share(&Facts { group: 3, shore_km: Some(40.0), ..facts() }, EvidenceKind::Raft), None, "three at sea");
    let unknown = Facts { shore_km: None, ..facts() };
    assert!(share(&unknown, EvidenceKind::Inshore).is_none() && share(&unknown, EvidenceKind::Offshore).is_none());
}

#[test]
fn as_long_as_a_transfer_and_a_coming_and_going_speak_for_it() {
    let (parties, moments) = ([party(1, Role::Unknown, 200), party(2, Role::Unknown, 200)], moments(500.0));
    let facts = || plain(&parties, &moments);
    applies(EvidenceKind::Duration, &Facts { contact_h: 12.0, ..facts() }, 1.0);
    applies(EvidenceKind::Duration, &Facts { contact_h: 4.0, ..facts() }, 0.5);
    assert_eq!(share(&Facts { contact_h: 130.0, ..facts() }, EvidenceKind::Duration), None, "neighbours");
    applies(EvidenceKind::CameAndWent, &Facts { apart_before_m: Some(9e3), ..facts() }, 0.5);
    applies(EvidenceKind::CameAndWent, &Facts { apart_before_m: Some(9e3), apart_after_m: Some(9e3), ..facts() }, 1.0);
    applies(EvidenceKind::AsOne, &Facts { as_one_kn: Some(2.0), ..facts() }, 1.0);
    applies(EvidenceKind::HalfObserved, &Facts { observed_fraction: 0.25, ..facts() }, 0.75);
    let night = (at("2024-03-01T20:00:00Z"), at("2024-03-02T02:00:00Z"));
    applies(EvidenceKind::Night, &Facts { start: night.0, end: night.1, ..facts() }, 1.0);
}

#[test]
fn draughts_silences_lists_and_troubles_speak_for_it() {
    let moments = moments(500.0);
    let parties = || [party(1, Role::Unknown, 200), party(2, Role::Unknown, 200)];
    let changed =
        |before_m, after_m| Some(DraughtChange { before_m, after_m, time: at("2024-03-01T12:00:00Z"), lag_h: 1.0 });
    let mut one = parties();
    one[0].draught = changed(9.0, 12.0);
    applies(EvidenceKind::DraughtChanged, &plain(&one, &moments), 1.0);
    let mut both = one.clone();
    both[1].draught = changed(12.0, 9.0);
    applies(EvidenceKind::DraughtsOpposed, &plain(&both, &moments), 1.0);
    assert_eq!(share(&plain(&both, &moments), EvidenceKind::DraughtChanged), None, "one line for both");
    let mut alike = one.clone();
    alike[1].draught = changed(9.0, 12.0);
    assert_eq!(share(&plain(&alike, &moments), EvidenceKind::DraughtsOpposed), None, "both sank");
    let mut listed = parties();
    listed[1].watchlist = Some("IMO number".into());
    applies(EvidenceKind::Watchlist, &plain(&listed, &moments), 1.0);
    let parties = parties();
    applies(EvidenceKind::Silence, &Facts { silence: Some((0.005, 8.0)), ..plain(&parties, &moments) }, 0.995);
    let trouble = vec!["636000001 has shared-mmsi".to_owned()];
    applies(EvidenceKind::IdentityTrouble, &Facts { trouble, ..plain(&parties, &moments) }, 1.0);
}

#[test]
fn what_nobody_saw_begins_lower_and_gains_by_how_well_silences_fit() {
    let parties = [party(1, Role::Unknown, 200), party(2, Role::Unknown, 200)];
    let dark = |score| Facts {
        kind: CandidateKind::Dark(DarkKind::DarkDark),
        dark_score: Some(score),
        ..plain(&parties, &[])
    };
    applies(EvidenceKind::Unseen, &dark(0.5), 1.0);
    applies(EvidenceKind::CouldMeet, &dark(0.5), 0.5);
}
