//! A day of a few ships, as a MarineCadastre file.

use std::fmt::Write;

pub(crate) const HEADER: &str = "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,\
                          Width,Draft,Cargo,TransceiverClass\n";

pub(crate) fn row(mmsi: u32, minute: u32, latitude: f64, longitude: f64, speed_kn: f64) -> String {
    let (day, hour, minute) = (1 + minute / 1440, minute / 60 % 24, minute % 60);
    format!(
        "{mmsi},2022-01-{day:02}T{hour:02}:{minute:02}:00,{latitude:.5},{longitude:.5},{speed_kn:.1},10.0,10,\
         SHIP {mmsi},,,80,0,180,32,10.0,80,A\n"
    )
}

/// Two tankers drift 100 m apart for five hours off California, across midnight, between arriving and
/// leaving at 12 knots; a third drifts alone for five hours and is then silent for eight; all that, with two
/// rows twice and three rows that are none.
pub(crate) fn day() -> String {
    let mut text = String::from(HEADER);
    let degrees = |nautical_miles: f64| nautical_miles / 60.0;
    for (mmsi, side, east) in [(311_000_112, -1.0, 0.0), (538_004_030, 1.0, 0.001_07)] {
        for minute in (0_u32..540).step_by(5) {
            // 1200 to 1500 is the meeting; before and after, the two come from and go to different sides.
            let minute = 1080 + minute;
            let away = f64::from(1200_u32.saturating_sub(minute) + minute.saturating_sub(1500));
            let (speed, drift) = if away > 0.0 { (12.0, 0.0) } else { (0.3, f64::from(minute - 1200) * 1e-5) };
            text += &row(mmsi, minute, 33.0 + drift, -117.8 + east + side * degrees(away / 5.0) * 1.2, speed);
        }
    }
    for minute in (0_u32..300).step_by(5).chain((780..900).step_by(5)) {
        let speed = if minute < 300 { 0.8 } else { 10.0 };
        let moved = if minute < 300 { f64::from(minute) * 0.8 / 3600.0 } else { f64::from(minute) / 360.0 - 1.9 };
        text += &row(366_000_001, minute, 34.0 + moved, -120.0, speed);
    }
    for minute in [1080, 1085] {
        let copy =
            text.lines().find(|line| line.starts_with("311") && line.contains(&time(minute))).unwrap().to_owned();
        let _ = writeln!(text, "{copy}");
    }
    text += &row(366_000_002, 600, 91.0, 181.0, 102.3);
    text += &row(366_000_002, 601, f64::NAN, f64::INFINITY, 0.0);
    text += "=cmd,not a row\n";
    text
}

fn time(minute: u32) -> String {
    format!("T{:02}:{:02}:00", minute / 60 % 24, minute % 60)
}
