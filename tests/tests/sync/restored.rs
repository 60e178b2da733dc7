//! A register whose ledger comes back from a backup.

use std::fs;

use anyhow::{Context, Result, ensure};
use kasapro_tests::checker::LedgerBooks;
use kasapro_tests::dice::Dice;
use kasapro_tests::till::Till;

use crate::place::{Place, copy_folder};

#[test]
fn a_restored_register_finds_it_by_its_mark_and_loses_nothing() -> Result<()> {
    restore(true, 0x2E57_0001)
}

#[test]
fn a_restored_register_without_its_mark_is_found_by_the_server() -> Result<()> {
    restore(false, 0x2E57_0002)
}

fn restore(keeps_mark: bool, seed: u64) -> Result<()> {
    let Some(place) = Place::set_up("a restored register")? else {
        return Ok(());
    };
    eprintln!("seed {seed:#x}");
    let mut dice = Dice::new(seed);
    let till = place.shop("Kasir 1")?;
    till.sell(4, &mut dice)?;
    till.edit_price(&mut dice)?;
    till.sync()?;
    let backup = place.folder.path().join("backup.db");
    till.open()?.backup(&backup)?;
    till.sell(4, &mut dice)?;
    till.edit_price(&mut dice)?;
    till.sync()?;
    let lost = lost_ledger(&place, &till)?;

    put_back(&till, &backup, keeps_mark)?;
    till.sell(3, &mut dice)?;
    till.edit_price(&mut dice)?;
    till.sync()?;
    till.sell(2, &mut dice)?;
    till.sync()?;

    let books = till.books()?;
    ensure!(books.epochs().len() == 2, "{:?}", books.epochs());
    ensure!(
        books.attention.as_deref() == Some("register_copied"),
        "{:?}",
        books.attention
    );
    place.hold(&[books, lost])
}

/// The ledger as it was before the disk failed.
fn lost_ledger(place: &Place, till: &Till) -> Result<LedgerBooks> {
    let before = Till::in_folder(place.folder.path(), "before");
    let from = till.key_file.parent().context("no folder")?;
    copy_folder(from, before.key_file.parent().context("no folder")?)?;
    Ok(before.books()?.of_the_past())
}

/// As an administrator does it: the file of the backup in the place of the ledger.
fn put_back(till: &Till, backup: &std::path::Path, keeps_mark: bool) -> Result<()> {
    for entry in fs::read_dir(&till.data)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("ledger.db") {
            fs::remove_file(entry.path())?;
        }
    }
    fs::copy(backup, till.data.join("ledger.db"))?;
    let mark = till.key_file.with_file_name("key.head");
    ensure!(mark.is_file(), "there is no mark at {}", mark.display());
    if !keeps_mark {
        fs::remove_file(mark)?;
    }
    Ok(())
}
