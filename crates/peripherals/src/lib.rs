//! Receipts on paper: ESC/POS, printers, the drawer.
//!
//! A laid-out receipt becomes bytes ([`escpos`]), bytes go to a printer ([`Transport`]), and one worker
//! thread carries the queue there and tries again when the printer fails ([`Spooler`]). The crate keeps
//! nothing: the queue lives in the ledger, behind [`JobSource`].

pub mod escpos;
mod profile;
mod spooler;
mod transport;

pub use profile::{DrawerPin, PrinterProfile};
pub use spooler::{Bell, BellWaiter, Job, JobSource, Outcome, Spooler, Waiter, Wake};
pub use transport::{PrintError, Transport};
