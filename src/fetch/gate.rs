//! Politeness: at most one request at a time to a host, and a pause between two.

use core::time::Duration;
use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

/// The time of the run. The library has no clock of its own; the binary passes one in, tests
/// another.
pub trait Clock: Sync {
    /// The moment, for `Retry-After`.
    fn now(&self) -> Timestamp;
    /// Time since some fixed start; never goes back.
    fn elapsed(&self) -> Duration;
    /// Waits.
    fn sleep(&self, duration: Duration);
}

/// The longest pause that a site's robots.txt is given inside a run.
pub(super) const LONGEST: Duration = Duration::from_secs(10);

#[derive(Debug, Default)]
struct Host {
    busy: bool,
    /// When the next request may start.
    next: Duration,
    /// The pause after a request, where the site asks for a longer one.
    pause: Duration,
}

/// All hosts of a run.
pub(super) struct Gate<'c> {
    hosts: Mutex<BTreeMap<String, Host>>,
    freed: Condvar,
    pause: Duration,
    clock: &'c dyn Clock,
}

impl<'c> Gate<'c> {
    /// A gate with `pause` between the end of a request and the start of the next to the same host.
    pub(super) fn new(pause: Duration, clock: &'c dyn Clock) -> Self {
        Self { hosts: Mutex::default(), freed: Condvar::new(), pause, clock }
    }

    /// Waits until `host` may be asked; it is taken until the pass is dropped.
    pub(super) fn enter(&self, host: &str) -> Pass<'_, 'c> {
        let mut hosts = self.lock();
        while hosts.entry(host.to_owned()).or_default().busy {
            hosts = self.freed.wait(hosts).unwrap_or_else(PoisonError::into_inner);
        }
        let entry = hosts.entry(host.to_owned()).or_default();
        entry.busy = true;
        let next = entry.next;
        drop(hosts);
        let left = next.saturating_sub(self.clock.elapsed());
        if !left.is_zero() {
            self.clock.sleep(left);
        }
        Pass { gate: self, host: host.to_owned() }
    }

    /// Makes the pause at `host` longer, as its robots.txt asks.
    pub(super) fn slow(&self, host: &str, seconds: f64) {
        let asked = Duration::try_from_secs_f64(seconds).unwrap_or(LONGEST).min(LONGEST);
        let mut hosts = self.lock();
        let entry = hosts.entry(host.to_owned()).or_default();
        entry.pause = entry.pause.max(asked);
        entry.next = entry.next.max(self.clock.elapsed() + asked);
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Host>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The leave to ask a host; given back when dropped.
pub(super) struct Pass<'g, 'c> {
    gate: &'g Gate<'c>,
    host: String,
}

impl Drop for Pass<'_, '_> {
    fn drop(&mut self) {
        let now = self.gate.clock.elapsed();
        let mut hosts = self.gate.lock();
        if let Some(host) = hosts.get_mut(&self.host) {
            host.busy = false;
            host.next = now + self.gate.pause.max(host.pause);
        }
        drop(hosts);
        self.gate.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clock on which only sleeping takes time.
    #[derive(Default)]
    struct Stopped(Mutex<Duration>);

    impl Clock for Stopped {
        fn now(&self) -> Timestamp {
            Timestamp::UNIX_EPOCH
        }
        fn elapsed(&self) -> Duration {
            *self.0.lock().unwrap()
        }
        fn sleep(&self, duration: Duration) {
            *self.0.lock().unwrap() += duration;
        }
    }

    #[test]
    fn pauses_are_kept_by_host() {
        let clock = Stopped::default();
        let gate = Gate::new(Duration::from_secs(2), &clock);
        drop(gate.enter("a.example"));
        drop(gate.enter("b.example"));
        assert_eq!(clock.elapsed(), Duration::ZERO);
        drop(gate.enter("a.example"));
        assert_eq!(clock.elapsed(), Duration::from_secs(2));
        gate.slow("a.example", 5.0);
        drop(gate.enter("a.example"));
        assert_eq!(clock.elapsed(), Duration::from_secs(7));
        gate.slow("a.example", 1e300);
        gate.slow("a.example", f64::NAN);
        drop(gate.enter("a.example"));
        drop(gate.enter("a.example"));
        assert_eq!(clock.elapsed(), Duration::from_secs(27));
    }

    #[test]
    fn one_at_a_time() {
        let clock = Stopped::default();
        let gate = Gate::new(Duration::ZERO, &clock);
        let inside = Mutex::new((0, 0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let pass = gate.enter("a.example");
                        inside.lock().unwrap().0 += 1;
                        std::thread::yield_now();
                        let mut state = inside.lock().unwrap();
                        state.1 = state.1.max(state.0);
                        state.0 -= 1;
                        drop(state);
                        drop(pass);
                    }
                });
            }
        });
        assert_eq!(inside.lock().unwrap().1, 1);
    }
}
