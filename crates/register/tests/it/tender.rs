//! Paying: rounding, mixed payments, change, refusals.

use register::ErrorCode;
use register::view::{
    DiscountInput, DiscountKind, DoneView, OfferInput, PaymentMethod, RoundingDirection,
    RoundingInput, TransactionKind,
};
use register::{Ticket, TicketItem};

use crate::bench_shop::{BenchShop, CUP, WATER, file_printer, id, offer, setup_input};

/// Cash is rounded to Rp 500.
fn rounding_shop() -> BenchShop {
    let shop = BenchShop::open();
    let mut settings = shop.register.settings_read().unwrap().settings;
    settings.rounding = RoundingInput {
        enabled: true,
        step_cents: 50_000,
        mode: RoundingDirection::Nearest,
    };
    shop.register.settings_write(id(), &settings).unwrap();
    shop
}

fn pay(shop: &BenchShop, offers: &[OfferInput]) -> Result<DoneView, ErrorCode> {
    let revision = shop.register.cart_view().unwrap().revision;
    shop.register
        .tender_complete(id(), revision, offers)
        .map_err(|error| error.code())
}

#[test]
fn cash_is_rounded_and_qris_is_not() {
    let shop = rounding_shop();
    shop.scan(CUP);
    let preview = shop.register.tender_preview(&[]).unwrap();
    assert_eq!(
        (preview.due.cents, preview.cash_remaining.cents),
        (80_000, 100_000)
    );
    let done = pay(&shop, &[offer(PaymentMethod::Cash, Some("2000"))]).unwrap();
    assert_eq!((done.total.cents, done.change.cents), (100_000, 100_000));
    shop.scan(CUP);
    let done = pay(&shop, &[offer(PaymentMethod::Qris, None)]).unwrap();
    assert_eq!((done.total.cents, done.change.cents), (80_000, 0));
    let shown = shop.register.transaction_show(done.transaction_id).unwrap();
    assert_eq!(shown.rounding.cents, 0);
}

#[test]
fn each_part_that_was_taken_lowers_what_is_owed_in_cash() {
    let shop = rounding_shop();
    shop.scan(WATER);
    shop.scan(CUP);
    let owed = |offers: &[OfferInput]| {
        let preview = shop.register.tender_preview(offers).unwrap();
        (preview.remaining.cents, preview.cash_remaining.cents)
    };
    let whole = shop.register.tender_preview(&[]).unwrap().due.cents;
    assert_eq!(owed(&[]).0, whole);
    let cash = offer(PaymentMethod::Cash, Some("2000"));
    assert_eq!(owed(std::slice::from_ref(&cash)).0, whole - 200_000);
    let qris = offer(PaymentMethod::Qris, Some("1000"));
    let (exact, in_cash) = owed(&[cash, qris]);
    assert_eq!(exact, whole - 300_000);
    // 1.300 in rupiah, to the next 500.
    assert_eq!((exact, in_cash), (130_000, 150_000));
}

#[test]
fn what_cash_leaves_open_is_paid_exactly_by_another_method() {
    let shop = rounding_shop();
    shop.scan(WATER);
    shop.scan(CUP);
    let offers = [
        offer(PaymentMethod::Cash, Some("2000")),
        offer(PaymentMethod::Card, None),
    ];
    let done = pay(&shop, &offers).unwrap();
    assert_eq!(done.payments[1].amount.cents, 230_000);
    assert_eq!(done.total.cents, 430_000);
}

#[test]
fn payments_that_cannot_be_are_refused_and_change_nothing() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    let before = shop.register.cart_view().unwrap();
    let cash = |text| offer(PaymentMethod::Cash, Some(text));
    let card = |text| offer(PaymentMethod::Card, Some(text));
    let refused = [
        (vec![cash("3000")], ErrorCode::AmountInsufficient),
        (vec![], ErrorCode::AmountInsufficient),
        (vec![card("5000")], ErrorCode::PaymentExceedsDue),
        (vec![cash("abc")], ErrorCode::AmountInvalid),
        (vec![cash("0")], ErrorCode::AmountInvalid),
        (vec![cash("-3500")], ErrorCode::AmountInvalid),
        (
            vec![cash("8997100003142")],
            ErrorCode::AmountLooksLikeBarcode,
        ),
        (vec![cash("96385074")], ErrorCode::AmountLooksLikeBarcode),
        (vec![cash("3500"), cash("3500")], ErrorCode::PaymentInvalid),
    ];
    for (offers, code) in refused {
        assert_eq!(pay(&shop, &offers).unwrap_err(), code, "{offers:?}");
    }
    assert_eq!(shop.register.cart_view().unwrap(), before);
    let stale = shop
        .register
        .tender_complete(id(), before.revision - 1, &[cash("3500")]);
    assert_eq!(stale.unwrap_err().code(), ErrorCode::CartChanged);
}

