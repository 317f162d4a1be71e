//! Lists of vessels to look out for.
//!
//! A list is CSV, with commas, semicolons or tabs, with columns `mmsi`, `imo`, `name`, `call_sign` and `flag`, in any order and case; any may be missing, and any cell
//! empty. A vessel is on it if a row names it by one of these fields: by the MMSI that it has, or by an IMO number, name or call sign
//! that it ever sent. Numbers are given out once; names are not, so that a match says on which fields it is. Names and call
//! signs are compared in upper case without what is neither letter nor digit. A row with a flag alone stands for all vessels of that flag; beside
//! other fields a flag is for the reader, since ships change it.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::ais::{Imo, Mid, Mmsi, StaticData};
use crate::places::Skipped;
use crate::table::{self, Cells, Header, Lengths};
use crate::track::StaticHistory;
use crate::{Error, Result};

/// A field on which a vessel is on a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WatchField {
    /// The MMSI.
    Mmsi,
    /// The IMO number.
    Imo,
    /// The call sign.
    CallSign,
    /// The name.
    Name,
    /// The flag, by the first three digits of the MMSI.
    Flag,
}

impl WatchField {
    /// In words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mmsi => "MMSI",
            Self::Imo => "IMO number",
            Self::CallSign => "call sign",
            Self::Name => "name",
            Self::Flag => "flag",
        }
    }
}

crate::display::shown_as_str!(WatchField);

/// How a vessel is on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchMatch {
    /// The row with the most fields that match, the first of several; counted from 1, the header included.
    pub row: u64,
    /// The fields of that row that match.
    pub fields: BTreeSet<WatchField>,
}

impl fmt::Display for WatchMatch {
    /// The fields and the row: `IMO number and name, row 7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields: Vec<&str> = self.fields.iter().map(|field| field.as_str()).collect();
        write!(f, "{}, row {}", fields.join(" and "), self.row)
    }
}

/// A list of vessels to look out for.
#[derive(Debug, Clone, Default)]
pub struct Watchlist {
    by_mmsi: HashMap<Mmsi, Vec<u64>>,
    by_imo: HashMap<Imo, Vec<u64>>,
    by_call_sign: HashMap<String, Vec<u64>>,
    by_name: HashMap<String, Vec<u64>>,
    by_flag: HashMap<Mid, Vec<u64>>,
    rows: usize,
    skipped: Skipped,
}

impl Watchlist {
    /// Reads a file as [`from_reader`](Self::from_reader) does.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] if it cannot be read, and those of [`from_reader`](Self::from_reader).
    pub fn from_file(path: &Path) -> Result<Self> {
        Self::from_reader(path, File::open(path).map_err(|source| Error::io(path, source))?)
    }

    /// Reads CSV with a header; `path` stands for it in messages.
    ///
    /// A cell that is no MMSI, IMO number or flag costs its row; see [`skipped`](Self::skipped). A flag is an ISO 3166-1 alpha-3
    /// code, three digits as at the start of an MMSI, or the name of a country as [`Mid::country`] spells it.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] if it has none of the columns, or no row; [`Error::Row`] for the first row if not one can be used;
    /// [`Error::Io`] if the reader fails.
    ///
    /// ```
    /// use lightering::{ais::Mmsi, watchlist::Watchlist};
    /// let csv = "name,imo,mmsi,flag\nSEA EXAMPLE,9074729,,\n,,445123000,\n";
    /// let list = Watchlist::from_reader("list.csv".as_ref(), csv.as_bytes())?;
    /// assert_eq!(list.len(), 2);
    /// let found = list.find_mmsi(Mmsi::new(445_123_000).unwrap()).unwrap();
    /// assert_eq!(found.to_string(), "MMSI, row 3");
    /// # Ok::<(), lightering::Error>(())
    /// ```
    pub fn from_reader(path: &Path, reader: impl Read) -> Result<Self> {
        let mut list = Self::default();
        let (rows, skipped) =
            table::read(path, reader, Lengths::Any, Columns::find, |columns, cells| list.add(columns, cells))?;
        if rows.is_empty() {
            return Err(Error::Config { path: path.to_owned(), reason: "holds no vessel, only a header".into() });
        }
        (list.rows, list.skipped) = (rows.len(), skipped);
        Ok(list)
    }

    fn add(&mut self, columns: &Columns, cells: Cells<'_>) -> Result<(), String> {
        let (row, cell) = (cells.row(), |column| cells.get(column));
        let spelled = |cell: &str| cell.escape_debug().to_string();
        let mmsi =
            cell(columns.mmsi).map(|cell| cell.parse::<Mmsi>().map_err(|_| format!("`{}` is no MMSI", spelled(cell))));
        let imo = cell(columns.imo)
            .map(|cell| cell.parse::<Imo>().map_err(|error| format!("`{}` is no IMO number: {error}", spelled(cell))));
        let flag = cell(columns.flag).map(|cell| {
            let mids = flag(cell);
            if mids.is_empty() { Err(format!("`{}` is no flag", spelled(cell))) } else { Ok(mids) }
        });
        let (mmsi, imo, flag) = (mmsi.transpose()?, imo.transpose()?, flag.transpose()?);
        let text = |column| cell(column).map(plain).filter(|text| !text.is_empty());
        let (name, call_sign) = (text(columns.name), text(columns.call_sign));
        let named = mmsi.is_some() || imo.is_some() || name.is_some() || call_sign.is_some();
        if !named && flag.is_none() {
            return Err("names no vessel".into());
        }
        if let Some(mmsi) = mmsi {
            self.by_mmsi.entry(mmsi).or_default().push(row);
        }
        if let Some(imo) = imo {
            self.by_imo.entry(imo).or_default().push(row);
        }
        if let Some(name) = name {
            self.by_name.entry(name).or_default().push(row);
        }
        if let Some(call_sign) = call_sign {
            self.by_call_sign.entry(call_sign).or_default().push(row);
        }
        for mid in flag.into_iter().flatten().filter(|_| !named) {
            self.by_flag.entry(mid).or_default().push(row);
        }
        Ok(())
    }

