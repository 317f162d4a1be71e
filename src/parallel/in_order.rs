//! Pieces of work that are given out and taken back in order, and done at the same time in between.

/// Which threads workers have.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(not(feature = "parallel"), allow(dead_code))]
pub(crate) enum Threads {
    /// Their own, this one among them, so that `take` may put all cores to work while others wait for their turn.
    Own,
    /// Those of all other work, which keep the memory that one piece took for the next: for pieces of which no work is given out to these
    /// threads, neither by `work` nor by `take`. There should be as many workers as [threads](super::threads).
    Shared,
}

/// Gives pieces of work to workers and takes the results in the order in which the pieces were given.
///
/// A worker holds one piece at a time, from `next`, which fills it (or returns false: there is no more), through
/// `work` to `take`. So as many pieces are held in memory as there are workers, however slow one of them is. With one worker all
/// happens on this thread.
pub(crate) fn in_order<W: Send>(
    workers: &mut [W],
    on: Threads,
    next: impl FnMut(&mut W) -> bool + Send,
    work: impl Fn(&mut W) + Sync,
    take: impl FnMut(&mut W) + Send,
) {
    #[cfg(feature = "parallel")]
    if workers.len() > 1 {
        return threads::run(workers, on, next, &|_, _| true, &work, take);
    }
    // On this thread.
    let _ = on;
    alone(workers, next, work, take);
}

/// The same for pieces that go through two steps before `work`: `fetch`, at the same time as those of others, and `link`, in
/// order.
pub(crate) fn in_order_linked<W: Send>(
    workers: &mut [W],
    on: Threads,
    next: impl FnMut(&mut W) -> bool + Send,
    (fetch, mut link): (impl Fn(&mut W) + Sync, impl FnMut(&mut W) + Send),
    work: impl Fn(&mut W) + Sync,
    take: impl FnMut(&mut W) + Send,
) {
    #[cfg(feature = "parallel")]
    if workers.len() > 1 {
        let links = threads::Line::new(workers.len(), link);
        return threads::run(workers, on, next, &|number, worker| links.after(&fetch, number, worker), &work, take);
    }
    let _ = on;
    let linked = |worker: &mut W| {
        fetch(worker);
        link(worker);
        work(worker);
    };
    alone(workers, next, linked, take);
}

/// One worker does all, on this thread.
fn alone<W>(
    workers: &mut [W],
    mut next: impl FnMut(&mut W) -> bool,
    mut work: impl FnMut(&mut W),
    mut take: impl FnMut(&mut W),
) {
    let Some(worker) = workers.first_mut() else { return };
    while next(worker) {
        work(worker);
        take(worker);
    }
}

#[cfg(feature = "parallel")]
mod threads {
    use std::sync::{Condvar, Mutex};
    use std::thread;

    use super::Threads;

    /// Where pieces come from, and how many were given out.
    struct Source<N> {
        next: N,
        given: u64,
        ended: bool,
    }

    /// Where results go, and how many were taken.
    struct Sink<T> {
        take: T,
        taken: u64,
        /// A worker panicked: its turn will never come.
        broken: bool,
    }

    pub(super) fn run<W: Send>(
        workers: &mut [W],
        on: Threads,
        next: impl FnMut(&mut W) -> bool + Send,
        before: &(impl Fn(u64, &mut W) -> bool + Sync),
        work: &(impl Fn(&mut W) + Sync),
        take: impl FnMut(&mut W) + Send,
    ) {
        let source = Mutex::new(Source { next, given: 0, ended: false });
        let line = Line::new(workers.len(), take);
        let go_through = |worker: &mut W| go_through(&source, worker, before, work, &line);
        let go_through = &go_through;
        match on {
            Threads::Own => thread::scope(|scope| {
                let mut workers = workers.iter_mut();
                let own = workers.next();
                // Where the system gives no more threads, those that there are do all.
                let spawn = |worker| thread::Builder::new().spawn_scoped(scope, move || go_through(worker)).ok();
                let threads: Vec<_> = workers.map_while(spawn).collect();
                own.into_iter().for_each(go_through);
                for thread in threads {
                    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                }
            }),
            Threads::Shared => rayon::scope(|scope| {
                workers.iter_mut().for_each(|worker| scope.spawn(move |_| go_through(worker)));
            }),
        }
    }

    /// What one worker does, up to the last piece.
    fn go_through<W, N: FnMut(&mut W) -> bool, T: FnMut(&mut W)>(
        source: &Mutex<Source<N>>,
        worker: &mut W,
        before: &impl Fn(u64, &mut W) -> bool,
        work: &impl Fn(&mut W),
        line: &Line<T>,
    ) {
        while let Some(number) = give(source, worker) {
            let work = |worker: &mut W| {
                if before(number, worker) {
                    work(worker);
                }
            };
            if !line.after(work, number, worker) {
                break;
            }
        }
    }

    /// The number of the next piece, which the worker now holds.
    fn give<W, N: FnMut(&mut W) -> bool>(source: &Mutex<Source<N>>, worker: &mut W) -> Option<u64> {
        // Poisoned if another worker panicked, which ends all.
        let mut source = source.lock().ok()?;
        if source.ended || !(source.next)(worker) {
            source.ended = true;
            return None;
        }
        source.given += 1;
        Some(source.given - 1)
    }

    /// Where workers wait for their turn. The one whose turn it is holds a piece and is at work, so it comes.
    pub(super) struct Line<T> {
        sink: Mutex<Sink<T>>,
        /// For each of those who may wait at a time: by number of the piece, so that only the one whose turn it is wakes up.
        turns: Vec<Condvar>,
    }

    impl<T> Line<T> {
        /// For so many workers.
        pub(super) fn new(workers: usize, take: T) -> Self {
            let turns = (0..workers.max(1)).map(|_| Condvar::new()).collect();
            Self { sink: Mutex::new(Sink { take, taken: 0, broken: false }), turns }
        }

        fn turn(&self, number: u64) -> &Condvar {
            &self.turns[(number % self.turns.len() as u64) as usize]
        }

        /// Does something with a piece, and then takes it as [`take`](Self::take) does.
        pub(super) fn after<W>(&self, work: impl FnOnce(&mut W), number: u64, worker: &mut W) -> bool
        where
            T: FnMut(&mut W),
        {
            let alarm = Alarm(self);
            work(worker);
            let is_taken = self.take(number, worker);
            drop(alarm);
            is_taken
        }

        /// Takes the result of a piece when all before it were taken; false if that will never be.
        fn take<W>(&self, number: u64, worker: &mut W) -> bool
        where
            T: FnMut(&mut W),
        {
            let waiting =
                self.sink.lock().ok().and_then(|sink| {
                    self.turn(number).wait_while(sink, |sink| sink.taken != number && !sink.broken).ok()
                });
            let Some(mut sink) = waiting.filter(|sink| !sink.broken) else { return false };
            (sink.take)(worker);
            sink.taken += 1;
            self.turn(number + 1).notify_one();
            true
        }
    }

    /// Wakes those who wait for a worker that panics.
    struct Alarm<'a, T>(&'a Line<T>);

    impl<T> Drop for Alarm<'_, T> {
        fn drop(&mut self) {
            if thread::panicking() {
                if let Ok(mut sink) = self.0.sink.lock() {
                    sink.broken = true;
                }
                self.0.turns.iter().for_each(Condvar::notify_all);
            }
        }
    }
}

#[cfg(test)]
#[path = "in_order_tests.rs"]
mod tests;
