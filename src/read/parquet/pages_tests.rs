//! Pages of zstd.

use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::*;

#[test]
fn what_stands_before_the_packed_part_stays() {
    let mut page = b"levels".to_vec();
    page.extend(compress_to_vec(&b"values values values"[..], CompressionLevel::Fastest));
    assert_eq!(unpack(&page.clone().into(), 6).unwrap(), Bytes::from_static(b"levelsvalues values values"));
    assert_eq!(unpack(&Bytes::from_static(b"levels"), 6).unwrap(), Bytes::from_static(b"levels"));
}

#[test]
fn damaged_pages_are_errors() {
    let page = compress_to_vec(&b"values values values"[..], CompressionLevel::Fastest);
    for length in 1..page.len() - 1 {
        assert!(unpack(&page[..length].to_vec().into(), 0).is_err(), "{length}");
    }
    assert!(unpack(&Bytes::from_static(b"short"), 6).is_err());
}
