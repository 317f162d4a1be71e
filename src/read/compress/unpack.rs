//! Unpacks .gz, .zst and .zip.

mod meter;
mod zstd_frames;

use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use self::meter::Meter;
use self::zstd_frames::ZstdFrames;
use super::Packing;
use crate::read::intake::{Intake, Origin};
use crate::read::limits::Excess;
use crate::read::{expand, open};
use crate::write::cell::inert;
use crate::{Error, Result};

/// Reads a gzip file of one or several members.
pub(in crate::read) fn read_gzip(path: &Path, packed: impl Read + Send, intake: &mut Intake<'_>) -> Result<()> {
    let meter = meter(intake, None);
    read_text(path, meter.over(MultiGzDecoder::new(packed)), "gzip", intake)
}

/// Counts what a file unpacks to, of which the first bytes were read.
fn meter(intake: &Intake<'_>, size: Option<u64>) -> Meter {
    Meter::new(intake.options.limits, intake.bytes(), open::FIRST_BYTES as u64, size)
}

/// Reads a zstd file of one or several frames.
pub(in crate::read) fn read_zstd(path: &Path, packed: impl Read + Send, intake: &mut Intake<'_>) -> Result<()> {
    let meter = meter(intake, None);
    read_text(path, meter.over(ZstdFrames::new(packed)), "zstd", intake)
}

/// What is in a file that is not packed, or that can be unpacked in passing.
pub(in crate::read) fn unpacked<'r>(packing: Packing, packed: impl Read + 'r) -> Option<Box<dyn Read + 'r>> {
    match packing {
        Packing::None => Some(Box::new(packed)),
        Packing::Gzip => Some(Box::new(MultiGzDecoder::new(packed))),
        Packing::Zstd => Some(Box::new(ZstdFrames::new(packed))),
        _ => None,
    }
}

/// Reads all members of an archive that are named as data are, in order of name.
///
/// No member is written to a disk, so that their names can do no harm but where they are shown; see [`member_path`].
pub(in crate::read) fn read_zip(
    path: &Path,
    mut packed: impl Read + Seek + Send,
    intake: &mut Intake<'_>,
) -> Result<()> {
    let failed = |path: &Path, error: ZipError| Error::Input {
        path: path.to_path_buf(),
        reason: match error {
            ZipError::UnsupportedArchive(what) => {
                format!("the zip archive cannot be read ({what}): unpack it, or pack it anew with deflate")
            }
            error => format!("the zip archive is damaged or cut off ({error}): fetch the file again"),
        },
    };
    let size = packed.seek(SeekFrom::End(0)).map_err(|error| Error::io(path, error))?;
    let meter = meter(intake, Some(size));
    let mut archive = ZipArchive::new(packed).map_err(|error| failed(path, error))?;
    let most = intake.options.limits.max_zip_members;
    if archive.len() as u64 > most {
        let what = "the archive has more members";
        return Err(Excess { name: "max_zip_members", value: most, what }.of(path));
    }
    let mut members: Vec<(String, usize)> = Vec::new();
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index).map_err(|error| failed(path, error))?;
        let name = String::from_utf8_lossy(member.name_raw()).into_owned();
        let is_hidden = |part: &str| part == "__MACOSX" || part.starts_with('.') && !matches!(part, "." | "..");
        let hidden = name.split('/').any(is_hidden);
        if member.is_file() && !hidden && expand::is_data(Path::new(&name)) {
            members.push((name, index));
        }
    }
    if members.is_empty() {
        let reason =
            "no member with data in this archive: .csv, .tsv, .txt, .nmea, .ais, .log, .jsonl or .ndjson".to_owned();
        return Err(Error::Input { path: path.to_path_buf(), reason });
    }
    members.sort_unstable();
    intake.is_one_of_many |= members.len() > 1;
    for (name, index) in members {
        let member_path = member_path(path, &name);
        let mut member = archive.by_index(index).map_err(|error| failed(&member_path, error))?;
        let (magic, length) = open::first_bytes(&mut member).map_err(|error| failed(&member_path, error.into()))?;
        let magic = &magic[..length];
        let member = meter.over(member);
        let whole = std::io::Cursor::new(magic.to_vec()).chain(member);
        // What is unpacked twice counts twice.
        match Packing::of(magic) {
            Packing::None => intake.read(&member_path, open::without_mark(magic, whole), Origin::Packed("zip"))?,
            Packing::Gzip => read_text(&member_path, meter.over(MultiGzDecoder::new(whole)), "gzip", intake)?,
            Packing::Zstd => read_text(&member_path, meter.over(ZstdFrames::new(whole)), "zstd", intake)?,
            _ => open::read_packed(&member_path, magic, std::io::empty(), intake)?,
        }
    }
    Ok(())
}

/// Reads text that was unpacked.
fn read_text(path: &Path, mut text: impl Read + Send, kind: &'static str, intake: &mut Intake<'_>) -> Result<()> {
    let (magic, length) = open::first_bytes(&mut text).map_err(|error| Error::Input {
        path: path.to_path_buf(),
        reason: format!("the {kind} data are damaged or cut off ({error}): fetch the file again"),
    })?;
    let magic = &magic[..length];
    if Packing::of(magic) != Packing::None {
        let reason = format!("packed twice, a second time within {kind}: unpack it once first");
        return Err(Error::Input { path: path.to_path_buf(), reason });
    }
    let whole = std::io::Cursor::new(magic.to_vec()).chain(text);
    intake.read(path, open::without_mark(magic, whole), Origin::Packed(kind))
}

/// Characters of a member's name that are shown.
const SHOWN_CHARACTERS: usize = 255;

/// `archive.zip:member.csv`, with characters spelled out that would hide what the name is, and cut if it is very long.
fn member_path(archive: &Path, member: &str) -> PathBuf {
    let shown: String = inert(member).chars().take(SHOWN_CHARACTERS).collect();
    let mut path = archive.as_os_str().to_owned();
    path.push(":");
    path.push(shown);
    path.into()
}

#[cfg(test)]
#[path = "unpack_tests.rs"]
mod tests;
