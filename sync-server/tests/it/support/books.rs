//! The log that a register writes: real bodies, sealed with its key.

use domain::cart::TransactionKind;
use domain::catalog::{ProductChange, ProductPatch};
use domain::currency::{Currency, Locale};
use domain::entry::kinds::{
    EpochCause, PreviousEpoch, ProductsChanged, ProductsSource, RegisterOpened, ShiftOpened,
    StockMoved, StoreChanged, UserChanged,
};
use domain::entry::{ClockReading, Entry, EntryBody, EntryHeader, EntryKind, Hash, Head, seal};
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::stock::{StockMovement, StockReason};
use domain::store::StoreSettings;
use domain::tender::{Payment, PaymentMethod};
use domain::transaction::{TransactionBody, TransactionItem};
use domain::user::Role;
use uuid::Uuid;

use super::Device;

/// What is sold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Goods {
    pub(crate) product_id: Uuid,
    pub(crate) price_cents: i64,
}

/// A log, up to its last entry.
#[derive(Debug, Clone)]
pub(crate) struct Books {
    pub(crate) head: Head,
    pub(crate) entries: Vec<Entry>,
    pub(crate) user_id: Uuid,
    pub(crate) shift_id: Uuid,
    pub(crate) receipt_seq: u64,
    pub(crate) goods: Goods,
}

impl Books {
    /// An empty log.
    pub(crate) fn empty() -> Self {
        Self {
            head: Head::start(Uuid::now_v7()),
            entries: Vec::new(),
            user_id: Uuid::now_v7(),
            shift_id: Uuid::now_v7(),
            receipt_seq: 0,
            goods: Goods {
                product_id: Uuid::now_v7(),
                price_cents: 350_000,
            },
        }
    }

    /// The log of a shop that was set up and has opened a shift: six entries.
    pub(crate) fn opened(device: &Device) -> Self {
        let mut books = Self::empty();
        books.open_register(device, None);
        let settings = StoreSettings::new(
            "Toko Maju Jaya",
            &Currency::from_code("IDR").unwrap(),
            Locale::Id,
        );
        let changed = StoreChanged {
            by_user_id: None,
            settings,
        };
        books.append(device, &EntryBody::StoreChanged(Box::new(changed)));
        books.hire(device, books.user_id, Role::Owner);
        let (product_id, price) = (books.goods.product_id, books.goods.price_cents);
        books.stock_product(device, product_id, price);
        books.open_shift(device);
        books
    }

    pub(crate) fn epoch(&self) -> Uuid {
        self.head.epoch
    }

    /// Seals a body as the next entry.
    pub(crate) fn append(&mut self, device: &Device, body: &EntryBody) -> Entry {
        let encoded = body.encode().unwrap();
        self.append_raw(device, encoded.kind, encoded.version, encoded.bytes)
    }

    /// Seals any bytes as the next entry.
    pub(crate) fn append_raw(
        &mut self,
        device: &Device,
        kind: EntryKind,
        version: u16,
        body: Vec<u8>,
    ) -> Entry {
        self.append_as(device, Uuid::now_v7(), kind, version, body)
    }

    /// Seals bytes as the next entry under an id of the caller's.
    pub(crate) fn append_as(
        &mut self,
        device: &Device,
        entry_id: Uuid,
        kind: EntryKind,
        version: u16,
        body: Vec<u8>,
    ) -> Entry {
        let header = EntryHeader {
            organization_id: device.organization_id,
            register_id: device.register_id,
            epoch: self.head.epoch,
            seq: self.head.seq + 1,
            entry_id,
            kind,
            version,
            recorded_at_ms: 1_790_000_000_000,
            clock: ClockReading {
                utc_offset_minutes: 420,
                suspect: false,
            },
            prev_hash: self.head.hash,
        };
        let entry = seal(header, body, &device.key).unwrap();
        self.head = entry.head();
        self.entries.push(entry.clone());
        entry
    }

    pub(crate) fn open_register(&mut self, device: &Device, previous: Option<PreviousEpoch>) {
        let opened = RegisterOpened {
            store_id: device.store_id,
            register_name: "Kasir 1".to_owned(),
            public_key: device.key.public(),
            previous,
        };
        self.append(device, &EntryBody::RegisterOpened(Box::new(opened)));
    }

    /// Begins an epoch that continues `from`, and appends the later entries again, each under its
    /// id.
    pub(crate) fn continued(&self, device: &Device, from: &Head, cause: EpochCause) -> Self {
        let mut books = Self {
            head: Head::start(Uuid::now_v7()),
            entries: Vec::new(),
            ..self.clone()
        };
        let previous = PreviousEpoch {
            epoch: from.epoch,
            seq: from.seq,
            hash: from.hash,
            cause,
        };
        books.open_register(device, Some(previous));
        for entry in self
            .entries
            .iter()
            .filter(|entry| entry.header.seq > from.seq)
        {
            let header = entry.header.clone();
            let body = entry.body.clone();
            books.append_as(device, header.entry_id, header.kind, header.version, body);
        }
        books
    }

