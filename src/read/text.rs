//! Text fields: names, call signs, destinations.

/// Words that sources write for "not available".
const NOT_AVAILABLE: [&[u8]; 5] = [b"Unknown", b"Undefined", b"Unknown value", b"null", b"NaN"];

/// A field without spaces and `@` padding around it; `None` if nothing is left or if it says
/// "not available".
pub(super) fn known(field: &[u8]) -> Option<&[u8]> {
    // As numbers are: none of those words begins or ends like this.
    if let [b'0'..=b'9' | b'-', .., b'0'..=b'9'] | [b'0'..=b'9'] = field {
        return Some(field);
    }
    let mut field = field.trim_ascii();
    while let Some(shorter) = field.strip_suffix(b"@") {
        field = shorter.trim_ascii_end();
    }
    let missing = field.is_empty() || NOT_AVAILABLE.iter().any(|word| field.eq_ignore_ascii_case(word));
    (!missing).then_some(field)
}

/// Characters of a text that are kept: AIS has 20 for a name or a destination, and a page of text is neither.
const KEPT_CHARACTERS: usize = 200;

/// Text as UTF-8; bytes that are none are replaced.
pub(super) fn lossy(field: &[u8]) -> String {
    String::from_utf8_lossy(field.trim_ascii()).into_owned()
}

/// A text field, if it is known; a longer one is cut at 200 characters.
pub(super) fn optional(field: &[u8]) -> Option<String> {
    let text = lossy(known(field)?);
    match text.char_indices().nth(KEPT_CHARACTERS) {
        Some((end, _)) => Some(format!("{}…", text[..end].trim_ascii_end())),
        None => Some(text),
    }
}
