use super::*;

const AT: i64 = 1_411_920_502_000;

#[test]
fn loggers_write_the_time_before_a_sentence_in_many_ways() {
    for text in [
        "2014-09-28T16:08:22Z ",
        "2014-09-28T18:08:22+02:00\t",
        "2014-09-28 16:08:22,",
        "2014-09-28 16:08:22.000: ",
        "[2014-09-28 16:08:22] ",
        "\"2014-09-28 16:08:22\",\"",
        "2014-09-28 16:08:22,station 7,",
        "2014-09-28T16:08:22Z station7 ",
        "1411920502 ",
        "1411920502000,",
        "1411920502;7;",
        "1411920502\t\\s:x*00\\",
    ] {
        let text = text.trim_end_matches(": ");
        assert_eq!(before(text.as_bytes()), Some(AT), "{text:?}");
    }
}

#[test]
fn what_is_no_time_is_none() {
    for text in ["", " ", "station 7 ", "219000028,", "7 ", "16:08:22 ", "9999999999999999999999 "] {
        assert_eq!(before(text.as_bytes()), None, "{text:?}");
    }
}

#[test]
fn the_time_behind_a_sentence_is_the_last_of_its_numbers_that_can_be_one() {
    let ms = |text: &str| after(text.as_bytes()).ms;
    assert_eq!(ms(",1411920502"), Some(AT));
    assert_eq!(ms(",1411920502000\r"), Some(AT));
    assert_eq!(ms(",s22721,d-099,T57.67967720,r003669930,1411920502"), Some(AT));
    assert_eq!(ms(",2014-09-28T16:08:22Z"), Some(AT));
    assert_eq!(ms(",219000028"), None);
    assert_eq!(ms("\r"), None);
    assert_eq!(after(b",x7,r003669930,1411920502").station, Some(b"r003669930".as_slice()));
}

#[test]
fn announcements_have_a_moment_and_a_checksum() {
    let line = |body: &str| time_line(body.as_bytes());
    let ms = 1_384_257_603_630;
    let body = "PGHP,1,2013,11,12,12,0,3,630,219,,2190051,1,23";
    assert_eq!(line(body), Some(TimeLine::Announced { ms, sum: Some(0x23) }));
    assert_eq!(line(&body.replace(",23", ",00")), Some(TimeLine::Announced { ms, sum: None }));
    assert_eq!(line(&body.replace(",23", ",")), Some(TimeLine::Announced { ms, sum: None }));
    assert_eq!(line(&body.replace("PGHP,1", "PGHP,2")), None);
    assert_eq!(line(&body.replace("2013,11", "2013,13")), None);
    assert_eq!(line("PGHP,1,2013"), None);
}

#[test]
fn navigation_receivers_say_what_time_it_is() {
    let now = |body: &str| time_line(body.as_bytes());
    assert_eq!(now("GPZDA,114702.51,27,01,2012,,"), Some(TimeLine::Now { ms: 1_327_664_822_510 }));
    assert_eq!(now("GPZDA,,,,,,"), None);
    assert_eq!(now("GPZDA,254702.51,27,01,2012,,"), None);
    assert_eq!(now("GPRMC,114702.51,A"), None);
}
