//! ESC/POS: a laid-out receipt as the bytes of a receipt printer.
//!
//! The encoder is our own. The crate `escpos` 0.20 is small and does not need to own the transport,
//! but it cannot produce these bytes. Its drawer pulse lacks the two times that `ESC p` takes, so
//! the printer would swallow the next two bytes. It sends a character outside the code page as
//! UTF-8 or stops the receipt. Its PC858 table has wrong letters in three places, it has no Code
//! 128, and its errors are strings. A receipt needs a dozen commands ([`Commands`]) and six tables
//! ([`CodePage`]). The tests check them against the bytes of two other libraries and read them back
//! with an interpreter.

mod commands;
mod render;

pub use super::code_page::{CodePage, Encoded};
pub use commands::{Commands, Cut, Justification, QrCorrection, Size};
pub use render::render;

use super::drawer_pin::DrawerPin;

/// The bytes that open the drawer, as a separate document.
pub fn drawer_kick(pin: DrawerPin) -> Vec<u8> {
    let mut commands = Commands::new();
    commands.kick(pin);
    commands.into_bytes()
}
