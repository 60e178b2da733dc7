//! Stock levels: movements folded into `products.stock`, soon after they arrive.
//!
//! A push writes its movements and locks no product for them, so that two registers that sell the
//! same product never wait for each other. A task adds up what came since the last time, log by log
//! (`stock_folds`), exactly once on however many nodes.

mod fold;
mod queue;
mod task;

pub use fold::{FoldProgress, fold};
pub(crate) use fold::{fold_late, lock_fold};
pub(crate) use queue::StockQueue;
pub(crate) use task::keep_folding;
