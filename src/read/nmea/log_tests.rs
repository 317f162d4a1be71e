use super::made::{Made, checked, position, tag, voyage};
use crate::ais::{Draught, PositionReport, StaticData};
use crate::read::formats_tests::try_read;
use crate::read::{Format, ReadOptions, ReadReport};

const SHIP: u32 = 311_000_112;
/// 2018-06-02T19:00:00Z.
const AT: i64 = 1_527_966_000;

/// Reads lines as a log of sentences.
fn read(lines: &[String]) -> (Vec<(PositionReport, StaticData)>, ReadReport) {
    read_with(lines, ReadOptions { format: Some(Format::Nmea), ..ReadOptions::default() })
}

fn read_with(lines: &[String], options: ReadOptions) -> (Vec<(PositionReport, StaticData)>, ReadReport) {
    let (taken, report) = try_read(lines.join("\r\n").as_bytes(), &options).unwrap();
    assert_eq!(report.rows_read, report.rows_taken + report.rejected.values().sum::<u64>());
    assert_eq!(report.rows_taken, taken.len() as u64);
    (taken, report)
}

/// When the positions were received that a log has, in seconds after [`AT`].
fn seconds(lines: &[String]) -> Vec<i64> {
    read(lines).0.iter().map(|(report, _)| report.time.timestamp() - AT).collect()
}

/// The reasons for which rows were rejected, with their lines.
fn rejects(lines: &[String]) -> Vec<(u64, &'static str)> {
    read(lines).1.rejects.iter().map(|reject| (reject.row, reject.reason.as_str())).collect()
}

/// A sentence with a time behind it.
fn at(second: i64, sentence: &str) -> String {
    format!("{sentence},{}", AT + second)
}

fn here(second: i64) -> String {
    at(second, &position(SHIP, second % 60).sentence())
}

#[test]
fn a_position_is_read_with_its_time() {
    let (taken, report) = read(&[here(7)]);
    assert_eq!(report.files[0].format, Some(Format::Nmea));
    let (there, statics) = &taken[0];
    assert_eq!((there.mmsi.get(), there.time.timestamp() - AT), (SHIP, 7));
    assert_eq!((there.position.latitude_deg(), there.position.longitude_deg()), (33.01, -117.79));
    assert!(statics.is_empty());
}

#[test]
fn every_way_to_date_a_sentence_is_understood() {
    let sentence = position(SHIP, 7).sentence();
    let sum = &sentence[sentence.len() - 2..];
    let announced = checked(&format!("$PGHP,1,2018,6,2,19,0,4,250,219,,2190047,1,{sum}"));
    let lines = [
        format!("{}{sentence}", tag(&format!("s:station,c:{}", AT + 1))),
        format!("{}{sentence}", tag(&format!("c:{}", (AT + 2) * 1000))),
        tag(&format!("c:{}", AT + 3)),
        sentence.clone(),
        tag("si:AISD"),
        announced,
        sentence.clone(),
        at(5, &sentence),
        format!("{sentence},x7,r003669930,{}", AT + 6),
        format!("2018-06-02 19:00:07\t{sentence}"),
        format!("2018-06-02T21:00:08+02:00 {sentence}"),
        format!("{},{sentence}", AT + 9),
        checked("$GPZDA,190010.00,02,06,2018,,"),
        sentence,
    ];
    assert_eq!(seconds(&lines), (1..=10).collect::<Vec<_>>());
}

#[test]
fn a_group_keeps_its_time_for_lines_without_one() {
    let [first, second] = voyage(SHIP, 100).two(6, 'A');
    let lines = [
        format!("{}{first}", tag(&format!("g:1-2-6745,s:rORBCOMM000,c:{AT}"))),
        format!("{}{second}", tag("g:2-2-6745")),
        format!("{}{}", tag(&format!("g:1-2-6746,s:x,c:{}", AT + 5)), position(SHIP, 5).sentence()),
        format!("{}{}", tag("g:2-2-6746"), position(SHIP, 6).sentence()),
    ];
    let (taken, report) = read(&lines);
    assert_eq!(report.rejects.len(), 1);
    assert_eq!(report.rejects[0].reason.as_str(), "static_message");
    assert_eq!(taken.len(), 2);
    assert_eq!(seconds(&lines), [5, 5]);
}

