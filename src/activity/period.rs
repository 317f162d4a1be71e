//! Days, weeks and months.

use std::str::FromStr;

use chrono::{DateTime, Datelike, Months, NaiveDate, TimeDelta, Utc};

/// A period of the calendar, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// From midnight.
    Day,
    /// An ISO week, from Monday.
    Week,
    /// A month, from its first day.
    Month,
}

impl Period {
    /// When the period of a time begins.
    #[must_use]
    pub fn start(self, time: DateTime<Utc>) -> DateTime<Utc> {
        let day = time.date_naive();
        let first = match self {
            Self::Day => Some(day),
            Self::Week => day.checked_sub_signed(TimeDelta::days(i64::from(day.weekday().num_days_from_monday()))),
            Self::Month => day.with_day(1),
        };
        midnight(first.unwrap_or(day))
    }

    /// When the period after the one that begins at a time begins.
    #[must_use]
    pub fn next(self, start: DateTime<Utc>) -> DateTime<Utc> {
        let next = match self {
            Self::Day => start.checked_add_signed(TimeDelta::days(1)),
            Self::Week => start.checked_add_signed(TimeDelta::days(7)),
            Self::Month => start.checked_add_months(Months::new(1)),
        };
        next.unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// When the same period began a year before: the same day or month; of a week, 52 weeks before.
    #[must_use]
    pub fn year_before(self, start: DateTime<Utc>) -> DateTime<Utc> {
        let before = match self {
            Self::Week => start.checked_sub_signed(TimeDelta::weeks(52)),
            Self::Day | Self::Month => start.checked_sub_months(Months::new(12)),
        };
        before.unwrap_or(DateTime::<Utc>::MIN_UTC)
    }

    /// How many periods before a count is held against, unless one says otherwise: four weeks, eight weeks, half a year.
    #[must_use]
    pub fn baseline(self) -> u32 {
        match self {
            Self::Day => 28,
            Self::Week => 8,
            Self::Month => 6,
        }
    }

    /// `day`, `week` or `month`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }
}

crate::display::shown_as_str!(Period);

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let all = [Self::Day, Self::Week, Self::Month];
        all.into_iter().find(|period| period.as_str() == text).ok_or_else(|| "must be day, week or month".into())
    }
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(chrono::NaiveTime::MIN).and_utc()
}
