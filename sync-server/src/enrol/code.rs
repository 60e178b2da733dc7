//! One-use codes that people read aloud and type: eight characters of Crockford's base 32, 40 bits.

use std::fmt;

use domain::entry::Hash;

use crate::random;

/// Crockford's alphabet: without I, L, O and U, which look like others or form words.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of a code.
const LENGTH: usize = 8;

/// A code as it was made or typed. `Debug` does not print it.
#[derive(Clone, PartialEq, Eq)]
pub struct EnrolmentCode(String);

impl EnrolmentCode {
    /// A new random code.
    pub fn new() -> Result<Self, getrandom::Error> {
        let bytes = random::bytes::<LENGTH>()?;
        // 256 is a multiple of 32: every character is equally likely.
        let letters = bytes
            .iter()
            .map(|byte| ALPHABET.get(usize::from(byte % 32)));
        Ok(Self(letters.flatten().copied().map(char::from).collect()))
    }

    /// Reads what was typed. Case, blanks and dashes do not matter, and letters that look like a
    /// digit count as that digit.
    pub fn parse(typed: &str) -> Option<Self> {
        let letters = typed.chars().filter(|letter| !matches!(letter, ' ' | '-'));
        let code: String = letters.map(plain).collect();
        let known = code.len() == LENGTH && code.bytes().all(|byte| ALPHABET.contains(&byte));
        known.then_some(Self(code))
    }

    /// The hash under which the code is stored.
    pub fn hash(&self) -> Hash {
        Hash::of_parts(b"kasapro-enrolment-code/1", &[self.0.as_bytes()])
    }

    /// The code in groups of four, as it is shown.
    pub fn shown(&self) -> String {
        let (first, second) = self.0.split_at_checked(LENGTH / 2).unwrap_or((&self.0, ""));
        format!("{first}-{second}")
    }
}

impl fmt::Debug for EnrolmentCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("EnrolmentCode(..)")
    }
}

fn plain(letter: char) -> char {
    match letter.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::EnrolmentCode;

    #[test]
    fn a_code_is_read_as_it_is_shown_however_it_is_typed() {
        let code = EnrolmentCode::new().unwrap();
        let shown = code.shown();
        assert_eq!(shown.len(), 9);
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', " ")] {
            assert_eq!(EnrolmentCode::parse(&typed), Some(code.clone()));
        }
    }

    #[test]
    fn letters_that_look_like_digits_are_digits() {
        assert_eq!(
            EnrolmentCode::parse("oOiI-lL2Z"),
            EnrolmentCode::parse("0011-112Z")
        );
    }

    #[test]
    fn what_is_no_code_is_none() {
        for typed in ["", "1234", "12345678 9", "1234-567U", "1234-567é"] {
            assert_eq!(EnrolmentCode::parse(typed), None, "{typed}");
        }
    }
}
