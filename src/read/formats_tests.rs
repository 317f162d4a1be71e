//! Each layout, and what its fields become.

use super::*;
use crate::Error;
use crate::ais::{Course, Heading, NavStatus, PositionReport, Speed, StaticData, TransceiverClass};

pub(super) type Taken = Vec<(PositionReport, StaticData)>;

/// Reads text of any layout as of mid 2024.
pub(super) fn try_read(text: &[u8], options: &ReadOptions) -> Result<(Taken, ReadReport), Error> {
    let latest = "2024-07-01T00:00:00Z".parse().ok();
    let options = ReadOptions { latest: options.latest.or(latest), ..options.clone() };
    let (fleet, report) = read_stream("memory", text, &options, &|_| {})?;
    Ok((fleet.into_taken(), report))
}

pub(super) fn read(text: &str) -> (Taken, ReadReport) {
    try_read(text.as_bytes(), &ReadOptions::default()).unwrap()
}

pub(super) const OLD: &str = "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo,TransceiverClass";
const NEW: &str = "mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,vessel_type,status,length,width,draft,cargo,transceiver";
pub(super) const DMA: &str = "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,IMO,Callsign,Name,Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,Destination,ETA,Data source type,A,B,C,D";

/// A file of one row.
fn one(header: &str, row: &str) -> (PositionReport, StaticData) {
    let (taken, report) = read(&format!("{header}\n{row}\n"));
    assert_eq!((taken.len(), report.rows_taken), (1, 1), "{:?}", report.rejects);
    taken.into_iter().next().unwrap()
}

#[test]
fn every_field_of_marinecadastre_is_read() {
    let row = "538004319,2018-06-03T12:34:56,31.30001,-118.62,2.4,211.5,193.0,SUEZ RAJAN,IMO9524475,V7VU6,80,0,274.0,48,16.9,80,A";
    let (report, data) = one(OLD, row);
    assert_eq!(report.mmsi.get(), 538_004_319);
    assert_eq!(report.time.to_rfc3339(), "2018-06-03T12:34:56+00:00");
    assert_eq!((report.position.latitude_e7(), report.position.longitude_e7()), (313_000_100, -1_186_200_000));
    assert_eq!(report.speed_over_ground.map(Speed::decikn), Some(24));
    assert_eq!(report.course_over_ground.map(Course::decideg), Some(2115));
    assert_eq!(report.true_heading.map(Heading::whole_deg), Some(193));
    assert_eq!(report.nav_status.map(NavStatus::code), Some(0));
    assert_eq!(report.class, Some(TransceiverClass::A));
    assert_eq!(data.imo.map(|imo| imo.get()), Some(9_524_475));
    assert_eq!((data.name.as_deref(), data.call_sign.as_deref()), (Some("SUEZ RAJAN"), Some("V7VU6")));
    assert_eq!(data.ship_type.map(|ship_type| ship_type.code()), Some(80));
    let dimensions = data.dimensions.unwrap();
    assert_eq!((dimensions.length_m(), dimensions.beam_m(), dimensions.antenna_known()), (274, 48, false));
    assert_eq!(data.draught.map(|draught| draught.dm()), Some(169));
}

#[test]
fn old_and_new_marinecadastre_are_the_same_reports() {
    let old = format!(
        "{OLD}\n538004319,2018-06-03T12:34:56,31.3,-118.62,2.4,211.5,193,SUEZ RAJAN,IMO9524475,V7VU6,80,0,274,48,16.9,80,A\n\
         311000112,2018-06-03T12:35:00,33.01,-117.79,102.3,360.0,511,,,,0,15,,,0.0,,B\n"
    );
    let new = format!(
        "{NEW}\n538004319,2018-06-03 12:34:56,-118.62,31.3,2.4,211.5,193,SUEZ RAJAN,IMO9524475,V7VU6,80,0,274,48,16.9,80,A\n\
         311000112,2018-06-03 12:35:00,-117.79,33.01,,,,,,,,,,,,,B\n"
    );
    assert_eq!(read(&old).0, read(&new).0);
}

