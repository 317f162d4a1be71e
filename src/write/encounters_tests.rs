use super::*;
use crate::write::fixtures;

fn csv(events: &[Encounter]) -> String {
    let mut bytes = Vec::new();
    encounters(events, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn an_encounter_is_one_row_with_the_columns_that_scripts_rely_on_first() {
    let event = fixtures::encounter();
    assert_eq!(
        csv(std::slice::from_ref(&event)),
        format!(
            "id,mmsi_a,mmsi_b,start,end,duration_h,mode,lat,lon,median_distance_m,min_distance_m,hull_clearance_m,\
             median_speed_kn_a,median_speed_kn_b,observed_fraction,contact_h,median_relative_speed_kn,group\n\
             {},311000112,538004030,2022-01-01T23:00:00Z,2022-01-02T01:30:01Z,2.500,under-way,33.010000,-117.790000,\
             43.2,30.0,,4.0,4.1,1.0000,2.400,0.1,\n",
            event.id
        )
    );
}

#[test]
fn a_raft_of_three_names_its_group() {
    let mut event = fixtures::encounter();
    event.group = Some(event.id);
    event.hull_clearance_m = Some(-1.0);
    let text = csv(&[event.clone()]);
    assert!(text.ends_with(&format!(",0.1,{}\n", event.id)));
    assert!(text.contains(",30.0,-1.0,"), "an overlap of hulls stays a number: {text}");
}

#[test]
fn no_encounter_is_a_header() {
    assert_eq!(csv(&[]).lines().count(), 1);
}
