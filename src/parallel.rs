//! Work on all cores with feature `parallel`, on one without; the results are the same.

/// Sorts in place. Equal elements must be the same in every respect that matters.
pub(crate) fn sort_unstable<T: Ord + Send>(items: &mut [T]) {
    #[cfg(feature = "parallel")]
    {
        use rayon::slice::ParallelSliceMut;
        items.par_sort_unstable();
    }
    #[cfg(not(feature = "parallel"))]
    items.sort_unstable();
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

/// The results of two functions, worked on at the same time.
#[cfg_attr(not(feature = "parquet"), allow(dead_code))]
pub(crate) fn both<A: Send, B: Send>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    #[cfg(feature = "parallel")]
    return rayon::join(a, b);
    #[cfg(not(feature = "parallel"))]
    (a(), b())
}

/// How many things are worked on at the same time.
#[cfg_attr(not(feature = "parquet"), allow(dead_code))]
pub(crate) fn threads() -> usize {
    #[cfg(feature = "parallel")]
    return rayon::current_num_threads().max(1);
    #[cfg(not(feature = "parallel"))]
    1
}