    pub(crate) fn hire(&mut self, device: &Device, user_id: Uuid, role: Role) {
        let changed = UserChanged {
            user_id,
            by_user_id: None,
            role,
            active: true,
            profile_commitment: Hash::ZERO,
        };
        self.append(device, &EntryBody::UserChanged(changed));
    }

    /// Deactivates a person.
    pub(crate) fn dismiss(&mut self, device: &Device, user_id: Uuid, role: Role) {
        let changed = UserChanged {
            user_id,
            by_user_id: None,
            role,
            active: false,
            profile_commitment: Hash::ZERO,
        };
        self.append(device, &EntryBody::UserChanged(changed));
    }

    /// A product that comes with ten pieces.
    pub(crate) fn stock_product(&mut self, device: &Device, product_id: Uuid, price_cents: i64) {
        let change = ProductChange {
            product_id,
            base_revision: 0,
            patch: ProductPatch {
                name: Some("Kopi".to_owned()),
                price_cents: Some(Some(Cents::new(price_cents).unwrap())),
                ..ProductPatch::default()
            },
            stock_delta_thousandths: 10_000,
        };
        let changed = ProductsChanged {
            source: ProductsSource::Import,
            by_user_id: None,
            changes: vec![change],
        };
        self.append(device, &EntryBody::ProductsChanged(changed));
    }

    pub(crate) fn open_shift(&mut self, device: &Device) {
        let opened = ShiftOpened {
            shift_id: self.shift_id,
            number: 1,
            user_id: self.user_id,
            float_cents: Cents::new(20_000_000).unwrap(),
            denominations: Vec::new(),
            business_date: "2026-11-22".parse().unwrap(),
        };
        self.append(device, &EntryBody::ShiftOpened(opened));
    }

    /// A sale of some pieces, paid in cash with change.
    pub(crate) fn sale(&mut self, pieces: i64) -> TransactionBody {
        self.receipt_seq += 1;
        self.trade(TransactionKind::Sale, pieces, None)
    }

    /// A refund of some pieces of a sale.
    pub(crate) fn refund(&mut self, pieces: i64, of: Uuid) -> TransactionBody {
        self.receipt_seq += 1;
        self.trade(TransactionKind::Refund, pieces, Some(of))
    }

    pub(crate) fn sell(&mut self, device: &Device, pieces: i64) -> Entry {
        let sale = self.sale(pieces);
        self.append(device, &EntryBody::TransactionCompleted(Box::new(sale)))
    }

    pub(crate) fn receive(&mut self, device: &Device, pieces: i64) -> Entry {
        let moved = StockMoved {
            user_id: self.user_id,
            reason: StockReason::Received,
            note: "Kiriman".to_owned(),
            movements: vec![StockMovement {
                product_id: self.goods.product_id,
                delta_thousandths: pieces * 1_000,
                reason: StockReason::Received,
            }],
        };
        self.append(device, &EntryBody::StockMoved(moved))
    }

    fn trade(&self, kind: TransactionKind, pieces: i64, of: Option<Uuid>) -> TransactionBody {
        let (sign, reason) = match kind {
            TransactionKind::Sale => (1, StockReason::Sale),
            TransactionKind::Refund => (-1, StockReason::Refund),
        };
        let cents = |amount: i64| Cents::new(amount).unwrap();
        let total = sign * pieces * self.goods.price_cents;
        let change = if sign > 0 { 50_000 } else { 0 };
        let item = TransactionItem {
            line: 1,
            product_id: self.goods.product_id,
            product_name: "Kopi".to_owned(),
            sku: Some("KOP-1".to_owned()),
            barcode: Some("8991002101234".to_owned()),
            unit: None,
            quantity_thousandths: Quantity::new(pieces * 1_000).unwrap(),
            unit_price_cents: cents(self.goods.price_cents),
            cost_cents: Some(cents(200_000)),
            gross_cents: cents(total),
            discount_cents: Cents::ZERO,
            cart_discount_cents: Cents::ZERO,
            net_cents: cents(total),
            subtotal_cents: cents(total),
            taxes: Vec::new(),
        };
        TransactionBody {
            transaction_id: Uuid::now_v7(),
            kind,
            receipt_number: format!("K1-{:06}", self.receipt_seq),
            receipt_seq: self.receipt_seq,
            shift_id: self.shift_id,
            business_date: "2026-11-22".parse().unwrap(),
            cashier_id: self.user_id,
            original_transaction_id: of,
            currency: "IDR".to_owned(),
            items: vec![item],
            tax_lines: Vec::new(),
            gross_amount_cents: cents(total),
            discount_cents: Cents::ZERO,
            tax_cents: Cents::ZERO,
            net_amount_cents: cents(total),
            rounding_cents: Cents::ZERO,
            payments: vec![Payment {
                method: PaymentMethod::Cash,
                amount_cents: cents(total),
                tendered_cents: cents(total + change),
                change_cents: cents(change),
                reference: None,
            }],
            change_cents: cents(change),
            stock_movements: vec![StockMovement {
                product_id: self.goods.product_id,
                delta_thousandths: -sign * pieces * 1_000,
                reason,
            }],
            approvals: Vec::new(),
        }
    }
}
