//! Times on the command line.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

/// A time as RFC 3339, or a date, which is its first moment in UTC.
pub(crate) fn parse(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Ok(time.to_utc());
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map(|date| date.and_time(NaiveTime::MIN).and_utc())
        .map_err(|_| "give a date, 2022-01-31, or a time with its zone, 2022-01-31T18:00:00Z".to_owned())
}

/// A length of time, such as `30m`, `6h` or `1d`; at least a minute.
pub(crate) fn parse_length(text: &str) -> Result<TimeDelta, String> {
    let length = humantime::parse_duration(text).ok().and_then(|length| TimeDelta::from_std(length).ok());
    length
        .filter(|&length| length >= TimeDelta::minutes(1))
        .ok_or_else(|| "give a minute or more: 30m, 6h, 1d".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_its_first_moment_in_utc() {
        assert_eq!(parse("2022-01-31"), parse("2022-01-31T00:00:00Z"));
        assert_eq!(parse("2022-01-31T02:00:00+02:00"), parse("2022-01-31"));
    }

    #[test]
    fn what_could_mean_several_moments_is_refused() {
        for text in ["", "31/01/2022", "2022-01-31T18:00:00", "2022-02-30", "now", "1643587200"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_length_has_a_unit_and_is_a_minute_at_least() {
        assert_eq!(parse_length("6h"), Ok(TimeDelta::hours(6)));
        assert_eq!(parse_length("1d"), Ok(TimeDelta::days(1)));
        assert_eq!(parse_length("1h 30m"), Ok(TimeDelta::minutes(90)));
        for text in ["", "6", "0h", "-1h", "59s", "1 fortnight", "99999999999999999y"] {
            assert!(parse_length(text).is_err(), "{text}");
        }
    }
}
