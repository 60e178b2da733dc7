//! Words that must not be in the tree: `glossary.toml` lists them with their replacements.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::assert_none;
use crate::tree::{Source, root, sources};

const FILE: &str = "tests/tests/rules/glossary.toml";

/// Text and what is wrong with it. Each is written in two parts, so that this file does not find
/// itself.
const FORBIDDEN: &[(&str, &str)] = &[
    (concat!("/ro", "ot/"), "a path of one machine"),
    (concat!("/wo", "rk/"), "a path of one machine"),
    (concat!("TO", "DO"), "do it or leave it"),
    (concat!("FIX", "ME"), "do it or leave it"),
    (concat!("todo", "!("), "do it or leave it"),
    (concat!("should_", "panic"), "say which error instead"),
];

/// The content of `glossary.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Glossary {
    /// Names that types must not have.
    types: Vec<Term>,
    /// Suffixes that names of types must not have.
    suffixes: Vec<Term>,
    /// Names that source files must not have, without the extension.
    files: Vec<Term>,
    /// Words that must not be in code, comments or documents, in any spelling of an identifier.
    words: Vec<Term>,
}

/// One word, and the files that still have it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Term {
    old: String,
    new: String,
    /// Files or folders that still have it. May only get shorter.
    #[serde(default)]
    left: Vec<String>,
}

#[test]
fn no_file_holds_a_forbidden_text() -> Result<()> {
    let findings: Vec<String> = sources()?.iter().flat_map(findings_of).collect();
    assert_none("these lines may not stay:", &findings);
    Ok(())
}

fn findings_of(source: &Source) -> Vec<String> {
    let mut findings = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        let hit = FORBIDDEN.iter().find(|(word, _)| line.contains(word));
        if let Some((word, reason)) = hit {
            findings.push(format!("{}:{}: {word}: {reason}", source.path, number + 1));
        }
    }
    findings
}

#[test]
fn the_words_of_the_glossary_are_gone() -> Result<()> {
    let glossary = fs::read_to_string(root().join(FILE)).context(FILE)?;
    let glossary: Glossary = toml::from_str(&glossary).context(FILE)?;
    let sources = sources()?;
    let code: Vec<&Source> = sources
        .iter()
        .filter(|source| source.is_a(&["rs", "ts", "tsx", "sql", "md"]))
        .collect();
    let mut findings = Vec::new();
    for (terms, has) in [
        (&glossary.types, has_type as fn(&Source, &str) -> bool),
        (&glossary.suffixes, has_suffix),
        (&glossary.files, is_file),
        (&glossary.words, has_word),
    ] {
        for term in terms {
            findings.extend(check(term, &code, has));
        }
    }
    assert_none("say it in the words of glossary.toml:", &findings);
    Ok(())
}

/// The files that have an old word without an exception, and the exceptions that are no longer
/// needed.
fn check(term: &Term, code: &[&Source], has: fn(&Source, &str) -> bool) -> Vec<String> {
    let having = code.iter().filter(|source| has(source, &term.old));
    let having: Vec<&str> = having.map(|source| source.path.as_str()).collect();
    let may = |path: &str| term.left.iter().any(|left| path.starts_with(left.as_str()));
    let (old, new) = (&term.old, &term.new);
    let new_ones = having.iter().filter(|path| !may(path));
    let mut findings: Vec<String> = new_ones
        .map(|path| format!("{path}: `{old}`, say `{new}`"))
        .collect();
    let is_gone = |left: &&String| !having.iter().any(|path| path.starts_with(left.as_str()));
    let gone = term.left.iter().filter(is_gone);
    findings.extend(gone.map(|left| format!("`{old}` is gone from {left}: take it off the list")));
    findings
}

fn has_type(source: &Source, old: &str) -> bool {
    defined_types(&source.text).any(|name| name == old)
}

fn has_suffix(source: &Source, old: &str) -> bool {
    // The word alone is allowed as a name: the simulation injects a `Fault`.
    defined_types(&source.text).any(|name| name.ends_with(old) && name != old)
}

fn is_file(source: &Source, old: &str) -> bool {
    let name = source.path.rsplit('/').next().unwrap_or_default();
    source.is_a(&["rs", "ts", "tsx"]) && name.split('.').next() == Some(old)
}

fn has_word(source: &Source, old: &str) -> bool {
    let old: Vec<&str> = old.split(' ').collect();
    let may_have = |line: &&str| line.to_lowercase().contains(old[0]);
    source.text.lines().filter(may_have).any(|line| {
        let words = words(line);
        words.windows(old.len()).any(|found| found == old)
    })
}

/// The names after `struct`, `enum`, `trait`, `type`, `class` and `interface`.
fn defined_types(text: &str) -> impl Iterator<Item = &str> {
    const KEYWORDS: [&str; 6] = ["struct", "enum", "trait", "type", "class", "interface"];
    text.lines().filter_map(|line| {
        let mut words = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        let is_comment = line.trim_start().starts_with("//");
        words.find(|word| KEYWORDS.contains(word))?;
        words.find(|word| !word.is_empty()).filter(|_| !is_comment)
    })
}

/// The words of a line in lower case; `snake_case` and `CamelCase` are split.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before_is_small = false;
    for letter in line.chars() {
        let begins = letter.is_uppercase() && before_is_small;
        if (begins || !letter.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
        before_is_small = letter.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[test]
fn an_identifier_is_read_word_by_word() {
    for (line, wanted) in [
        (
            "let new_cart = cartView;",
            vec!["let", "new", "cart", "cart", "view"],
        ),
        ("// until it is sent.", vec!["until", "it", "is", "sent"]),
    ] {
        assert_eq!(words(line), wanted);
    }
}