#[test]
fn quick_amounts_are_what_the_tender_takes() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    let preview = shop.register.tender_preview(&[]).unwrap();
    assert!(preview.quick_cash[0].exact);
    for quick in &preview.quick_cash {
        let offers = [offer(PaymentMethod::Cash, Some(&quick.amount_text))];
        let tender = shop.register.tender_preview(&offers).unwrap();
        assert!(tender.complete, "{quick:?}");
        assert_eq!(tender.received.cents, quick.cents);
    }
}

#[test]
fn an_empty_cart_cannot_be_paid() {
    let shop = BenchShop::open();
    assert_eq!(pay(&shop, &[]).unwrap_err(), ErrorCode::CartEmpty);
    assert_eq!(
        shop.register.tender_preview(&[]).unwrap_err().code(),
        ErrorCode::CartEmpty
    );
}

#[test]
fn a_refund_is_the_mirror_of_its_sale_and_leaves_the_cart_alone() {
    let shop = BenchShop::open();
    shop.scan(CUP);
    let cart = shop.register.cart_view().unwrap();
    let product = shop.register.product_by_code(WATER).unwrap();
    let item = TicketItem {
        product_id: product.product_id,
        quantity: domain::quantity::Quantity::whole(2).unwrap(),
        unit_price: None,
    };
    let command = id();
    let ticket = Ticket {
        kind: TransactionKind::Refund,
        items: vec![item],
        offers: vec![offer(PaymentMethod::Cash, None)],
        original_transaction_id: None,
    };
    let done = shop.register.ring_up(command, &ticket, None).unwrap();
    assert_eq!(done.total.cents, -700_000);
    assert_eq!(shop.register.ring_up(command, &ticket, None).unwrap(), done);
    assert_eq!(shop.register.cart_view().unwrap(), cart);
    let report = shop.register.shift_report().unwrap();
    assert_eq!(
        (report.refund_count, report.net.unwrap().cents),
        (1, -700_000)
    );
    let verdict = shop.register.ledger_verify().unwrap();
    assert!(verdict.ok, "{verdict:?}");
}

