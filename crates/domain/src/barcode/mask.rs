//! In-store labels: a weight or a price inside an EAN-13, by a mask the shop configures.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::check_digit::{check_digit, is_right};
use crate::money::Cents;
use crate::quantity::Quantity;

/// Digits of the code a mask describes.
const CODE_LENGTH: usize = 13;

/// A mask such as `21PPPPPWWWWWC`: one letter for each digit of the code.
///
/// A digit must match; `#` matches any digit and is not part of a value; `P` is the item's code;
/// `W` grams; `A` an amount in the smallest unit that the currency shows (rupiah, euro cents); `X`
/// a verifier that is skipped; `C` the check digit, last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mask(String);

/// The value that a scale adds to the item's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmbeddedValue {
    /// Thousandths of the product's unit: grams of a kilogram.
    Weight(Quantity),
    /// The price of the contents of the bag.
    Price(Cents),
}

/// A code that was read through a mask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbeddedCode {
    /// The digits under `P`, which may be a product's SKU or barcode.
    pub item_code: String,
    /// The code with zeros for the value and the check digit that belongs to it: the other form in
    /// which shops store such products.
    pub zeroed_code: String,
    /// The weight or the price.
    pub value: EmbeddedValue,
}

impl Mask {
    /// The mask of scales that print weights under the in-store prefixes 20 to 29.
    pub fn weight_preset() -> Self {
        Self("2#PPPPPWWWWWC".to_owned())
    }

    /// Reads a mask and checks that it can be used.
    pub fn parse(text: &str) -> Result<Self, MaskError> {
        if text.chars().count() != CODE_LENGTH {
            return Err(MaskError::Length);
        }
        let known = |letter: char| {
            letter.is_ascii_digit() || matches!(letter, '#' | 'P' | 'W' | 'A' | 'X' | 'C')
        };
        if let Some(letter) = text.chars().find(|letter| !known(*letter)) {
            return Err(MaskError::UnknownLetter { letter });
        }
        if !text.starts_with('2') && !text.starts_with("02") {
            return Err(MaskError::NotInStorePrefix);
        }
        if text.find('C') != Some(CODE_LENGTH.saturating_sub(1)) {
            return Err(MaskError::CheckDigitNotLast);
        }
        if !text.contains('P') {
            return Err(MaskError::NoItemCode);
        }
        if text.contains('W') == text.contains('A') {
            return Err(MaskError::NotOneValue);
        }
        Ok(Self(text.to_owned()))
    }

    /// The text of the mask.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads a code through this mask; `None` when the code is not of this shape or its check digit
    /// is wrong, or when the value is zero, because such a code is a product's own. `step_cents` is
    /// the smallest unit that the currency shows, in minor units: 100 for rupiah, 1 for euro.
    pub fn read(&self, code: &str, step_cents: i64) -> Option<EmbeddedCode> {
        if code.len() != CODE_LENGTH || !self.fits(code) || !is_right(code) {
            return None;
        }
        let under = |wanted: char| -> String {
            self.0
                .chars()
                .zip(code.chars())
                .filter(|(mask, _)| *mask == wanted)
                .map(|(_, digit)| digit)
                .collect()
        };
        let weight = under('W');
        let value = if weight.is_empty() {
            let steps: i64 = under('A').parse().ok().filter(|steps| *steps > 0)?;
            EmbeddedValue::Price(Cents::new(steps.checked_mul(step_cents)?).ok()?)
        } else {
            let grams = weight.parse().ok().filter(|grams| *grams > 0)?;
            EmbeddedValue::Weight(Quantity::new(grams).ok()?)
        };
        Some(EmbeddedCode {
            item_code: under('P'),
            zeroed_code: self.zeroed(code)?,
            value,
        })
    }

    fn fits(&self, code: &str) -> bool {
        self.0.chars().zip(code.chars()).all(|(mask, digit)| {
            digit.is_ascii_digit() && (!mask.is_ascii_digit() || mask == digit)
        })
    }

    fn zeroed(&self, code: &str) -> Option<String> {
        let body: String = self
            .0
            .chars()
            .zip(code.chars())
            .filter(|(mask, _)| *mask != 'C')
            .map(|(mask, digit)| {
                if matches!(mask, 'W' | 'A' | 'X') {
                    '0'
                } else {
                    digit
                }
            })
            .collect();
        check_digit(&body).map(|check| format!("{body}{check}"))
    }
}

impl fmt::Display for Mask {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for Mask {
    type Err = MaskError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for Mask {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Mask {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// Why a text is not a mask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MaskError {
    /// The mask does not have the 13 digits of an EAN-13.
    #[error("a mask has 13 letters")]
    Length,
    /// A letter has no meaning.
    #[error("{letter:?} means nothing in a mask")]
    UnknownLetter { letter: char },
    /// The prefix is not 02 or 20-29, so that real products would be misread.
    #[error("a mask begins with 2 or 02, the prefixes for use inside a shop")]
    NotInStorePrefix,
    /// The check digit is not the last letter, or occurs twice.
    #[error("C must be the last letter and only there")]
    CheckDigitNotLast,
    /// The mask has no `P`.
    #[error("a mask holds the item's code (P)")]
    NoItemCode,
    /// The mask has neither a weight nor a price, or both.
    #[error("a mask holds either a weight (W) or an amount (A)")]
    NotOneValue,
}
