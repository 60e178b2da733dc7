//! The number on a receipt: `A1-000123`.

use std::fmt;

use uuid::Uuid;

/// The longest prefix of a receipt number.
pub const MAX_PREFIX_LETTERS: usize = 6;

/// The letters of an epoch's suffix: those of Crockford's base 32.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters in an epoch's suffix.
const SUFFIX_LETTERS: u32 = 4;

/// The part before the dash: the register's prefix, and from the second epoch on a suffix derived
/// from the epoch's id. So a register that is restored twice from one backup never prints a number
/// twice. A count of the epochs would be the same both times.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ReceiptPrefix {
    text: String,
}

impl ReceiptPrefix {
    /// A prefix from 1 to 6 letters or digits (ASCII; upper-cased): `A1` in the first epoch, and
    /// for example `A1.F7QX` in a later one.
    pub fn new(prefix: &str, later_epoch: Option<Uuid>) -> Result<Self, ReceiptNumberError> {
        let shaped = (1..=MAX_PREFIX_LETTERS).contains(&prefix.len())
            && prefix.bytes().all(|letter| letter.is_ascii_alphanumeric());
        if !shaped {
            return Err(ReceiptNumberError::PrefixShape);
        }
        let upper = prefix.to_ascii_uppercase();
        let text = match later_epoch {
            None => upper,
            Some(epoch) => format!("{upper}.{}", epoch_suffix(epoch)),
        };
        Ok(Self { text })
    }

    /// A prefix from a register's name: its letters and digits, at most six, or `R` if it has none.
    pub fn from_register_name(name: &str, later_epoch: Option<Uuid>) -> Self {
        let letters: String = name
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(MAX_PREFIX_LETTERS)
            .collect();
        Self::new(&letters, later_epoch)
            .or_else(|_| Self::new("R", later_epoch))
            .unwrap_or_else(|_| Self {
                text: "R".to_owned(),
            })
    }

    /// The prefix of a number that was printed: an epoch keeps the one that it began with.
    pub fn of_number(number: &str) -> Result<Self, ReceiptNumberError> {
        let (prefix, _) = split(number)?;
        Ok(Self {
            text: prefix.to_owned(),
        })
    }

    /// The number of the `receipt_seq`-th receipt of this epoch.
    pub fn number(&self, receipt_seq: u64) -> String {
        format!("{}-{receipt_seq:06}", self.text)
    }
}

impl fmt::Display for ReceiptPrefix {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// The letters that distinguish the receipts of a later epoch from all others.
pub fn epoch_suffix(epoch: Uuid) -> String {
    let places = (0..SUFFIX_LETTERS)
        .rev()
        .map(|place| place.saturating_mul(5));
    let bits = epoch.as_u128();
    places
        .filter_map(|place| {
            let value = usize::try_from(bits.checked_shr(place)? & 31).ok()?;
            LETTERS.get(value).map(|letter| char::from(*letter))
        })
        .collect()
}

/// Splits a receipt number into the text before the last dash and the receipt seq.
pub fn split(number: &str) -> Result<(&str, u64), ReceiptNumberError> {
    let (prefix, digits) = number
        .rsplit_once('-')
        .ok_or(ReceiptNumberError::NumberShape)?;
    let plain = digits.len() >= 6 && digits.bytes().all(|digit| digit.is_ascii_digit());
    if prefix.is_empty() || !plain {
        return Err(ReceiptNumberError::NumberShape);
    }
    let receipt_seq = digits
        .parse()
        .map_err(|_| ReceiptNumberError::NumberShape)?;
    Ok((prefix, receipt_seq))
}

/// Why a text is not a part of a receipt number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptNumberError {
    /// The prefix is empty, too long, or holds something other than ASCII letters and digits.
    #[error("a receipt prefix is 1 to {MAX_PREFIX_LETTERS} letters or digits")]
    PrefixShape,
    /// The number is not a prefix, a dash and at least six digits.
    #[error("a receipt number is a prefix, a dash and at least six digits")]
    NumberShape,
}
