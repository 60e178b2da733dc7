//! The cash drawer.

mod open;
