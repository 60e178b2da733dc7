//! Doc comments: every public function and type has one, and none only repeats a name.
//!
//! The compiler's `missing_docs` asks for one at every public field too. It got "Its name." over
//! `name`, which taught readers to skip all of them.

use anyhow::Result;

use crate::assert_none;
use crate::tree::{Source, sources};

/// A doc comment with more words than this is accepted.
const SHORT: usize = 3;

/// Filler words of short comments.
const FILLERS: &[&str] = &[
    "a", "all", "an", "and", "are", "at", "by", "each", "for", "how", "in", "is", "it", "its",
    "itself", "of", "one", "that", "the", "this", "to", "was", "what", "where", "which", "who",
    "why",
];

/// Items that need a doc comment where they are public. Fields, variants and constants do not: a
/// good name may be enough for them.
const DOCUMENTED: &[&str] = &["fn ", "struct ", "enum ", "trait ", "type "];

#[test]
fn no_doc_comment_only_repeats_the_name_of_its_item() -> Result<()> {
    let mut found = Vec::new();
    for source in rust_sources()? {
        for (number, doc, item) in short_docs(&source.text) {
            if repeats(doc, item) {
                found.push(format!("{}:{number}: {doc}", source.path));
            }
        }
    }
    assert_none(
        "these doc comments say what the name says: say more, or remove them:",
        &found,
    );
    Ok(())
}

#[test]
fn what_other_files_may_call_has_a_doc_comment() -> Result<()> {
    let mut found = Vec::new();
    for source in rust_sources()? {
        if source.path.contains("/src/") {
            let bare = undocumented(&source.text).into_iter();
            found.extend(bare.map(|(number, item)| format!("{}:{number}: {item}", source.path)));
        }
    }
    assert_none("these public items have no doc comment:", &found);
    Ok(())
}

fn rust_sources() -> Result<impl Iterator<Item = Source>> {
    Ok(sources()?.into_iter().filter(|source| source.is_a(&["rs"])))
}

/// The doc comments of one short line: the number of the line, the text, and the item's first line.
fn short_docs(text: &str) -> Vec<(usize, &str, &str)> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let doc = |at: usize| lines.get(at).and_then(|line| line.strip_prefix("///"));
    let alone = |at: usize| (at == 0 || doc(at - 1).is_none()) && doc(at + 1).is_none();
    let mut found = Vec::new();
    for at in 0..lines.len() {
        let Some(text) = doc(at).filter(|_| alone(at)) else {
            continue;
        };
        let item = lines
            .iter()
            .skip(at + 1)
            .find(|line| !line.starts_with("#["));
        if let Some(item) = item
            && text.split_whitespace().count() <= SHORT
        {
            found.push((at + 1, text.trim(), *item));
        }
    }
    found
}

/// Whether a comment only repeats words of the item's first line.
fn repeats(doc: &str, item: &str) -> bool {
    let named: Vec<String> = words(item).iter().map(|word| stem(word)).collect();
    let said = words(doc);
    let mut said = said.iter().filter(|word| !FILLERS.contains(&word.as_str()));
    said.all(|word| named.contains(&stem(word)))
}

/// The words of a text in lower case: of `ProductRow` and `product_row`, "product" and "row".
fn words(text: &str) -> Vec<String> {
    let mut apart = String::new();
    let mut was_lower = false;
    for letter in text.chars() {
        if was_lower && letter.is_uppercase() {
            apart.push(' ');
        }
        was_lower = letter.is_lowercase();
        apart.extend(letter.to_lowercase());
    }
    let found = apart.split(|letter: char| !letter.is_alphanumeric());
    let found = found.filter(|word| !word.is_empty());
    found.map(str::to_owned).collect()
}

/// A word without the ending of its plural or of its verb.
fn stem(word: &str) -> String {
    let endings = ["ies", "ing", "es", "ed", "s"];
    let short = endings.iter().find_map(|ending| word.strip_suffix(ending));
    short.unwrap_or(word).to_owned()
}

/// The public items without a doc comment, with the numbers of their lines.
fn undocumented(text: &str) -> Vec<(usize, &str)> {
    let program = text.split("#[cfg(test)]\nmod tests {").next();
    let lines: Vec<&str> = program.unwrap_or(text).lines().map(str::trim).collect();
    (0..lines.len())
        .filter(|at| is_public_item(lines[*at]) && !is_documented(&lines[..*at]))
        .map(|at| (at + 1, lines[at]))
        .collect()
}

fn is_public_item(line: &str) -> bool {
    let Some(mut rest) = line.strip_prefix("pub ") else {
        return false;
    };
    for word in ["const fn", "async fn", "unsafe fn"] {
        rest = rest.strip_prefix(word).map_or(rest, |_| "fn ");
    }
    DOCUMENTED.iter().any(|item| rest.starts_with(item))
}

/// Whether a doc comment is above, with only attributes between them.
fn is_documented(above: &[&str]) -> bool {
    let ends_before = |line: &&&str| line.is_empty() || line.ends_with(['{', '}', ';']);
    let mut lines = above.iter().rev().take_while(|line| !ends_before(line));
    lines.any(|line| line.starts_with("///"))
}

#[test]
fn the_rules_know_a_comment_that_says_nothing_and_an_item_without_one() {
    let says_nothing = [
        ("The barcode.", "pub barcode: Option<String>,"),
        ("Its last seq.", "pub last_seq: u64,"),
        ("Which one.", "attempt: Attempt,"),
        ("Reads settings.", "fn read_setting(&self) -> Settings {"),
    ];
    for (doc, item) in says_nothing {
        assert!(repeats(doc, item), "{doc}");
    }
    let says_something = [
        ("Price times quantity.", "pub gross_cents: Cents,"),
        ("The printed code.", "pub barcode: Option<String>,"),
    ];
    for (doc, item) in says_something {
        assert!(!repeats(doc, item), "{doc}");
    }
    let text =
        "/// One.\n#[must_use]\npub fn one() {}\n\npub struct Bare;\n/// A\npub const A: u8 = 1;\n";
    assert_eq!(undocumented(text), [(5, "pub struct Bare;")]);
    let short: Vec<_> = short_docs(text)
        .into_iter()
        .map(|(number, ..)| number)
        .collect();
    assert_eq!(short, [1, 6]);
}
