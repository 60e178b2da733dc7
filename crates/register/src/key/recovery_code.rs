//! The recovery code: what a person keeps on paper.
//!
//! 27 random letters of Crockford's base 32 (135 bits) and one that checks them. The check is a
//! polynomial over 32 elements: a wrong letter, and two letters that changed places, are found.

use std::path::Path;

use zeroize::Zeroizing;

use super::private_file::replace_private;
use crate::error::{AppError, RecoveryError};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a code, the check included.
const LETTERS: usize = 28;
/// Letters between two dashes.
const GROUP: usize = 4;

/// A code without its dashes. It is wiped when dropped and never logged.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct RecoveryCode(Zeroizing<String>);

impl RecoveryCode {
    /// A new code from the system's random source.
    pub(crate) fn generate() -> Result<Self, AppError> {
        let mut random = Zeroizing::new([0; LETTERS - 1]);
        getrandom::fill(random.as_mut_slice()).map_err(|_| AppError::NoRandomness)?;
        Ok(Self::of_values(&random))
    }

    /// The code whose letters have these values; only the lowest five bits of each count.
    fn of_values(values: &[u8; LETTERS - 1]) -> Self {
        let values = values.iter().map(|value| value & 31);
        let check = times_x(values.clone().fold(0, appended));
        let letters = values.chain([check]).map(letter);
        Self(Zeroizing::new(letters.collect()))
    }

    /// Reads a code as people type it: in any case, with blanks and dashes anywhere, with O for 0
    /// and I or L for 1.
    pub(crate) fn parse(text: &str) -> Result<Self, RecoveryError> {
        let mut letters = Zeroizing::new(String::with_capacity(LETTERS));
        let mut sum = 0;
        for typed in text.chars().filter(|typed| !is_separator(*typed)) {
            let value = value(typed).ok_or(RecoveryError::CodeMistyped)?;
            letters.push(letter(value));
            sum = appended(sum, value);
        }
        if letters.len() == LETTERS && sum == 0 {
            Ok(Self(letters))
        } else {
            Err(RecoveryError::CodeMistyped)
        }
    }

    /// The letters, for the key that is made of them.
    pub(super) fn letters(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Writes it to a text file that only this account can read, below what it belongs to.
    pub(crate) fn save(&self, path: &Path, heading: &str) -> Result<(), AppError> {
        let text = Zeroizing::new(format!("{heading}\n\n{}\n", self.shown()));
        replace_private(path, text.as_bytes()).map_err(|source| AppError::Folder {
            path: path.to_path_buf(),
            source,
        })
    }

    /// The code as it is shown: `7K2M-9QXA-...`.
    pub(crate) fn shown(&self) -> String {
        let groups = self.letters().chunks(GROUP).map(String::from_utf8_lossy);
        groups.collect::<Vec<_>>().join("-")
    }
}

fn is_separator(typed: char) -> bool {
    typed.is_whitespace()
        || matches!(
            typed,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '_' | '.'
        )
}

fn letter(value: u8) -> char {
    ALPHABET
        .get(usize::from(value))
        .map_or('0', |letter| char::from(*letter))
}

fn value(typed: char) -> Option<u8> {
    let typed = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let at = ALPHABET
        .iter()
        .position(|letter| char::from(*letter) == typed)?;
    u8::try_from(at).ok()
}

/// The polynomial with one more letter; 0 after a whole code.
fn appended(sum: u8, value: u8) -> u8 {
    times_x(sum) ^ value
}

/// Times x, modulo x⁵ + x² + 1.
fn times_x(value: u8) -> u8 {
    let moved = value << 1;
    if moved & 32 == 0 {
        moved
    } else {
        moved ^ 0b10_0101
    }
}

#[cfg(test)]
mod tests {
    use super::{LETTERS, RecoveryCode, letter};

    fn sample() -> RecoveryCode {
        let mut values = [0; LETTERS - 1];
        for (at, value) in (1..).zip(values.iter_mut()) {
            *value = at * 7 % 32;
        }
        RecoveryCode::of_values(&values)
    }

    #[test]
    fn a_code_is_read_however_people_type_it() {
        let code = sample();
        let shown = code.shown();
        assert_eq!(shown.len(), 34);
        assert_eq!(shown.matches('-').count(), 6);
        let typed = shown.to_lowercase().replace('-', " \u{2013} ");
        let typed = typed.replace('0', "o").replace('1', "l");
        assert!(RecoveryCode::parse(&typed).is_ok_and(|read| read == code));
        let typed = shown.replace('-', "").replace('1', "I");
        assert!(RecoveryCode::parse(&format!("\n {typed}\t")).is_ok_and(|read| read == code));
    }

    #[test]
    fn every_wrong_letter_and_every_exchange_is_found() {
        let letters: Vec<char> = sample().0.chars().collect();
        let is_read = |letters: &[char]| {
            let text: String = letters.iter().collect();
            RecoveryCode::parse(&text).is_ok()
        };
        assert!(is_read(&letters));
        for at in 0..LETTERS {
            for value in 0..32 {
                let mut wrong = letters.clone();
                wrong[at] = letter(value);
                assert_eq!(is_read(&wrong), wrong == letters, "{wrong:?}");
            }
            for other in 0..LETTERS {
                let mut wrong = letters.clone();
                wrong.swap(at, other);
                assert_eq!(is_read(&wrong), wrong == letters, "{wrong:?}");
            }
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        let shown = sample().shown();
        for wrong in ["", "7K2M", &shown[..33], &format!("{shown}0"), "U", "ä"] {
            assert!(RecoveryCode::parse(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn no_two_codes_are_equal() {
        let codes: Vec<String> = (0..50)
            .map(|_| RecoveryCode::generate().unwrap().shown())
            .collect();
        let different: std::collections::HashSet<&String> = codes.iter().collect();
        assert_eq!(different.len(), codes.len());
        assert!(codes.iter().all(|code| RecoveryCode::parse(code).is_ok()));
    }
}