#[test]
fn both_sentences_of_a_message_are_named_by_one_checksum() {
    let made = Made::new(19, SHIP).and(8, 0).and(10, 5).and(1, 0).and(28, -70_674_000).and(27, 19_806_000);
    let made = made.and(12, 10).and(9, 511).and(6, 3).and(4, 0).and_text(20, "SEA").and(8, 80).and(41, 0);
    let sentences = made.two(1, 'B');
    let sum = |sentence: &String| u8::from_str_radix(&sentence[sentence.len() - 2..], 16).unwrap();
    let both = sum(&sentences[0]) ^ sum(&sentences[1]);
    let announced = checked(&format!("$PGHP,1,2018,6,2,19,0,4,250,219,,2190047,1,{both:02X}"));
    let [first, second] = sentences;
    assert_eq!(seconds(&[announced, first, second]), [4]);
}

#[test]
fn an_announcement_may_come_after_its_message() {
    let sentence = |mmsi| position(mmsi, 7).sentence();
    let announced = |second: i64, sentence: &str| {
        let sum = &sentence[sentence.len() - 2..];
        checked(&format!("$PGHP,1,2018,6,2,19,0,{second},0,316,2,316000002,1AIS_S,{sum}"))
    };
    let [a, b, c] = [SHIP, SHIP + 1, SHIP + 2].map(sentence);
    // The second ship is not announced, and delivered with the others.
    let lines = [announced(1, &a), at(3000, &a), at(3000, &b), at(3000, &c), announced(3, &c), announced(4, &a)];
    let (mut taken, _) = read(&lines);
    taken.sort_by_key(|(report, _)| report.mmsi);
    let times: Vec<i64> = taken.iter().map(|(report, _)| report.time.timestamp() - AT).collect();
    assert_eq!(times, [1, 3000, 3]);
}

#[test]
fn an_announcement_between_two_copies_is_of_the_second() {
    let sentence = position(SHIP, 7).sentence();
    let sum = &sentence[sentence.len() - 2..];
    let announced = checked(&format!("$PGHP,1,2018,6,2,19,0,4,250,219,,2190047,1,{sum}"));
    let lines = [announced.clone(), sentence.clone(), at(9, &sentence), announced, sentence];
    let mut seconds = seconds(&lines);
    seconds.sort_unstable();
    assert_eq!(seconds, [4, 4, 9]);
}

#[test]
fn a_message_without_a_time_is_rejected_unless_one_is_to_be_assumed() {
    let lines: Vec<String> = [10, 20, 50, 15].map(|second| position(SHIP, second).sentence()).into();
    assert_eq!(rejects(&lines), [(1, "undated"), (2, "undated"), (3, "undated"), (4, "undated")]);
    let start = "2018-06-02T19:00:05Z".parse().ok();
    let (taken, _) = read_with(&lines, ReadOptions { assume_start: start, ..ReadOptions::default() });
    let times: Vec<i64> = taken.iter().map(|(report, _)| report.time.timestamp() - AT).collect();
    assert_eq!(times, [10, 20, 50, 75]);
}

#[test]
fn static_data_go_with_the_positions_that_follow() {
    let [first, second] = voyage(SHIP, 100).two(1, 'A');
    let [third, fourth] = voyage(SHIP, 169).two(2, 'B');
    let lines = [here(0), at(1, &first), at(1, &second), here(2), at(3, &third), at(3, &fourth), here(4)];
    let (taken, _) = read(&lines);
    let draughts = taken.iter().map(|(_, data)| data.draught.map(Draught::dm)).collect::<Vec<_>>();
    assert_eq!(draughts, [None, Some(100), Some(169)]);
    assert_eq!(taken[1].1.name.as_deref(), Some("SEA EXAMPLE"));
    assert_eq!(rejects(&lines), [(2, "static_message"), (5, "static_message")]);
}

#[test]
fn name_and_hull_from_two_messages_are_one_ship() {
    let name = Made::new(24, SHIP).and(2, 0).and_text(20, "TUG EXAMPLE");
    let hull = Made::new(24, SHIP).and(2, 1).and(8, 52).and_text(7, "").and_text(7, "WDB1").and(9, 10).and(9, 20);
    let hull = hull.and(6, 4).and(6, 5).and(6, 0);
    let (taken, _) = read(&[at(0, &name.sentence()), at(1, &hull.sentence()), here(2)]);
    let data = &taken[0].1;
    assert_eq!((data.name.as_deref(), data.call_sign.as_deref()), (Some("TUG EXAMPLE"), Some("WDB1")));
    assert_eq!(data.dimensions.map(|hull| hull.length_m()), Some(30));
}

