//! Refunds: how much of a sale may still come back, and paying it out.

mod complete;
mod limit;

pub(crate) use limit::check_refund;
