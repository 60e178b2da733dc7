//! What belongs to this register and is no part of the log.

pub(crate) mod cart;
pub(crate) mod preferences;
pub(crate) mod print_jobs;
pub(crate) mod users;
