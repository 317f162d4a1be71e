use super::*;
use crate::write::fixtures;

#[test]
fn open_and_closed_gaps_are_rows_of_the_same_width() {
    let (open, closed) = (fixtures::open_gap(), fixtures::closed_gap());
    let mut bytes = Vec::new();
    gaps(&[open.clone(), closed], &mut bytes).unwrap();
    let id = open.id;
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        format!(
            "id,mmsi,start,end,duration_h,start_lat,start_lon,end_lat,end_lon,distance_km,implied_speed_kn,\
             reception_probability,class,own_share,heard_nearby,silent_nearby,usual_share\n\
             {id},311000112,2022-01-01T23:00:00Z,2022-01-02T06:00:00Z,7.000,0.000000,180.000000,,,,,0.000250,open,0.9800,17,2,0.8750\n\
             {id},311000112,2022-01-01T23:00:00Z,2022-01-02T06:00:00Z,7.000,0.000000,180.000000,1.000000,-179.500000,\
             123.457,9.5,0.000250,intentional,0.9800,17,2,0.8750\n"
        )
    );
}
