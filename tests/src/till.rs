//! A register of a test: its folder, its key, and what a shop does with it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use domain::cart::TransactionKind;
use domain::quantity::Quantity;
use register::error::ErrorCode;
use register::view::{
    CatalogChoice, CountInput, JoinInput, Language, OfferInput, PaymentMethod, PrinterInput,
    ProductDetail, ProductInput, ProductStatus, SetupInput, SetupTax,
};
use register::{Ids as _, KeyStoreChoice, OpenRequest, Register, SystemSource, Ticket, TicketItem};
use uuid::Uuid;

use crate::checker::LedgerBooks;
use crate::dice::Dice;

/// The owner of every shop of these tests.
pub const USERNAME: &str = "sari";
/// Her PIN.
pub const PIN: &str = "4826";

/// How many different products are sold.
const GOODS: u32 = 30;
/// What an edited price is a multiple of.
const PRICE_STEP: u64 = 500;

/// A register's data folder and key file.
#[derive(Debug, Clone)]
pub struct Till {
    /// How messages name it.
    pub name: String,
    /// The data folder.
    pub data: PathBuf,
    /// The key file; the high-water mark is beside it.
    pub key_file: PathBuf,
}

impl Till {
    /// A register that will live in this folder.
    pub fn in_folder(folder: &Path, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            data: folder.join(name).join("shop"),
            key_file: folder.join(name).join("key"),
        }
    }

    /// Opens it for one step, with the owner unlocked and nothing in the background.
    ///
    /// # Errors
    /// When it does not open, or has no owner yet.
    pub fn open(&self) -> Result<Register> {
        let register = Register::open(self.request().without_background())?;
        unlock(&register, USERNAME, PIN)?;
        Ok(register)
    }

    /// How it is opened.
    pub fn request(&self) -> OpenRequest {
        OpenRequest::new(&self.data, KeyStoreChoice::File(self.key_file.clone()))
    }

    /// Sets up a new shop with the sample catalog.
    ///
    /// # Errors
    /// When the setup is refused.
    pub fn set_up(&self) -> Result<()> {
        self.make_folder()?;
        let register = Register::open(self.request().without_background())?;
        register.setup_create(&setup())?;
        Ok(())
    }

    /// Brings the shop to a server.
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
        let register = Register::open(self.request().without_background())?;
        register.enrol_join(
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

    /// Makes so many sales.
    ///
    /// # Errors
    /// When one is refused.
    pub fn sell(&self, count: u32, dice: &mut Dice) -> Result<()> {
        let register = self.open()?;
        ensure_shift(&register)?;
        let goods = goods(&register)?;
        for _ in 0..count {
            sell(&register, dice, &goods)?;
        }
        Ok(())
    }

    /// Gives a product that is sold another price.
    ///
    /// # Errors
    /// When it is refused.
    pub fn edit_price(&self, dice: &mut Dice) -> Result<()> {
        let register = self.open()?;
        let goods = goods(&register)?;
        edit_price(&register, dice, &goods)?;
        Ok(())
    }

    /// Everything up and everything down.
    ///
    /// # Errors
    /// When the server refuses or cannot be reached.
    pub fn sync(&self) -> Result<()> {
        let moved = self.open()?.sync_once()?;
        anyhow::ensure!(moved.waiting_entries == 0, "{}: {moved:?}", self.name);
        Ok(())
    }

    /// What it has stored.
    ///
    /// # Errors
    /// When a process has it open.
    pub fn books(&self) -> Result<LedgerBooks> {
        LedgerBooks::read(&self.name, &self.data, &self.key_file)
    }

    fn make_folder(&self) -> Result<()> {
        let folder = self.key_file.parent().context("the key has no folder")?;
        Ok(std::fs::create_dir_all(folder)?)
    }
}

/// Unlocks a register for somebody.
///
/// # Errors
/// When nobody has the username, or the PIN is wrong.
pub fn unlock(register: &Register, username: &str, pin: &str) -> Result<()> {
    let people = register.people()?;
    let person = people.iter().find(|person| person.username == username);
    register.session_unlock(person.context("nobody has this username")?.user_id, pin)?;
    Ok(())
}

/// Opens a shift where none is open.
///
/// # Errors
/// When it is refused.
pub fn ensure_shift(register: &Register) -> Result<()> {
    if register.app_status()?.shift.is_none() {
        let float = CountInput {
            amount_text: Some("200000".to_owned()),
            denominations: Vec::new(),
        };
        register.shift_open(new_id(), &float)?;
    }
    Ok(())
}

/// Products that are sold by the piece and have a price: the same ones on every register.
///
/// # Errors
/// When the register does not show its products.
pub fn goods(register: &Register) -> Result<Vec<Uuid>> {
    let active = Some(ProductStatus::Active);
    let page = register.products_list("", None, active, None, GOODS)?;
    let sold = page
        .rows
        .into_iter()
        .filter(|row| !row.weighed && row.price.is_some());
    Ok(sold.map(|row| row.product_id).collect())
}

/// Sells some of these, paid exactly; the id of the sale.
///
/// # Errors
/// When it is refused.
pub fn sell(register: &Register, dice: &mut Dice, goods: &[Uuid]) -> Result<Uuid> {
    let mut items = Vec::new();
    for _ in 0..=dice.below(4) {
        items.push(TicketItem {
            product_id: *dice.pick(goods).context("there is nothing to sell")?,
            quantity: Quantity::whole(i64::try_from(1 + dice.below(5))?)?,
            unit_price: None,
        });
    }
    let by_qris = dice.below(3) == 0;
    let offer = OfferInput {
        method: if by_qris {
            PaymentMethod::Qris
        } else {
            PaymentMethod::Cash
        },
        amount_text: None,
        reference: by_qris.then(|| "QR-1".to_owned()),
    };
    let ticket = Ticket {
        kind: TransactionKind::Sale,
        items,
        offers: vec![offer],
        original_transaction_id: None,
    };
    Ok(register.ring_up(new_id(), &ticket, None)?.transaction_id)
}

/// Gives one of these another price; false where another edit arrived in between.
///
/// # Errors
/// When it is refused for another reason.
pub fn edit_price(register: &Register, dice: &mut Dice, goods: &[Uuid]) -> Result<bool> {
    let product_id = *dice.pick(goods).context("there is nothing to edit")?;
    let shown = register.product_show(product_id)?;
    let price = (1 + dice.below(200)) * PRICE_STEP;
    match register.product_save(new_id(), &priced(shown, price)) {
        Ok(_) => Ok(true),
        Err(error) if error.code() == ErrorCode::ProductChanged => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn priced(shown: ProductDetail, price: u64) -> ProductInput {
    ProductInput {
        product_id: Some(shown.product_id),
        base_revision: shown.revision,
        name: shown.name,
        sku: shown.sku,
        barcode: shown.barcode,
        category: shown.category,
        unit: shown.unit,
        weighed: shown.weighed,
        price_text: price.to_string(),
        cost_text: shown.cost_text,
        tax_exempt: shown.tax_exempt,
        low_stock_threshold_text: shown.low_stock_threshold_text,
    }
}

fn new_id() -> Uuid {
    SystemSource.next_id()
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
