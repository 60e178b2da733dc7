//! A small shop for the tests of the document half: its ids, its settings, its log.

use chrono::NaiveDate;
use domain::cart::{Cart, NewItem, TransactionKind};
use domain::currency::{Currency, Locale};
use domain::discount::Discount;
use domain::entry::kinds::{
    CashMoveKind, CashMoved, EpochCause, PreviousEpoch, RegisterOpened, ShiftClosed, ShiftOpened,
};
use domain::entry::{
    ClockReading, Entry, EntryBody, EntryHeader, EntryKind, Head, SigningKey, seal,
};
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::rounding::RoundingMode;
use domain::shift_totals::ShiftTotals;
use domain::store::StoreSettings;
use domain::tax::TaxRate;
use domain::tender::{CashRounding, PaymentMethod, PaymentOffer, TenderRules, tender};
use domain::totals::{TotalsRules, totals};
use domain::transaction::{CompletionContext, TransactionBody, complete};
use domain::user::{Approval, Permission};
use uuid::Uuid;

use crate::fixtures::cents;

pub(crate) const ORGANIZATION: Uuid = id(0x0a);
pub(crate) const REGISTER: Uuid = id(0x0b);
pub(crate) const EPOCH: Uuid = id(0x0c);
pub(crate) const STORE: Uuid = id(0x0d);
pub(crate) const CASHIER: Uuid = id(0x0e);
pub(crate) const SUPERVISOR: Uuid = id(0x0f);
pub(crate) const SHIFT: Uuid = id(0x10);

/// 2026-11-22 16:59:00 in Jakarta.
pub(crate) const MOMENT_MS: i64 = 1_795_341_540_000;
pub(crate) const JAKARTA_MINUTES: i16 = 420;

pub(crate) const fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub(crate) fn key() -> SigningKey {
    SigningKey::from_seed(&[7; 32])
}

pub(crate) fn date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

pub(crate) fn rupiah() -> Currency {
    Currency::from_code("IDR").unwrap()
}

pub(crate) fn settings(language: Locale) -> StoreSettings {
    let mut settings = StoreSettings::new("Toko Maju Jaya", &rupiah(), language);
    "Jl. Merdeka 17\nBandung 40111".clone_into(&mut settings.address);
    "022-4201234".clone_into(&mut settings.phone);
    settings.tax_rates = vec![TaxRate::ppn()];
    settings.receipt.footer = vec!["Terima kasih".to_owned()];
    settings
}

pub(crate) fn item(number: u128, name: &str, unit_price: i64, taxes: &[TaxRate]) -> NewItem {
    NewItem {
        product_id: id(0x100 + number),
        name: name.to_owned(),
        sku: Some(format!("SKU-{number}")),
        barcode: Some("8991234567892".to_owned()),
        unit_price_cents: cents(unit_price),
        cost_cents: Some(cents(unit_price / 2)),
        weighed: false,
        unit: None,
        tax_rates: taxes.to_vec(),
    }
}

/// Noodles with an item discount, rice, and a discount on the whole cart.
pub(crate) fn cart(number: u128, kind: TransactionKind) -> Cart {
    let ppn = [TaxRate::ppn()];
    let mut cart = Cart::new(id(0x1000 + number), kind);
    let two = Quantity::whole(2).unwrap();
    let noodles = cart
        .add_item(item(1, "Mi Goreng Spesial", 350_000, &ppn), two)
        .unwrap();
    let rice = item(2, "Beras Pandan Wangi 5 kg", 7_450_000, &ppn);
    cart.add_item(rice, Quantity::ONE).unwrap();
    cart.set_item_discount(noodles, Some(Discount::Amount(cents(50_000))))
        .unwrap();
    cart.set_cart_discount(Some(Discount::Amount(cents(100_000))))
        .unwrap();
    cart
}

pub(crate) fn context(receipt_seq: u64) -> CompletionContext {
    CompletionContext {
        receipt_number: format!("A1-{receipt_seq:06}"),
        receipt_seq,
        shift_id: SHIFT,
        business_date: date(),
        cashier_id: CASHIER,
        original_transaction_id: None,
        currency: "IDR".to_owned(),
        approvals: Vec::new(),
    }
}

/// The cart, paid with these offers, cash rounded to Rp 100.
pub(crate) fn paid(cart: &Cart, receipt_seq: u64, offers: &[PaymentOffer]) -> TransactionBody {
    let totals = totals(cart, &TotalsRules::house("IDR")).unwrap();
    let rounding = CashRounding {
        step_cents: cents(10_000),
        mode: RoundingMode::HOUSE,
    };
    let rules = TenderRules::new("IDR");
    let tender = tender(totals.net_amount_cents, offers, Some(&rounding), &rules).unwrap();
    complete(cart, &totals, &tender, context(receipt_seq)).unwrap()
}

/// A sale of [`cart`], paid with one note of Rp 100.000.
pub(crate) fn sale(receipt_seq: u64) -> TransactionBody {
    let cart = cart(u128::from(receipt_seq), TransactionKind::Sale);
    paid(&cart, receipt_seq, &[PaymentOffer::cash(cents(10_000_000))])
}

