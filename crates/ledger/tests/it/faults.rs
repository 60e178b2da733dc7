//! A file that is damaged, a disk that is full.

use ledger::{Ledger, LedgerError};

use crate::shop::{QUIET, Shop, ledger_key, products};

#[test]
fn a_flipped_byte_in_the_file_is_reported_and_never_a_panic() {
    let shop = Shop::open(QUIET);
    let goods = products(400);
    shop.add_products(&goods, 1_000);
    (0..20).for_each(|_| _ = shop.sell(&goods[..8]));
    let path = shop.path.clone();
    let _folder = shop.reopen(QUIET).close();
    let clean = std::fs::read(&path).unwrap();
    let pages = clean.len() / 4096;
    let mut reported = 0;
    for page in 1..pages {
        let mut bytes = clean.clone();
        bytes[page * 4096 + 2000] ^= 0x40;
        std::fs::write(&path, &bytes).unwrap();
        if read_everything(&path).is_err_and(|error| matches!(error, LedgerError::Corrupted { .. }))
        {
            reported += 1;
        }
    }
    // Pages that nothing reads (free ones, inner pages of unused indexes) may stay unseen here.
    assert!(
        reported * 10 >= pages * 5,
        "{reported} of {pages} damaged pages were noticed"
    );
}

fn read_everything(path: &std::path::Path) -> Result<(), LedgerError> {
    let ledger = Ledger::open(path, &ledger_key(), QUIET)?;
    ledger.catch_up()?;
    ledger.entries_after(0, 1000)?;
    ledger.transactions(None, 500)?;
    ledger.product_search("teh", 200)?;
    for offset in (0..400).step_by(100) {
        ledger.product_in_category("Minuman", 100, offset)?;
    }
    Ok(())
}
