use super::*;
use crate::write::fixtures;

#[test]
fn an_mmsi_keeps_its_leading_zeros() {
    let event = fixtures::loitering();
    let mut bytes = Vec::new();
    loitering(std::slice::from_ref(&event), &mut bytes).unwrap();
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        format!(
            "id,mmsi,start,end,duration_h,lat,lon,median_speed_kn,radius_m\n\
             {},002190047,2022-01-01T23:00:00Z,2022-01-02T01:30:00Z,2.500,-33.500000,18.250000,0.8,812.3\n",
            event.id
        )
    );
}
