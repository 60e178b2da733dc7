//! Shops to measure: set up as the wizard does, filled through the ledger.

pub(crate) mod goods;
mod history;
mod sale;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use domain::entry::SigningKey;
use domain::hex::from_hex;
use ledger::{Ledger, LedgerKey, OpenOptions};
use register::view::{CatalogChoice, PrinterInput, PrinterKind, SetupInput};
use register::{OpenRequest, Register};
use serde_json::Value;
use test_support::shop::{TestRegister, amount, new_id, setup_input, unlock};

pub(crate) use sale::TradingLedger;
pub(crate) use test_support::shop::{PIN, USERNAME};

/// A shop's folder; its shift is open and no person is unlocked.
#[derive(Debug, Clone)]
pub(crate) struct Shop {
    folder: PathBuf,
}

/// The keys of a shop.
pub(crate) struct Keys {
    /// Opens the ledger.
    pub(crate) ledger: LedgerKey,
    /// The same key as text, for the bare baseline.
    pub(crate) ledger_hex: String,
    /// Seals entries.
    pub(crate) register: SigningKey,
}

impl Shop {
    /// A new shop without products, its shift open over a float.
    pub(crate) fn new(folder: &Path) -> Result<Self> {
        let shop = Self::at(folder);
        fs::create_dir_all(folder)?;
        let register = Register::open(shop.request())?;
        register.setup_create(&SetupInput {
            catalog: CatalogChoice::Empty,
            register_name: "A1".to_owned(),
            ..setup_input()
        })?;
        register.shift_open(new_id(), &amount("500000"))?;
        Ok(shop)
    }

    /// The shop of a folder.
    pub(crate) fn at(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// A shop with this many products and sales. The tables that reports read are folded.
    pub(crate) fn stocked(folder: &Path, products: u32, sales: u64) -> Result<Self> {
        let shop = Self::new(folder)?;
        let trading = shop.ledger(OpenOptions { maintenance: false })?;
        trading.add_products(0..products)?;
        trading.add_history(sales, products)?;
        trading.ledger.catch_up()?;
        Ok(shop)
    }

    /// A copy of the shop in another folder. No process may have it open.
    pub(crate) fn copy_to(&self, folder: &Path) -> Result<Self> {
        let copy = Self::at(folder);
        test_support::folder::copy(&self.data(), &copy.data())?;
        fs::copy(self.key_file(), copy.key_file())?;
        Ok(copy)
    }

    /// The folder that `KASAPRO_DATA` names.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// The file that `KASAPRO_KEY_FILE` names.
    pub(crate) fn key_file(&self) -> PathBuf {
        self.folder.join("register.key")
    }

    /// The database.
    pub(crate) fn ledger_file(&self) -> PathBuf {
        self.data().join("ledger.db")
    }

    /// Size of the database's log, in bytes.
    pub(crate) fn log_bytes(&self) -> u64 {
        fs::metadata(self.data().join("ledger.db-wal")).map_or(0, |metadata| metadata.len())
    }

    /// How to open it as the window does.
    pub(crate) fn request(&self) -> OpenRequest {
        self.register().request()
    }

    /// The register with its owner unlocked.
    pub(crate) fn unlocked(&self) -> Result<Register> {
        let register = Register::open(self.request())?;
        unlock(&register, USERNAME, PIN)?;
        Ok(register)
    }

    /// The same without background threads.
    pub(crate) fn unlocked_alone(&self) -> Result<Register> {
        self.register().open()
    }

    pub(crate) fn ledger(&self, options: OpenOptions) -> Result<TradingLedger> {
        let keys = self.keys()?;
        let ledger = Ledger::open(&self.ledger_file(), &keys.ledger, options)?;
        TradingLedger::new(ledger, keys.register)
    }

    fn register(&self) -> TestRegister {
        TestRegister {
            name: "A1".to_owned(),
            data: self.data(),
            key_file: self.key_file(),
        }
    }

    /// Its keys, as the key file holds them.
    pub(crate) fn keys(&self) -> Result<Keys> {
        let written: Value = serde_json::from_str(&fs::read_to_string(self.key_file())?)?;
        let text = |name: &str| {
            let value = written.get(name).and_then(Value::as_str);
            value.with_context(|| format!("the key file has no {name}"))
        };
        let ledger_hex = text("ledger_key")?.to_owned();
        Ok(Keys {
            ledger: LedgerKey::new(from_hex(&ledger_hex)?),
            ledger_hex,
            register: SigningKey::from_seed(&from_hex(text("signing_seed")?)?),
        })
    }

    /// A printer that writes to a file, so that each sale has its receipt printed.
    pub(crate) fn paper(&self) -> PrinterInput {
        PrinterInput {
            kind: PrinterKind::File,
            target: self.folder.join("paper.bin").display().to_string(),
            ..PrinterInput::default()
        }
    }
}
