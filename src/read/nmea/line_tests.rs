use super::super::made::{checked, position, tag};
use super::*;

fn is_other(text: &str) -> bool {
    Line::of(text.as_bytes()) == Line::Other
}

#[test]
fn sentences_of_receivers_and_comments_say_nothing() {
    assert!(is_other(""));
    assert!(is_other("  \r"));
    assert!(is_other("# a note"));
    assert!(is_other("$AITXT,01,01,91,FREQ,2087,2088*57"));
    assert!(is_other("$PSTT,203,001,V,BSC: Connection lost HS BSC*46"));
    assert!(is_other("$BSALR,,006,V,V,general failure"));
    assert!(is_other(&checked("!AIABM,1,1,0,311000112,0,6,,0")));
}

#[test]
fn what_is_no_sentence_is_unreadable() {
    for text in ["311000112,33.01,-117.79", "!AI", "$", "!AIVDX,1,1,,A,0,0*00", "\\s:x*11"] {
        assert_eq!(Line::of(text.as_bytes()), Line::Bad(Reason::Unreadable), "{text}");
    }
}

#[test]
fn any_talker_can_send() {
    let sentence = position(311_000_112, 0).sentence();
    for formatter in ["AIVDM", "AIVDO", "BSVDM", "ABVDM", "ANVDM", "SAVDM", "=IVDM"] {
        let other = sentence.replace("AIVDM", formatter);
        let sentence = checked(other.split('*').next().unwrap());
        assert!(matches!(Line::of(sentence.as_bytes()), Line::Ais(_)), "{sentence}");
    }
}

#[test]
fn a_tag_block_may_stand_alone() {
    let block = tag("s:station,c:1411920502");
    let Line::Tag(tag) = Line::of(block.as_bytes()) else { panic!("{block}") };
    assert_eq!(tag.ms, Some(1_411_920_502_000));
    assert_eq!(Line::of(b"\\si:AISD*3F\\"), Line::Tag(Tag::default()));
}

#[test]
fn lines_of_time_need_their_checksum() {
    let line = "$GPZDA,114702.51,27,01,2012,,*66";
    assert_eq!(Line::of(line.as_bytes()), Line::Time(TimeLine::Now { ms: 1_327_664_822_510 }));
    assert!(is_other(&line.replace("*66", "*67")));
}
