//! Half hours of a track that are suspect.
//!
//! Of all half hours only those are kept that are suspect, and the two at the ends of what is there so far, to which fixes may
//! yet be added: a vessel costs the same few hundred bytes whether it was heard for a day or a year.

use super::builder::Row;
use super::spell::{Spell, SpellRules};
use super::view::Track;

/// The half hours of a lane that are suspect, and the two at its ends.
///
/// Nothing else of a lane is so large: where there are none, no room is taken for them.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Spells(Option<Box<Known>>);

#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "digest-file", derive(serde::Serialize, serde::Deserialize))]
struct Known {
    first: Spell,
    /// Suspect ones between the first and the last, in order of time.
    between: Vec<Spell>,
    /// `None` if the last is the first.
    last: Option<Spell>,
}

impl Known {
    /// Nothing more comes to the last.
    fn close(&mut self, rules: &SpellRules) {
        self.between.extend(self.last.take().filter(|spell| spell.is_suspect(rules)));
    }

    /// Whether a fix is of none of these.
    fn ends_before(&self, row: &Row) -> bool {
        self.last.as_ref().unwrap_or(&self.first).number() != Spell::number_at(row.time_ms)
    }

    #[inline]
    fn add(&mut self, later: &Spell, rules: &SpellRules) {
        let open = self.last.as_mut().unwrap_or(&mut self.first);
        if open.number() == later.number() {
            open.join(later);
        } else {
            self.close(rules);
            self.last = Some(*later);
        }
    }
}

impl Spells {
    /// Whether there is none, not even of one fix.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Adds a fix that is later than all before.
    #[inline]
    pub(crate) fn push(&mut self, row: &Row, rules: &SpellRules) {
        let spell = Spell::of(row, rules);
        match &mut self.0 {
            Some(known) => known.add(&spell, rules),
            None => self.0 = Some(Box::new(Known { first: spell, between: Vec::new(), last: None })),
        }
    }

    /// Adds fixes that are later than all before, in order of time.
    pub(crate) fn push_all(&mut self, mut rows: &[Row], rules: &SpellRules) {
        while let Some(first) = rows.first() {
            let next_ms = Spell::end_ms(first.time_ms);
            let within = 1 + rows[1..].iter().take_while(|row| row.time_ms < next_ms).count();
            let (of_spell, others) = rows.split_at(within);
            rows = others;
            match &mut self.0 {
                // What is between others and not suspect is not kept, and need not be added up.
                Some(known)
                    if known.ends_before(first) && !rows.is_empty() && !Spell::may_be_suspect(of_spell, rules) =>
                {
                    known.close(rules);
                }
                Some(known) => Spell::of_rows(of_spell, rules).iter().for_each(|spell| known.add(spell, rules)),
                None => {
                    let first = Spell::of_rows(of_spell, rules);
                    self.0 = first.map(|first| Box::new(Known { first, between: Vec::new(), last: None }));
                }
            }
        }
    }

    /// Adds the spells of fixes that are later than all before.
    pub(crate) fn append(&mut self, later: Self, rules: &SpellRules) {
        match (&mut self.0, later.0) {
            (Some(known), Some(later)) => {
                known.add(&later.first, rules);
                if later.last.is_some() {
                    known.close(rules);
                    known.between.extend(later.between);
                    known.last = later.last;
                }
            }
            (None, later) => self.0 = later,
            (Some(_), None) => {}
        }
    }

    /// Those of a track.
    pub(crate) fn of_track(track: Track<'_>, rules: &SpellRules) -> Self {
        let mut spells = Self::default();
        (0..track.len()).for_each(|fix| spells.push(&track.row(fix), rules));
        spells
    }

    /// All suspect ones, if nothing more comes.
    pub(crate) fn into_suspect(self, rules: &SpellRules) -> Vec<Spell> {
        let Some(mut known) = self.0 else { return Vec::new() };
        known.close(rules);
        let mut all: Vec<Spell> = Some(known.first).into_iter().filter(|spell| spell.is_suspect(rules)).collect();
        all.append(&mut known.between);
        all
    }

    /// Whether they are in order.
    #[cfg(feature = "digest-file")]
    pub(crate) fn is_sound(&self) -> bool {
        self.0.as_ref().is_none_or(|known| {
            let all: Vec<&Spell> = [&known.first].into_iter().chain(&known.between).chain(&known.last).collect();
            all.iter().all(|spell| spell.is_sound())
                && all.windows(2).all(|pair| pair[0].number() < pair[1].number())
                && (known.last.is_some() || known.between.is_empty())
        })
    }
}

#[cfg(test)]
#[path = "spells_tests.rs"]
mod tests;
