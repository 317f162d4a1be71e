use super::*;
use crate::simulate::{Relation, Simulation, Told};

/// A plan with little of what is not asked for.
fn small(name: &str) -> Plan {
    let mut plan = Plan::named(name).unwrap();
    plan.vessels = 16;
    plan
}

fn told(plan: &Plan, seed: u64) -> (String, Told) {
    let simulation = Simulation::new(plan.clone(), seed).unwrap();
    let mut rows = Vec::new();
    let told = simulation
        .hear(|heard| {
            rows.extend(simulation.rows(heard));
            Ok(())
        })
        .unwrap();
    (String::from_utf8(rows).unwrap(), told)
}

#[test]
fn every_bundled_plan_can_be_played_and_written_down() {
    for name in Plan::NAMES {
        let plan = Plan::named(name).unwrap_or_else(|| panic!("{name} is no plan"));
        assert_eq!(plan.name, name);
        assert_eq!(Plan::from_toml(name.as_ref(), &plan.to_toml()).unwrap(), plan);
        let scenario = small(name).scenario(3).unwrap();
        assert!(scenario.actors.len() > 30, "{name}");
        for actor in &scenario.actors {
            assert!(actor.voyage.start().is_some_and(|start| start < scenario.end), "{name}: {:?}", actor.vessel);
        }
    }
    assert_eq!(Plan::named("atlantis"), None);
}

#[test]
fn the_same_plan_and_seed_give_the_same_rows_and_another_seed_others() {
    let plan = small("antimeridian");
    let (first, again, other) = (told(&plan, 5), told(&plan, 5), told(&plan, 6));
    assert!(first == again);
    assert_ne!(first.0, other.0);
    assert_eq!(first.0.lines().count() as u64, first.1.reports);
}

#[test]
fn what_is_planned_truly_happens() {
    let mut plan = small("mixed");
    let none = toml::from_str::<Actors>("").unwrap();
    plan.actors = Actors { transfers_under_way: 3, dark_meetings: 4, half_dark_meetings: 3, chains: 2, ..none };
    for seed in 0..3 {
        let (_, told) = told(&plan, seed);
        let actors = plan.actors;
        let transfers = actors.transfers_adrift + actors.transfers_at_anchor + actors.transfers_under_way;
        let transfers = transfers + 2 * actors.mothers_with_two + 4 * actors.chains;
        assert_eq!(told.count(Relation::Sts), transfers as usize, "seed {seed}");
        assert_eq!((told.count(Relation::Dark), told.count(Relation::HalfDark)), (4, 3), "seed {seed}");
        assert_eq!(told.count(Relation::Bunkering), actors.bunkering as usize);
        // Nobody hears those, and nearly everything else.
        let dark: Vec<Relation> = told.dark_meetings().map(|meeting| meeting.truth.relation).collect();
        assert!(dark.iter().filter(|relation| **relation != Relation::Sts).count() == 7, "seed {seed}: {dark:?}");
        for meeting in told.transfers() {
            assert!(meeting.truth.is_encounter(), "seed {seed}: {meeting:?}");
            assert!((20.0..110.0).contains(&meeting.truth.min_distance_m), "seed {seed}: {meeting:?}");
        }
        // Pilots, near misses and the like never make a meeting of two hours.
        for relation in [Relation::Pilot, Relation::Overtaking, Relation::Short] {
            assert_eq!(told.count(relation), 0, "seed {seed}: {relation:?}");
        }
        assert_eq!(told.identities.len(), 4);
    }
}

#[test]
fn silent_ships_are_not_heard_and_stations_hear_as_far_as_they_do() {
    let mut plan = small("mixed");
    let simulation = Simulation::new(plan.clone(), 9).unwrap();
    let mut heard = 0;
    simulation
        .hear(|reports| {
            for report in reports {
                let actor = &simulation.scenario().actors[report.actor as usize];
                let time = DateTime::UNIX_EPOCH + TimeDelta::seconds(report.time_s);
                // A clock may be wrong by ten minutes.
                let silent = |time| actor.voyage.is_silent_at(time);
                assert!(!(silent(time) && silent(time - TimeDelta::minutes(10))), "{report:?}");
                heard += 1;
            }
            Ok(())
        })
        .unwrap();
    assert!(heard > 50_000);
    plan.air.stations = vec![[-60.0, 100.0]];
    plan.air.satellite_every_min = 0.0;
    assert_eq!(told(&plan, 9).1.reports, 0);
}

#[test]
fn a_plan_that_makes_no_sense_is_refused_with_its_line_or_value() {
    let base = "name = 'x'\nstart = 2024-03-05T00:00:00Z\narea = { south = 10, north = 12, west = 60, east = 63 }\n";
    let refused = |more: &str| Plan::from_toml("x.toml".as_ref(), &format!("{base}{more}")).unwrap_err().to_string();
    assert!(refused("hours = 1").contains("hours"), "{}", refused("hours = 1"));
    assert!(refused("vessels = 30000").contains("vessels"));
    assert!(refused("[actors]\ntransfer = 3").contains("line 5"), "{}", refused("[actors]\ntransfer = 3"));
    assert!(refused("[air]\nloss = 1.5").contains("air.loss"));
    assert!(refused("[[port]]\nat = [100, 0]").contains("latitude"));
}
