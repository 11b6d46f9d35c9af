//! Floor 0: work on all threads whose result does not show it: a parallel map into slots, in order.
//!
//! Without the feature `parallel` the same runs on one thread. What is folded is folded by the
//! caller, in order.

/// `part` of every item with its position, in the items' order.
pub(crate) fn map<T: Sync, R: Send>(
    items: &[T],
    part: impl Fn(usize, &T) -> R + Sync + Send,
) -> Vec<R> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        let most = most_in_a_row(items.len());
        items.par_iter().enumerate().with_max_len(most).map(|(n, item)| part(n, item)).collect()
    }
    #[cfg(not(feature = "parallel"))]
    items.iter().enumerate().map(|(n, item)| part(n, item)).collect()
}

/// Room to work in, made when a thread needs it and kept for the next. Whoever works in one leaves
/// it as it was found, so that it does not matter which one it is.
#[derive(Debug, Default)]
pub(crate) struct Rooms<W>(std::sync::Mutex<Vec<W>>);

impl<W: Default> Rooms<W> {
    /// Works in a room.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut W) -> R) -> R {
        let mut room = self.spare().pop().unwrap_or_default();
        let result = work(&mut room);
        self.spare().push(room);
        result
    }

    fn spare(&self) -> std::sync::MutexGuard<'_, Vec<W>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// `part` of every item, in the items' order; the items are used up.
pub(crate) fn map_owned<T: Send, R: Send>(
    items: Vec<T>,
    part: impl Fn(T) -> R + Sync + Send,
) -> Vec<R> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        let most = most_in_a_row(items.len());
        items.into_par_iter().with_max_len(most).map(part).collect()
    }
    #[cfg(not(feature = "parallel"))]
    items.into_iter().map(part).collect()
}

/// How many items one thread takes up before another may: few, since the first of a list are often
/// the largest, and whoever has done its part would wait for the rest.
/// Set by hand: taking up a piece costs far less than a hundredth of any list's work.
#[cfg(feature = "parallel")]
const fn most_in_a_row(items: usize) -> usize {
    items.div_ceil(128)
}

/// Whether there is more than one thread to work on.
pub(crate) fn are_several() -> bool {
    #[cfg(feature = "parallel")]
    {
        rayon::current_num_threads() > 1
    }
    #[cfg(not(feature = "parallel"))]
    false
}

/// Both results; the two parts run side by side where there are threads.
pub(crate) fn both<A: Send, B: Send>(
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    #[cfg(feature = "parallel")]
    {
        rayon::join(first, second)
    }
    #[cfg(not(feature = "parallel"))]
    (first(), second())
}

/// `count` positions cut into at most `parts` ranges of about equal length.
pub(crate) fn ranges(count: usize, parts: usize) -> Vec<std::ops::Range<usize>> {
    let step = count.div_ceil(parts.max(1)).max(1);
    (0..count).step_by(step).map(|start| start..(start + step).min(count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..10_000).collect();
        let doubled = map(&items, |n, item| n + item);
        assert!(doubled.iter().enumerate().all(|(n, sum)| *sum == 2 * n));
        assert_eq!(map_owned(items.clone(), |item| item), items);
    }

    #[test]
    fn ranges_hold_every_position_once() {
        for (count, parts) in [(0, 4), (1, 4), (10, 3), (10, 0), (7, 7), (3, 10)] {
            let all: Vec<usize> = ranges(count, parts).into_iter().flatten().collect();
            assert_eq!(all, (0..count).collect::<Vec<_>>());
        }
    }
}
