//! The last look before a text leaves the shop: no name in it.
//!
//! Logs hold ids and codes only. But the folders in them may be named after a person, and so may
//! what the system says about a file.

mod folded;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use self::folded::Folded;
use crate::shop::Shop;

/// Shorter names are words of any language in small letters: they go only as they are written.
const SHORTEST: usize = 3;

/// What is replaced by what.
#[derive(Debug, Default)]
pub(super) struct Redaction {
    names: Vec<KnownName>,
}

#[derive(Debug)]
struct KnownName {
    name: String,
    label: &'static str,
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

    /// Knows a name as it is written, and as JSON, a quoted text and JSON within JSON hold it.
    fn add(&mut self, name: &str, label: &'static str) {
        let name = name.trim();
        let json = escaped(&Value::from(name).to_string());
        let forms = [
            name.to_owned(),
            escaped(&format!("{name:?}")),
            escaped(&Value::from(json.as_str()).to_string()),
            json,
        ];
        for form in forms {
            if !form.is_empty() && self.names.iter().all(|known| known.name != form) {
                self.names.push(KnownName { name: form, label });
            }
        }
        // "Dewi Lestari" goes before "dewi".
        self.names
            .sort_by_key(|known| std::cmp::Reverse(known.name.len()));
    }

    /// A text without the names.
    pub(super) fn apply(&self, text: &str) -> String {
        let folded = Folded::of(text);
        // By where they begin: where they end, and what stands there instead.
        let mut found: BTreeMap<usize, (usize, &str)> = BTreeMap::new();
        for KnownName { name, label } in &self.names {
            let places = if name.chars().count() < SHORTEST {
                exact(text, name)
            } else {
                folded.places_of(&Folded::of(name))
            };
            for (at, end) in places {
                let before = found.range(..end).next_back();
                let is_free = before.is_none_or(|(_, (before_end, _))| *before_end <= at);
                if is_free && is_word(text, at, end) {
                    found.insert(at, (end, label));
                }
            }
        }
        without(text, &found)
    }

    /// The same for each text in a document; the names of its fields are the program's own.
    pub(super) fn apply_to(&self, document: &mut Value) {
        match document {
            Value::String(text) => *text = self.apply(text),
            Value::Array(values) => values.iter_mut().for_each(|value| self.apply_to(value)),
            Value::Object(fields) => fields.values_mut().for_each(|value| self.apply_to(value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// What stands between the quotes.
fn escaped(quoted: &str) -> String {
    let inner = quoted
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    inner.unwrap_or(quoted).to_owned()
}

fn exact(text: &str, name: &str) -> Vec<(usize, usize)> {
    let places = text.match_indices(name);
    places.map(|(at, _)| (at, at + name.len())).collect()
}

fn without(text: &str, found: &BTreeMap<usize, (usize, &str)>) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = 0;
    for (at, (end, label)) in found {
        kept.push_str(text.get(rest..*at).unwrap_or_default());
        kept.push_str(label);
        rest = *end;
    }
    kept.push_str(text.get(rest..).unwrap_or_default());
    kept
}

/// Whether it is a word of its own. An escape such as `\n` before it is not a letter of its word.
fn is_word(text: &str, at: usize, end: usize) -> bool {
    let goes_on = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let (before, rest) = text.split_at_checked(at).unwrap_or_default();
    let (name, after) = rest.split_at_checked(end - at).unwrap_or_default();
    let mut before = before.chars().rev();
    let (last, escape) = (before.next(), before.next());
    let goes_before = goes_on(last) && escape != Some('\\') && goes_on(name.chars().next());
    let goes_after = goes_on(name.chars().next_back()) && goes_on(after.chars().next());
    !(goes_before || goes_after)
}

#[cfg(test)]
mod tests;
