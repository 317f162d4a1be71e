//! Times on the command line.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

/// A time as RFC 3339, or a date, which is its first moment in UTC.
pub(crate) fn parse(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Ok(time.to_utc());
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map(|date| date.and_time(NaiveTime::MIN).and_utc())
        .map_err(|_| "give a date, 2022-01-31, or a time with its zone, 2022-01-31T18:00:00Z".to_owned())
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
}
