//! Lower-case hexadecimal text of hashes, keys and signatures.

use std::fmt::Write as _;

/// The lower-case hexadecimal text of some bytes, two digits a byte.
pub fn to_hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    for byte in bytes {
        // Writing into a String cannot fail.
        let _infallible = write!(text, "{byte:02x}");
    }
    text
}

/// Reads exactly `N` bytes from lower-case hexadecimal text.
///
/// Upper case is refused: one value has one text, so that two exports of a ledger are equal.
pub fn from_hex<const N: usize>(text: &str) -> Result<[u8; N], HexError> {
    if Some(text.len()) != N.checked_mul(2) {
        return Err(HexError::Length {
            expected_bytes: N,
            found_digits: text.len(),
        });
    }
    let mut bytes = [0_u8; N];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let [high, low] = pair else {
            return Err(HexError::Digit);
        };
        *byte = (digit(*high)? << 4) | digit(*low)?;
    }
    Ok(bytes)
}

fn digit(letter: u8) -> Result<u8, HexError> {
    match letter {
        b'0'..=b'9' => Ok(letter.saturating_sub(b'0')),
        b'a'..=b'f' => Ok(letter.saturating_sub(b'a').saturating_add(10)),
        _ => Err(HexError::Digit),
    }
}

/// Why a text is not the hexadecimal form of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HexError {
    /// The text has another length.
    #[error("expected {expected_bytes} bytes in hexadecimal, found {found_digits} digits")]
    Length {
        /// Bytes the value has.
        expected_bytes: usize,
        /// Characters the text has.
        found_digits: usize,
    },
    /// A character is none of `0-9a-f`.
    #[error("a character is not a lower-case hexadecimal digit")]
    Digit,
}
