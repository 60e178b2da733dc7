//! The use cases of a register, without a screen.
//!
//! A shell and a command line are thin over [`Register`]: each command is one call. Roles are
//! enforced here, money is formatted here, and every change is on disk before a call returns.
//! A call that changes the shop takes a command id; the same id again changes nothing and gives
//! the first result. The module `command` names the few calls that work without one.
//!
//! Architecture Invariant: nothing here knows a window. Time and ids come from the [`Clock`] and
//! [`Ids`] of the register, the only places that ask the system for them. Logs hold ids and codes,
//! never a PIN, a key or a name of a person.

mod authority;
mod backup;
mod cart;
mod catalog;
mod closing;
mod command;
mod data_dir;
mod drawer;
pub mod error;
mod events;
mod key;
mod money;
mod opening;
mod printing;
mod recovery;
mod refund;
mod register;
mod report;
pub mod sample;
mod session;
mod settings;
mod setup;
mod setup_file;
mod shift;
mod shop;
mod source;
mod status;
mod support;
mod sync;
mod tender;
#[cfg(test)]
mod tests;
mod transaction;
mod user;
pub mod view;

pub use catalog::NewProduct;
pub use data_dir::default_data_dir;
pub use error::{AppError, CommandError, ErrorCode};
pub use events::RegisterEvent;
pub use key::{KeyStoreChoice, keyring_available};
pub use money::FigureStyle;
pub use opening::OpenRequest;
pub use register::Register;
pub use source::{Clock, ClockTime, Ids, SystemSource};
pub use support::{SupportRequest, ledger_verify_export, note_panics_in, write_support_file};
pub use tender::{ScannedItem, Ticket, TicketItem, TicketPrice};
