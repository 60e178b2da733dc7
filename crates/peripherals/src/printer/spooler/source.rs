//! The queue as the worker sees it. The ledger stores it.

use std::error::Error;
use std::time::Duration;

use crate::port::{PrintError, Transport};

/// A document on its way to a printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The queue's number of this document.
    pub job_id: i64,
    /// The bytes for the printer.
    pub document: Vec<u8>,
    /// The destination, by the current settings (not those at the time of the sale).
    pub transport: Transport,
    /// The longest that one attempt may take.
    pub limit: Duration,
}

/// How an attempt ended.
#[derive(Debug)]
pub enum PrintOutcome {
    /// The printer accepted all of it.
    Printed,
    /// Nothing was printed. The job stays in the queue and is tried again.
    NotPrinted(PrintError),
    /// A part or all of it may be on paper. A person decides whether to print it again.
    MayHavePrinted(PrintError),
}

/// A durable queue of documents.
pub trait JobSource: Send + 'static {
    /// Why the queue cannot be read or written.
    type Error: Error;

    /// The oldest document to print. It is marked as being printed before it is returned, so that
    /// after a crash it counts as "may have printed". `None` when the queue is empty.
    fn take(&self) -> Result<Option<Job>, Self::Error>;

    /// Stores how the attempt ended. After [`PrintOutcome::NotPrinted`] the next
    /// [`take`](Self::take) returns the same job again, so that receipts are printed in the order
    /// of the sales.
    fn finish(&self, job_id: i64, outcome: PrintOutcome) -> Result<(), Self::Error>;
}
