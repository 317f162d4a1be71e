//! Half hours of a track that are suspect.
//!
//! Of all half hours only those are kept that are suspect, and the two at the ends of what is there so far, to which fixes may
//! yet be added: a vessel costs the same few hundred bytes whether it was heard for a day or a year.

use super::builder::Row;
use super::spell::{Spell, SpellRules};
use super::view::Track;

/// The half hours of a lane that are suspect, and the two at its ends.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Spells {
    first: Option<Spell>,
    /// Suspect ones between the first and the last, in order of time.
    between: Vec<Spell>,
    /// `None` if the last is the first.
    last: Option<Spell>,
}

impl Spells {
    /// Adds a fix that is later than all before.
    #[inline]
    pub(crate) fn push(&mut self, row: &Row, rules: &SpellRules) {
        self.add(&Spell::of(row, rules), rules);
    }

    #[inline]
    fn add(&mut self, later: &Spell, rules: &SpellRules) {
        match self.last.as_mut().or(self.first.as_mut()) {
            None => self.first = Some(*later),
            Some(open) if open.number() == later.number() => open.join(later),
            Some(_) => {
                self.close(rules);
                self.last = Some(*later);
            }
        }
    }

    /// Nothing more comes to the last.
    fn close(&mut self, rules: &SpellRules) {
        self.between.extend(self.last.take().filter(|spell| spell.is_suspect(rules)));
    }

    /// Adds the spells of fixes that are later than all before.
    pub(crate) fn append(&mut self, later: Self, rules: &SpellRules) {
        let Some(first) = later.first else { return };
        self.add(&first, rules);
        if later.last.is_some() {
            self.close(rules);
            self.between.extend(later.between);
            self.last = later.last;
        }
    }

    /// Those of a track.
    pub(crate) fn of_track(track: Track<'_>, rules: &SpellRules) -> Self {
        let mut spells = Self::default();
        (0..track.len()).for_each(|fix| spells.push(&track.row(fix), rules));
        spells
    }

    /// All suspect ones, if nothing more comes.
    pub(crate) fn into_suspect(mut self, rules: &SpellRules) -> Vec<Spell> {
        self.close(rules);
        let mut all: Vec<Spell> = self.first.into_iter().filter(|spell| spell.is_suspect(rules)).collect();
        all.append(&mut self.between);
        all
    }

    /// Whether they are in order.
    #[cfg(feature = "digest-file")]
    pub(crate) fn is_sound(&self) -> bool {
        let all: Vec<&Spell> = self.first.iter().chain(&self.between).chain(&self.last).collect();
        all.iter().all(|spell| spell.is_sound())
            && all.windows(2).all(|pair| pair[0].number() < pair[1].number())
            && (self.first.is_some() || all.is_empty())
            && (self.last.is_some() || self.between.is_empty())
    }
}

#[cfg(test)]
#[path = "spells_tests.rs"]
mod tests;
