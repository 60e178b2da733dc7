//! The shop whose register is killed.

use std::collections::HashSet;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use kasapro_tests::sell_loop;
use register::view::{
    CatalogChoice, CountInput, Language, PrinterInput, SetupInput, SetupTax, TransactionQuery,
    TransactionRow,
};
use register::{Ids as _, KeyStoreChoice, OpenRequest, Register, SystemSource};
use tempfile::TempDir;

use crate::witness::Witness;

pub(crate) const USERNAME: &str = "sari";
pub(crate) const PIN: &str = "4826";

/// A shop with the sample catalog and an open shift, in a folder that goes away with it.
#[derive(Debug)]
pub(crate) struct Shop {
    folder: TempDir,
}

impl Shop {
    pub(crate) fn set_up() -> Result<Self> {
        let shop = Self {
            folder: tempfile::tempdir()?,
        };
        let register = shop.open()?;
        register.setup_create(&setup())?;
        let count = CountInput {
            amount_text: Some("500000".to_owned()),
            denominations: Vec::new(),
        };
        register.shift_open(SystemSource.next_id(), &count)?;
        register.close();
        Ok(shop)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("shop")
    }

    pub(crate) fn key_file(&self) -> PathBuf {
        self.folder.path().join("key")
    }

    fn open(&self) -> Result<Register> {
        let key = KeyStoreChoice::File(self.key_file());
        Ok(Register::open(
            OpenRequest::new(self.data(), key).without_background(),
        )?)
    }

    /// The chain holds, and the ledger has exactly these sales, numbered without a hole.
    pub(crate) fn examine(&self, witness: &mut Witness) -> Result<()> {
        let register = self.open()?;
        let people = register.people()?;
        let owner = people.first().context("the owner is gone")?;
        register.session_unlock(owner.user_id, PIN)?;
        // The last kill may have left a sale of which nobody has heard.
        witness.hear(&sell_loop::opened(&register)?)?;
        let sold = &witness.sold;
        let verdict = register.ledger_verify()?;
        ensure!(verdict.ok, "the chain is broken: {verdict:?}");
        let rows = all_rows(&register)?;
        let stored: HashSet<_> = rows.iter().map(|row| row.transaction_id).collect();
        ensure!(stored.len() == rows.len(), "a sale is listed twice");
        let said: HashSet<_> = sold.iter().map(|sale| sale.transaction_id).collect();
        ensure!(said.len() == sold.len(), "a sale was acknowledged twice");
        ensure!(
            stored == said,
            "{} are stored, {} were sold",
            stored.len(),
            said.len()
        );
        without_hole(&rows)
    }
}

fn all_rows(register: &Register) -> Result<Vec<TransactionRow>> {
    let mut query = TransactionQuery {
        limit: 200,
        ..TransactionQuery::default()
    };
    let mut rows = Vec::new();
    loop {
        let page = register.transaction_list(&query)?;
        rows.extend(page.items);
        query.before = page.next;
        if page.next.is_none() {
            return Ok(rows);
        }
    }
}

/// The numbers on the receipts, newest first, count down to one.
fn without_hole(rows: &[TransactionRow]) -> Result<()> {
    for (place, row) in rows.iter().rev().enumerate() {
        let digits = row
            .receipt_number
            .rsplit(|c: char| !c.is_ascii_digit())
            .next();
        let number: usize = digits.context("no number")?.parse()?;
        ensure!(
            number == place + 1,
            "receipt {} stands at place {}",
            row.receipt_number,
            place + 1
        );
    }
    Ok(())
}

fn setup() -> SetupInput {
    SetupInput {
        language: Language::Id,
        store_name: "Toko Tahan".to_owned(),
        address: String::new(),
        phone: String::new(),
        currency: "IDR".to_owned(),
        owner_name: "Sari".to_owned(),
        owner_username: USERNAME.to_owned(),
        pin: PIN.to_owned(),
        register_name: "Kasir 1".to_owned(),
        tax: SetupTax::PpnInclusive,
        catalog: CatalogChoice::Sample,
        printer: PrinterInput::default(),
        use_key_file: true,
    }
}
