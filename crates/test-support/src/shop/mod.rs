//! A shop's register in a folder: set up, opened, enrolled at a server.

mod trade;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use register::view::{CatalogChoice, JoinInput, Language, PrinterInput, SetupInput, SetupTax};
use register::{Ids as _, KeyStoreChoice, OpenRequest, Register, SystemSource};
use uuid::Uuid;

use crate::checker::LedgerContents;
use crate::folder;
use crate::random::SeededRandom;

pub use trade::{
    amount, change_a_price, ensure_open_shift, exact_cash, sell_some, sold_products, unlock,
};

/// The owner of every shop that [`setup_input`] describes.
pub const USERNAME: &str = "sari";
/// Her PIN.
pub const PIN: &str = "4826";

/// A shop with the sample catalog. A test changes single fields:
/// `SetupInput { tax: SetupTax::None, ..setup_input() }`.
pub fn setup_input() -> SetupInput {
    SetupInput {
        language: Language::Id,
        store_name: "Toko Tahan".to_owned(),
        address: "Jalan Kenanga 5".to_owned(),
        phone: "021-555-0101".to_owned(),
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

/// The same shop in another currency, without a catalog: the sample's prices are rupiah.
pub fn setup_input_in(currency: &str) -> SetupInput {
    SetupInput {
        currency: currency.to_owned(),
        tax: SetupTax::None,
        catalog: CatalogChoice::Empty,
        ..setup_input()
    }
}

/// An id for a command.
pub fn new_id() -> Uuid {
    SystemSource.next_id()
}

/// The data folder and the key file of a register.
#[derive(Debug, Clone)]
pub struct TestRegister {
    /// The name that messages use.
    pub name: String,
    /// The data folder.
    pub data: PathBuf,
    /// The key file; the high-water mark is beside it.
    pub key_file: PathBuf,
}

impl TestRegister {
    /// A register in a folder with its name.
    pub fn in_folder(folder: &Path, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            data: folder.join(name).join("shop"),
            key_file: folder.join(name).join("key"),
        }
    }

    /// How it is opened, with its threads for printing and upkeep.
    pub fn request(&self) -> OpenRequest {
        OpenRequest::new(&self.data, KeyStoreChoice::File(self.key_file.clone()))
    }

    /// Opens it without threads and without unlocking it.
    ///
    /// # Errors
    /// When it does not open.
    pub fn open_locked(&self) -> Result<Register> {
        Ok(Register::open(self.request().without_background())?)
    }

    /// Opens it without threads, with the owner unlocked.
    ///
    /// # Errors
    /// When it does not open, or has no owner yet.
    pub fn open(&self) -> Result<Register> {
        let register = self.open_locked()?;
        unlock(&register, USERNAME, PIN)?;
        Ok(register)
    }

    /// Sets up a new shop as [`setup_input`] describes it.
    ///
    /// # Errors
    /// When the setup is refused.
    pub fn set_up(&self) -> Result<()> {
        self.set_up_as(&setup_input())
    }

    /// Sets up a new shop as the wizard's answers describe it; see [`setup_input_in`].
    ///
    /// # Errors
    /// When the setup is refused.
    pub fn set_up_as(&self, input: &SetupInput) -> Result<()> {
        self.make_folder()?;
        self.open_locked()?.setup_create(input)?;
        Ok(())
    }

    /// Founds the shop on a server.
    ///
    /// # Errors
    /// When the server refuses or cannot be reached.
    pub fn found(&self, url: &str, code: &str) -> Result<()> {
        self.open()?.enrol_found(new_id(), url, code)?;
        Ok(())
    }

    /// Joins the shop that a server has.
    ///
    /// # Errors
    /// When the server refuses or cannot be reached.
    pub fn join(&self, url: &str, code: &str) -> Result<()> {
        self.make_folder()?;
        self.open_locked()?.enrol_join(
            new_id(),
            &JoinInput {
                server_url: url.to_owned(),
                code: code.to_owned(),
                register_name: self.name.clone(),
                printer: PrinterInput::default(),
                use_key_file: false,
            },
        )?;
        Ok(())
    }

    /// Makes this many random sales.
    ///
    /// # Errors
    /// When one is refused.
    pub fn sell(&self, count: u32, random: &mut SeededRandom) -> Result<()> {
        let register = self.open()?;
        ensure_open_shift(&register)?;
        let products = sold_products(&register)?;
        for _ in 0..count {
            sell_some(&register, random, &products)?;
        }
        Ok(())
    }

    /// Changes the price of a product that is sold.
    ///
    /// # Errors
    /// When it is refused.
    pub fn change_a_price(&self, random: &mut SeededRandom) -> Result<()> {
        let register = self.open()?;
        let products = sold_products(&register)?;
        change_a_price(&register, random, &products)?;
        Ok(())
    }

    /// Syncs until both sides have everything.
    ///
    /// # Errors
    /// When the server refuses or cannot be reached, or entries are still pending.
    pub fn sync(&self) -> Result<()> {
        let moved = self.open_locked()?.sync_once()?;
        ensure!(moved.waiting_entries == 0, "{}: {moved:?}", self.name);
        Ok(())
    }

    /// Its stored state.
    ///
    /// # Errors
    /// When a process has it open.
    pub fn contents(&self) -> Result<LedgerContents> {
        LedgerContents::read(&self.name, &self.data, &self.key_file)
    }

    /// Copies its files to the place of another register.
    ///
    /// # Errors
    /// When a file cannot be copied.
    pub fn copy_to(&self, other: &Self) -> Result<()> {
        folder::copy(self.folder()?, other.folder()?)
    }

    /// Makes the folder that holds the data folder and the key.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn make_folder(&self) -> Result<()> {
        Ok(std::fs::create_dir_all(self.folder()?)?)
    }

    fn folder(&self) -> Result<&Path> {
        self.key_file.parent().context("the key has no folder")
    }
}
