//! A small shop on a real, encrypted file.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use domain::cart::{Cart, NewItem, TransactionKind};
use domain::catalog::{Product, ProductChange, ProductPatch};
use domain::currency::{Currency, Locale};
use domain::entry::kinds::{
    ProductsChanged, ProductsSource, RegisterOpened, ShiftOpened, StoreChanged,
};
use domain::entry::{EntryBody, SigningKey};
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::store::StoreSettings;
use domain::tender::{PaymentMethod, PaymentOffer, TenderRules, tender};
use domain::totals::{TotalsRules, totals};
use domain::transaction::{CompletionContext, TransactionBody, complete};
use ledger::{AppendedEntry, Commit, Identity, Ledger, LedgerError, LedgerKey, Now, OpenOptions};
use tempfile::TempDir;
use uuid::Uuid;

/// 2026-11-22 09:00 in Jakarta.
pub(crate) const NOW: Now = Now {
    recorded_at_ms: 1_795_312_800_000,
    utc_offset_minutes: 420,
    suspect: false,
};

/// Without the maintenance thread, so that a test counts only its own work.
pub(crate) const QUIET: OpenOptions = OpenOptions { maintenance: false };

/// A ledger in its own folder.
pub(crate) struct Shop {
    pub(crate) ledger: Ledger,
    pub(crate) path: PathBuf,
    pub(crate) shift_id: Uuid,
    pub(crate) cashier_id: Uuid,
    folder: TempDir,
}

pub(crate) fn ledger_key() -> LedgerKey {
    LedgerKey::new([7; 32])
}

pub(crate) fn register_key() -> SigningKey {
    SigningKey::from_seed(&[9; 32])
}

pub(crate) fn id() -> Uuid {
    Uuid::now_v7()
}

pub(crate) fn identity() -> Identity {
    Identity {
        organization_id: id(),
        store_id: id(),
        register_id: id(),
        epoch: id(),
    }
}

pub(crate) fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

pub(crate) fn cents(value: i64) -> Cents {
    Cents::new(value).unwrap()
}

/// A new, empty ledger, with its register opened and its store named.
pub(crate) fn register(path: &Path, options: OpenOptions) -> Ledger {
    let identity = identity();
    let ledger = Ledger::create(path, &ledger_key(), &identity, options).unwrap();
    let opened = EntryBody::RegisterOpened(Box::new(RegisterOpened {
        store_id: identity.store_id,
        register_name: "A1".to_owned(),
        public_key: register_key().public(),
        previous: None,
    }));
    append(&ledger, id(), &opened).unwrap();
    let currency = Currency::from_code("IDR").unwrap();
    let store = EntryBody::StoreChanged(Box::new(StoreChanged {
        by_user_id: None,
        settings: StoreSettings::new("Toko Sari", &currency, Locale::Id),
    }));
    append(&ledger, id(), &store).unwrap();
    ledger
}

pub(crate) fn append(
    ledger: &Ledger,
    entry_id: Uuid,
    body: &EntryBody,
) -> Result<AppendedEntry, LedgerError> {
    ledger.commit(|commit| commit.append(entry_id, body, NOW, &register_key()))
}