#[test]
fn a_reprint_says_that_it_is_a_copy_and_which_one() {
    let shop = BenchShop::empty();
    let mut input = setup_input();
    input.printer = file_printer(&shop.paper());
    shop.register.setup_create(&input).unwrap();
    shop.open_shift();
    shop.scan(WATER);
    let done = shop.pay_cash(None);
    let reprint = |command| {
        shop.register
            .receipt_reprint(command, done.transaction_id)
            .unwrap()
    };
    let command = id();
    assert_eq!(reprint(command).job_id, reprint(command).job_id);
    reprint(id());
    let mut log = Vec::new();
    shop.register.ledger_export(&mut log).unwrap();
    let log = String::from_utf8(log).unwrap();
    let copies = log
        .lines()
        .filter(|line| line.contains("receipt_reprinted"));
    let copies: Vec<&str> = copies.collect();
    assert_eq!(copies.len(), 2);
    assert!(copies[0].contains(r#"\"copy\":1"#) && copies[1].contains(r#"\"copy\":2"#));
}

#[test]
fn copies_are_counted_by_the_ledger_whatever_becomes_of_the_preferences() {
    let shop = BenchShop::empty();
    let mut input = setup_input();
    input.printer = file_printer(&shop.paper());
    shop.register.setup_create(&input).unwrap();
    shop.open_shift();
    shop.scan(WATER);
    let sale = shop.pay_cash(None).transaction_id;
    shop.register.receipt_reprint(id(), sale).unwrap();
    let shop = shop.restart();
    shop.unlock_owner();
    assert!(shop.register.ledger_verify().unwrap().ok);
    shop.register.receipt_reprint(id(), sale).unwrap();
    let mut log = Vec::new();
    shop.register.ledger_export(&mut log).unwrap();
    let log = String::from_utf8(log).unwrap();
    let last = log.lines().rfind(|line| line.contains("receipt_reprinted"));
    assert!(last.unwrap().contains(r#"\"copy\":2"#));
}

#[test]
fn a_voucher_pays_as_another_way_with_its_number() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    let offered = shop.register.tender_preview(&[]).unwrap().methods;
    assert!(offered.contains(&PaymentMethod::Other));
    let voucher = OfferInput {
        reference: Some("V-17".to_owned()),
        ..offer(PaymentMethod::Other, None)
    };
    let done = pay(&shop, &[voucher]).unwrap();
    assert_eq!(done.payments[0].method, PaymentMethod::Other);
    assert_eq!(done.payments[0].reference.as_deref(), Some("V-17"));
}

#[test]
fn another_way_of_paying_is_refused_until_it_says_what_it_is() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    let unnamed = |reference: Option<&str>, amount_text| OfferInput {
        reference: reference.map(str::to_owned),
        ..offer(PaymentMethod::Other, amount_text)
    };
    for reference in [None, Some("  "), Some("\u{200b}")] {
        let refused = pay(&shop, &[unnamed(reference, None)]).unwrap_err();
        assert_eq!(refused, ErrorCode::ReferenceMissing, "{reference:?}");
        let revision = shop.register.cart_view().unwrap().revision;
        let part = unnamed(reference, Some("1000"));
        let refused = shop.register.tender_take_part(id(), revision, &part);
        assert_eq!(refused.unwrap_err().code(), ErrorCode::ReferenceMissing);
    }
    // While it is being typed the screen still reckons.
    let preview = shop
        .register
        .tender_preview(&[unnamed(None, None)])
        .unwrap();
    assert!(preview.complete);
    assert_eq!(preview.needs_reference, [PaymentMethod::Other]);
    assert_eq!(shop.register.cart_view().unwrap().items.len(), 1);
}

#[test]
fn without_a_printer_no_copy_is_recorded() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    let done = shop.pay_cash(None);
    let error = shop
        .register
        .receipt_reprint(id(), done.transaction_id)
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::PrinterMissing);
}

#[test]
fn a_sale_is_refunded_no_more_than_it_was_sold() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    shop.register.cart_set_quantity(id(), 1, "3").unwrap();
    let sale = shop.pay_cash(None);
    let water = shop.register.product_by_code(WATER).unwrap().product_id;
    let refund = |original: uuid::Uuid, pieces: i64| {
        let ticket = Ticket {
            kind: TransactionKind::Refund,
            items: vec![TicketItem {
                product_id: water,
                quantity: domain::quantity::Quantity::whole(pieces).unwrap(),
                unit_price: None,
            }],
            offers: vec![offer(PaymentMethod::Cash, None)],
            original_transaction_id: Some(original),
        };
        let refunded = shop.register.ring_up(id(), &ticket, None);
        refunded
            .map(|done| done.transaction_id)
            .map_err(|error| error.code())
    };
    let back = refund(sale.transaction_id, 2).unwrap();
    assert_eq!(
        refund(sale.transaction_id, 2),
        Err(ErrorCode::QuantityInvalid)
    );
    assert!(refund(sale.transaction_id, 1).is_ok(), "the last one");
    assert_eq!(
        refund(sale.transaction_id, 1),
        Err(ErrorCode::QuantityInvalid)
    );
    assert_eq!(
        refund(back, 1),
        Err(ErrorCode::NotFound),
        "a refund is no sale"
    );
    assert_eq!(refund(id(), 1), Err(ErrorCode::NotFound));
    assert!(shop.register.ledger_verify().unwrap().ok);
}

#[test]
fn a_sale_that_costs_nothing_is_completed_with_exact_cash() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    let all = DiscountInput {
        kind: DiscountKind::Percent,
        value_text: "100".to_owned(),
    };
    let cart = shop
        .register
        .cart_discount(id(), Some(1), Some(&all), None)
        .unwrap();
    assert_eq!(cart.total.cents, 0);
    let preview = shop
        .register
        .tender_preview(&[offer(PaymentMethod::Cash, None)])
        .unwrap();
    assert!(preview.complete);
    let done = shop.pay_cash(None);
    assert_eq!((done.total.cents, done.payments.len()), (0, 0));
    assert!(shop.register.ledger_verify().unwrap().ok);
}
