//! Prose of at most 100 columns: comments in code, sentences in documents.

use anyhow::Result;
use unicode_width::UnicodeWidthStr;

use crate::allowed::{allowed, assert_shrinks};
use crate::tree::{Source, sources};

const COLUMNS_MAX: usize = 100;

/// A list of links, one a line, which cannot be wrapped.
const SUMMARY: &str = "docs/src/SUMMARY.md";

#[test]
fn comments_fit_in_a_hundred_columns() -> Result<()> {
    let sources = sources()?;
    let code = sources
        .iter()
        .filter(|source| source.is_a(&["rs", "ts", "tsx"]));
    let long = code.filter(|source| long_comments(source) > 0);
    let found: Vec<String> = long.map(|source| source.path.clone()).collect();
    assert_shrinks(
        "break the comments of these files at 100 columns:",
        &found,
        &allowed()?.long_comments,
    );
    Ok(())
}

#[test]
fn documents_fit_in_a_hundred_columns() -> Result<()> {
    let sources = sources()?;
    let documents = sources
        .iter()
        .filter(|source| source.is_a(&["md"]) && source.path != SUMMARY);
    let long = documents.filter(|source| long_sentences(source) > 0);
    let found: Vec<String> = long.map(|source| source.path.clone()).collect();
    assert_shrinks(
        "break the lines of these documents at 100 columns:",
        &found,
        &allowed()?.long_documents,
    );
    Ok(())
}

fn long_comments(source: &Source) -> usize {
    let is_comment = |line: &&str| {
        let line = line.trim_start();
        line.starts_with("//") || line.starts_with("/*") || line.starts_with("* ")
    };
    let lines = source.text.lines().filter(is_comment);
    lines
        .filter(|line| line.width() > COLUMNS_MAX && !is_one_word(line))
        .count()
}

/// How many lines of a document are too long, its tables, code and single long links left out.
fn long_sentences(source: &Source) -> usize {
    let mut found = 0;
    let mut in_code = false;
    for line in source.text.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        let is_prose = !in_code && !line.starts_with('|') && !line.starts_with("    ");
        if is_prose && line.width() > COLUMNS_MAX && !is_one_word(line) {
            found += 1;
        }
    }
    found
}

/// Whether a line cannot be wrapped: an address, a path.
fn is_one_word(line: &str) -> bool {
    line.split_whitespace().count() <= 2
}
