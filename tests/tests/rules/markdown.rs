//! The Markdown files of the checkout, as a reader of the book sees them.

use std::collections::BTreeSet;

use anyhow::Result;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::tree::sources;

/// The folder of the book's pages.
pub(crate) const BOOK: &str = "docs/src/";

/// One Markdown file.
pub(crate) struct Page {
    /// Its path below the root.
    pub(crate) path: String,
    pub(crate) text: String,
    /// Where its links and pictures lead, as written.
    pub(crate) links: Vec<String>,
    /// The targets that a link may name after `#`.
    pub(crate) anchors: Vec<String>,
    /// The texts in backticks, without code blocks.
    pub(crate) code: Vec<String>,
    /// Its tables, row by row, cell by cell, as plain text.
    pub(crate) rows: Vec<Vec<String>>,
    /// The first cells of rows, if they hold only code.
    pub(crate) code_cells: BTreeSet<String>,
}

/// Every Markdown file that people write.
pub(crate) fn pages() -> Result<Vec<Page>> {
    let sources = sources()?;
    let markdown = sources.into_iter().filter(|source| source.is_a(&["md"]));
    Ok(markdown
        .map(|source| read(source.path, source.text))
        .collect())
}

/// The page at this path.
pub(crate) fn page<'p>(pages: &'p [Page], path: &str) -> Option<&'p Page> {
    pages.iter().find(|page| page.path == path)
}

fn read(path: String, text: String) -> Page {
    let mut page = Page {
        path,
        text: String::new(),
        links: Vec::new(),
        anchors: Vec::new(),
        code: Vec::new(),
        rows: Vec::new(),
        code_cells: BTreeSet::new(),
    };
    let mut heading: Option<String> = None;
    let (mut cell, mut cell_code) = (String::new(), String::new());
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                page.links.push(dest_url.into_string());
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                page.anchors.extend(heading.take().as_deref().map(anchor));
            }
            Event::Start(Tag::TableRow) => page.rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => {
                cell.clear();
                cell_code.clear();
            }
            Event::End(TagEnd::TableCell) => {
                if let Some(row) = page.rows.last_mut() {
                    if row.is_empty() && !cell.is_empty() && cell == cell_code {
                        page.code_cells.insert(cell.clone());
                    }
                    row.push(cell.clone());
                }
            }
            Event::Code(words) => {
                if let Some(title) = &mut heading {
                    title.push_str(&words);
                }
                cell.push_str(&words);
                cell_code.push_str(&words);
                page.code.push(words.into_string());
            }
            Event::Text(words) => {
                if let Some(title) = &mut heading {
                    title.push_str(&words);
                }
                cell.push_str(&words);
            }
            _ => {}
        }
    }
    page.text = text;
    page
}

/// The name of a heading in a link, as mdBook makes it.
fn anchor(title: &str) -> String {
    let letters = title.trim().chars().filter_map(|letter| match letter {
        letter if letter.is_whitespace() => Some('-'),
        letter if letter.is_alphanumeric() || matches!(letter, '-' | '_') => Some(letter),
        _ => None,
    });
    letters.collect::<String>().to_lowercase()
}
