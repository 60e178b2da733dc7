//! Unlocking and locking.

mod unlock;
