//! The reference in `docs/` has exactly the items that the code has.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use domain::entry::EntryKind;
use serde_json::Value;

use crate::assert_none;
use crate::markdown::{Page, page, pages};
use crate::tree::sources;

const KINDS: &str = "docs/src/reference/entry-kinds/";

/// Enums whose codes are a table, and the page of that table.
const TABLES: &[(&str, &str)] = &[
    ("ErrorCode", "docs/src/reference/error-codes.md"),
    ("RefusalCode", "docs/src/reference/protocol.md"),
    ("QuarantineReason", "docs/src/concepts/quarantine.md"),
];

#[test]
fn the_page_of_an_entry_kind_has_every_field_of_its_goldens_and_no_other() -> Result<()> {
    let pages = pages()?;
    let known = domain_fields()?;
    let mut findings = Vec::new();
    for kind in EntryKind::KNOWN {
        let path = format!("{KINDS}{kind}.md");
        let page = page(&pages, &path).with_context(|| format!("{path} is missing"))?;
        let mut fields = BTreeSet::new();
        for (_, golden) in goldens(kind.as_str())? {
            collect(&golden, &mut fields);
        }
        let described = codes(page);
        // A golden body lacks the fields that are left out when they are empty.
        let left_out = described.intersection(&known).cloned();
        fields.extend(left_out);
        findings.extend(differences(&path, &described, &fields));
    }
    assert_none("the pages and the golden bodies differ:", &findings);
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
        let goldens = goldens(kind.as_str())?.into_iter();
        let goldens: BTreeSet<u16> = goldens.map(|(version, _)| version).collect();
        let versions: BTreeSet<u16> = (1..=version).collect();
        assert_eq!(goldens, versions, "the golden bodies of {kind}");
    }
    Ok(())
}

#[test]
fn every_code_of_an_enum_is_in_its_table_and_no_other() -> Result<()> {
    let pages = pages()?;
    let mut findings = Vec::new();
    for (name, path) in TABLES {
        let page = page(&pages, path).with_context(|| format!("{path} is missing"))?;
        findings.extend(differences(path, &codes(page), &codes_of(name)?));
    }
    assert_none("the tables and the enums differ:", &findings);
    Ok(())
}

#[test]
fn every_setting_of_the_server_is_in_the_reference_and_no_other() -> Result<()> {
    let pages = pages()?;
    let path = "docs/src/reference/settings.md";
    let page = page(&pages, path).with_context(|| format!("{path} is missing"))?;
    let sources = sources()?;
    let list = sources
        .iter()
        .filter_map(|source| source.text.split_once("const SETTINGS: ["))
        .find_map(|(_, after)| after.split("];").next())
        .context("the server's settings are nowhere")?;
    let firsts = list
        .split('(')
        .filter_map(|pair| pair.trim().strip_prefix('"'));
    let keys = firsts.filter_map(|pair| pair.split('"').next());
    let keys = keys.filter(|key| is_code(key)).map(str::to_owned).collect();
    let findings = differences(path, &codes(page), &keys);
    assert_none("the page and the server's settings differ:", &findings);
    Ok(())
}

/// The items that a page lacks, and the items that it describes but that do not exist.
fn differences(path: &str, described: &BTreeSet<String>, there: &BTreeSet<String>) -> Vec<String> {
    let missing = there.difference(described);
    let extra = described.difference(there);
    let missing = missing.map(|name| format!("{path} lacks `{name}`"));
    missing
        .chain(extra.map(|name| format!("{path}: there is no `{name}`")))
        .collect()
}

/// The codes that a page's tables describe: the first cells of their rows.
fn codes(page: &Page) -> BTreeSet<String> {
    let cells = page.code_cells.iter().filter(|cell| is_code(cell));
    cells.cloned().collect()
}

fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
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

/// The names of all fields, those of inner objects too.
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

/// The names of all fields of the domain's types.
fn domain_fields() -> Result<BTreeSet<String>> {
    let sources = sources()?;
    let domain = sources
        .iter()
        .filter(|source| source.path.starts_with("crates/domain/src/"));
    let fields = domain.flat_map(|source| source.text.lines().filter_map(field));
    Ok(fields.map(str::to_owned).collect())
}

fn field(line: &str) -> Option<&str> {
    let (name, _) = line.trim().strip_prefix("pub ")?.split_once(':')?;
    is_code(name).then_some(name)
}

/// The golden bodies `<kind>.<version>.json` and `<kind>.<version>.<what>.json` with their
/// versions, in any folder.
fn goldens(kind: &str) -> Result<Vec<(u16, Value)>> {
    let start = format!("{kind}.");
    let mut goldens = Vec::new();
    for source in sources()? {
        let name = source.path.rsplit('/').next().unwrap_or_default();
        let version = name
            .strip_prefix(&start)
            .and_then(|rest| rest.strip_suffix(".json"))
            .and_then(|rest| rest.split('.').next());
        if let Some(version) = version.and_then(|text| text.parse().ok()) {
            let body = serde_json::from_str(&source.text).context(source.path)?;
            goldens.push((version, body));
        }
    }
    Ok(goldens)
}
