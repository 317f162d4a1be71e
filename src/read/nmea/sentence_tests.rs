use super::super::made::{checked, position, tag};
use super::*;

fn read(line: &str) -> Result<Sentence<'_>, Reason> {
    Sentence::read(line.as_bytes(), line.find('!').unwrap())
}

fn reason(sentence: &str) -> Option<Reason> {
    read(&checked(sentence)).err()
}

#[test]
fn a_checksum_that_is_wrong_or_missing_costs_the_sentence() {
    let good = position(311_000_112, 0).sentence();
    assert!(read(&good).is_ok());
    let star = good.find('*').unwrap();
    for bad in [&good[..star], &good[..=star], &good[..star + 2], &good.replace(",A,", ",B,"), &good.replace('*', "*z")]
    {
        assert_eq!(read(bad), Err(Reason::BadChecksum), "{bad}");
    }
}

#[test]
fn checksums_are_understood_in_either_case() {
    assert_eq!((hex(b'5', b'a'), hex(b'5', b'A'), hex(b'g', b'0')), (Some(0x5a), Some(0x5a), None));
}

#[test]
fn fields_that_cannot_be_are_unreadable() {
    for sentence in [
        "!AIVDM,1,1,,A",
        "!AIVDM,0,1,,A,100000,0",
        "!AIVDM,1,0,,A,100000,0",
        "!AIVDM,1,2,,A,100000,0",
        "!AIVDM,12,1,,A,100000,0",
        "!AIVDM,1,1,,A,100000,6",
        "!AIVDM,1,1,,A,100000,x",
        "!AIVDM,1,1,,A,1000~0,0",
        "!AIVDM,1,1,,A,1000[0,0",
        &format!("!AIVDM,1,1,,A,{},0", "0".repeat(MAX_PAYLOAD + 1)),
    ] {
        assert_eq!(reason(sentence), Some(Reason::Unreadable), "{sentence}");
    }
    assert_eq!(reason("!AIVDM,1,1,,A,100000,"), None);
}

#[test]
fn the_payload_stands_where_it_is_said_to() {
    let line = format!("{}{}", tag("c:1411920502"), position(311_000_112, 0).sentence());
    let sentence = read(&line).unwrap();
    let end = sentence.payload_at + sentence.payload.len();
    assert_eq!(&line.as_bytes()[sentence.payload_at..end], sentence.payload);
}

#[test]
fn the_station_is_that_of_the_tag_block_or_behind_the_checksum() {
    let sentence = position(311_000_112, 0).sentence();
    let station = |line: &str| read(line).unwrap().part.sender.station;
    assert_eq!(station(&sentence), 0);
    let tagged = station(&format!("{}{sentence}", tag("s:a")));
    assert_ne!(tagged, 0);
    assert_ne!(tagged, station(&format!("{}{sentence}", tag("s:b"))));
    assert_ne!(station(&format!("{sentence},s22721,d-099,r003669930,1124175591")), 0);
}
