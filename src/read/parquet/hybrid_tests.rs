//! Runs of small numbers.

use proptest::prelude::*;

use super::*;

fn read(data: &[u8], width: u8, count: usize) -> Option<Vec<u32>> {
    let mut numbers = vec![7; count];
    Hybrid::new(Bytes::copy_from_slice(data), width)?.read(&mut numbers)?;
    Some(numbers)
}

#[test]
fn repeated_and_packed_runs_follow_each_other() {
    // Five times 4; then eight packed numbers of three bits, 0 to 7, as in the format's own example.
    let data = [10, 4, 3, 0b1000_1000, 0b1100_0110, 0b1111_1010];
    assert_eq!(read(&data, 3, 13), Some(vec![4, 4, 4, 4, 4, 0, 1, 2, 3, 4, 5, 6, 7]));
    assert_eq!(read(&data, 3, 14), None);
}

#[test]
fn pieces_give_what_the_whole_gives() {
    let data: Vec<u8> = [9_u8].into_iter().chain((0..4 * 13).map(|n| (n as u8).wrapping_mul(37))).collect();
    let whole = read(&data, 13, 32).unwrap();
    let mut pieces = Vec::new();
    let mut hybrid = Hybrid::new(Bytes::copy_from_slice(&data), 13).unwrap();
    for length in [1, 7, 5, 19] {
        let mut piece = vec![0; length];
        hybrid.read(&mut piece).unwrap();
        pieces.extend(piece);
    }
    assert_eq!(pieces, whole);
}

#[test]
fn numbers_without_bits_are_zero() {
    assert_eq!(read(&[], 0, 3), Some(vec![0, 0, 0]));
}

#[test]
fn damage_is_none() {
    for data in [&[][..], &[0x80, 0x80], &[0xff; 12], &[3, 1], &[10]] {
        assert_eq!(read(data, 12, 8), None, "{data:?}");
    }
    assert!(Hybrid::new(Bytes::new(), 33).is_none());
}

#[test]
fn repeated_numbers_are_passed_over_in_one_step() {
    let mut hybrid = Hybrid::new(Bytes::copy_from_slice(&[20, 1, 3, 0b1111_1110]), 1).unwrap();
    assert_eq!(hybrid.take_repeated(8), Some(1));
    assert_eq!(hybrid.take_repeated(8), None);
    let mut numbers = [9; 4];
    hybrid.read(&mut numbers).unwrap();
    assert_eq!(numbers, [1, 1, 0, 1]);
}

/// Packs numbers bit by bit, in whole eights.
fn pack(numbers: &[u32], width: usize) -> Vec<u8> {
    let mut bytes = vec![0; numbers.len().next_multiple_of(8) * width / 8];
    for (place, &number) in numbers.iter().enumerate() {
        for bit in (0..width).filter(|bit| number >> bit & 1 > 0) {
            let at = place * width + bit;
            bytes[at / 8] |= 1 << (at % 8);
        }
    }
    bytes
}

proptest! {
    #[test]
    fn numbers_of_any_width_are_unpacked_from_anywhere(
        width in 1_usize..=32,
        numbers in prop::collection::vec(any::<u32>(), 1..200),
        pieces in prop::collection::vec(1_usize..60, 1..10),
    ) {
        let numbers: Vec<u32> = numbers.iter().map(|number| number >> (32 - width)).collect();
        let mut data = vec![(numbers.len().div_ceil(8) as u8) << 1 | 1];
        data.extend(pack(&numbers, width));
        let mut hybrid = Hybrid::new(data.clone().into(), width as u8).unwrap();
        let mut found = Vec::new();
        for length in pieces.into_iter().cycle() {
            let mut piece = vec![0; length.min(numbers.len() - found.len())];
            hybrid.read(&mut piece).unwrap();
            found.extend(piece);
            if found.len() == numbers.len() {
                break;
            }
        }
        prop_assert_eq!(&found, &numbers);
        // Cut off before the last number.
        let cut = data.len() - numbers.len().next_multiple_of(8) * width / 8 + (numbers.len() * width - 1) / 8;
        prop_assert_eq!(read(&data[..cut], width as u8, numbers.len()), None);
    }
}
