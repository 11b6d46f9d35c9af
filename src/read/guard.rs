//! Around other people's code: what it does wrong is its result, and nobody hears it crash.
//!
//! A panic runs the process's panic hook before it is caught, and the usual hook writes to standard
//! error. A program that reads what strangers send asks [`is_guarded`] in its hook, and leaves
//! alone what is dealt with here.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    /// How many guards stand around what this thread is doing.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// Runs `work`; `None` when it panicked.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    DEPTH.with(|depth| depth.set(depth.get() + 1));
    let result = catch_unwind(AssertUnwindSafe(work));
    DEPTH.with(|depth| depth.set(depth.get().saturating_sub(1)));
    result.ok()
}

/// Whether a panic of this thread would be caught and told as a warning: then a panic hook has
/// nothing to say.
#[must_use]
pub fn is_guarded() -> bool {
    DEPTH.with(Cell::get) > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_and_the_guard_ends_with_it() {
        assert!(!is_guarded());
        let numbers: Vec<u32> = Vec::new();
        let index = std::hint::black_box(3);
        assert_eq!(guarded(|| guarded(|| numbers[index]).is_none() && is_guarded()), Some(true));
        assert!(!is_guarded());
        assert_eq!(guarded(|| 7), Some(7));
    }
}
