//! Values whose words are known show them.

/// Has types shown as their method `as_str` says, within the width that a format asks for.
macro_rules! shown_as_str {
    ($($shown:ty),+) => {
        $(impl std::fmt::Display for $shown {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        })+
    };
}

pub(crate) use shown_as_str;
