//! Random texts that cannot be guessed.

use std::fmt::Write as _;
use std::io::{Error, Result};

/// `BYTES` random bytes in hexadecimal.
pub(crate) fn hex<const BYTES: usize>() -> Result<String> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(Error::other)?;
    let mut text = String::with_capacity(2 * BYTES);
    for byte in bytes {
        write!(text, "{byte:02x}").map_err(Error::other)?;
    }
    Ok(text)
}
