//! The modules of a crate, and which of them each uses, read from the sources.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use crate::tree::{Source, sources};
use crate::use_paths::{Import, imports, paths_in_code};

/// The path of a module in its crate; the crate's root is empty.
pub(crate) type ModulePath = Vec<String>;

/// Chains of re-exports are never longer than this; a circular re-export would never end.
const DEPTH_MAX: usize = 8;

/// The modules of a crate.
pub(crate) struct Crate {
    /// The folder of its sources.
    pub(crate) folder: String,
    modules: BTreeMap<ModulePath, Module>,
}

#[derive(Default)]
struct Module {
    imports: Vec<Import>,
    in_code: Vec<ModulePath>,
}

/// All crates of the checkout.
pub(crate) fn crates() -> Result<Vec<Crate>> {
    let sources = sources()?;
    let folders: BTreeSet<&str> = sources.iter().filter_map(root_of_crate).collect();
    let read = |folder: &&str| {
        let start = format!("{folder}/");
        let files = sources.iter().filter(|source| source.is_a(&["rs"]));
        let files = files.filter_map(|source| {
            let below = source.path.strip_prefix(&start)?;
            Some((module_of(below), source.text.as_str()))
        });
        let files: Vec<(String, &str)> = files.collect();
        Crate::read(folder, &files)
    };
    Ok(folders.iter().map(read).collect())
}

/// The folder of a crate's sources, when this file is its root.
fn root_of_crate(source: &Source) -> Option<&str> {
    let roots = ["lib.rs", "main.rs"];
    let (folder, file) = source.path.rsplit_once('/')?;
    (folder.ends_with("/src") && roots.contains(&file)).then_some(folder)
}

/// `cart/item.rs` and `cart/item/mod.rs` are the module `cart::item`.
fn module_of(file: &str) -> String {
    let path = file.strip_suffix(".rs").unwrap_or(file);
    match path {
        "lib" | "main" => String::new(),
        path => path.strip_suffix("/mod").unwrap_or(path).to_owned(),
    }
}

impl Crate {
    /// A crate of these modules, each with its text.
    #[cfg(test)]
    pub(crate) fn of(folder: &str, modules: &[(&str, &str)]) -> Self {
        let modules = modules
            .iter()
            .map(|(path, text)| ((*path).to_owned(), *text));
        Self::read(folder, &modules.collect::<Vec<_>>())
    }

    fn read(folder: &str, files: &[(String, &str)]) -> Self {
        let mut modules: BTreeMap<ModulePath, Module> = BTreeMap::new();
        for (path, text) in files {
            let path = path.split('/').filter(|part| !part.is_empty());
            // A library and a program may share a folder and so a root.
            let module = modules
                .entry(path.map(str::to_owned).collect())
                .or_default();
            module.imports.extend(imports(text));
            module.in_code.extend(paths_in_code(text));
        }
        Self {
            folder: folder.to_owned(),
            modules,
        }
    }

    /// Which module uses which.
    pub(crate) fn uses(&self) -> BTreeSet<(ModulePath, ModulePath)> {
        let mut uses = BTreeSet::new();
        for (user, module) in &self.modules {
            let imported = module.imports.iter().map(|import| &import.path);
            for path in imported.chain(&module.in_code) {
                let used = self.absolute(user, path);
                if let Some(used) = used.and_then(|path| self.home(&path, 0))
                    && used != *user
                {
                    uses.insert((user.clone(), used));
                }
            }
        }
        uses
    }

    /// A path from the root of the crate; `None` for another crate.
    fn absolute(&self, module: &[String], path: &[String]) -> Option<ModulePath> {
        let first = path.first()?;
        let ups = path.iter().take_while(|part| *part == "super").count();
        match first.as_str() {
            "crate" => Some(path[1..].to_vec()),
            "self" => Some([module, &path[1..]].concat()),
            "super" => {
                let above = module.len().checked_sub(ups)?;
                Some([&module[..above], &path[ups..]].concat())
            }
            name => {
                let child = [module, &[name.to_owned()]].concat();
                let is_child = self.modules.contains_key(&child);
                is_child.then(|| [module, path].concat())
            }
        }
    }

    /// The module that defines the item at this path, through any number of re-exports.
    fn home(&self, path: &[String], depth: usize) -> Option<ModulePath> {
        let is_module = |length: &usize| self.modules.contains_key(&path[..*length]);
        let length = (0..=path.len()).rev().find(is_module)?;
        let (module, rest) = path.split_at(length);
        let Some(name) = rest.first().filter(|_| depth < DEPTH_MAX) else {
            return Some(module.to_vec());
        };
        let imports = &self.modules.get(module)?.imports;
        let given_on = imports
            .iter()
            .filter(|import| import.name == *name)
            .find_map(|import| self.absolute(module, &import.path));
        match given_on {
            Some(target) => self.home(&[target.as_slice(), &rest[1..]].concat(), depth + 1),
            None => Some(module.to_vec()),
        }
    }
}
