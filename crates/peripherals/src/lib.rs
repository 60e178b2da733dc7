//! Receipts on paper: ESC/POS, printers, the drawer.
//!
//! A laid-out receipt becomes bytes ([`escpos`]). Bytes go to a printer ([`Transport`]). One worker
//! thread takes documents from the queue to the printer and tries again when it fails
//! ([`Spooler`]). The crate does not store data: the queue is in the ledger, behind [`JobSource`].

mod port;
mod printer;

pub use port::{PrintError, Transport};
pub use printer::{
    Bell, BellWaiter, DrawerPin, Job, JobSource, PrintOutcome, PrinterProfile, Spooler, Waiter,
    WakeReason, escpos,
};
