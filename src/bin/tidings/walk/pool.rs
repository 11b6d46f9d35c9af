//! The threads that all work is shared among.

use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use rayon::{ThreadBuilder, ThreadPoolBuilder};

/// How often a thread that the system does not give at once is asked for again, and how long after.
/// Set by: choice; a shortage of the moment is over in a tenth of a second.
const AGAIN: (usize, Duration) = (10, Duration::from_millis(10));

/// Makes the pool of threads. Where the system allows no further ones, the pool is this thread
/// alone. Rayon tries to make it only once, and panics ever after where that failed: so a pool of
/// as many threads is made on trial before, once. Says whether there are several threads.
pub fn has_threads() -> bool {
    static SEVERAL: OnceLock<bool> = OnceLock::new();
    *SEVERAL.get_or_init(make)
}

fn make() -> bool {
    let allowed = ThreadPoolBuilder::new().build().is_ok();
    let builder = ThreadPoolBuilder::new();
    // An error says that the pool was made before.
    let _ = if allowed {
        builder.spawn_handler(spawn).build_global()
    } else {
        builder.num_threads(1).use_current_thread().build_global()
    };
    allowed
}

/// Starts a thread of the pool, and asks again where there is none for the moment.
fn spawn(own: ThreadBuilder) -> io::Result<()> {
    let waiting = Arc::new(Mutex::new(Some(own)));
    let mut again = AGAIN.0;
    loop {
        // What a thread that was not started was to run is lost with it; this is not.
        let taken = Arc::clone(&waiting);
        let run = move || {
            let own = taken.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(own) = own {
                own.run();
            }
        };
        match thread::Builder::new().spawn(run) {
            Ok(_) => return Ok(()),
            Err(error) if again == 0 => return Err(error),
            Err(_) => thread::sleep(AGAIN.1),
        }
        again -= 1;
    }
}
