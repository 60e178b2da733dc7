//! Unlocking and locking.

mod error;
mod unlock;

pub use error::AccessError;
