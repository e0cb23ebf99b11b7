//! Who goes on next: a single thread, and chance in place of a clock.
//!
//! There are no wakers. Everything that waits is looked at again when chance has it, and says that
//! it still waits.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

thread_local! {
    static TOLD: Cell<bool> = const { Cell::new(false) };
}

/// Whether what happens is told on the way.
pub fn tell(told: bool) {
    TOLD.set(told);
}

/// Tells something that happened, where somebody wants to hear it.
pub fn happened(what: impl FnOnce() -> String) {
    if TOLD.get() {
        eprintln!("{}", what());
    }
}

/// Work under way. Dropped before its end, it was interrupted where it last rested.
pub type Task<T> = Pin<Box<dyn Future<Output = T>>>;

/// Lets others go first, once.
pub async fn rest() {
    let mut rested = false;
    poll_fn(|_| {
        if rested {
            Poll::Ready(())
        } else {
            rested = true;
            Poll::Pending
        }
    })
    .await;
}

/// Goes on with some work. `Some` when it came to its end.
pub fn go_on<T>(task: &mut Task<T>) -> Option<T> {
    match task.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => Some(done),
        Poll::Pending => None,
    }
}

/// Goes on until the end, alone.
pub fn finish<T>(mut task: Task<T>) -> T {
    loop {
        if let Some(done) = go_on(&mut task) {
            return done;
        }
    }
}
