//! Paying: what is owed, what was offered, and the sale that comes of it.

mod complete;
mod done;
mod offer;
mod preview;
mod refund;
mod ring_up;

pub(crate) use complete::{is_cash, receipt_prefix};
pub(crate) use offer::payment_view;
pub use ring_up::{Ticket, TicketItem};
