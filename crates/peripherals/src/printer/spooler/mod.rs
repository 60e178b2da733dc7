//! The worker that takes queued documents to the printer.
//!
//! One thread takes the oldest job, sends it, and reports how it went. A document that was
//! certainly not printed is tried again after 1, 2, 4 ... 60 seconds, or at once when the bell is
//! rung. A document that may have been printed is reported and left to a person, because a second
//! receipt for one sale is worse than a late one. Callers never wait for printing.

mod backoff;
mod bell;
mod source;

use std::sync::Arc;
use std::thread::{self, JoinHandle};

use backoff::PrinterBackoff;
pub use bell::{Bell, BellWaiter, Waiter, WakeReason};
pub use source::{Job, JobSource, PrintOutcome};

/// Owns the worker thread. Dropping it stops the worker after the document that it is sending,
/// which takes at most the time limit of that document.
#[derive(Debug)]
pub struct Spooler {
    bell: Arc<Bell>,
    worker: Option<JoinHandle<()>>,
}

impl Spooler {
    /// Starts the worker. It reads the queue at once.
    ///
    /// Fails only when the system cannot create a thread.
    pub fn start(source: impl JobSource) -> std::io::Result<Self> {
        Self::start_with(source, BellWaiter)
    }

    /// Starts the worker with another way of waiting, so that a test controls the time.
    pub fn start_with(source: impl JobSource, waiter: impl Waiter) -> std::io::Result<Self> {
        let bell = Arc::new(Bell::default());
        let heard = Arc::clone(&bell);
        let worker = thread::Builder::new()
            .name("spooler".to_owned())
            .spawn(move || work(&source, &waiter, &heard))?;
        Ok(Self {
            bell,
            worker: Some(worker),
        })
    }

    /// Notifies the worker that the queue has changed: there is a new document, or one to be tried
    /// again now. Returns at once.
    pub fn notify(&self) {
        self.bell.ring();
    }
}

impl Drop for Spooler {
    fn drop(&mut self) {
        self.bell.stop();
        if let Some(worker) = self.worker.take()
            && worker.join().is_err()
        {
            log::error!("the spooler had stopped by a panic");
        }
    }
}

fn work(source: &impl JobSource, waiter: &impl Waiter, bell: &Bell) {
    let mut backoff = PrinterBackoff::default();
    while !bell.is_stopped() {
        let limit = match round(source) {
            Round::Delivered => {
                backoff.reset();
                continue;
            }
            Round::Idle => None,
            Round::Failed => Some(backoff.next()),
        };
        if waiter.wait(bell, limit) == WakeReason::Stopped {
            return;
        }
    }
}

enum Round {
    /// A document was handled. There may be another.
    Delivered,
    /// The queue is empty.
    Idle,
    /// The printer or the queue failed. The next attempt waits.
    Failed,
}

fn round(source: &impl JobSource) -> Round {
    let job = match source.take() {
        Ok(Some(job)) => job,
        Ok(None) => return Round::Idle,
        Err(error) => {
            log::error!("the print queue cannot be read: {error}");
            return Round::Failed;
        }
    };
    let (outcome, round) = match job.transport.send(&job.document, job.limit) {
        Ok(()) => (PrintOutcome::Printed, Round::Delivered),
        Err(error) if error.may_have_printed() => {
            log::warn!("document {} may have been printed: {error}", job.job_id);
            (PrintOutcome::MayHavePrinted(error), Round::Delivered)
        }
        Err(error) => {
            log::warn!("document {} was not printed: {error}", job.job_id);
            (PrintOutcome::NotPrinted(error), Round::Failed)
        }
    };
    if let Err(error) = source.finish(job.job_id, outcome) {
        log::error!(
            "the outcome of document {} could not be stored: {error}",
            job.job_id
        );
        return Round::Failed;
    }
    round
}
