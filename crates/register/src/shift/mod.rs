//! The shift: opening with a counted float, looking at it, closing it over a counted drawer.

mod close;
mod count;
mod open;
mod report;

pub(crate) use report::{Names, method_totals, tax_lines};
