//! Why a command ends without a result.

use std::fmt;
use std::io::{self, Write as _};
use std::process::ExitCode;

use lightering::Error;

/// A failure, as one line for the user.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line asks for what makes no sense.
    Usage(String),
    /// The library says no.
    Library(Error),
    /// Standard output cannot be written.
    Stdout(std::io::Error),
}

impl Failure {
    /// 2 for wrong usage, 1 for all else.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Usage(_) | Self::Library(Error::OutputExists { .. }) => ExitCode::from(2),
            Self::Library(_) | Self::Stdout(_) => ExitCode::FAILURE,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Library(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = match self {
            Self::Usage(message) => message.clone(),
            Self::Library(error) => error.to_string(),
            Self::Stdout(error) => format!("standard output: {error}"),
        };
        f.write_str(&message)
    }
}

/// Says what is wrong, in one line on standard error.
pub(crate) fn say(what: &dyn fmt::Display) {
    let mut line = String::new();
    // A file name may hold a line break or an escape sequence: the line stays one, and plain.
    for character in what.to_string().chars() {
        if steers(character) { line.extend(character.escape_default()) } else { line.push(character) }
    }
    // If even this cannot be said, the exit status or the output still says it.
    let _ = writeln!(io::stderr().lock(), "lightering: {line}");
}

/// Whether a character from a file or of a file's name is none to be seen but steers a terminal: control characters, separators
/// of lines, and those that turn round the direction of text.
pub(crate) fn steers(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
