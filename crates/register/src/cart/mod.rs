//! The current cart: scans, changes, discounts. Each change is on disk before it is shown.

mod change;
mod discount;
mod discount_preview;
mod item;
mod limit;
mod parts;
mod scan;
mod view;

pub(crate) use change::{add_approval, current_cart, new_cart};
pub(crate) use item::{new_item, priced_item, rules};
pub(crate) use limit::{figures, needs_approval};
pub(crate) use parts::{after_parts, payment_view, with_parts};
pub(crate) use scan::find;
