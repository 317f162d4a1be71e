//! Data sets and services whose columns are mapped, from their documented columns: positions, and static data that come in rows or
//! files of their own.

use std::path::PathBuf;

use super::formats_tests::{read, try_read};
use super::*;
use crate::ais::{Course, Draught, Heading, Mmsi, NavStatus, Speed, TransceiverClass};
use crate::track::{CleaningParameters, Fleet, Track};

/// Reads files of these texts, in this order.
fn fleet(texts: &[&str], options: &ReadOptions) -> (Fleet, ReadReport) {
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<PathBuf> = (0..texts.len()).map(|at| folder.path().join(format!("{at}.csv"))).collect();
    files.iter().zip(texts).for_each(|(file, text)| std::fs::write(file, text).unwrap());
    let options = ReadOptions { latest: "2024-07-01T00:00:00Z".parse().ok(), ..options.clone() };
    let (builder, report) = read_files(&files, &options, &|_| {}).unwrap();
    (builder.build(&CleaningParameters::default()).unwrap(), report)
}

fn track(fleet: &Fleet, mmsi: u32) -> Track<'_> {
    fleet.tracks().find(|track| track.mmsi() == Mmsi::new(mmsi).unwrap()).unwrap()
}

fn formats(report: &ReadReport) -> Vec<&str> {
    report.files.iter().filter_map(|file| file.format.as_ref()).map(Format::name).collect()
}

fn rejects(report: &ReadReport) -> Vec<(u64, &'static str)> {
    report.rejects.iter().map(|reject| (reject.row, reject.reason.as_str())).collect()
}

const BREST: &str = "sourcemmsi,navigationalstatus,rateofturn,speedoverground,courseoverground,trueheading,lon,lat,t\n\
     245257000,0,0,0.1,13.1,36,-4.4657183,48.38249,1443650402\n\
     245257000,5,0,0.0,360.0,511,-4.4657183,48.38250,1443654002\n\
     227705102,15,-127,102.3,262.7,511,-4.4965715,48.38242,1443650403\n";
const BREST_STATICS: &str = "sourcemmsi,imonumber,callsign,shipname,shiptype,tobow,tostern,tostarboard,toport,eta,draught,destination,mothershipmmsi,t\n\
     245257000,9074729,PHAB,SEA EXAMPLE,70,80,20,9,7,04-09 20:00,5.4,BREST,,1443650300\n\
     245257000,9074729,PHAB,SEA EXAMPLE,70,80,20,9,7,04-09 20:00,3.1,BREST,,1443653000\n\
     304091000,9509255,V2GU5,HC JETTE-MARIT,70,130,30,18,6,04-09 20:00,10.1,BREST,,1443650423\n\
     227000000,0,@@@@,,,,,,,,,,,1443650424\n\
     2275000,0,,BUOY,,,,,,,,,,1443650425\n\
     227705102,0,FJ,,,,,,,,,,,nonsense\n";

#[test]
fn both_files_of_brest_are_read_in_any_order_and_static_data_have_their_times() {
    for texts in [[BREST, BREST_STATICS], [BREST_STATICS, BREST]] {
        let (fleet, report) = fleet(&texts, &ReadOptions::default());
        assert_eq!(formats(&report), ["brest", "brest"]);
        assert_eq!((report.rows_read, report.rows_taken), (9, 3));
        let expected = [
            (2, "static_message"),
            (3, "static_message"),
            (4, "static_message"),
            (5, "no_position"),
            (6, "not_a_vessel"),
            (7, "bad_time"),
        ];
        assert_eq!(rejects(&report), expected);
        let ship = track(&fleet, 245_257_000);
        let fix = ship.fixes().next().unwrap();
        assert_eq!(fix.time.to_rfc3339(), "2015-09-30T22:00:02+00:00");
        assert_eq!((fix.position.latitude_e7(), fix.position.longitude_e7()), (483_824_900, -44_657_183));
        assert_eq!(fix.speed_over_ground.map(Speed::decikn), Some(1));
        assert_eq!(fix.course_over_ground.map(Course::decideg), Some(131));
        assert_eq!(fix.true_heading.map(Heading::whole_deg), Some(36));
        assert_eq!(ship.fixes().map(|fix| fix.nav_status.map(NavStatus::code)).collect::<Vec<_>>(), [Some(0), Some(5)]);
        let statics = ship.statics();
        assert_eq!((statics.name(), statics.call_sign()), (Some("SEA EXAMPLE"), Some("PHAB")));
        assert_eq!(statics.imo().map(|imo| imo.get()), Some(9_074_729));
        assert_eq!(statics.ship_type().map(|kind| kind.code()), Some(70));
        let hull = statics.dimensions_at(ship.first_time()).unwrap();
        assert_eq!((hull.to_bow_m(), hull.to_stern_m(), hull.to_port_m(), hull.to_starboard_m()), (80, 20, 7, 9));
        let draughts = [ship.first_time(), ship.last_time()].map(|time| statics.draught_at(time).map(Draught::dm));
        assert_eq!(draughts, [Some(54), Some(31)]);
        let other = track(&fleet, 227_705_102).fixes().next().unwrap();
        assert_eq!((other.speed_over_ground, other.true_heading, other.nav_status), (None, None, None));
        assert_eq!(fleet.cleaning().statics_without_track, 1);
    }
}

