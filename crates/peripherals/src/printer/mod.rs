//! Receipt printers: their properties, their bytes, and the thread that feeds them.

mod code_page;
mod drawer_pin;
pub mod escpos;
mod profile;
mod spooler;

pub use drawer_pin::DrawerPin;
pub use profile::PrinterProfile;
pub use spooler::{Bell, BellWaiter, Job, JobSource, PrintOutcome, Spooler, Waiter, WakeReason};