impl Shop {
    /// A shop with an open shift.
    pub(crate) fn open(options: OpenOptions) -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("ledger.db");
        Self::open_in(folder, &path, options)
    }

    /// A shop whose ledger is in another place.
    pub(crate) fn open_at(path: &Path, options: OpenOptions) -> Self {
        Self::open_in(TempDir::new().unwrap(), path, options)
    }

    fn open_in(folder: TempDir, path: &Path, options: OpenOptions) -> Self {
        let ledger = register(path, options);
        let (shift_id, cashier_id) = (id(), id());
        let shift = EntryBody::ShiftOpened(ShiftOpened {
            shift_id,
            number: 1,
            user_id: cashier_id,
            float_cents: cents(20_000_000),
            denominations: Vec::new(),
            business_date: day(),
        });
        append(&ledger, id(), &shift).unwrap();
        Self {
            ledger,
            path: path.to_path_buf(),
            shift_id,
            cashier_id,
            folder,
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Closes the file and opens it again.
    pub(crate) fn reopen(self, options: OpenOptions) -> Self {
        self.reopen_after(options, || ())
    }

    /// Closes the file, does something to it, and opens it again.
    pub(crate) fn reopen_after(self, options: OpenOptions, between: impl FnOnce()) -> Self {
        let Self {
            ledger,
            path,
            shift_id,
            cashier_id,
            folder,
        } = self;
        drop(ledger);
        between();
        let ledger = Ledger::open(&path, &ledger_key(), options).unwrap();
        Self {
            ledger,
            path,
            shift_id,
            cashier_id,
            folder,
        }
    }

    /// Closes the file; the folder lives as long as the returned value.
    pub(crate) fn close(self) -> TempDir {
        drop(self.ledger);
        self.folder
    }

    /// Puts products into the catalog, 200 an entry.
    pub(crate) fn add_products(&self, products: &[Product], stock_thousandths: i64) {
        for batch in products.chunks(200) {
            let changes = batch
                .iter()
                .map(|product| ProductChange {
                    product_id: product.product_id,
                    base_revision: 0,
                    patch: ProductPatch::between(&Product::blank(product.product_id), product),
                    stock_delta_thousandths: stock_thousandths,
                })
                .collect();
            let body = EntryBody::ProductsChanged(ProductsChanged {
                source: ProductsSource::Sample,
                by_user_id: None,
                changes,
            });
            append(&self.ledger, id(), &body).unwrap();
        }
    }

    /// A paid transaction of these products, one of each, with the next receipt number.
    pub(crate) fn paid(
        &self,
        commit: &Commit<'_>,
        products: &[Product],
        kind: TransactionKind,
    ) -> TransactionBody {
        let cart = cart_of(products, kind);
        let sums = totals(&cart, &TotalsRules::house("IDR")).unwrap();
        let paid = tender(
            sums.net_amount_cents,
            &[PaymentOffer::rest(PaymentMethod::Cash)],
            None,
            &TenderRules::new("IDR"),
        )
        .unwrap();
        let receipt_seq = commit.next_receipt_seq().unwrap();
        let context = CompletionContext {
            receipt_number: format!("A1-{receipt_seq:06}"),
            receipt_seq,
            shift_id: self.shift_id,
            business_date: day(),
            cashier_id: self.cashier_id,
            original_transaction_id: None,
            currency: "IDR".to_owned(),
            approvals: Vec::new(),
        };
        complete(&cart, &sums, &paid, context).unwrap()
    }

    /// Sells one of each product, and returns the transaction's id.
    pub(crate) fn sell(&self, products: &[Product]) -> Uuid {
        self.ring_up(products, TransactionKind::Sale).unwrap()
    }

    /// Sells or takes back one of each product.
    pub(crate) fn ring_up(
        &self,
        products: &[Product],
        kind: TransactionKind,
    ) -> Result<Uuid, LedgerError> {
        self.ledger.commit(|commit| {
            let body = self.paid(commit, products, kind);
            let transaction_id = body.transaction_id;
            let body = EntryBody::TransactionCompleted(Box::new(body));
            commit.append(id(), &body, NOW, &register_key())?;
            Ok(transaction_id)
        })
    }
}

pub(crate) fn cart_of(products: &[Product], kind: TransactionKind) -> Cart {
    let mut cart = Cart::new(id(), kind);
    for product in products {
        let item = NewItem {
            product_id: product.product_id,
            name: product.name.clone(),
            sku: product.sku.clone(),
            barcode: product.barcode.clone(),
            unit_price_cents: product.price_cents.unwrap(),
            cost_cents: product.cost_cents,
            weighed: product.weighed,
            unit: product.unit.clone(),
            tax_rates: Vec::new(),
        };
        cart.add_item(item, Quantity::ONE).unwrap();
    }
    cart
}

/// A product with a valid EAN-13 made from its number.
pub(crate) fn product(number: u32, name: &str) -> Product {
    let digits = format!("899{number:09}");
    let check = domain::barcode::check_digit::check_digit(&digits).unwrap();
    Product {
        sku: Some(format!("SKU-{number}")),
        barcode: Some(format!("{digits}{check}")),
        name: name.to_owned(),
        category: Some("Minuman".to_owned()),
        unit: Some("pcs".to_owned()),
        price_cents: Some(cents(350_000)),
        cost_cents: Some(cents(280_000)),
        ..Product::blank(id())
    }
}

pub(crate) fn products(count: u32) -> Vec<Product> {
    (1..=count)
        .map(|number| product(number, &format!("Teh botol rasa nomor {number}")))
        .collect()
}