#[test]
fn static_rows_outside_the_period_are_not_used() {
    let options = ReadOptions { from: "2015-09-30T22:40:00Z".parse().ok(), ..ReadOptions::default() };
    let (fleet, report) = fleet(&[BREST, BREST_STATICS], &options);
    assert_eq!((report.rows_taken, report.rejected[&Reason::StaticMessage]), (1, 1));
    let ship = track(&fleet, 245_257_000);
    assert_eq!(ship.statics().draught_at(ship.first_time()).map(Draught::dm), Some(31));
}

const PIRAEUS: &str = "t,vessel_id,lon,lat,heading,speed,course\n\
                       1559347200000,b7a34c,23.6,37.9,91.0,0.5,12.3\n1559347201500,00ff,23.7,37.9,,,\n";
const PIRAEUS_STATICS: &str = "vessel_id,country,shiptype\nb7a34c,Greece,70.0\n00ff,Malta,\nffff,Greece,80.0\n";

#[test]
fn types_of_ships_of_piraeus_are_those_of_all_times() {
    for texts in [[PIRAEUS, PIRAEUS_STATICS], [PIRAEUS_STATICS, PIRAEUS]] {
        let (fleet, report) = fleet(&texts, &ReadOptions::default());
        assert_eq!(formats(&report), ["piraeus", "piraeus"]);
        assert_eq!(rejects(&report), [(2, "static_message"), (3, "no_position"), (4, "static_message")]);
        let by_id = |id: &str| report.vessel_ids.iter().find(|vessel| vessel.1 == id).unwrap().0.get();
        let ship = track(&fleet, by_id("b7a34c"));
        let fix = ship.fixes().next().unwrap();
        assert_eq!(fix.time.timestamp_millis(), 1_559_347_200_000);
        assert_eq!((fix.position.latitude_e7(), fix.position.longitude_e7()), (379_000_000, 236_000_000));
        assert_eq!(fix.speed_over_ground.map(Speed::decikn), Some(5));
        assert_eq!(fix.course_over_ground.map(Course::decideg), Some(123));
        assert_eq!(fix.true_heading.map(Heading::whole_deg), Some(91));
        assert_eq!(ship.statics().ship_type().map(|kind| kind.code()), Some(70));
        let other = track(&fleet, by_id("00ff"));
        assert_eq!((other.statics().ship_type(), other.first_time().timestamp_millis()), (None, 1_559_347_201_500));
    }
}

const SPIRE: &str = "created_at,timestamp,mmsi,msg_type,latitude,longitude,speed,course,heading,rot,imo,name,call_sign,flag,draught,ship_and_cargo_type,length,width,eta,destination,status,collection_type\n\
     2020-01-01 00:10:00 UTC,2020-01-01 00:00:03 UTC,636018333,1,33.01,-117.79,12.3,211.5,193,0,,,,LR,,,,,,,0,terrestrial\n\
     2020-01-01 00:10:00 UTC,2020-01-01 00:00:09 UTC,636018333,5,,,,,,,9074729,SEA EXAMPLE,D5LH8,LR,12.1,80,274,48,01-04 02:00,PAL,,terrestrial\n\
     2020-01-01 00:10:00 UTC,2020-01-01 01:00:03 UTC,636018333,27,33.2,-117.8,12.0,211.0,511,,,,,LR,,,,,,,0,satellite\n\
     2020-01-01 00:10:00 UTC,2020-01-01 00:00:05 UTC,338000001,18,33.02,-117.8,102.3,360.0,511,-128,,,,US,,,,,,,,terrestrial\n\
     2020-01-01 00:10:00 UTC,2020-01-01 00:00:06 UTC,338000001,24,,,,,,,,SMALL ONE,,US,,,,,,,,terrestrial\n\
     2020-01-01 00:10:00 UTC,2020-01-01 00:00:07 UTC,338000001,24,,,,,,,,,WDF5902,US,,37,11,4,,,,terrestrial\n\
     2020-01-01 00:10:00 UTC,2020-01-01 00:00:08 UTC,366000001,9,33.0,-117.0,100,0,,,,,,US,,,,,,,,terrestrial\n\
     2020-01-01 00:10:00 UTC,2020-01-01 00:00:08 UTC,338000001,18,,,,,,,,,,US,,,,,,,,terrestrial\n";

