//! The paths that a Rust file names: in its `use` lines, and elsewhere in its code.

/// A name that a `use` imports, and its full path.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Import {
    pub(crate) name: String,
    pub(crate) path: Vec<String>,
}

/// The imports of a file, without its tests.
pub(crate) fn imports(text: &str) -> Vec<Import> {
    let mut found = Vec::new();
    for (is_use, statement) in statements(text) {
        if is_use {
            expand(&[], &statement, &mut found);
        }
    }
    found
}

/// The paths in the rest of the code that begin with `crate`, `self` or `super`.
pub(crate) fn paths_in_code(text: &str) -> Vec<Vec<String>> {
    let rest = statements(text).into_iter().filter(|(is_use, _)| !is_use);
    rest.flat_map(|(_, line)| paths_in(&line)).collect()
}

/// The program's `use` statements, without `use` and `;`, and its other lines.
fn statements(text: &str) -> Vec<(bool, String)> {
    let mut statements: Vec<(bool, String)> = Vec::new();
    let mut in_use = false;
    let program = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(text);
    for line in program.lines() {
        let line = line.split("//").next().unwrap_or_default().trim();
        let begins = after_use(line);
        let part = begins.unwrap_or(line);
        match statements.last_mut() {
            Some((_, statement)) if in_use => statement.push_str(part),
            _ => statements.push((begins.is_some(), part.to_owned())),
        }
        in_use = (in_use || begins.is_some()) && !line.ends_with(';');
    }
    for (is_use, statement) in &mut statements {
        if *is_use {
            statement.retain(|letter| letter != ';');
        }
    }
    statements
}

/// The text after `use`, with any visibility.
fn after_use(line: &str) -> Option<&str> {
    let line = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(')').map_or("", |(_, rest)| rest),
        Some(rest) => rest,
        None => line,
    };
    line.trim_start().strip_prefix("use ")
}

/// Expands `a::{b, c::{self, d as e}}`.
fn expand(before: &[String], tree: &str, found: &mut Vec<Import>) {
    let tree = tree.trim();
    if let Some((path, group)) = tree.split_once('{') {
        let before = [before, &parts(path)].concat();
        let group = group.strip_suffix('}').unwrap_or(group);
        for branch in branches(group) {
            expand(&before, branch, found);
        }
        return;
    }
    let (path, renamed) = tree.split_once(" as ").unwrap_or((tree, ""));
    let mut path = [before, &parts(path)].concat();
    // `a::{self}` brings `a` in; `a::*` uses it.
    if path.len() > 1
        && path
            .last()
            .is_some_and(|last| last == "self" || last == "*")
    {
        path.pop();
    }
    let own = path.last().cloned().unwrap_or_default();
    let name = Some(renamed.trim().to_owned()).filter(|name| !name.is_empty());
    if !own.is_empty() {
        let name = name.unwrap_or(own);
        found.push(Import { name, path });
    }
}

fn parts(path: &str) -> Vec<String> {
    let parts = path.split("::").map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The branches of a group; commas in inner groups do not separate them.
fn branches(group: &str) -> Vec<&str> {
    let (mut branches, mut depth, mut begin) = (Vec::new(), 0_usize, 0);
    for (place, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                branches.extend(group.get(begin..place));
                begin = place + 1;
            }
            _ => {}
        }
    }
    branches.extend(group.get(begin..));
    branches.retain(|branch| !branch.trim().is_empty());
    branches
}

fn paths_in(line: &str) -> Vec<Vec<String>> {
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let words = line.split(|letter: char| !is_name(letter) && letter != ':');
    let paths = words.map(parts).filter(|path| {
        let first = path.first().map(String::as_str);
        path.len() > 1 && matches!(first, Some("crate" | "self" | "super"))
    });
    paths.collect()
}

#[test]
fn every_form_of_use_is_read() {
    let text = "use std::fmt;\n\
        pub(crate) use crate::{cart::{self, Item as Line}, money::*};\n\
        use super::view;\n\
        // use crate::nothing;\n\
        fn f() -> crate::shift::Shift { view::show(super::super::counter()) }\n\
        #[cfg(test)]\nmod tests {\n use crate::tested;\n}";
    let found: Vec<_> = imports(text)
        .into_iter()
        .map(|import| (import.name, import.path.join("::")))
        .collect();
    let wanted = [
        ("fmt", "std::fmt"),
        ("cart", "crate::cart"),
        ("Line", "crate::cart::Item"),
        ("money", "crate::money"),
        ("view", "super::view"),
    ];
    let wanted = wanted.map(|(name, path)| (name.to_owned(), path.to_owned()));
    assert_eq!(found, wanted);
    let paths: Vec<_> = paths_in_code(text)
        .into_iter()
        .map(|path| path.join("::"))
        .collect();
    assert_eq!(paths, ["crate::shift::Shift", "super::super::counter"]);
}
