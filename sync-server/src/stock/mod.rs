//! Stock levels: movements folded into `products.stock`, soon after they arrive.
//!
//! A push writes its movements and locks no product for them, so that two registers that sell the
//! same product never wait for each other. A task adds up the new movements log by log
//! (`stock_folds`). Each counts exactly once, even with several nodes.

mod fold;
mod queue;
mod task;

pub use fold::{FoldProgress, fold};
pub(crate) use fold::{fold_late, lock_fold};
pub(crate) use queue::StockQueue;
pub(crate) use task::keep_folding;