    /// Rows that can be used.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Rows that cannot be used, and were passed over.
    #[must_use]
    pub fn skipped(&self) -> &Skipped {
        &self.skipped
    }

    /// How a vessel is on the list, by its MMSI and by all that it said of itself.
    #[must_use]
    pub fn find(&self, mmsi: Mmsi, statics: StaticHistory<'_>) -> Option<WatchMatch> {
        self.find_among(mmsi, statics.changes().map(|(_, data)| data))
    }

    /// The same, by what it said as a list.
    #[must_use]
    pub fn find_among<'a>(&self, mmsi: Mmsi, said: impl IntoIterator<Item = &'a StaticData>) -> Option<WatchMatch> {
        let mut found = self.of_mmsi(mmsi);
        let mut add = |rows: Option<&Vec<u64>>, field| {
            rows.into_iter().flatten().for_each(|&row| {
                found.insert((row, field));
            });
        };
        for data in said {
            add(data.imo.and_then(|imo| self.by_imo.get(&imo)), WatchField::Imo);
            add(data.name.as_deref().and_then(|name| self.by_name.get(&plain(name))), WatchField::Name);
            add(data.call_sign.as_deref().and_then(|sign| self.by_call_sign.get(&plain(sign))), WatchField::CallSign);
        }
        best(&found)
    }

    /// How a vessel is on the list, by its MMSI alone.
    #[must_use]
    pub fn find_mmsi(&self, mmsi: Mmsi) -> Option<WatchMatch> {
        best(&self.of_mmsi(mmsi))
    }

    fn of_mmsi(&self, mmsi: Mmsi) -> BTreeSet<(u64, WatchField)> {
        let by_mmsi = self.by_mmsi.get(&mmsi).into_iter().flatten().map(|&row| (row, WatchField::Mmsi));
        let by_flag = mmsi.mid().and_then(|mid| self.by_flag.get(&mid)).into_iter().flatten();
        by_mmsi.chain(by_flag.map(|&row| (row, WatchField::Flag))).collect()
    }
}

/// The row of which most fields match, the first of several.
fn best(found: &BTreeSet<(u64, WatchField)>) -> Option<WatchMatch> {
    let mut best: Option<WatchMatch> = None;
    let mut rows: Vec<u64> = found.iter().map(|(row, _)| *row).collect();
    rows.dedup();
    for row in rows {
        let fields: BTreeSet<WatchField> = found.iter().filter(|of| of.0 == row).map(|of| of.1).collect();
        if best.as_ref().is_none_or(|best| fields.len() > best.fields.len()) {
            best = Some(WatchMatch { row, fields });
        }
    }
    best
}

/// Letters and digits in upper case.
fn plain(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// The MIDs of a flag: of three digits, an ISO 3166-1 code of three letters or two, or the name of a country; none if it is no flag.
#[must_use]
pub fn flag(text: &str) -> Vec<Mid> {
    let text = text.trim();
    if let Ok(digits) = text.parse::<u16>() {
        return Mid::new(digits).into_iter().collect();
    }
    let of_code: Vec<Mid> = Mid::all_of(text).collect();
    if !of_code.is_empty() {
        return of_code;
    }
    let named = |mid: &Mid| mid.country().is_some_and(|country| plain(country) == plain(text));
    (200..800).filter_map(Mid::new).filter(named).collect()
}

/// Where the columns are.
#[derive(Debug, Clone, Copy)]
struct Columns {
    mmsi: Option<usize>,
    imo: Option<usize>,
    name: Option<usize>,
    call_sign: Option<usize>,
    flag: Option<usize>,
}

impl Columns {
    fn find(header: &Header) -> Result<Self, String> {
        let column = |names: &[&str]| header.find(|name| names.contains(&plain(name).as_str()));
        let columns = Self {
            mmsi: column(&["MMSI"]),
            imo: column(&["IMO", "IMONUMBER", "IMONO"]),
            name: column(&["NAME", "VESSELNAME", "SHIPNAME"]),
            call_sign: column(&["CALLSIGN"]),
            flag: column(&["FLAG"]),
        };
        let Self { mmsi, imo, name, call_sign, flag } = columns;
        match mmsi.or(imo).or(name).or(call_sign).or(flag) {
            Some(_) => Ok(columns),
            None => Err(
                "has none of the columns mmsi, imo, name, call_sign and flag: a watchlist is CSV with one or more of \
                         them"
                    .into(),
            ),
        }
    }
}

#[cfg(test)]
#[path = "watchlist_tests.rs"]
mod tests;
