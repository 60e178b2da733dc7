//! Two computers that work with copies of one register.

use anyhow::{Context, Result, ensure};
use kasapro_tests::checker::ServerBooks;
use kasapro_tests::dice::Dice;
use kasapro_tests::till::Till;

use crate::place::{Place, copy_folder};

const SEED: u64 = 0xC10E;
/// How often both sell and sync.
const ROUNDS: u32 = 3;

#[test]
fn two_copies_of_a_register_lose_nothing_and_somebody_is_told() -> Result<()> {
    let Some(place) = Place::set_up("a cloned register")? else {
        return Ok(());
    };
    eprintln!("seed {SEED:#x}");
    let mut dice = Dice::new(SEED);
    let till = place.shop("Kasir 1")?;
    till.sell(3, &mut dice)?;
    till.sync()?;
    let copy = Till::in_folder(place.folder.path(), "copy");
    let from = till.key_file.parent().context("no folder")?;
    copy_folder(from, copy.key_file.parent().context("no folder")?)?;

    for _ in 0..ROUNDS {
        for till in [&till, &copy] {
            till.sell(2, &mut dice)?;
            till.edit_price(&mut dice)?;
        }
        till.sync()?;
        copy.sync()?;
    }
    // Each once more: the other's last edits.
    till.sync()?;
    copy.sync()?;
    till.sync()?;

    let ledgers = [till.books()?, copy.books()?];
    let told = ledgers
        .iter()
        .filter(|ledger| ledger.attention.as_deref() == Some("register_copied"));
    ensure!(told.count() > 0, "nobody was told");
    let server = ServerBooks::read(&place.server.database().superuser_url)?;
    ensure!(!server.alarms.is_empty(), "the server raised no alarm");
    place.hold(&ledgers)
}