/// A refund of [`cart`], paid out in cash.
pub(crate) fn refund(receipt_seq: u64) -> TransactionBody {
    let cart = cart(u128::from(receipt_seq), TransactionKind::Refund);
    paid(
        &cart,
        receipt_seq,
        &[PaymentOffer::rest(PaymentMethod::Cash)],
    )
}

pub(crate) fn transaction(body: TransactionBody) -> EntryBody {
    EntryBody::TransactionCompleted(Box::new(body))
}

pub(crate) fn register_opened() -> EntryBody {
    EntryBody::RegisterOpened(Box::new(RegisterOpened {
        store_id: STORE,
        register_name: "Kasir 1".to_owned(),
        public_key: key().public(),
        previous: None,
    }))
}

pub(crate) fn shift_opened(float: i64) -> EntryBody {
    EntryBody::ShiftOpened(ShiftOpened {
        shift_id: SHIFT,
        number: 1,
        user_id: CASHIER,
        float_cents: cents(float),
        denominations: Vec::new(),
        business_date: date(),
    })
}

pub(crate) fn cash_moved(kind: CashMoveKind, amount: i64) -> EntryBody {
    EntryBody::CashMoved(CashMoved {
        shift_id: SHIFT,
        user_id: CASHIER,
        kind,
        amount_cents: cents(amount),
        reason: "Es batu".to_owned(),
        approval: Some(Approval {
            user_id: SUPERVISOR,
            permission: Permission::MoveCash,
        }),
    })
}

/// The close of a shift with these figures and this count.
pub(crate) fn shift_closed(totals: &ShiftTotals, counted: Cents) -> EntryBody {
    EntryBody::ShiftClosed(Box::new(ShiftClosed {
        shift_id: SHIFT,
        user_id: CASHIER,
        counted_cents: counted,
        expected_cents: totals.expected_drawer_cents(),
        difference_cents: totals.difference_cents(counted).unwrap(),
        denominations: Vec::new(),
        note: String::new(),
        report: totals.report().unwrap(),
        approval: None,
    }))
}

/// A log under construction.
pub(crate) struct Log {
    key: SigningKey,
    head: Head,
    pub(crate) entries: Vec<Entry>,
}

impl Log {
    /// A log that holds its `register_opened`.
    pub(crate) fn opened() -> Self {
        let mut log = Self {
            key: key(),
            head: Head::start(EPOCH),
            entries: Vec::new(),
        };
        log.append(&register_opened());
        log
    }

    pub(crate) fn append(&mut self, body: &EntryBody) {
        let encoded = body.encode().unwrap();
        let header = self.next_header(encoded.kind, encoded.version);
        let entry = seal(header, encoded.bytes, &self.key).unwrap();
        self.head = entry.head();
        self.entries.push(entry);
    }

    /// Appends the document of an entry again, under its id.
    pub(crate) fn append_again(&mut self, again: &Entry) {
        let header = EntryHeader {
            entry_id: again.header.entry_id,
            ..self.next_header(again.header.kind.clone(), again.header.version)
        };
        let entry = seal(header, again.body.clone(), &self.key).unwrap();
        self.head = entry.head();
        self.entries.push(entry);
    }

    fn next_header(&self, kind: EntryKind, version: u16) -> EntryHeader {
        let seq = self.head.seq + 1;
        EntryHeader {
            organization_id: ORGANIZATION,
            register_id: REGISTER,
            epoch: self.head.epoch,
            seq,
            entry_id: id(0xe000 + u128::from(seq)),
            kind,
            version,
            recorded_at_ms: MOMENT_MS,
            clock: ClockReading {
                utc_offset_minutes: JAKARTA_MINUTES,
                suspect: false,
            },
            prev_hash: self.head.hash,
        }
    }

    /// Begins another epoch that continues `previous`.
    pub(crate) fn begin_epoch(&mut self, epoch: Uuid, previous: Head) {
        self.head = Head::start(epoch);
        self.append(&EntryBody::RegisterOpened(Box::new(RegisterOpened {
            store_id: STORE,
            register_name: "Kasir 1".to_owned(),
            public_key: self.key.public(),
            previous: Some(PreviousEpoch {
                epoch: previous.epoch,
                seq: previous.seq,
                hash: previous.hash,
                cause: EpochCause::Restored,
            }),
        })));
    }
}

/// A log with a whole shift: two sales, a refund, cash in and out, closed one hundred short.
pub(crate) fn day() -> Log {
    let mut log = Log::opened();
    let mut totals = ShiftTotals::default();
    let bodies = [
        shift_opened(20_000_000),
        transaction(sale(1)),
        cash_moved(CashMoveKind::PaidOut, 1_500_000),
        transaction(sale(2)),
        transaction(refund(3)),
        cash_moved(CashMoveKind::PaidIn, 500_000),
    ];
    for body in bodies {
        totals.apply(&body).unwrap();
        log.append(&body);
    }
    let counted = totals
        .expected_drawer_cents()
        .checked_sub(cents(10_000))
        .unwrap();
    log.append(&shift_closed(&totals, counted));
    log
}
