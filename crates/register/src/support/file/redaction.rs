//! The last look before a text leaves the shop: no name in it.
//!
//! Logs hold ids and codes only. But the folders in them may be named after a person, and so may
//! what the system says about a file.

use std::path::Path;

use crate::shop::Shop;

/// Shorter names would hit parts of other words.
const SHORTEST: usize = 3;

/// What is replaced by what.
#[derive(Debug, Default)]
pub(super) struct Redaction {
    replacements: Vec<(String, &'static str)>,
}

impl Redaction {
    /// Knows the names of the shop, when it is open, and the account of this computer.
    pub(super) fn of(shop: Option<&Shop>) -> Self {
        let mut known = Self::default();
        if let Some(home) = std::env::home_dir() {
            known.add_home(&home);
        }
        if let Some(shop) = shop {
            known.add_shop(shop);
        }
        // "Dewi Lestari" goes before "dewi".
        known
            .replacements
            .sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        known
    }

    fn add_home(&mut self, home: &Path) {
        self.add(&home.to_string_lossy(), "~");
        if let Some(account) = home.file_name() {
            self.add(&format!("/{}", account.to_string_lossy()), "/[account]");
        }
    }

    fn add_shop(&mut self, shop: &Shop) {
        self.add(&shop.settings().store.store_name, "[shop]");
        for user in shop.ledger.users().unwrap_or_default() {
            let Some(profile) = user.profile else {
                continue;
            };
            self.add(&profile.full_name, "[person]");
            self.add(&profile.username, "[person]");
            for word in profile.full_name.split_whitespace() {
                self.add(word, "[person]");
            }
        }
    }

    fn add(&mut self, name: &str, label: &'static str) {
        let name = name.trim();
        if name.chars().count() >= SHORTEST {
            self.replacements.push((name.to_owned(), label));
        }
    }

    pub(super) fn apply(&self, text: &str) -> String {
        self.replacements
            .iter()
            .fold(text.to_owned(), |text, (name, label)| {
                replace(&text, name, label)
            })
    }
}

/// Replaces a name wherever it stands as a word of its own, in small letters or large ones.
fn replace(text: &str, name: &str, label: &str) -> String {
    // Keeps every byte where it is.
    let (low_text, low_name) = (text.to_ascii_lowercase(), name.to_ascii_lowercase());
    let mut replaced = String::with_capacity(text.len());
    let mut rest = 0;
    for (at, _) in low_text.match_indices(&low_name) {
        let end = at + name.len();
        if at >= rest && is_word(text, at, end) {
            replaced.push_str(text.get(rest..at).unwrap_or_default());
            replaced.push_str(label);
            rest = end;
        }
    }
    replaced.push_str(text.get(rest..).unwrap_or_default());
    replaced
}

fn is_word(text: &str, at: usize, end: usize) -> bool {
    let goes_on = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let (before, name) = text.split_at_checked(at).unwrap_or_default();
    let begins_as_word = goes_on(name.chars().next());
    let after = text.get(end..).unwrap_or_default();
    let goes_before = begins_as_word && goes_on(before.chars().next_back());
    !goes_before && !goes_on(after.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redacted(text: &str) -> String {
        let mut known = Redaction::default();
        known.add_home(Path::new("/home/dewi"));
        known.add("Dewi Lestari", "[person]");
        known.add("sari", "[person]");
        known.add("Al", "[person]");
        known.apply(text)
    }

    #[test]
    fn names_are_replaced_where_they_are_words() {
        for (text, kept) in [
            (
                "cannot use /home/dewi/kasir/ledger.db",
                "cannot use ~/kasir/ledger.db",
            ),
            (
                "cannot use /media/dewi/USB",
                "cannot use /media/[account]/USB",
            ),
            ("/media/dewina/USB", "/media/dewina/USB"),
            ("user SARI, dewi lestari", "user [person], [person]"),
            (
                "a comparison necessarily all",
                "a comparison necessarily all",
            ),
            ("Sari", "[person]"),
            ("sari-sari é sari", "[person]-[person] é [person]"),
        ] {
            assert_eq!(redacted(text), kept);
        }
    }
}