#[test]
fn rows_of_positions_and_of_static_data_of_spire_are_told_apart() {
    let (fleet, report) = fleet(&[SPIRE], &ReadOptions::default());
    assert_eq!(formats(&report), ["spire"]);
    let expected =
        [(3, "static_message"), (6, "static_message"), (7, "static_message"), (8, "other_message"), (9, "no_position")];
    assert_eq!(rejects(&report), expected);
    let ship = track(&fleet, 636_018_333);
    let fixes: Vec<_> = ship.fixes().collect();
    assert_eq!(fixes[0].time.to_rfc3339(), "2020-01-01T00:00:03+00:00");
    assert_eq!((fixes[0].position.latitude_e7(), fixes[0].position.longitude_e7()), (330_100_000, -1_177_900_000));
    assert_eq!(fixes[0].speed_over_ground.map(Speed::decikn), Some(123));
    assert_eq!(fixes[0].course_over_ground.map(Course::decideg), Some(2115));
    assert_eq!(fixes[0].true_heading.map(Heading::whole_deg), Some(193));
    assert_eq!((fixes[0].nav_status.map(NavStatus::code), fixes[0].coarse, fixes[1].coarse), (Some(0), false, true));
    let statics = ship.statics();
    assert_eq!((statics.name(), statics.call_sign()), (Some("SEA EXAMPLE"), Some("D5LH8")));
    assert_eq!(statics.imo().map(|imo| imo.get()), Some(9_074_729));
    assert_eq!(statics.ship_type().map(|kind| kind.code()), Some(80));
    let hull = statics.dimensions_at(ship.first_time()).unwrap();
    assert_eq!((hull.length_m(), hull.beam_m(), hull.antenna_known()), (274, 48, false));
    assert_eq!(statics.draught_at(ship.first_time()).map(Draught::dm), Some(121));
    let small = track(&fleet, 338_000_001);
    assert_eq!((small.statics().name(), small.statics().call_sign()), (Some("SMALL ONE"), Some("WDF5902")));
    let (taken, _) = read(SPIRE);
    assert_eq!(
        taken.iter().map(|row| row.0.class).collect::<Vec<_>>(),
        [Some(TransceiverClass::A), None, Some(TransceiverClass::B)]
    );
}

#[test]
fn files_of_kystverket_are_read_with_and_without_the_newer_columns() {
    let newer = "mmsi;imo_nr;length;date_time_utc;lon;lat;sog;cog;true_heading;nav_status;message_nr\n\
                 257000001;9074729;120;2020-01-01 00:00:03;5.3221;60.3975;12.3;211.5;193;0;1\n\
                 257000001;9074729;120;2020-01-01 00:01:03;5.32;60.4;102.3;360;511;15;27\n";
    let (taken, report) = read(newer);
    assert_eq!(formats(&report), ["kystverket"]);
    let (first, data) = &taken[0];
    assert_eq!((first.mmsi.get(), first.time.to_rfc3339().as_str()), (257_000_001, "2020-01-01T00:00:03+00:00"));
    assert_eq!((first.position.latitude_e7(), first.position.longitude_e7()), (603_975_000, 53_221_000));
    assert_eq!(first.speed_over_ground.map(Speed::decikn), Some(123));
    assert_eq!(first.course_over_ground.map(Course::decideg), Some(2115));
    assert_eq!(first.true_heading.map(Heading::whole_deg), Some(193));
    assert_eq!((first.nav_status.map(NavStatus::code), first.class), (Some(0), Some(TransceiverClass::A)));
    assert_eq!(data.imo.map(|imo| imo.get()), Some(9_074_729));
    let second = &taken[1].0;
    assert!(second.coarse && second.speed_over_ground.is_none() && second.nav_status.is_none());
    let older = "mmsi;date_time_utc;lon;lat;sog;cog;true_heading;nav_status;message_nr\n\
                 257000001;2011-01-01 00:00:03;5.3221;60.3975;12.3;211.5;193;0;1\n";
    let (taken, report) = read(older);
    assert_eq!((formats(&report), taken.len()), (vec!["kystverket"], 1));
    let asked = ReadOptions { format: "kystverket".parse().ok(), ..ReadOptions::default() };
    assert_eq!(try_read(newer.as_bytes(), &asked).unwrap().0.len(), 2);
}

