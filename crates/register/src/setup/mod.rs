//! Setting up a shop in an empty data folder.

mod create;
mod status;
