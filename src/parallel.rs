//! Work on all cores with feature `parallel`, on one without; the results are the same.

mod in_order;

pub(crate) use in_order::{Threads, in_order, in_order_linked};

/// Sorts in place. Equal elements must be the same in every respect that matters.
pub(crate) fn sort_unstable<T: Ord + Send>(items: &mut [T]) {
    sort_unstable_by(items, T::cmp);
}

/// The same by another order.
pub(crate) fn sort_unstable_by<T: Send>(items: &mut [T], compare: impl Fn(&T, &T) -> std::cmp::Ordering + Sync) {
    #[cfg(feature = "parallel")]
    {
        use rayon::slice::ParallelSliceMut;
        items.par_sort_unstable_by(compare);
    }
    #[cfg(not(feature = "parallel"))]
    items.sort_unstable_by(compare);
}

/// How many pieces of work go on at a time.
pub(crate) fn threads() -> usize {
    #[cfg(feature = "parallel")]
    {
        rayon::current_num_threads()
    }
    #[cfg(not(feature = "parallel"))]
    1
}

/// Parts of work that is given out in consecutive parts, for each thread.
#[cfg(feature = "parallel")]
const PARTS_OF_A_THREAD: usize = 32;

/// How many pieces of work there should be that have to wait for each other now and then: so many more than cores that there is
/// always something to do. With one more, reading took a tenth longer.
pub(crate) fn pieces() -> usize {
    match threads() {
        1 => 1,
        threads => 2 * threads + 1,
    }
}

/// The results of two functions, which may be worked off at the same time.
pub(crate) fn join<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    #[cfg(feature = "parallel")]
    {
        rayon::join(one, other)
    }
    #[cfg(not(feature = "parallel"))]
    (one(), other())
}

/// The results of a function of each number below `n` that gives one, in order.
pub(crate) fn filter_map<T: Send>(n: usize, function: impl Fn(usize) -> Option<T> + Sync + Send) -> Vec<T> {
    filter_map_with(n, || (), |(), number| function(number))
}

/// The same by a function that works with something, which is made by `make` and used for one number after another.
pub(crate) fn filter_map_with<W, T: Send>(
    n: usize,
    make: impl Fn() -> W + Sync + Send,
    function: impl Fn(&mut W, usize) -> Option<T> + Sync + Send,
) -> Vec<T> {
    #[cfg(feature = "parallel")]
    {
        use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
        // What takes long may lie together: no piece may be so large that all others wait for it.
        let most = (n / (PARTS_OF_A_THREAD * threads())).max(1);
        (0..n).into_par_iter().with_max_len(most).map_init(make, function).flatten_iter().collect()
    }
    #[cfg(not(feature = "parallel"))]
    {
        let mut with = make();
        (0..n).filter_map(|number| function(&mut with, number)).collect()
    }
}

/// The results of a function of each number below `n`, in order.
pub(crate) fn map<T: Send>(n: usize, function: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    #[cfg(feature = "parallel")]
    {
        use rayon::iter::{IntoParallelIterator, ParallelIterator};
        (0..n).into_par_iter().map(function).collect()
    }
    #[cfg(not(feature = "parallel"))]
    (0..n).map(function).collect()
}

/// The results of a function of each of some items, which it may change, in order.
pub(crate) fn map_mut<I: Send, T: Send>(items: &mut [I], function: impl Fn(&mut I) -> T + Sync + Send) -> Vec<T> {
    #[cfg(feature = "parallel")]
    {
        use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};
        items.par_iter_mut().map(function).collect()
    }
    #[cfg(not(feature = "parallel"))]
    items.iter_mut().map(function).collect()
}

/// The same of items that are given away.
pub(crate) fn map_each<I: Send, T: Send>(items: Vec<I>, function: impl Fn(I) -> T + Sync + Send) -> Vec<T> {
    #[cfg(feature = "parallel")]
    {
        use rayon::iter::{IntoParallelIterator, ParallelIterator};
        items.into_par_iter().map(function).collect()
    }
    #[cfg(not(feature = "parallel"))]
    items.into_iter().map(function).collect()
}
