//! Paying: what is owed, what was offered, and the sale that comes of it.

mod complete;
mod done;
mod offer;
mod parts;
mod preview;
mod refund_part;
mod ring_up;
mod scanned;
mod written;

pub use ring_up::{Ticket, TicketItem, TicketPrice};
pub use scanned::ScannedItem;
