//! Values of any type say what their text says.

use super::*;

fn text(value: Value<'_>) -> String {
    value.with_text(|text| String::from_utf8(text.to_vec()).unwrap())
}

#[test]
fn a_float_is_the_number_that_its_text_is() {
    let mut numbers = vec![
        0.0,
        -0.0,
        33.123_456_75,
        -33.123_456_75,
        102.25,
        102.35,
        0.05,
        0.15,
        359.95,
        91.0,
        1e-300,
        1e300,
        1.5e15,
        -1e9,
        f64::MIN_POSITIVE,
        f64::MAX,
        f64::INFINITY,
    ];
    let mut state = 1_u64;
    for _ in 0..20_000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let digits = 10_f64.powi((state >> 60) as i32 % 10);
        numbers.push(((state >> 20) as f64 / 1e10 * digits).round() / digits - 180.0);
    }
    for number in numbers {
        for places in [0, 1, 3, 7] {
            let double = Value::Double(number);
            assert_eq!(double.scaled(places), number::scaled(text(double).as_bytes(), places), "{number} {places}");
            let single = Value::Single(number as f32);
            assert_eq!(single.scaled(places), number::scaled(text(single).as_bytes(), places), "{number}f32 {places}");
        }
    }
}

#[test]
fn the_longest_numbers_have_room() {
    for number in [f64::MAX, f64::MIN, 2.225_073_858_507_201_4e-308, -1.234_567_890_123_456_7e-308, 5e-324] {
        assert_eq!(text(Value::Double(number)).parse(), Ok(number));
    }
}

#[test]
fn times_of_96_bits_are_days_and_nanoseconds() {
    let mut bytes = 3_600_000_500_000_i64.to_le_bytes().to_vec();
    bytes.extend(2_440_589_u32.to_le_bytes());
    assert_eq!(Value::plain(&bytes, Type::INT96), Some(Value::Whole(86_400_000 + 3_600_000)));
}

#[test]
fn what_is_not_a_number_is_missing() {
    assert!(Value::Double(f64::NAN).is_missing() && Value::Null.is_missing() && Value::Bytes(b" ").is_missing());
    assert_eq!(Value::Double(f64::NAN).scaled(7), None);
    assert!(!Value::Whole(0).is_missing());
}
