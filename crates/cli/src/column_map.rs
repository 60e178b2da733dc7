//! `--map`: which column of a file holds which field.

use crate::error::CliError;

/// The `field=column` pairs of all `--map` options.
///
/// One option may hold several pairs with commas between them. A name may hold commas, too: a comma
/// ends a pair only where a field and `=` follow it, and never inside quotes.
pub(crate) fn pairs(
    options: &[String],
    is_field: impl Fn(&str) -> bool,
) -> Result<Vec<(String, String)>, CliError> {
    let mut pairs = Vec::new();
    for option in options {
        for pair in split(option) {
            let (field, column) = pair
                .split_once('=')
                .ok_or_else(|| CliError::usage(format!("{pair:?} is not field=column")))?;
            let field = field.trim();
            if !is_field(field) {
                return Err(CliError::usage(format!(
                    "{field:?} is no field of this file"
                )));
            }
            pairs.push((field.to_owned(), unquoted(column.trim())));
        }
    }
    Ok(pairs)
}

fn split(option: &str) -> Vec<&str> {
    let mut pairs = Vec::new();
    let (mut from, mut quoted) = (0, false);
    for (place, letter) in option.char_indices() {
        quoted ^= letter == '"';
        let rest = option.get(place + 1..).unwrap_or_default();
        if letter == ',' && !quoted && begins_pair(rest) {
            pairs.push(option.get(from..place).unwrap_or_default());
            from = place + 1;
        }
    }
    pairs.push(option.get(from..).unwrap_or_default());
    pairs
}

/// Whether a pair begins here: a word and `=`.
fn begins_pair(text: &str) -> bool {
    let word = text.split('=').next().unwrap_or_default();
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic());
    text.contains('=') && is_word(word.trim())
}

/// The name without the quotes around it; two of them inside are one, as in the file.
fn unquoted(column: &str) -> String {
    let inside = column
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inside.map_or_else(|| column.to_owned(), |name| name.replace("\"\"", "\""))
}
