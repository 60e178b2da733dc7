//! Two computers that use copies of one register.

use anyhow::{Result, ensure};
use test_support::checker::ServerContents;
use test_support::random::SeededRandom;
use test_support::shop::TestRegister;

use crate::site::Site;

const SEED: u64 = 0xC10E;
/// How often both sell and sync.
const ROUNDS: u32 = 3;

#[test]
fn two_copies_of_a_register_lose_nothing_and_a_person_is_warned() -> Result<()> {
    let Some(site) = Site::set_up("a copied register")? else {
        return Ok(());
    };
    eprintln!("seed {SEED:#x}");
    let mut random = SeededRandom::new(SEED);
    let register = site.shop("Kasir 1")?;
    register.sell(3, &mut random)?;
    register.sync()?;
    let copy = TestRegister::in_folder(site.folder.path(), "copy");
    register.copy_to(&copy)?;

    for _ in 0..ROUNDS {
        for register in [&register, &copy] {
            register.sell(2, &mut random)?;
            register.change_a_price(&mut random)?;
        }
        register.sync()?;
        copy.sync()?;
    }
    // Sync each again, for the other's last edits.
    register.sync()?;
    copy.sync()?;
    register.sync()?;

    let ledgers = [register.contents()?, copy.contents()?];
    let warned = ledgers
        .iter()
        .filter(|ledger| ledger.attention.as_deref() == Some("register_copied"));
    ensure!(warned.count() > 0, "no register warns");
    let server = ServerContents::read(&site.server.database().superuser_url)?;
    ensure!(!server.alarms.is_empty(), "the server raised no alarm");
    site.check_promises(&ledgers)
}
