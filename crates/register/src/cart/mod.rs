//! The running sale: scans, changes, discounts. Each change is on disk before it is shown.

mod approvals;
mod change;
mod discount;
mod item;
mod limit;
mod scan;
mod shown;

pub(crate) use approvals::approvals_of;
pub(crate) use change::{fresh, is_untouched};
pub(crate) use item::{new_item, priced_item, rules};
pub(crate) use limit::{exceeds_limit, is_approved};
