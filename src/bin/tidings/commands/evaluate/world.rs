//! Clock, memory and progress for the library's contests.

use std::io::IsTerminal as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tidings::evaluate::contest::World;

use crate::say::Say;

/// This machine.
#[derive(Debug)]
pub struct Machine {
    start: Instant,
    /// Bytes held when the peak was last forgotten; 0 where that is not known.
    held: AtomicU64,
    bar: ProgressBar,
}

impl Machine {
    /// Starts the clock. Progress is shown on a terminal only.
    pub fn new(say: Say) -> Self {
        let bar = ProgressBar::new(0);
        if say.is_quiet() || !std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} items  {msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { start: Instant::now(), held: AtomicU64::new(0), bar }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl World for Machine {
    fn seconds(&self) -> f64 {
        self.start.elapsed().as_secs_f64()
    }

    fn forget_peak(&self) {
        // Linux: "5" sets the peak back to what is held now.
        let forgotten = std::fs::write("/proc/self/clear_refs", "5").is_ok();
        let held = status("VmRSS:").filter(|_| forgotten).unwrap_or(0);
        self.held.store(held, Ordering::Relaxed);
    }

    fn peak(&self) -> Option<u64> {
        let held = Some(self.held.load(Ordering::Relaxed)).filter(|&held| held > 0)?;
        Some(status("VmHWM:")?.saturating_sub(held))
    }

    fn progress(&self, name: &str, done: usize, all: usize) {
        self.bar.set_length(all as u64);
        self.bar.set_position(done as u64);
        self.bar.set_message(name.to_owned());
    }
}

/// A line of Linux's process status, in bytes.
fn status(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kib.checked_mul(1024)
}
