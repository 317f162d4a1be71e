//! Messages as the documents of AISStream and AIS-catcher have them.

use crate::ais::{Course, Draught, Heading, Mmsi, NavStatus, Speed, TransceiverClass};
use crate::read::formats_tests::{read, try_read};
use crate::read::{Format, ReadOptions, ReadReport};
use crate::track::{CleaningParameters, Fleet};

const AIS_STREAM: &str = r#"{"Message":{"ShipStaticData":{"AisVersion":1,"CallSign":"C6XX@@@","Destination":"PAL@@@@@","Dimension":{"A":214,"B":50,"C":20,"D":26},"Dte":false,"Eta":{"Day":4,"Hour":2,"Minute":0,"Month":6},"FixType":1,"ImoNumber":9074729,"MaximumStaticDraught":12.1,"MessageID":5,"Name":"POLARIS VOYAGER     ","RepeatIndicator":0,"Spare":false,"Type":82,"UserID":311000112,"Valid":true}},"MessageType":"ShipStaticData","MetaData":{"MMSI":311000112,"MMSI_String":311000112,"ShipName":"POLARIS VOYAGER     ","latitude":33.01,"longitude":-117.79,"time_utc":"2024-03-01 18:22:30.318353 +0000 UTC"}}
{"Message":{"PositionReport":{"Cog":211.5,"CommunicationState":81982,"Latitude":33.0100125,"Longitude":-117.79,"MessageID":1,"NavigationalStatus":5,"PositionAccuracy":true,"Raim":false,"RateOfTurn":4,"RepeatIndicator":0,"Sog":2.4,"Spare":0,"SpecialManoeuvreIndicator":0,"Timestamp":31,"TrueHeading":193,"UserID":311000112,"Valid":true}},"MessageType":"PositionReport","MetaData":{"MMSI":311000112,"ShipName":"POLARIS VOYAGER     ","latitude":33.01001,"longitude":-117.79,"time_utc":"2024-03-01 18:22:32.5 +0000 UTC"}}
{"Message":{"StandardClassBPositionReport":{"Cog":360,"Latitude":33.02,"Longitude":-117.8,"Sog":102.3,"TrueHeading":511,"UserID":338000001,"Valid":true}},"MessageType":"StandardClassBPositionReport","MetaData":{"MMSI":338000001,"ShipName":"SMALL ONE","latitude":33.02,"longitude":-117.8,"time_utc":"2024-03-01 18:22:33 +0000 UTC"}}
{"Message":{"StaticDataReport":{"MessageID":24,"PartNumber":true,"ReportA":{"Name":"","Valid":false},"ReportB":{"CallSign":"WDF5902","Dimension":{"A":4,"B":7,"C":1,"D":3},"ShipType":37,"Valid":true},"UserID":338000001,"Valid":true}},"MessageType":"StaticDataReport","MetaData":{"MMSI":338000001,"ShipName":"SMALL ONE","latitude":33.02,"longitude":-117.8,"time_utc":"2024-03-01 18:22:34 +0000 UTC"}}
{"Message":{"LongRangeAisBroadcastMessage":{"Cog":98,"Latitude":33.1,"Longitude":-118,"NavigationalStatus":0,"Sog":63,"UserID":311000112,"Valid":true}},"MessageType":"LongRangeAisBroadcastMessage","MetaData":{"MMSI":311000112,"ShipName":"AN OLD NAME","latitude":33.1,"longitude":-118,"time_utc":"2024-03-01 19:22:34 +0000 UTC"}}
{"Message":{"BaseStationReport":{"Latitude":33,"Longitude":-117}},"MessageType":"BaseStationReport","MetaData":{"MMSI":3669713,"ShipName":"","latitude":33,"longitude":-117,"time_utc":"2024-03-01 18:22:35 +0000 UTC"}}
{"Message":{"PositionReport":{"Latitude":91,"Longitude":181,"Valid":true}},"MessageType":"PositionReport","MetaData":{"MMSI":311000112,"ShipName":"","latitude":91,"longitude":181,"time_utc":"2024-03-01 18:22:36 +0000 UTC"}}
{"error":"concurrent connections exceeded"}
{"Message":{"PositionReport":{"Latitude":33.01,"Longit"#;

const AIS_CATCHER: &str = r#"{"class":"AIS","device":"AIS-catcher","version":61,"driver":1,"rxtime":"20240301182230","scaled":true,"channel":"B","nmea":["!AIVDM,1,1,,B,33L=LN051HQj3HhRJd7q1W=`0000,0*03"],"signalpower":-44.0,"ppm":0.000000,"type":3,"repeat":0,"mmsi":230907000,"status":0,"status_text":"Under way using engine","turn":18,"speed":8.800000,"accuracy":true,"lon":24.915239,"lat":60.148106,"course":231.000000,"heading":230,"second":52,"maneuver":0,"raim":false,"radio":0}
{"class":"AIS","device":"AIS-catcher","rxtime":"20240301182231","rxuxtime":1709317351.25,"scaled":true,"type":5,"repeat":0,"mmsi":230907000,"ais_version":2,"imo":9074729,"callsign":"OJ","shipname":"SEA EXAMPLE","shiptype":70,"shiptype_text":"Cargo, all ships of this type","to_bow":80,"to_stern":20,"to_port":7,"to_starboard":9,"epfd":1,"eta":"06-04T02:00Z","draught":5.400000,"destination":"HELSINKI","dte":0}
{"class":"AIS","device":"AIS-catcher","rxuxtime":1709317410.5,"scaled":true,"type":27,"repeat":0,"mmsi":230907000,"status":0,"lon":24.9,"lat":60.1,"speed":9,"course":231,"heading":0}
{"class":"AIS","device":"AIS-catcher","rxuxtime":1709317411,"scaled":true,"type":24,"mmsi":230907001,"partno":0,"shipname":"BOAT@@@@"}
{"class":"AIS","device":"AIS-catcher","rxuxtime":1709317412,"scaled":true,"type":4,"mmsi":2300001,"lon":24.9,"lat":60.1}
{"class":"AIS","device":"stdin","scaled":true,"type":1,"mmsi":230907000,"lon":24.9,"lat":60.1,"speed":8.8}
[AIS engine v0.61 #0-0] received: 6 msgs"#;

fn fleet(text: &str) -> (Fleet, ReadReport) {
    let options = ReadOptions { latest: "2024-07-01T00:00:00Z".parse().ok(), ..ReadOptions::default() };
    let (builder, report) = crate::read::read_stream("memory", text.as_bytes(), &options, &|_| {}).unwrap();
    (builder.build(&CleaningParameters::default()).unwrap(), report)
}

fn rejects(report: &ReadReport) -> Vec<(u64, &'static str)> {
    report.rejects.iter().map(|reject| (reject.row, reject.reason.as_str())).collect()
}

#[test]
fn every_field_of_ais_stream_is_read() {
    let (taken, report) = read(AIS_STREAM);
    assert_eq!(report.files[0].format, Some(Format::AisStream));
    let (report_of, data) = &taken[0];
    assert_eq!(report_of.mmsi.get(), 311_000_112);
    assert_eq!(report_of.time.to_rfc3339(), "2024-03-01T18:22:32.500+00:00");
    assert_eq!((report_of.position.latitude_e7(), report_of.position.longitude_e7()), (330_100_125, -1_177_900_000));
    assert_eq!(report_of.speed_over_ground.map(Speed::decikn), Some(24));
    assert_eq!(report_of.course_over_ground.map(Course::decideg), Some(2115));
    assert_eq!(report_of.true_heading.map(Heading::whole_deg), Some(193));
    assert_eq!((report_of.nav_status, report_of.class), (Some(NavStatus::MOORED), Some(TransceiverClass::A)));
    assert_eq!(data.imo.map(|imo| imo.get()), Some(9_074_729));
    assert_eq!((data.name.as_deref(), data.call_sign.as_deref()), (Some("POLARIS VOYAGER"), Some("C6XX")));
    assert_eq!((data.ship_type.map(|kind| kind.code()), data.draught.map(Draught::dm)), (Some(82), Some(121)));
    assert_eq!(data.destination.as_deref(), Some("PAL"));
    let hull = data.dimensions.unwrap();
    assert_eq!((hull.to_bow_m(), hull.to_stern_m(), hull.to_port_m(), hull.to_starboard_m()), (214, 50, 20, 26));
    let (small, named) = &taken[1];
    assert_eq!(
        (small.class, small.speed_over_ground, small.course_over_ground),
        (Some(TransceiverClass::B), None, None)
    );
    assert_eq!((small.true_heading, named.name.as_deref()), (None, Some("SMALL ONE")));
    let (coarse, data) = &taken[2];
    assert_eq!((coarse.coarse, coarse.speed_over_ground, coarse.class), (true, None, None));
    assert_eq!(data.name.as_deref(), Some("POLARIS VOYAGER"));
    let expected = [
        (1, "static_message"),
        (4, "static_message"),
        (6, "other_message"),
        (7, "position_not_available"),
        (8, "unreadable"),
        (9, "unreadable"),
    ];
    assert_eq!(rejects(&report), expected);
}

#[test]
fn static_data_that_come_after_the_positions_of_a_ship_are_hers() {
    let (fleet, _) = fleet(AIS_STREAM);
    let track = fleet.tracks().find(|track| track.mmsi() == Mmsi::new(338_000_001).unwrap()).unwrap();
    assert_eq!((track.statics().name(), track.statics().call_sign()), (Some("SMALL ONE"), Some("WDF5902")));
    assert_eq!(track.statics().dimensions_at(track.first_time()).unwrap().length_m(), 11);
}

#[test]
fn every_field_of_ais_catcher_is_read() {
    let (taken, report) = read(AIS_CATCHER);
    assert_eq!(report.files[0].format, Some(Format::AisCatcher));
    let (first, _) = &taken[0];
    assert_eq!((first.mmsi.get(), first.time.to_rfc3339().as_str()), (230_907_000, "2024-03-01T18:22:30+00:00"));
    assert_eq!((first.position.latitude_e7(), first.position.longitude_e7()), (601_481_060, 249_152_390));
    assert_eq!(first.speed_over_ground.map(Speed::decikn), Some(88));
    assert_eq!(first.course_over_ground.map(Course::decideg), Some(2310));
    assert_eq!(first.true_heading.map(Heading::whole_deg), Some(230));
    assert_eq!((first.nav_status.map(NavStatus::code), first.class), (Some(0), Some(TransceiverClass::A)));
    let (coarse, data) = &taken[1];
    assert!(coarse.coarse && coarse.time.timestamp_millis() == 1_709_317_410_500);
    assert_eq!((data.name.as_deref(), data.call_sign.as_deref()), (Some("SEA EXAMPLE"), Some("OJ")));
    assert_eq!((data.imo.map(|imo| imo.get()), data.ship_type.map(|kind| kind.code())), (Some(9_074_729), Some(70)));
    assert_eq!((data.draught.map(Draught::dm), data.destination.as_deref()), (Some(54), Some("HELSINKI")));
    let hull = data.dimensions.unwrap();
    assert_eq!((hull.to_bow_m(), hull.to_stern_m(), hull.to_port_m(), hull.to_starboard_m()), (80, 20, 7, 9));
    let expected =
        [(2, "static_message"), (4, "static_message"), (5, "other_message"), (6, "undated"), (7, "unreadable")];
    assert_eq!(rejects(&report), expected);
}

#[test]
fn lines_of_any_length_and_content_cost_themselves() {
    let mut text = format!("{}\n", AIS_CATCHER.lines().next().unwrap()).into_bytes();
    for line in [&b"{"[..], b"null", b"[1]", b"{\"class\":\"AIS\"}", b"\xff\xfe{", &[b'['; 60_000], &[b'{'; 70_000]] {
        text.extend_from_slice(line);
        text.push(b'\n');
    }
    let (taken, report) = try_read(&text, &ReadOptions::default()).unwrap();
    assert_eq!((taken.len(), report.rows_read, report.rejects.len()), (1, 8, 7));
    assert_eq!(report.rejects.last().map(|reject| reject.reason.as_str()), Some("row_too_long"));
    let asked = ReadOptions { format: Some(Format::AisStream), ..ReadOptions::default() };
    let (none, report) = try_read(b"\n\nnothing\n", &asked).unwrap();
    assert_eq!((none.len(), report.rejects[0].row), (0, 3));
}
