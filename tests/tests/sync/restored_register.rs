//! A register whose ledger is restored from a backup.

use std::fs;

use anyhow::{Result, ensure};
use register::view::RestoreInput;
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

/// The computer is lost: only the backup and the code are left.
#[test]
fn a_register_that_comes_back_on_another_computer_syncs_again() -> Result<()> {
    let Some(site) = Site::set_up("a register on another computer")? else {
        return Ok(());
    };
    let mut random = SeededRandom::new(0x2E57_0003);
    let register = site.shop("Kasir 1")?;
    let code = register.open()?.recovery_code_new()?.recovery_code;
    register.sell(3, &mut random)?;
    register.sync()?;
    // In the backup, but not at the server yet.
    register.sell(2, &mut random)?;
    let backup = site.folder.path().join("backup.db");
    register.open()?.backup(&backup)?;
    // At the server, but not in the backup.
    register.sell(4, &mut random)?;
    register.change_a_price(&mut random)?;
    register.sync()?;
    let lost = lost_ledger(&site, &register)?;

    let other = TestRegister::in_folder(site.folder.path(), "other");
    other.make_folder()?;
    let restored = other.open_locked()?.restore_backup(&RestoreInput {
        path: backup.display().to_string(),
        recovery_code: code,
        use_key_file: false,
    })?;
    ensure!(
        restored.has_server && restored.transactions == 5,
        "{restored:?}"
    );
    other.sell(3, &mut random)?;
    other.change_a_price(&mut random)?;
    other.sync()?;
    other.sell(2, &mut random)?;
    other.sync()?;
    let ledger = other.contents()?;
    ensure!(ledger.epochs().len() == 2, "{:?}", ledger.epochs());
    site.check_promises(&[ledger, lost])
}

/// Without a server only the mark shows that entries were lost. All remaining entries are sent
/// later.
#[test]
fn a_register_that_was_restored_before_it_had_a_server_brings_both_epochs_along() -> Result<()> {
    let Some(site) = Site::set_up("a restored register without a server")? else {
        return Ok(());
    };
    let mut random = SeededRandom::new(0x2E57_0004);
    let register = TestRegister::in_folder(site.folder.path(), "Kasir 1");
    register.set_up()?;
    register.sell(3, &mut random)?;
    let backup = site.folder.path().join("backup.db");
    register.open()?.backup(&backup)?;
    register.sell(2, &mut random)?;
    put_back(&register, &backup, true)?;
    register.sell(2, &mut random)?;
    let code = site.server.founding_code("Toko Tahan")?;
    register.found(&site.server.url(), &code)?;
    register.sync()?;
    register.sell(1, &mut random)?;
    register.sync()?;
    let ledger = register.contents()?;
    ensure!(ledger.epochs().len() == 2, "{:?}", ledger.epochs());
    site.check_promises(&[ledger])
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

/// Replaces the ledger with the backup, as an administrator does.
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
