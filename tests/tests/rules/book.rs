//! The book in `docs/` and the files beside it: every link leads somewhere, every page can be
//! found.

use std::path::Path;

use anyhow::{Context, Result};

use crate::assert_none;
use crate::markdown::{BOOK, Page, page, pages};
use crate::tree::root;

#[test]
fn every_link_leads_to_something_in_this_checkout() -> Result<()> {
    let pages = pages()?;
    let mut findings = Vec::new();
    for from in &pages {
        let broken = from.links.iter().filter(|link| !leads(&pages, from, link));
        findings.extend(broken.map(|link| format!("{}: {link}", from.path)));
    }
    assert_none("these links lead nowhere:", &findings);
    Ok(())
}

#[test]
fn every_page_of_the_book_is_in_its_summary() -> Result<()> {
    let pages = pages()?;
    let summary = page(&pages, &format!("{BOOK}SUMMARY.md")).context("the book has no summary")?;
    let listed: Vec<String> = summary
        .links
        .iter()
        .map(|link| format!("{BOOK}{link}"))
        .collect();
    let missing = pages
        .iter()
        .filter(|page| page.path.starts_with(BOOK) && page.path != summary.path)
        .filter(|page| !listed.contains(&page.path));
    let findings: Vec<String> = missing.map(|page| page.path.clone()).collect();
    assert_none("these pages are in no chapter of SUMMARY.md:", &findings);
    Ok(())
}

/// Whether a link leads out of the checkout, to a heading, or to a file of the checkout.
fn leads(pages: &[Page], from: &Page, link: &str) -> bool {
    if link.contains("://") || link.starts_with("mailto:") {
        return true;
    }
    let (file, heading) = link.split_once('#').unwrap_or((link, ""));
    let path = if file.is_empty() {
        from.path.clone()
    } else {
        beside(&from.path, file)
    };
    if heading.is_empty() {
        // A link from a page of the book to a file outside its folder is dead once the book is
        // built.
        let leaves_the_book = from.path.starts_with(BOOK) && !path.starts_with(BOOK);
        return root().join(&path).exists() && !leaves_the_book;
    }
    page(pages, &path).is_some_and(|page| page.anchors.iter().any(|anchor| anchor == heading))
}

/// The path that `link` means on the page at `path`.
fn beside(path: &str, link: &str) -> String {
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    let mut parts: Vec<&str> = folder.iter().filter_map(|part| part.to_str()).collect();
    for part in link.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[test]
fn a_link_is_followed_from_the_folder_of_its_page() {
    for (path, link, wanted) in [
        (
            "docs/src/index.md",
            "concepts/log.md",
            "docs/src/concepts/log.md",
        ),
        (
            "docs/src/concepts/log.md",
            "../index.md",
            "docs/src/index.md",
        ),
        ("README.md", "./LICENSE", "LICENSE"),
    ] {
        assert_eq!(beside(path, link), wanted);
    }
}
