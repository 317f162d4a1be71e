//! Memory for the rows of one window after another.
//!
//! An allocator gives back to the system what one window let go, now or later, and takes from it what the next one asks for, now or
//! later, from many threads: more memory is in use than any window needs, and to be given it by the system takes time.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::packed::Words;

/// Memory is only used for as much as half of it, or more: the rest is for those who ask for more.
const MOST_TIMES: usize = 2;

/// Memory that is free, by how many words there is room for.
#[derive(Debug, Default)]
pub(super) struct Pool(Mutex<BTreeMap<usize, Vec<Vec<Words>>>>);

impl Pool {
    /// The least with room for so many words, without any in it; `None` if there is none that fits.
    fn take(&self, words: usize) -> Option<Vec<Words>> {
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, of_size) = free.range_mut(words..=words.saturating_mul(MOST_TIMES)).find(|size| !size.1.is_empty())?;
        of_size.pop()
    }

    fn give(&self, mut memory: Vec<Words>) {
        memory.clear();
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        free.entry(memory.capacity()).or_default().push(memory);
    }
}

/// Where memory comes from and goes back to: a pool as long as there is one, and else the system.
#[derive(Debug, Clone, Default)]
pub(super) struct Home(Weak<Pool>);

impl Home {
    /// That of a pool.
    pub(super) fn of(pool: &Arc<Pool>) -> Self {
        Self(Arc::downgrade(pool))
    }

    /// Memory with room for so many words, without any in it.
    pub(super) fn room(&self, words: usize) -> Memory {
        let free = self.0.upgrade().and_then(|pool| pool.take(words));
        Memory { words: free.unwrap_or_else(|| Vec::with_capacity(words)), home: self.clone() }
    }
}

/// Memory that goes back to where it came from.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    words: Vec<Words>,
    home: Home,
}

impl Memory {
    /// So many words, from the system and back to it.
    pub(crate) fn blank(words: usize) -> Self {
        vec![Words::default(); words].into()
    }

    /// The same with as many words as there is room for.
    pub(crate) fn filled(mut self) -> Self {
        self.words.resize(self.words.capacity(), Words::default());
        self
    }
}

impl From<Vec<Words>> for Memory {
    fn from(words: Vec<Words>) -> Self {
        Self { words, home: Home::default() }
    }
}

impl Clone for Memory {
    /// The copy is no part of what the original came from.
    fn clone(&self) -> Self {
        self.words.clone().into()
    }
}

impl Deref for Memory {
    type Target = Vec<Words>;

    fn deref(&self) -> &Vec<Words> {
        &self.words
    }
}

impl DerefMut for Memory {
    fn deref_mut(&mut self) -> &mut Vec<Words> {
        &mut self.words
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        if let Some(pool) = self.home.0.upgrade() {
            pool.give(std::mem::take(&mut self.words));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_used_again_by_those_whom_it_fits() {
        let pool = Arc::new(Pool::default());
        let home = Home::of(&pool);
        let mut first = home.room(100);
        first.push([1, 2, 3]);
        let (place, room) = (first.as_ptr(), first.capacity());
        let copy = first.clone();
        drop(first);
        // It is too large, and too small.
        let (less, more) = (home.room(room / 2 - 1), home.room(room + 1));
        assert!(less.as_ptr() != place && more.as_ptr() != place);
        let again = home.room(room.div_ceil(2));
        assert_eq!((again.as_ptr(), again.len(), again.capacity()), (place, 0, room));
        // The copy is not of the pool.
        assert_eq!(*copy, [[1, 2, 3]]);
        drop((less, more, copy));
        let free: usize = pool.0.lock().unwrap().values().map(Vec::len).sum();
        assert_eq!(free, 2);
    }

    #[test]
    fn without_a_pool_memory_is_that_of_the_system() {
        let home = Home::default();
        let memory = home.room(10);
        assert!(memory.is_empty() && memory.capacity() >= 10);
        let pool = Arc::new(Pool::default());
        let home = Home::of(&pool);
        let memory = home.room(10);
        drop(pool);
        assert!(home.room(10).capacity() >= 10);
        drop(memory);
    }
}
