//! [`Config`] as TOML.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::{Config, PARAMETERS, Parameter};
use crate::{Error, Result};

/// Width of the comments in [`Config::to_toml`].
const COMMENT_WIDTH: usize = 98;

impl Config {
    /// Reads parameters from TOML; what is not given keeps its default. `path` stands for the
    /// text in messages.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] that names the line, for text that is not TOML, an unknown section or key
    /// (with the accepted ones), a value of the wrong kind or out of range, and a blank file.
    ///
    /// ```
    /// use lightering::config::Config;
    /// let config = Config::from_toml("mine.toml".as_ref(), "[gap]\nmin_gap_h = 12")?;
    /// assert_eq!(config.gap.min_gap_h, 12.0);
    /// let error = Config::from_toml("mine.toml".as_ref(), "[gap]\nmin_gap = 12").unwrap_err();
    /// assert!(error.to_string().contains("line 2"));
    /// # Ok::<(), lightering::Error>(())
    /// ```
    pub fn from_toml(path: &Path, text: &str) -> Result<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            let reason = "is empty: `lightering config` writes one with every parameter".to_owned();
            return Err(Error::Config { path: path.to_owned(), reason });
        }
        let at = |span: Option<Range<usize>>, what: &str| Error::Config {
            path: path.to_owned(),
            reason: match span {
                Some(span) => format!("line {}: {what}", line_of(text, span.start)),
                None => what.to_owned(),
            },
        };
        let not_toml = |error: &toml::de::Error| at(error.span(), &one_line(error.message()));
        let table = DeTable::parse(text).map_err(|error| not_toml(&error))?;
        check(table.get_ref()).map_err(|(span, what)| at(Some(span), &what))?;
        let config: Self = toml::from_str(text).map_err(|error| not_toml(&error))?;
        config.validate().map_err(|error| at(None, &error.to_string()))?;
        Ok(config)
    }

    /// Writes every parameter with its meaning, unit, range and source as comments.
    ///
    /// The result is accepted by [`from_toml`](Self::from_toml).
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text = comment("Parameters of lightering. Delete what should keep its default.");
        // A struct of plain numbers always has a TOML form.
        let values = toml::Table::try_from(self).unwrap_or_default();
        let mut section = "";
        for row in PARAMETERS {
            if row.section != section {
                section = row.section;
                let _ = writeln!(text, "\n[{section}]");
            }
            if let Some(value) = values.get(section).and_then(|values| values.get(row.key)) {
                let _ = write!(
                    text,
                    "\n{}{}{}{} = {value}\n",
                    comment(row.meaning),
                    comment(&format!("Range: {row}.")),
                    comment(&format!("Source: {}", row.source)),
                    row.key
                );
            }
        }
        text
    }
}

/// The place of a fault and what it is.
type Fault = (Range<usize>, String);

/// Checks sections, keys and values against [`PARAMETERS`].
fn check(table: &DeTable<'_>) -> Result<(), Fault> {
    for (name, value) in table {
        let section = name.get_ref().as_ref();
        if !PARAMETERS.iter().any(|row| row.section == section) {
            let mut sections: Vec<&str> = PARAMETERS.iter().map(|row| row.section).collect();
            sections.dedup();
            return Err((name.span(), format!("no section `{section}`; there are {}", sections.join(", "))));
        }
        let Some(values) = value.get_ref().as_table() else {
            return Err((value.span(), format!("`{section}` is a section: write [{section}] on a line of its own")));
        };
        for (key, value) in values {
            check_value(section, key.get_ref(), value.get_ref()).map_err(|(is_key, what)| {
                let span = if is_key { key.span() } else { value.span() };
                (span, what)
            })?;
        }
    }
    Ok(())
}

/// Checks one value; the fault says whether it is that of the key.
fn check_value(section: &str, key: &str, value: &DeValue<'_>) -> Result<(), (bool, String)> {
    let Some(row) = Parameter::find(section, key) else {
        let keys: Vec<&str> = PARAMETERS.iter().filter(|row| row.section == section).map(|row| row.key).collect();
        return Err((true, format!("[{section}] has no key `{key}`; it has {}", keys.join(", "))));
    };
    let number = match value {
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix()).ok().map(|n| n as f64),
        DeValue::Float(float) => float.as_str().parse().ok(),
        _ => None,
    };
    match number {
        Some(number) if row.allows(number) => Ok(()),
        Some(number) => Err((false, format!("{section}.{key} = {number} is out of range: {row}"))),
        None => Err((false, format!("{section}.{key} must be a number: {row}"))),
    }
}

/// The line, counted from 1, that a byte is on.
fn line_of(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|&byte| byte == b'\n').count()
}

/// A message of several lines as one.
fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text as comment lines.
fn comment(text: &str) -> String {
    let mut lines = String::new();
    let mut width = usize::MAX;
    for word in text.split_whitespace() {
        if width.saturating_add(1 + word.len()) > COMMENT_WIDTH {
            if !lines.is_empty() {
                lines.push('\n');
            }
            lines.push('#');
            width = 1;
        }
        lines.push(' ');
        lines.push_str(word);
        width += 1 + word.len();
    }
    lines.push('\n');
    lines
}

#[cfg(test)]
#[path = "toml_tests.rs"]
mod tests;
