//! Points in the dialects of well-known binary.

use super::*;

fn wkb(little: bool, kind: u32, srid: Option<u32>, numbers: &[f64]) -> Vec<u8> {
    let mut bytes = vec![u8::from(little)];
    for word in [Some(kind), srid].into_iter().flatten() {
        bytes.extend(if little { word.to_le_bytes() } else { word.to_be_bytes() });
    }
    for number in numbers {
        bytes.extend(if little { number.to_le_bytes() } else { number.to_be_bytes() });
    }
    bytes
}

#[test]
fn a_point_is_read_in_every_dialect() {
    let expected = Some((Value::Double(33.01), Value::Double(-117.79)));
    for little in [true, false] {
        let flat = [-117.79, 33.01];
        let high = [-117.79, 33.01, 5.0];
        for bytes in [
            wkb(little, 1, None, &flat),
            wkb(little, 1001, None, &high),
            wkb(little, 0x8000_0001, None, &high),
            wkb(little, 0x2000_0001, Some(4326), &flat),
            wkb(little, 0xa000_0001, Some(4326), &high),
        ] {
            assert_eq!(point(Value::Bytes(&bytes)), expected, "{bytes:?}");
        }
    }
}

#[test]
fn an_empty_point_is_no_position_and_a_line_no_point() {
    let empty = wkb(true, 1, None, &[f64::NAN, f64::NAN]);
    assert_eq!(point(Value::Bytes(&empty)), Some((Value::Null, Value::Null)));
    assert_eq!(point(Value::Null), Some((Value::Null, Value::Null)));
    assert_eq!(point(Value::Bytes(&wkb(true, 2, None, &[0.0, 0.0]))), None);
    let whole = wkb(true, 1, None, &[1.0, 2.0]);
    for length in 0..whole.len() {
        assert_eq!(point(Value::Bytes(&whole[..length])), None);
    }
}
