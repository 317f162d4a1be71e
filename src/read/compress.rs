//! Compressed files, recognised by their first bytes.

#[cfg(feature = "compression")]
mod unpack;
#[cfg(not(feature = "compression"))]
#[path = "compress/missing.rs"]
mod unpack;

use super::DIGEST_MAGIC;
pub(super) use unpack::{read_gzip, read_zip, read_zstd, unpacked};

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// Not at all, as far as its first bytes say.
    None,
    /// .gz (RFC 1952).
    Gzip,
    /// .zst (RFC 8878), which may begin with a skippable frame.
    Zstd,
    /// .zip, which may be empty.
    Zip,
    /// Parquet, which packs its columns one by one.
    Parquet,
    /// A digest, as `lightering digest` writes them.
    Digest,
    /// A kind that is recognised and cannot be read.
    Other(&'static str),
}

impl Packing {
    /// By the first bytes of a file.
    pub(super) fn of(magic: &[u8]) -> Self {
        match magic {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Self::Zstd,
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Self::Zip,
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, ..] => Self::Other("a bzip2 file"),
            [0xfd, b'7', b'z', b'X', b'Z', ..] => Self::Other("an xz file"),
            [b'7', b'z', 0xbc, 0xaf, ..] => Self::Other("a 7z archive"),
            [b'R', b'a', b'r', b'!', ..] => Self::Other("a rar archive"),
            [b'P', b'A', b'R', b'1', ..] => Self::Parquet,
            _ if magic.starts_with(&DIGEST_MAGIC) => Self::Digest,
            _ => Self::None,
        }
    }
}