#[test]
fn columns_may_come_in_any_order_and_case_with_others_between() {
    let expected = one("MMSI,BaseDateTime,LAT,LON,SOG", "311000112,2018-06-02T19:00:00,33.01,-117.79,0.4");
    let row = "x,0.4,-117.79,33.01,2018-06-02 19:00:00.000Z,311000112";
    assert_eq!(one("extra,sog,Longitude,LATITUDE,BASEDATETIME,mmsi", row), expected);
    assert_eq!(one("Extra;Sog;lon;Lat;base date time;Mmsi", &row.replace(',', ";")), expected);
    assert_eq!(one("\u{feff}EXTRA\tSOG\tlon\tlat\tBaseDateTime\tMMSI", &row.replace(',', "\t")), expected);
}

#[test]
fn older_files_write_status_and_type_in_their_own_ways() {
    let status = |text: &str| {
        one("mmsi,basedatetime,lat,lon,status", &format!("311000112,2018-06-02T19:00:00,33,-117,{text}")).0.nav_status
    };
    assert_eq!(status("under way using engine").map(NavStatus::code), Some(0));
    assert_eq!(status("at anchor"), Some(NavStatus::AT_ANCHOR));
    assert_eq!(status("5.0"), Some(NavStatus::MOORED));
    assert_eq!((status("undefined"), status("15"), status("")), (None, None, None));
    let ship_type = |code: &str| {
        let row = format!("311000112,2018-06-02T19:00:00,33,-117,{code}");
        one("mmsi,basedatetime,lat,lon,vesseltype", &row).1.ship_type.map(|ship_type| ship_type.code())
    };
    assert_eq!(
        ["1024", "1025", "1004", "80.0", "0", "300", ""].map(ship_type),
        [Some(80), Some(52), Some(70), Some(80), None, None, None]
    );
}

#[test]
fn every_field_of_the_danish_layout_is_read() {
    let row = "02/06/2018 19:00:00,Class A,311000112,33.010000,-117.790000,At anchor,,0.4,98.1,300,9000001,C6XX,POLARIS VOYAGER,Tanker,Category Y,46,264,GPS,12.1,PAL,03/06/2018 02:00:00,AIS,214,50,20,26";
    let (report, data) = one(DMA, row);
    assert_eq!(report.time.to_rfc3339(), "2018-06-02T19:00:00+00:00");
    assert_eq!((report.nav_status, report.class), (Some(NavStatus::AT_ANCHOR), Some(TransceiverClass::A)));
    assert_eq!(report.speed_over_ground.map(Speed::decikn), Some(4));
    // The check digit is wrong: evidence, no identity.
    assert_eq!((data.imo, data.invalid_imo), (None, Some(9_000_001)));
    assert_eq!(data.ship_type.map(|ship_type| ship_type.code()), Some(82));
    assert_eq!((data.destination.as_deref(), data.draught.map(|draught| draught.dm())), (Some("PAL"), Some(121)));
    let dimensions = data.dimensions.unwrap();
    assert_eq!((dimensions.to_bow_m(), dimensions.to_stern_m()), (214, 50));
    assert_eq!((dimensions.to_port_m(), dimensions.to_starboard_m(), dimensions.antenna_known()), (20, 26, true));
}

#[test]
fn the_danish_layout_of_22_columns_has_length_and_beam_alone() {
    let header = DMA.strip_suffix(",A,B,C,D").unwrap();
    let row = "02/06/2018 19:00:00,Class B,311000112,33.01,-117.79,Unknown value,,102.3,360.0,511,Unknown,Unknown,\"A, B\",Undefined,,46,264,Undefined,,Unknown,,AIS";
    let (report, data) = one(header, row);
    assert_eq!(
        report,
        PositionReport {
            class: Some(TransceiverClass::B),
            ..PositionReport::new(report.mmsi, report.time, report.position)
        }
    );
    let dimensions = data.dimensions;
    assert_eq!(data, StaticData { name: Some("A, B".into()), dimensions, ..StaticData::default() });
    assert_eq!(dimensions.map(|dimensions| (dimensions.length_m(), dimensions.antenna_known())), Some((264, false)));
}

#[test]
fn a_row_that_says_nothing_of_the_ship_brings_no_static_data() {
    let row = "02/06/2018 19:00:00,Class A,311000112,33.01,-117.79,,,,,,Unknown,Unknown,@@@@,Undefined,,,,Undefined,,Unknown,,AIS,,,,";
    assert!(one(DMA, row).1.is_empty());
}

