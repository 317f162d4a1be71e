use std::io::{self, Read};

use proptest::prelude::*;

use super::*;
use crate::read::blocks::Blocks;

const LONGEST: usize = 64 << 10;

/// Hands out `step` bytes at a time.
struct Slow<'a>(&'a [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.1.min(buffer.len()).min(self.0.len());
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

type Row = (Found, u64, Vec<String>);

/// The rows of a text that is cut into blocks of about `step` bytes.
fn rows_in_steps(text: &[u8], columns: usize, step: usize) -> Vec<Row> {
    let columns = Columns { delimiter: b',', count: Some(columns), longest: LONGEST };
    let mut blocks = Blocks::new(Slow(text, step), step.min(1 << 20), LONGEST);
    let (mut rows, mut block, mut lines) = (Vec::new(), Vec::new(), 0);
    while blocks.next(columns, &mut block).unwrap() {
        let mut fields = Fields::default();
        let mut records = Records::new(&block, columns, &mut fields);
        loop {
            let found = records.advance();
            let record = records.record();
            let fields = match found {
                Found::End => break,
                Found::TooLong => vec![],
                _ => (0..record.len()).map(|index| String::from_utf8_lossy(record.field(index)).into_owned()).collect(),
            };
            rows.push((found, lines + records.line(), fields));
        }
        lines += records.lines();
    }
    rows
}

fn rows(text: &str, columns: usize) -> Vec<Row> {
    rows_in_steps(text.as_bytes(), columns, usize::MAX)
}

fn row(line: u64, fields: &[&str]) -> Row {
    (Found::Record, line, fields.iter().map(|field| (*field).to_owned()).collect())
}

#[test]
fn lines_end_with_or_without_a_carriage_return_or_not_at_all() {
    let expected = [row(1, &["a", "b"]), row(2, &["c", ""]), row(5, &["d", "e"])];
    assert_eq!(rows("a,b\nc,\n\n \nd,e", 2), expected);
    assert_eq!(rows("a,b\r\nc,\r\n\r\n \r\nd,e\r\n", 2), expected);
}

#[test]
fn quoted_fields_hold_delimiters_quotes_and_line_ends() {
    assert_eq!(rows("\"a,\"\"x\"\"\",b\n", 2), [row(1, &["a,\"x\"", "b"])]);
    assert_eq!(rows("1,\"a\r\nb\",3\n4,5,6\n", 3), [row(1, &["1", "a\r\nb", "3"]), row(3, &["4", "5", "6"])]);
    assert_eq!(rows("\"\",\"b\"", 2), [row(1, &["", "b"])]);
}

#[test]
fn a_stray_quote_in_a_name_costs_no_row() {
    // Never closed; closed in a later row's name; closed within the row's next field.
    assert_eq!(rows("1,\"LADY,3\n4,5,6\n", 3), [row(1, &["1", "\"LADY", "3"]), row(2, &["4", "5", "6"])]);
    assert_eq!(rows("1,\"A,3\n4,B\",6\n", 3), [row(1, &["1", "\"A", "3"]), row(2, &["4", "B\"", "6"])]);
    assert_eq!(rows("1,\"A,B\",3\n", 4), [row(1, &["1", "\"A", "B\"", "3"])]);
    assert_eq!(rows("1,\"A\"B,3\n", 3), [row(1, &["1", "\"A\"B", "3"])]);
    assert_eq!(rows("1,12\" PIPE,3\n", 3), [row(1, &["1", "12\" PIPE", "3"])]);
    let (found, line, _) = &rows("1,\"A\n4,5,6\n", 3)[0];
    assert_eq!((*found, *line), (Found::WrongColumns, 1));
    assert_eq!(rows("1,\"A\n4,5,6\n", 3)[1], row(2, &["4", "5", "6"]));
}

#[test]
fn a_row_with_more_or_fewer_columns_is_told_apart() {
    let found: Vec<Found> = rows("1,2\n1,2,3\n1,2,3,,\n1,2,3,4\n", 3).iter().map(|row| row.0).collect();
    assert_eq!(found, [Found::WrongColumns, Found::Record, Found::Record, Found::WrongColumns]);
}

#[test]
fn the_longest_row_is_the_longest_however_it_arrives() {
    for (extra, found) in [(0, Found::Record), (1, Found::TooLong)] {
        let text = format!("{}\n1\n", "x".repeat(LONGEST + extra));
        for step in [1000, 65_536, 65_537, usize::MAX] {
            let rows = rows_in_steps(text.as_bytes(), 1, step);
            assert_eq!((rows[0].0, &rows[1]), (found, &row(2, &["1"])), "{step}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_gives_the_same_rows_however_it_arrives(text in "[a,\"\r\n]{0,200}", step in 1_usize..20) {
        prop_assert_eq!(rows_in_steps(text.as_bytes(), 3, step), rows(&text, 3));
    }

    #[test]
    fn plain_rows_survive_any_row_between_them(strange in "[a,\" ]{0,80}") {
        let text = format!("1,2,3\n{strange}\n4,5,6\n7,8,9\n");
        let rows = rows(&text, 3);
        prop_assert_eq!(&rows[0], &row(1, &["1", "2", "3"]));
        prop_assert_eq!(&rows[rows.len() - 2..], &[row(3, &["4", "5", "6"]), row(4, &["7", "8", "9"])]);
    }
}