#[test]
fn tracks_of_fishing_watch_keep_their_speeds_and_courses() {
    let (taken, report) = read(
        "mmsi,timestamp,distance_from_shore,distance_from_port,speed,course,lat,lon,is_fishing,source\n\
         126395608075910.0,1348507060,0.0,0.0,8.2,230.5,14.8655834,-26.8536663,-1.0,dalhousie\n",
    );
    assert_eq!(formats(&report), ["gfw"]);
    let fix = &taken[0].0;
    assert_eq!((fix.position.latitude_e7(), fix.position.longitude_e7()), (148_655_834, -268_536_663));
    assert_eq!(fix.speed_over_ground.map(Speed::decikn), Some(82));
    assert_eq!(fix.course_over_ground.map(Course::decideg), Some(2305));
}

#[test]
fn each_built_in_layout_says_why_it_was_taken() {
    for name in Format::NAMES {
        let format: Format = name.parse().unwrap();
        assert!(format.because().starts_with("since ") && !format.because().ends_with("that map"), "{name}");
    }
}

#[cfg(feature = "config")]
mod own_maps {
    use super::*;

    /// A map of a harbour's own positions and its list of ships.
    const MAP: &str = r#"
        name = "harbour"
        delimiter = ";"
        time_format = "epoch_s"
        optional = true
        draught_unit = "0.1 m"
        not_available = ["-", "-9999"]
        [columns]
        vessel = "ship"
        time = "when"
        latitude = "y"
        longitude = "x"
        speed_over_ground = "v|speed"
        true_heading = "not in this file"
        message_type = "msg"
        name = "n"
        draught = "d"
        [static_file]
        delimiter = "|"
        length_unit = "0.1 m"
        not_available = ["?"]
        [static_file.columns]
        vessel = "ship"
        call_sign = "sign"
        length = "l"
        beam = "b"
    "#;

    fn options() -> ReadOptions {
        let map = ColumnMap::from_toml("map.toml".as_ref(), MAP).unwrap();
        ReadOptions { format: Some(map.into()), ..ReadOptions::default() }
    }

    #[test]
    fn a_map_may_have_optional_columns_units_words_for_nothing_and_a_file_of_static_data() {
        let positions = "when;ship;y;x;speed;msg;n;d\n\
                         1527966000;311000112;33.01;-117.79;5.1;1;-;-9999\n\
                         1527966060;311000112;-9999;-9999;-;5;SEA EXAMPLE;121\n\
                         1527966120;311000112;33.01;-117.79;-9999;27;;\n\
                         1527966180;311000112;33.01;-117.79;-9999;21;;\n";
        let ships = "ship|sign|l|b\n311000112|C6XX|1804|?\n311000112|C6XX|1804|256\n";
        let (fleet, report) = fleet(&[positions, ships], &options());
        let rejected = [(Reason::OtherMessage, 1), (Reason::StaticMessage, 3)];
        assert_eq!((report.rejected.clone(), report.rows_read), (rejected.into(), 6));
        let ship = track(&fleet, 311_000_112);
        let fixes: Vec<_> = ship.fixes().collect();
        assert_eq!((fixes[0].speed_over_ground.map(Speed::decikn), fixes[1].speed_over_ground), (Some(51), None));
        assert!(!fixes[0].coarse && fixes[1].coarse);
        let statics = ship.statics();
        assert_eq!((statics.name(), statics.call_sign()), (Some("SEA EXAMPLE"), Some("C6XX")));
        assert_eq!(statics.draught_at(ship.first_time()).map(Draught::dm), Some(121));
        let hull = statics.dimensions_at(ship.first_time()).unwrap();
        assert_eq!((hull.length_m(), hull.beam_m()), (180, 26));
    }

    #[test]
    fn a_map_of_static_data_alone_has_at_least_one_of_them() {
        let message = |text: &str| ColumnMap::from_toml("map.toml".as_ref(), text).unwrap_err().to_string();
        assert!(message("[columns]\nvessel = \"a\"\ntime = \"b\"\n").contains("latitude"));
        let only = "[columns]\nvessel = \"a\"\nname = \"b\"\n";
        assert!(ColumnMap::from_toml("map.toml".as_ref(), only).is_ok());
        let of_positions = "[columns]\nvessel = \"a\"\ntime = \"b\"\nlatitude = \"c\"\nlongitude = \"d\"\n";
        let nested = format!("{of_positions}[static_file.columns]\nvessel = \"a\"\n");
        assert!(message(&nested).contains("static_file"), "{}", message(&nested));
        let nested = format!("{of_positions}{}", of_positions.replace("[columns]", "[static_file.columns]"));
        assert!(message(&nested).contains("static_file"), "{}", message(&nested));
        assert!(message(&of_positions.replace("time = \"b\"\n", "")).contains("time"));
    }
}