#[test]
fn brest_piraeus_and_fishing_watch_are_recognised() {
    let brest = "sourcemmsi,navigationalstatus,rateofturn,speedoverground,courseoverground,trueheading,lon,lat,t\n\
                 245257000,0,0,0.1,13.1,36,-4.4657183,48.38249,1443650402\n";
    let (taken, report) = read(brest);
    assert_eq!(report.files[0].format.as_ref().map(Format::name), Some("brest"));
    assert_eq!(taken[0].0.time.to_rfc3339(), "2015-09-30T22:00:02+00:00");
    assert_eq!(
        (taken[0].0.position.latitude_e7(), taken[0].0.true_heading.map(Heading::whole_deg)),
        (483_824_900, Some(36))
    );

    let piraeus = "t,vessel_id,lon,lat,heading,speed,course\n1559347200000,b7a34c,23.6,37.9,91.0,0.5,12.3\n\
                   1559347201000,00ff,23.7,37.9,,,\n1559347202000,b7a34c,23.6,37.9,91.0,0.5,12.3\n";
    let (taken, report) = read(piraeus);
    assert_eq!(report.files[0].format.as_ref().map(Format::name), Some("piraeus"));
    assert_eq!(taken[0].0.mmsi, taken[2].0.mmsi);
    assert_ne!(taken[0].0.mmsi, taken[1].0.mmsi);
    assert_eq!(report.vessel_ids[&taken[1].0.mmsi], "00ff");
    assert_eq!(taken[0].0.time.to_rfc3339(), "2019-06-01T00:00:00+00:00");

    let gfw = "mmsi,timestamp,distance_from_shore,distance_from_port,speed,course,lat,lon,is_fishing,source\n\
               1.2639560807591e+14,1348507000.0,0.0,0.0,8.2,230.5,14.86,-26.85,-1.0,dalhousie\n\
               126395608075910.0,1348507060,0.0,0.0,8.2,230.5,14.86,-26.85,-1.0,dalhousie\n";
    let (taken, report) = read(gfw);
    assert_eq!((report.files[0].format.as_ref().map(Format::name), report.vessel_ids.len()), (Some("gfw"), 1));
    assert_eq!(taken[1].0.time.to_rfc3339(), "2012-09-24T17:17:40+00:00");
    let (taken, _) = read("mmsi,timestamp,lat,lon\n311000112,2018-06-02T19:00:00.000Z,33.01,-117.79\n");
    assert_eq!((taken[0].0.mmsi.get(), taken[0].0.time.timestamp()), (311_000_112, 1_527_966_000));
}

#[test]
fn a_map_reads_other_units_times_and_constants() {
    let map = ColumnMap {
        columns: Columns {
            vessel: None,
            speed_over_ground: Some("v".into()),
            course_over_ground: Some("c".into()),
            true_heading: Some("h".into()),
            ..Columns::required("", "when", "y", "x")
        },
        delimiter: ';',
        time_format: TimeFormat::new("%d.%m.%Y %H:%M").unwrap(),
        speed_unit: SpeedUnit::MetresPerSecond,
        angle_unit: AngleUnit::Decidegrees,
        constants: Constants {
            mmsi: crate::ais::Mmsi::new(311_000_112).ok(),
            class: Some(TransceiverClass::A),
            ..Constants::default()
        },
        ..ColumnMap::default()
    };
    let options = ReadOptions { format: Some(map.clone().into()), ..ReadOptions::default() };
    let text = b"when;y;x;v;c;h\n02.06.2018 19:00;33,01;-117,79;5,144444;2115;1930\n";
    let (report, _) = try_read(text, &options).unwrap().0.remove(0);
    assert_eq!((report.mmsi.get(), report.class), (311_000_112, Some(TransceiverClass::A)));
    assert_eq!(report.time.to_rfc3339(), "2018-06-02T19:00:00+00:00");
    assert_eq!(report.position.latitude_e7(), 330_100_000);
    assert_eq!(report.speed_over_ground.map(Speed::decikn), Some(100));
    assert_eq!(report.course_over_ground.map(Course::decideg), Some(2115));
    assert_eq!(report.true_heading.map(Heading::whole_deg), Some(193));
    let message = try_read(b"when;y;v;c;h\n", &options).unwrap_err().to_string();
    assert!(message.contains("no column x") && message.contains("when, y, v, c, h"), "{message}");
}

#[test]
fn a_format_is_known_by_its_name() {
    for name in Format::NAMES {
        assert_eq!(name.parse::<Format>().unwrap().name(), name);
    }
    assert!("nmea0".parse::<Format>().unwrap_err().to_string().contains("marinecadastre, dma"));
}
