//! The kinds of entries, one file a kind: its newest shape, its check, and its older versions.
//!
//! # A new kind
//!
//! Add a file here with the struct and its [`KindBody`](super::codec::KindBody), a line in the
//! table of kinds (`kind.rs`), which generates [`EntryKind`](super::EntryKind) and
//! [`EntryBody`](super::EntryBody), and the frozen JSON of version 1 in `tests/it/kinds/golden`.
//! The compiler names every question in [`facts`](super::facts), in the postings, in the shift's
//! totals, in the ledger and on the server that needs an answer for the new kind.
//!
//! # A new version of a kind
//!
//! A shape that was released never changes: a register has hashed and signed it. A new field is a
//! new version:
//!
//! 1. Copy the current struct, with its private parts, as `V1` (or `V2`, ...) into the kind's file.
//!    It is frozen from now on.
//! 2. Change the newest struct, and raise the kind's version in the table of `EntryKind`.
//! 3. Write `impl From<V1> for` the newest (or for `V2`, which upgrades further).
//! 4. Answer [`KindBody::read_older`](super::codec::KindBody::read_older):
//!    `1 => Some(codec::upgrade::<V1, Self>(json))`.
//! 5. Add the frozen JSON of the new version; the golden test reads every version of every kind.
//!
//! A nested shape that changes (a tax line, the store's settings) is a new version of every kind
//! that holds it.

mod cash_moved;
mod drawer_opened;
mod products_changed;
mod receipt_reprinted;
mod register_opened;
mod shift_closed;
mod shift_opened;
mod stock_moved;
mod store_changed;
mod transaction_completed;
mod user_changed;

pub use super::codec::{MAX_PRODUCTS_BODY_BYTES, MAX_PRODUCTS_PER_ENTRY};
pub use cash_moved::{CashMoveKind, CashMoved};
pub use drawer_opened::DrawerOpened;
pub use products_changed::{ProductsChanged, ProductsSource};
pub use receipt_reprinted::ReceiptReprinted;
pub use register_opened::{EpochCause, PreviousEpoch, RegisterOpened};
pub use shift_closed::ShiftClosed;
pub use shift_opened::ShiftOpened;
pub use stock_moved::StockMoved;
pub use store_changed::StoreChanged;
pub use user_changed::UserChanged;