#[test]
fn stations_that_are_no_vessels_are_counted_and_not_used() {
    // A craft of a ship, whose dimensions would be the ship's MMSI.
    let craft =
        Made::new(24, 982_190_001).and(2, 1).and(8, 52).and(42, 0).and(42, 0).and(30, i64::from(SHIP)).and(6, 0);
    let lines = [
        at(0, &craft.sentence()),
        at(0, &position(992_351_000, 0).sentence()),
        at(0, &position(2_190_047, 0).sentence()),
        at(0, &position(111_232_506, 0).sentence()),
        at(0, &position(0, 0).sentence()),
        at(0, &position(1_000_000_000, 0).sentence()),
        at(0, &Made::new(4, 2_190_047).and(130, 0).sentence()),
        at(0, &Made::new(21, 992_351_000).and(234, 0).sentence()),
    ];
    let reasons: Vec<_> = rejects(&lines).into_iter().map(|(_, reason)| reason).collect();
    let [no_vessel, bad, other] = ["not_a_vessel", "bad_mmsi", "other_message"];
    assert_eq!(reasons, [no_vessel, no_vessel, no_vessel, no_vessel, bad, bad, other, other]);
}

#[test]
fn a_damaged_line_costs_that_line() {
    let [first, _] = voyage(SHIP, 100).two(1, 'A');
    let lines = [
        here(0),
        here(1).replace(",A,", ",B,"),
        "scr@mbled".to_owned(),
        at(2, &first),
        "x".repeat(70_000),
        at(3, &position(SHIP, 3).cut(100).sentence()),
        at(4, &Made::new(1, SHIP).and(4, 0).and(19, 0).and(28, 108_600_000).and(27, 54_600_000).and(60, 0).sentence()),
        here(5),
    ];
    let expected = [
        (2, "bad_checksum"),
        (3, "unreadable"),
        (5, "row_too_long"),
        (6, "message_too_short"),
        (7, "position_not_available"),
        (4, "incomplete_message"),
    ];
    assert_eq!(rejects(&lines), expected);
    assert_eq!(seconds(&lines), [0, 5]);
}

#[test]
fn what_receivers_say_of_themselves_is_no_row() {
    let lines = ["# log", "$AITXT,01,01,91,FREQ,2087*00", "", "$PSTT,30B,0A,0C,00B", "\\si:AISD*3F\\"];
    let lines: Vec<String> = lines.iter().map(ToString::to_string).chain([here(0)]).collect();
    let (_, report) = read_with(&lines, ReadOptions::default());
    assert_eq!((report.rows_read, report.rows_taken), (1, 1));
}

#[test]
fn periods_and_the_future_hold_for_messages_too() {
    let [first, second] = voyage(SHIP, 100).two(1, 'A');
    let from = "2018-06-02T19:00:10Z".parse().ok();
    let lines = [at(0, &first), at(0, &second), here(9), here(10), at(300_000_000, &position(SHIP, 0).sentence())];
    let (taken, report) = read_with(&lines, ReadOptions { from, ..ReadOptions::default() });
    let reasons: Vec<_> = report.rejects.iter().map(|reject| reject.reason.as_str()).collect();
    assert_eq!(reasons, ["outside_period", "outside_period", "time_in_future"]);
    assert_eq!((taken.len(), taken[0].1.is_empty()), (1, true));
}

#[test]
fn a_log_is_known_by_a_sentence_among_its_first_lines() {
    let is_log = |text: &str| crate::read::sniff::of_lines(text.as_bytes()) == Some(Format::Nmea);
    assert!(is_log(&here(0)));
    assert!(is_log(&format!("\n# log\n$GPGGA,1\n2018-06-02 19:00:00 {}", here(0))));
    assert!(is_log("\\si:AISD*3F\\\r\n$PGHP,1,2013,11,12,12,0,0,11,219,,2190067,1,62*26\r\n"));
    assert!(!is_log(&format!("{}{}", "$GPGGA,1\n".repeat(50), here(0))));
    assert!(!is_log("MMSI,BaseDateTime,LAT,LON\n311000112,2018-06-02T19:00:00,33.01,-117.79\n"));
    assert!(!is_log(""));
}
