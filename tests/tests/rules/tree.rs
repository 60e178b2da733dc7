//! The files of the checkout that people write.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Folders and files that tools write.
const WRITTEN_BY_TOOLS: &[&str] = &[
    ".git",
    "target",
    "gen",
    "node_modules",
    "dist",
    "coverage",
    ".idea",
    ".vscode",
];

/// Files that tools write, beside those of people.
const GENERATED: &[&str] = &["Cargo.lock", "package-lock.json", "bindings.ts"];

/// A text file of the checkout.
pub(crate) struct Source {
    /// Its path below the root, with `/` between the parts.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    /// Whether its name ends like this.
    pub(crate) fn is_a(&self, extensions: &[&str]) -> bool {
        let extension = Path::new(&self.path)
            .extension()
            .and_then(|name| name.to_str());
        extension.is_some_and(|extension| extensions.contains(&extension))
    }
}

/// The root of the checkout.
pub(crate) fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

/// All text files that people write, sorted by path.
pub(crate) fn sources() -> Result<Vec<Source>> {
    let mut found = Vec::new();
    collect(&root(), &mut found)?;
    found.sort_by(|left, right| left.path.cmp(&right.path));
    assert!(
        found.len() > 100,
        "only {} files found: the walk is broken",
        found.len()
    );
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<Source>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        // In a second worktree `.git` is a file.
        if WRITTEN_BY_TOOLS.contains(&name) {
            continue;
        }
        if path.is_dir() {
            collect(&path, found)?;
        } else if !GENERATED.contains(&name) {
            // A file that is not UTF-8 is a picture or a font.
            if let Ok(text) = fs::read_to_string(&path) {
                found.push(Source {
                    path: below_root(&path)?,
                    text,
                });
            }
        }
    }
    Ok(())
}

fn below_root(path: &Path) -> Result<String> {
    let below = path.strip_prefix(root())?;
    Ok(below.to_string_lossy().replace('\\', "/"))
}
