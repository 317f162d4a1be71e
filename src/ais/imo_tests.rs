use proptest::prelude::*;

use super::*;

/// The worked example of most textbooks, Emma Mærsk, Ever Given, Suez Rajan, Exxon Valdez and
/// Costa Concordia.
const SHIPS: [u32; 6] = [9_074_729, 9_321_483, 9_811_000, 9_524_475, 8_414_520, 9_320_544];

fn digits(number: u32) -> [u32; 7] {
    std::array::from_fn(|place| number / 10_u32.pow(6 - place as u32) % 10)
}

fn number(digits: [u32; 7]) -> u32 {
    digits.iter().fold(0, |number, digit| number * 10 + digit)
}

/// Any valid number: six digits, the first not zero, and the check digit that goes with them.
fn valid() -> impl Strategy<Value = u32> {
    (100_000_u32..=999_999)
        .prop_map(|stem| (0..10).map(|check| stem * 10 + check).find(|n| Imo::new(*n).is_ok()).unwrap())
}

#[test]
fn numbers_of_real_ships_are_valid() {
    for ship in SHIPS {
        assert_eq!(Imo::new(ship).map(Imo::get), Ok(ship));
    }
}

#[test]
fn a_number_is_read_with_and_without_its_prefix() {
    for text in ["9074729", "IMO9074729", "IMO 9074729", "imo9074729", " Imo  9074729 "] {
        assert_eq!(text.parse::<Imo>().map(Imo::get), Ok(9_074_729), "{text}");
    }
    assert_eq!(Imo::new(9_074_729).unwrap().to_string(), "IMO9074729");
}

#[test]
fn a_wrong_check_digit_is_told_from_what_is_no_number() {
    assert_eq!("IMO9074728".parse::<Imo>(), Err(ParseImoError::CheckDigit(InvalidImo(9_074_728))));
    for text in [
        "",
        "IMO",
        "0",
        "IMO0000000",
        "0123456",
        "907472",
        "90747290",
        "9074729.0",
        "IMO-9074729",
        "IMÖ9074729",
        "-907472",
    ] {
        assert_eq!(text.parse::<Imo>(), Err(ParseImoError::NotANumber { text: text.to_owned() }));
    }
}

#[test]
fn a_number_of_a_national_scheme_is_not_a_false_imo_number() {
    assert!(!Imo::new(10_000_001).unwrap_err().has_seven_digits());
    assert!(!Imo::new(0).unwrap_err().has_seven_digits());
    assert!(Imo::new(9_074_728).unwrap_err().has_seven_digits());
}

#[test]
fn the_number_that_crews_type_for_fun_passes() {
    assert!(Imo::new(1_234_567).is_ok());
}

#[test]
fn just_one_check_digit_goes_with_each_stem() {
    assert_eq!((9_074_720..9_074_730).filter(|n| Imo::new(*n).is_ok()).count(), 1);
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(ship in valid()) {
        let imo = Imo::new(ship).unwrap();
        prop_assert_eq!(imo.to_string().parse(), Ok(imo));
    }

    #[test]
    fn one_wrong_digit_is_found_just_where_the_weights_allow_it(ship in valid(), place in 0_usize..7, by in 1_u32..10) {
        let mut wrong = digits(ship);
        let before = wrong[place];
        wrong[place] = (before + by) % 10;
        if wrong[0] == 0 {
            return Ok(());
        }
        let difference = before.abs_diff(wrong[place]);
        let missed = match place {
            1 | 3 | 5 => difference == 5,
            2 => difference.is_multiple_of(2),
            _ => false,
        };
        prop_assert_eq!(Imo::new(number(wrong)).is_ok(), missed);
    }

    #[test]
    fn neighbours_changed_over_are_always_found(ship in valid(), place in 0_usize..6) {
        let mut wrong = digits(ship);
        if wrong[place] == wrong[place + 1] {
            return Ok(());
        }
        wrong.swap(place, place + 1);
        prop_assert!(Imo::new(number(wrong)).is_err());
    }
}
