//! Modules use each other one way, so that a reader of one need not read the modules that are built
//! on it. Only a module and its own parts may use each other.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use crate::allowed::{allowed, assert_shrinks};
use crate::module_tree::{Crate, crates};

/// The uses among the modules of one folder, each module with its submodules.
type Uses = BTreeMap<String, BTreeSet<String>>;

#[test]
fn modules_use_each_other_one_way() -> Result<()> {
    let mut found = Vec::new();
    let mut rule = "these modules go in a circle; who uses whom there:".to_owned();
    for one in crates()? {
        for (folder, uses) in neighbours(&one) {
            for (module, used) in circles(&uses) {
                let path = format!("{folder}/{module}");
                let used: Vec<&str> = used.iter().map(String::as_str).collect();
                rule = format!("{rule}\n    {path}: {}", used.join(", "));
                found.push(path);
            }
        }
    }
    assert_shrinks(&rule, &found, &allowed()?.circles);
    Ok(())
}

/// For each folder of a crate, the uses among its modules.
fn neighbours(one: &Crate) -> BTreeMap<String, Uses> {
    let mut folders: BTreeMap<String, Uses> = BTreeMap::new();
    for (user, used) in one.uses() {
        let shared = user.iter().zip(&used).take_while(|(a, b)| a == b).count();
        // One of them is above the other: a module and a part of it.
        let (Some(from), Some(to)) = (user.get(shared), used.get(shared)) else {
            continue;
        };
        let mut folder = vec![one.folder.clone()];
        folder.extend_from_slice(&user[..shared]);
        let uses = folders.entry(folder.join("/")).or_default();
        uses.entry(from.clone()).or_default().insert(to.clone());
    }
    folders
}

/// The modules in circles, with the uses that form the circles.
fn circles(uses: &Uses) -> Uses {
    let reached: Uses = uses
        .keys()
        .map(|module| (module.clone(), reach(uses, module)))
        .collect();
    let mut circles = Uses::new();
    for (module, used) in uses {
        let comes_back = |other: &&String| {
            let there = reached.get(*other);
            there.is_some_and(|there| there.contains(module))
        };
        let way: BTreeSet<String> = used.iter().filter(comes_back).cloned().collect();
        if !way.is_empty() {
            circles.insert(module.clone(), way);
        }
    }
    circles
}

/// All modules that a module uses, directly or indirectly.
fn reach(uses: &Uses, module: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut left = vec![module];
    while let Some(next) = left.pop() {
        for used in uses.get(next).into_iter().flatten() {
            if reached.insert(used.clone()) {
                left.push(used);
            }
        }
    }
    reached
}

#[test]
fn the_rule_knows_a_circle_when_it_sees_one() {
    let files = [
        (
            "",
            "pub mod cart;\nmod money;\nmod view;\npub use money::Cents;",
        ),
        ("money", "use crate::view::shown;"),
        ("view", "use super::cart;\n// use crate::money;"),
        ("cart", "mod item;\npub use item::Item;"),
        ("cart/item", "use crate::Cents;\nuse super::Cart;"),
    ];
    let one = Crate::of("shop/src", &files);
    let folders = neighbours(&one);
    let found = circles(&folders["shop/src"]);
    let way = |module: &str| found[module].iter().cloned().collect::<Vec<_>>();
    assert_eq!(way("cart"), ["money"], "by the name that the root gives on");
    assert_eq!(way("money"), ["view"]);
    assert_eq!(way("view"), ["cart"]);
    assert_eq!(folders.len(), 1, "a module and its part are no circle");
}
