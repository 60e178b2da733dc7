//! Names of people. An entry holds only a salted commitment to them, so that a person's name can be
//! erased without breaking the chain.

use crate::hash::Hash;
use crate::text::{clean, clean_code, trim_invisible};

/// The longest username or full name, in characters.
pub const MAX_NAME_LETTERS: usize = 80;

/// The commitment to a user's names: `SHA-256("kasapro-profile/1", salt, username, full name)`,
/// each part after its length. The salt is 32 random bytes that are stored with the names and
/// erased with them.
pub fn profile_commitment(salt: &[u8; 32], username: &str, full_name: &str) -> Hash {
    Hash::of_parts(
        b"kasapro-profile/1",
        &[salt, username.as_bytes(), full_name.as_bytes()],
    )
}

/// A username as it is stored: trimmed, lower case, 1 to 80 letters, digits, dots, dashes and
/// underscores.
pub fn check_username(text: &str) -> Result<String, NameError> {
    let name = clean_code(text).to_lowercase();
    check_length(&name)?;
    if name
        .chars()
        .all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_'))
    {
        Ok(name)
    } else {
        Err(NameError::Letter)
    }
}

/// A full name as it is stored: 1 to 80 characters, without control characters and other invisible
/// ones.
pub fn check_full_name(text: &str) -> Result<String, NameError> {
    if trim_invisible(text).contains(char::is_control) {
        return Err(NameError::Letter);
    }
    let name = clean(text);
    check_length(&name)?;
    Ok(name)
}

fn check_length(name: &str) -> Result<(), NameError> {
    match name.chars().count() {
        0 => Err(NameError::Empty),
        1..=MAX_NAME_LETTERS => Ok(()),
        _ => Err(NameError::TooLong),
    }
}

/// Why a text is not a name of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// The text has only blanks.
    #[error("the name is empty")]
    Empty,
    /// More than [`MAX_NAME_LETTERS`] characters.
    #[error("the name has more than {MAX_NAME_LETTERS} characters")]
    TooLong,
    /// A character that a name of this kind cannot hold.
    #[error("the name holds a character that is not allowed")]
    Letter,
}
