use super::*;

const LONGEST: usize = 64 << 10;
const TWO: Columns = Columns { delimiter: b',', count: Some(2), longest: LONGEST };

/// The blocks of a stream, and the error it broke off with.
fn blocks(source: impl Read, size: usize) -> (Vec<String>, Option<io::Error>) {
    let mut blocks = Blocks::new(source, size, LONGEST);
    let (mut found, mut block) = (Vec::new(), Vec::new());
    loop {
        match blocks.next(TWO, &mut block) {
            Ok(true) => found.push(String::from_utf8(block.clone()).unwrap()),
            Ok(false) => return (found, None),
            Err(error) => return (found, Some(error)),
        }
    }
}

/// A stream that breaks off.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("broken"))
    }
}

#[test]
fn a_block_ends_where_a_line_does() {
    let (found, _) = blocks(&b"a,b\nc,d\ne,f\ng,h"[..], 9);
    assert_eq!(found, ["a,b\nc,d\n", "e,f\ng,h"]);
    assert_eq!(blocks(&b"a,b\n"[..], 1).0, ["a,b\n"]);
    assert_eq!(blocks(&b""[..], 1).0, [""; 0]);
}

#[test]
fn a_quoted_field_with_line_ends_stays_whole() {
    let text = "\"a\nb\nc\",3\n4,d\n5,e\n";
    for size in 1..20 {
        let (found, _) = blocks(text.as_bytes(), size);
        assert_eq!(found.concat(), text);
        assert!(found[0].starts_with("\"a\nb\nc\",3\n"), "{found:?}");
    }
}

#[test]
fn quotes_that_are_closed_do_not_hold_up_a_block() {
    let text = "\"1\",\"a\"\n".repeat(1000);
    let (found, _) = blocks(text.as_bytes(), 100);
    assert!(found.len() > 80 && found.iter().all(|block| block.len() <= 100));
}

#[test]
fn lines_that_all_have_an_open_quote_are_cut_all_the_same() {
    // Each could go on in the next line, and none does.
    let text = "1,\"a,b,c\n".repeat(1000);
    let (found, _) = blocks(text.as_bytes(), 300);
    assert!(found.len() > 20 && found.concat() == text);
}

#[test]
fn an_overlong_line_is_skipped_in_little_memory() {
    let mut blocks = Blocks::new(io::repeat(b'x').take(50_000_000).chain(&b"\n1,2\n"[..]), 256 * 1024, LONGEST);
    let mut block = Vec::new();
    assert!(blocks.next(TWO, &mut block).unwrap());
    assert!(block.capacity() < 1024 * 1024);
    let mut fields = Fields::default();
    let mut records = Records::new(&block, TWO, &mut fields);
    assert_eq!(records.advance(), Found::TooLong);
    assert!(records.raw().len() <= 2048 && records.raw().iter().all(|&byte| byte == b'x'));
    assert_eq!(records.advance(), Found::Record);
    assert_eq!((records.line(), records.record().field(1)), (2, &b"2"[..]));
    assert_eq!(records.advance(), Found::End);
    assert!(!blocks.next(TWO, &mut block).unwrap());
}

#[test]
fn whole_records_before_a_break_are_handed_out_and_the_rest_is_not() {
    for size in [1, 5, 1000] {
        let (found, error) = blocks((&b"a,b\nc,d\ne"[..]).chain(Broken), size);
        assert_eq!((found.concat().as_str(), error.unwrap().to_string().as_str()), ("a,b\nc,d\n", "broken"));
    }
}

#[test]
fn what_was_seen_ahead_is_still_handed_out() {
    let mut blocks = Blocks::new(&b"\n \nx,y\na,b\nc"[..], 4, LONGEST);
    assert_eq!(blocks.ahead().unwrap(), (&b"\n \nx,y\na,b\nc"[..], true));
    blocks.skip(7);
    let mut block = Vec::new();
    assert!(blocks.next(TWO, &mut block).unwrap());
    assert_eq!(block, b"a,b\n");
    assert!(blocks.next(TWO, &mut block).unwrap());
    assert_eq!(block, b"c");
}
