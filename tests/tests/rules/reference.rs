//! The reference in `docs/` has everything that the code has, and nothing else.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};
use domain::entry::EntryKind;
use serde_json::Value;

use crate::assert_none;
use crate::markdown::{Page, page, pages};
use crate::tree::{root, sources};

const KINDS: &str = "docs/src/reference/entry-kinds/";

/// Enums whose codes are a table, and the page of that table.
const TABLES: &[(&str, &str)] = &[
    ("ErrorCode", "docs/src/reference/error-codes.md"),
    ("RefusalCode", "docs/src/reference/protocol.md"),
    ("QuarantineReason", "docs/src/concepts/quarantine.md"),
];

#[test]
fn every_entry_kind_has_a_page_with_every_field() -> Result<()> {
    let pages = pages()?;
    let mut findings = Vec::new();
    for kind in EntryKind::KNOWN {
        let path = format!("{KINDS}{kind}.md");
        let page = page(&pages, &path).with_context(|| format!("{path} is missing"))?;
        let described: BTreeSet<&str> = page.first_cells().into_iter().collect();
        let fields = fields(kind.as_str())?;
        let missing = fields
            .iter()
            .filter(|field| !described.contains(field.as_str()));
        findings.extend(missing.map(|field| format!("{path} lacks `{field}`")));
    }
    assert_none("describe these fields:", &findings);
    Ok(())
}

#[test]
fn the_list_of_entry_kinds_names_each_with_its_newest_version() -> Result<()> {
    let pages = pages()?;
    let list = page(&pages, &format!("{KINDS}index.md")).context("there is no list of kinds")?;
    for kind in EntryKind::KNOWN {
        let version = kind.newest_version();
        let row = list.rows.iter().find(|row| row[0] == kind.as_str());
        let row = row.with_context(|| format!("{kind} is not in the list"))?;
        assert_eq!(row[1], version.to_string(), "the newest version of {kind}");
        let (golden, _) = newest_golden(kind.as_str())?;
        assert_eq!(golden, version, "the newest golden body of {kind}");
    }
    Ok(())
}

#[test]
fn every_code_of_an_enum_is_in_its_table_and_no_other() -> Result<()> {
    let pages = pages()?;
    let mut findings = Vec::new();
    for (name, path) in TABLES {
        let page = page(&pages, path).with_context(|| format!("{path} is missing"))?;
        let codes = codes_of(name)?;
        let rows = code_rows(page);
        let missing = codes.difference(&rows);
        findings.extend(missing.map(|code| format!("{path} lacks `{code}` of {name}")));
        if *name == "ErrorCode" {
            let extra = rows.difference(&codes);
            findings.extend(extra.map(|code| format!("{path}: `{code}` is no {name}")));
        }
    }
    assert_none("the tables and the enums differ:", &findings);
    Ok(())
}

#[test]
fn every_setting_of_the_server_is_in_the_reference() -> Result<()> {
    let pages = pages()?;
    let path = "docs/src/reference/settings.md";
    let page = page(&pages, path).with_context(|| format!("{path} is missing"))?;
    let described = code_rows(page);
    let sources = sources()?;
    let settings = sources
        .iter()
        .find(|source| source.text.contains("const SETTINGS: ["))
        .context("the server's settings are nowhere")?;
    let list = settings
        .text
        .split("const SETTINGS: [")
        .nth(1)
        .unwrap_or_default();
    let list = list.split("];").next().unwrap_or_default();
    let keys = list
        .split('(')
        .skip(1)
        .filter_map(|pair| pair.trim().strip_prefix('"'));
    let keys = keys.filter_map(|pair| pair.split('"').next());
    let missing = keys.filter(|key| is_code(key) && !described.contains(*key));
    let findings: Vec<String> = missing.map(str::to_owned).collect();
    assert_none("these settings of the server are not described:", &findings);
    Ok(())
}

/// The first cells that are codes.
fn code_rows(page: &Page) -> BTreeSet<String> {
    let cells = page.first_cells().into_iter().filter(|cell| is_code(cell));
    cells.map(str::to_owned).collect()
}

fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter == '_')
}

/// The variants of an enum in `snake_case`, read from its source. `Other` is a code of a newer
/// program.
fn codes_of(name: &str) -> Result<BTreeSet<String>> {
    let heading = format!("pub enum {name} {{");
    let sources = sources()?;
    let found = sources.iter().filter(|source| source.is_a(&["rs"]));
    let text = found
        .filter_map(|source| source.text.split_once(&heading))
        .map(|(_, after)| after.split("\n}").next().unwrap_or_default())
        .next();
    let text = text.with_context(|| format!("there is no `{heading}`"))?;
    let lines = text.lines().map(str::trim);
    let variants = lines.filter_map(|line| line.strip_suffix(','));
    let codes = variants.map(snake_case).filter(|code| code != "other");
    Ok(codes.collect())
}

fn snake_case(name: &str) -> String {
    let mut code = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !code.is_empty() {
            code.push('_');
        }
        code.push(letter.to_ascii_lowercase());
    }
    code
}

/// The names of all fields in the newest golden body of a kind, those of inner objects too.
fn fields(kind: &str) -> Result<BTreeSet<String>> {
    let (_, body) = newest_golden(kind)?;
    let mut names = BTreeSet::new();
    collect(&body, &mut names);
    Ok(names)
}

fn collect(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                names.insert(name.clone());
                collect(inner, names);
            }
        }
        Value::Array(items) => {
            for item in items {
                collect(item, names);
            }
        }
        _ => {}
    }
}

/// The golden file `<kind>.<version>.json` with the highest version, wherever it lies.
fn newest_golden(kind: &str) -> Result<(u16, Value)> {
    let start = format!("{kind}.");
    let mut newest: Option<(u16, String)> = None;
    for source in sources()? {
        let name = source.path.rsplit('/').next().unwrap_or_default();
        let version = name
            .strip_prefix(&start)
            .and_then(|rest| rest.strip_suffix(".json"));
        if let Some(version) = version.and_then(|text| text.parse().ok())
            && newest.as_ref().is_none_or(|(older, _)| *older < version)
        {
            newest = Some((version, source.path));
        }
    }
    let (version, path) = newest.with_context(|| format!("{kind} has no golden body"))?;
    let text = fs::read_to_string(root().join(path))?;
    Ok((version, serde_json::from_str(&text)?))
}
