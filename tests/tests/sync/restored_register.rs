//! A register whose ledger comes back from a backup.

use std::fs;

use anyhow::{Result, ensure};
use test_support::checker::LedgerContents;
use test_support::random::SeededRandom;
use test_support::shop::TestRegister;

use crate::site::Site;

#[test]
fn a_restored_register_notices_it_by_its_high_water_mark_and_loses_nothing() -> Result<()> {
    restore(true, 0x2E57_0001)
}

#[test]
fn a_restored_register_without_its_high_water_mark_is_noticed_by_the_server() -> Result<()> {
    restore(false, 0x2E57_0002)
}

fn restore(keeps_mark: bool, seed: u64) -> Result<()> {
    let Some(site) = Site::set_up("a restored register")? else {
        return Ok(());
    };
    eprintln!("seed {seed:#x}");
    let mut random = SeededRandom::new(seed);
    let register = site.shop("Kasir 1")?;
    register.sell(4, &mut random)?;
    register.change_a_price(&mut random)?;
    register.sync()?;
    let backup = site.folder.path().join("backup.db");
    register.open()?.backup(&backup)?;
    register.sell(4, &mut random)?;
    register.change_a_price(&mut random)?;
    register.sync()?;
    let lost = lost_ledger(&site, &register)?;

    put_back(&register, &backup, keeps_mark)?;
    register.sell(3, &mut random)?;
    register.change_a_price(&mut random)?;
    register.sync()?;
    register.sell(2, &mut random)?;
    register.sync()?;

    let ledger = register.contents()?;
    ensure!(ledger.epochs().len() == 2, "{:?}", ledger.epochs());
    ensure!(
        ledger.attention.as_deref() == Some("register_copied"),
        "{:?}",
        ledger.attention
    );
    site.check_promises(&[ledger, lost])
}

/// The ledger as it was before the disk failed.
fn lost_ledger(site: &Site, register: &TestRegister) -> Result<LedgerContents> {
    let before = TestRegister::in_folder(site.folder.path(), "before");
    register.copy_to(&before)?;
    Ok(before.contents()?.of_the_past())
}

/// Puts the backup in the place of the ledger, as an administrator does.
fn put_back(register: &TestRegister, backup: &std::path::Path, keeps_mark: bool) -> Result<()> {
    for entry in fs::read_dir(&register.data)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("ledger.db") {
            fs::remove_file(entry.path())?;
        }
    }
    fs::copy(backup, register.data.join("ledger.db"))?;
    let mark = register.key_file.with_file_name("key.head");
    ensure!(mark.is_file(), "there is no mark at {}", mark.display());
    if !keeps_mark {
        fs::remove_file(mark)?;
    }
    Ok(())
}
