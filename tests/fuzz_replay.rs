//! What fuzzing began with and what it has found, read once more; and a fuzzer of a page, for any toolchain.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "../fuzz/targets.rs"]
#[allow(unreachable_pub)]
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

use targets::TARGETS;

/// No input of a few kilobytes may take longer, on a machine with other work: the largest take a tenth of a second.
const LONGEST: Duration = Duration::from_secs(5);

/// The files of a folder by name, with what is in them.
fn files(folder: &str, target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(folder).join(target);
    let mut files: Vec<PathBuf> = match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
        Err(_) => Vec::new(),
    };
    files.sort();
    files.into_iter().map(|file| (file.clone(), fs::read(file).unwrap())).collect()
}

#[test]
fn seeds_and_what_was_found_do_no_harm() {
    for (name, target) in TARGETS {
        let seeds = files("corpus", name);
        assert!(!seeds.is_empty(), "no seeds for {name}");
        for (file, bytes) in seeds.into_iter().chain(files("regressions", name)) {
            let started = Instant::now();
            catch_unwind(|| target(&bytes)).unwrap_or_else(|_| panic!("{}", file.display()));
            assert!(started.elapsed() < LONGEST, "{} took {:?}", file.display(), started.elapsed());
        }
    }
}

/// Numbers that look random, by xorshift.
struct Draws(u64);

impl Draws {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end.max(1)
    }

    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..(start + 1 + self.below(40)).min(length).max(start)
    }

    /// Changes bytes as damage and malice do: flips, pieces left out, said again or from elsewhere, numbers at their edges.
    fn mutate(&mut self, bytes: &mut Vec<u8>, other: &[u8]) {
        const WORDS: [&[u8]; 16] = [
            b"0",
            b"-1",
            b"91",
            b"181",
            b"1e309",
            b"nan",
            b"4294967296",
            b"9223372036854775808",
            b"\n",
            b"\"",
            b",",
            b"!",
            b"\\",
            b"\xff\xff\xff\xff",
            b"\0\0\0\0",
            b"\x80",
        ];
        for _ in 0..1 + self.below(6) {
            let at = self.range(bytes.len());
            match self.below(8) {
                0 if !at.is_empty() => bytes[at.start] ^= 1 << self.below(8),
                1 if !at.is_empty() => bytes[at.start] = self.below(256) as u8,
                2 => drop(bytes.drain(at)),
                3 => {
                    let again = bytes[at.clone()].repeat(1 + self.below(3));
                    bytes.splice(at.start..at.start, again);
                }
                4 => drop(bytes.splice(at, other[self.range(other.len())].iter().copied())),
                5 => bytes.truncate(self.below(bytes.len() + 1)),
                6 => drop(bytes.splice(at.start..at.start, WORDS[self.below(WORDS.len())].iter().copied())),
                _ => drop(bytes.splice(at, WORDS[self.below(WORDS.len())].iter().copied())),
            }
        }
        bytes.truncate(1 << 16);
    }
}

/// `FUZZ_SECONDS` (10) for each target, `FUZZ_TARGET` for one alone, `FUZZ_SEED` (1). What is found goes to fuzz/artifacts.
#[test]
#[ignore = "takes as long as one says: cargo test --features cli --test fuzz_replay -- --ignored --nocapture"]
fn seeds_changed_at_random_do_no_harm() {
    let number = |name, otherwise| env::var(name).map_or(otherwise, |text| text.parse::<u64>().unwrap());
    let (seconds, seed, only) = (number("FUZZ_SECONDS", 10), number("FUZZ_SEED", 1), env::var("FUZZ_TARGET").ok());
    let mut found = Vec::new();
    for (name, target) in TARGETS {
        if only.as_ref().is_some_and(|only| only != name) {
            continue;
        }
        let mut pool: Vec<Vec<u8>> =
            files("corpus", name).into_iter().chain(files("regressions", name)).map(|file| file.1).collect();
        let seeds = pool.len();
        let mut draws = Draws(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let (begun, mut runs, mut slowest) = (Instant::now(), 0_u64, Duration::ZERO);
        while begun.elapsed().as_secs() < seconds {
            let mut bytes = pool[draws.below(pool.len())].clone();
            let other = pool[draws.below(pool.len())].clone();
            draws.mutate(&mut bytes, &other);
            let started = Instant::now();
            let done = catch_unwind(AssertUnwindSafe(|| target(&bytes)));
            let took = started.elapsed();
            (runs, slowest) = (runs + 1, slowest.max(took));
            if done.is_err() || took > LONGEST {
                let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/artifacts").join(name);
                fs::create_dir_all(&folder).unwrap();
                let file = folder.join(format!("{seed}-{runs}"));
                fs::write(&file, &bytes).unwrap();
                found.push(file);
                if found.len() > 20 {
                    break;
                }
            } else if runs % 16 == 0 {
                // Changes of what was changed go farther; the seeds always stay.
                if pool.len() < seeds + 64 { pool.push(bytes) } else { pool[seeds + draws.below(64)] = bytes }
            }
        }
        println!("{name}: {runs} runs in {:.0?}, the slowest {slowest:.0?}", begun.elapsed());
    }
    assert!(found.is_empty(), "{found:#?}");
}
