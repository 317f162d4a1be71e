use std::fs;

use proptest::prelude::*;

use super::*;
use crate::parallel::{Threads, in_order, in_order_linked};
use crate::read::blocks::Blocks;

const LONGEST: usize = 8 << 10;

fn columns() -> Columns {
    Columns { delimiter: b',', count: Some(2), longest: LONGEST }
}

/// The blocks of a file from a place on that are not empty, and how many bytes were read; or how it broke off.
fn blocks(path: &Path, place: u64, size: usize, workers: usize) -> (Vec<String>, Result<u64, io::Error>) {
    let bytes = Arc::default();
    let blocks =
        FileBlocks { path, size, columns: columns(), bytes: Arc::clone(&bytes), ended: AtomicBool::new(false) };
    let (mut next, mut between, mut found) = (place, Between::default(), Vec::new());
    let mut all: Vec<Block> = (0..workers).map(|_| Block::default()).collect();
    in_order_linked(
        &mut all,
        Threads::Own,
        |block| blocks.give(&mut next, block),
        (|block| blocks.fetch(block), |block| between.link(&blocks, block)),
        |_| {},
        |block| found.push(String::from_utf8(block.text().to_vec()).unwrap()),
    );
    found.retain(|block| !block.is_empty());
    (found, between.broken.map_or(Ok(bytes.load(Ordering::Relaxed)), Err))
}

/// The text of all blocks of a stream.
fn of_stream(text: &[u8], size: usize) -> String {
    let mut blocks = Blocks::new(text, size, LONGEST);
    let mut found = Vec::new();
    in_order(
        &mut [Block::default()],
        Threads::Own,
        |block| block.fill(|text| blocks.next(columns(), text)).unwrap(),
        |_| {},
        |block| found.extend_from_slice(block.text()),
    );
    String::from_utf8(found).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn blocks_are_whole_records_and_all_of_the_file(
        records in prop::collection::vec(
            prop_oneof![
                4 => "[a-z]{0,9},[0-9]{0,9}\n",
                1 => "\"[a-z]{0,5}\n[a-z,]{0,5}\",[0-9]{1,3}\r?\n",
                1 => "\"[a-z]{0,4},[0-9]\n",
                1 => "\n",
            ],
            0..60,
        ),
        (last, before) in ("[a-z]{0,3}", 0..40_usize),
        size in 1..80_usize,
        workers in 1..5_usize,
    ) {
        let text = records.concat() + &last;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "x".repeat(before) + &text).unwrap();
        let (found, read) = blocks(&path, before as u64, size, workers);
        prop_assert_eq!(found.concat(), text.clone());
        prop_assert_eq!(read.unwrap(), text.len() as u64);
        // Records begin where blocks do.
        let mut at = 0;
        for block in &found {
            prop_assert!(at == 0 || text[..at].ends_with('\n'), "{:?}", found);
            at += block.len();
            let closed = block.matches('"').count() % 2 == 0 || at == text.len();
            prop_assert!(closed || records.iter().any(|record| record.matches('"').count() == 1), "{:?}", found);
        }
    }
}

#[test]
fn overlong_lines_are_cut_as_those_of_a_stream_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    // One that is kept, longer than the room before a block, and one that is too long.
    let text = format!("1,{}\n2,{}\n3,4\n", "y".repeat(LONGEST - 10), "x".repeat(20 * LONGEST));
    fs::write(&path, &text).unwrap();
    for size in [100, LONGEST / 2, 3 * LONGEST] {
        let (found, read) = blocks(&path, 0, size, 3);
        let (found, stream) = (found.concat(), of_stream(text.as_bytes(), size));
        assert_eq!(read.unwrap(), text.len() as u64);
        assert!(found.starts_with(&text[..LONGEST]) && found.ends_with("x\n3,4\n") && stream.ends_with("x\n3,4\n"));
        let most = text.len().min(2 * LONGEST + 2 * size + 20);
        assert!(found.len() <= most && stream.len() <= most, "{} {}", found.len(), stream.len());
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let (found, broken) = blocks(&folder.path().join("none"), 0, 100, 3);
    assert!(found.is_empty());
    assert_eq!(broken.unwrap_err().kind(), io::ErrorKind::NotFound);
}

#[test]
fn of_a_file_that_breaks_off_whole_records_are_handed_out_and_the_rest_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, "a,b\nc,d\ne").unwrap();
    let (bytes, ended) = (Arc::default(), AtomicBool::new(false));
    let blocks = FileBlocks { path: &path, size: 100, columns: columns(), bytes, ended };
    let (mut block, mut between) = (Block::default(), Between::default());
    assert!(blocks.give(&mut 0, &mut block));
    blocks.fetch(&mut block);
    block.broken = Some(io::Error::other("broken"));
    between.link(&blocks, &mut block);
    assert_eq!(block.text(), b"a,b\nc,d\n");
    assert_eq!(between.broken.map(|error| error.to_string()).as_deref(), Some("broken"));
    assert!(!blocks.give(&mut 0, &mut block));
}
