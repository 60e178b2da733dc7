//! Settings that are written while a sale waits for its turn to write.

use domain::cart::TransactionKind;
use domain::entry::EntryBody;
use domain::entry::kinds::StoreChanged;
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::rounding::RoundingMode;
use domain::tender::{CashRounding, PaymentMethod};
use tempfile::TempDir;
use uuid::Uuid;

use crate::backup::BackupRecord;
use crate::view::{
    CatalogChoice, CountInput, Language, OfferInput, PrinterInput, SetupInput, SetupTax,
};
use crate::{KeyStoreChoice, OpenRequest, Register, Ticket, TicketItem};

/// `Air Mineral Tirtajaya 600 ml`, Rp 3.500.
const WATER: &str = "8997100003142";

/// A shop with an open shift that rounds nothing.
fn selling(folder: &TempDir) -> Register {
    let key = KeyStoreChoice::File(folder.path().join("key"));
    let request = OpenRequest::new(folder.path().join("shop"), key).without_background();
    let register = Register::open(request).unwrap();
    register
        .setup_create(&SetupInput {
            language: Language::En,
            store_name: "Corner Shop".to_owned(),
            address: String::new(),
            phone: String::new(),
            currency: "IDR".to_owned(),
            owner_name: "Sari".to_owned(),
            owner_username: "sari".to_owned(),
            pin: "4826".to_owned(),
            register_name: "Kasir 1".to_owned(),
            tax: SetupTax::None,
            catalog: CatalogChoice::Sample,
            printer: PrinterInput::default(),
            use_key_file: true,
        })
        .unwrap();
    let float = CountInput {
        amount_text: Some("200000".to_owned()),
        denominations: Vec::new(),
    };
    register.shift_open(Uuid::now_v7(), &float).unwrap();
    register
}

/// What another thread has written and has not told yet: cash is rounded up to Rp 1.000.
fn round_up_unheard(register: &Register) {
    let shop = register.shop().unwrap();
    let mut settings = shop.settings().store.clone();
    settings.cash_rounding = Some(CashRounding {
        step_cents: Cents::new(100_000).unwrap(),
        mode: RoundingMode::Ceiling,
    });
    let changed = EntryBody::StoreChanged(Box::new(StoreChanged {
        by_user_id: None,
        settings,
    }));
    let now = shop.now(&*register.inner.clock);
    shop.ledger
        .commit(|commit| commit.append(Uuid::now_v7(), &changed, now, &shop.key))
        .unwrap();
    assert_eq!(shop.settings().store.cash_rounding, None);
}

fn cash() -> OfferInput {
    OfferInput {
        method: PaymentMethod::Cash,
        amount_text: None,
        reference: None,
    }
}

fn ticket(register: &Register, kind: TransactionKind, sale: Option<Uuid>) -> Ticket {
    let product_id = register.product_by_code(WATER).unwrap().product_id;
    Ticket {
        kind,
        items: vec![TicketItem {
            product_id,
            quantity: Quantity::ONE,
            unit_price: None,
        }],
        offers: Vec::new(),
        original_transaction_id: sale,
    }
}

#[test]
fn a_payment_is_made_under_the_settings_that_were_written_while_it_waited() {
    let folder = TempDir::new().unwrap();
    let register = selling(&folder);
    let scanned = register.cart_scan(Uuid::now_v7(), WATER, None).unwrap();
    round_up_unheard(&register);
    let done = register
        .tender_complete(Uuid::now_v7(), scanned.cart.revision, &[cash()])
        .unwrap();
    assert_eq!(done.total.cents, 400_000);
}

#[test]
fn a_ticket_is_rung_up_and_refunded_under_the_settings_that_were_written_while_it_waited() {
    let folder = TempDir::new().unwrap();
    let register = selling(&folder);
    round_up_unheard(&register);
    let ring_up = |mut ticket: Ticket| {
        ticket.offers = vec![cash()];
        register.ring_up(Uuid::now_v7(), &ticket, None).unwrap()
    };
    let sale = ring_up(ticket(&register, TransactionKind::Sale, None));
    assert_eq!(sale.total.cents, 400_000);
    let unknown = ring_up(ticket(&register, TransactionKind::Refund, None));
    assert_eq!(unknown.total.cents, -400_000);
    let known = Some(sale.transaction_id);
    let refund = ring_up(ticket(&register, TransactionKind::Refund, known));
    assert_eq!(refund.total.cents, -400_000);
}

#[test]
fn a_change_of_one_setting_keeps_what_was_written_while_it_waited() {
    let folder = TempDir::new().unwrap();
    let register = selling(&folder);
    let mut input = register.settings_read().unwrap().settings;
    let shop = register.shop().unwrap();
    let mut settings = shop.settings().store.clone();
    settings.store_name = "Renamed elsewhere".to_owned();
    input.store_name = settings.store_name.clone();
    let changed = EntryBody::StoreChanged(Box::new(StoreChanged {
        by_user_id: None,
        settings,
    }));
    let now = shop.now(&*register.inner.clock);
    shop.ledger
        .commit(|commit| commit.append(Uuid::now_v7(), &changed, now, &shop.key))
        .unwrap();
    let entries = |register: &Register| register.ledger_tail(1_000).unwrap().len();
    let before = entries(&register);
    register.settings_write(Uuid::now_v7(), &input).unwrap();
    // It is what is in force already, so there is nothing to write.
    assert_eq!(entries(&register), before);
    assert_eq!(shop.settings().store.store_name, "Renamed elsewhere");
}

#[test]
fn a_backup_is_no_change_of_the_settings() {
    let folder = TempDir::new().unwrap();
    let register = selling(&folder);
    let shop = register.shop().unwrap();
    let before = shop.ledger.settings_changes();
    BackupRecord::change(&shop.ledger, |record| record.folder = None).unwrap();
    assert_eq!(shop.ledger.settings_changes(), before);
    round_up_unheard(&register);
    assert!(shop.ledger.settings_changes() > before);
}
