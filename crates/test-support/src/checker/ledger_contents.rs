//! The stored state of a register.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use domain::catalog::Product;
use domain::entry::{Entry, SignedHead};
use domain::hex::from_hex;
use ledger::{Ledger, LedgerKey, OpenOptions, ProductFilter};
use serde_json::Value;
use uuid::Uuid;

const LEDGER_FILE: &str = "ledger.db";
const PAGE: usize = 200;

/// The content of one ledger that the server should have or has sent.
#[derive(Debug, Clone)]
pub struct LedgerContents {
    /// How messages name it.
    pub name: String,
    /// The owner of the log.
    pub organization_id: Uuid,
    /// The owner of the log.
    pub register_id: Uuid,
    /// The whole log.
    pub entries: Vec<Entry>,
    /// The last head that it believes stored.
    pub acknowledged: Option<SignedHead>,
    /// Entries that it has not sent yet.
    pub waiting: u64,
    /// People whose names or PINs it has not sent yet.
    pub profiles_waiting: usize,
    /// The catalog.
    pub products: Vec<Product>,
    /// The notice that needs a person, by its code.
    pub attention: Option<String>,
    /// Whether the ledger was lost: only its entries must be on the server.
    pub is_past: bool,
}

impl LedgerContents {
    /// Reads the ledger of a data folder that no process has open. Its high-water mark is ignored.
    ///
    /// # Errors
    /// When it cannot be opened or read.
    pub fn read(name: &str, data: &Path, key_file: &Path) -> Result<Self> {
        let secret: Value = serde_json::from_str(&fs::read_to_string(key_file)?)?;
        let key = secret["ledger_key"].as_str().context("no ledger key")?;
        let ledger = Ledger::open(
            &data.join(LEDGER_FILE),
            &LedgerKey::new(from_hex(key)?),
            OpenOptions { maintenance: false },
        )?;
        let identity = ledger.identity();
        let state = ledger.sync_state()?;
        Ok(Self {
            name: name.to_owned(),
            organization_id: identity.organization_id,
            register_id: identity.register_id,
            entries: entries(&ledger)?,
            acknowledged: state.acknowledged,
            waiting: ledger.pending_entries()?.entries,
            profiles_waiting: ledger.pending_profiles()?.len(),
            products: products(&ledger)?,
            attention: state.attention,
            is_past: false,
        })
    }

    /// A ledger that was lost after this was read. The server must still have the entries that it
    /// sent.
    #[must_use]
    pub fn of_the_past(self) -> Self {
        Self {
            is_past: true,
            ..self
        }
    }

    /// Its epochs in their order.
    pub fn epochs(&self) -> Vec<Uuid> {
        let mut epochs: Vec<Uuid> = self.entries.iter().map(|one| one.header.epoch).collect();
        epochs.dedup();
        epochs
    }
}

fn entries(ledger: &Ledger) -> Result<Vec<Entry>> {
    let mut position = 0;
    let mut entries = Vec::new();
    loop {
        let page = ledger.entries_after(position, u32::try_from(PAGE)?)?;
        let Some(last) = page.last() else {
            return Ok(entries);
        };
        position = last.position;
        entries.extend(page.into_iter().map(|stored| stored.entry));
    }
}

fn products(ledger: &Ledger) -> Result<Vec<Product>> {
    let mut products: Vec<Product> = Vec::new();
    loop {
        let after = products.last().map(|product| product.product_id);
        let page = ledger.product_list(ProductFilter::default(), after, PAGE)?;
        if page.is_empty() {
            return Ok(products);
        }
        products.extend(page.into_iter().map(|hit| hit.product));
    }
}
