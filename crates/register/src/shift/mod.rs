//! The shift: opening it with a counted float, and closing it with a counted drawer.

mod close;
mod count;
mod difference;
mod open;
