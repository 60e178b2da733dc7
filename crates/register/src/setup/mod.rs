//! From an empty data folder to a shop that can sell.

mod create;
mod status;

pub(crate) use create::{REGISTER_NAME, keep_secret};
