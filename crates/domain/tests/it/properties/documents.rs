//! Documents from random carts and payments: they balance, read back and form a chain.

use domain::cart::{Cart, TransactionKind};
use domain::discount::Discount;
use domain::entry::kinds::CashMoveKind;
use domain::entry::{EntryBody, Head};
use domain::invariant::Checker;
use domain::money::Cents;
use domain::posting::{Account, postings};
use domain::quantity::Quantity;
use domain::shift_totals::ShiftTotals;
use domain::tax::TaxRate;
use domain::tender::{PaymentMethod, PaymentOffer};
use domain::transaction::TransactionBody;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::fixtures::cents;
use crate::shop::{
    EPOCH, Log, cash_moved, id, item, key, paid, shift_closed, shift_opened, transaction,
};

/// A sale: products, prices and quantities, a discount, and the part paid by card.
#[derive(Debug, Clone)]
struct Customer {
    kind: TransactionKind,
    taxes: Vec<TaxRate>,
    lines: Vec<(u128, i64, i64)>,
    percent: Option<i64>,
    card_share: i64,
}

fn any_customer() -> impl Strategy<Value = Customer> {
    let service = TaxRate {
        adds_to_base: true,
        ..TaxRate::percent("service", "Service", 5.into())
    };
    let pb1 = TaxRate::percent("pb1", "PB1", 10.into());
    let taxes = proptest::sample::select(vec![
        vec![],
        vec![TaxRate::ppn()],
        vec![TaxRate::ppn().with_inclusive(false)],
        vec![service, pb1],
    ]);
    let kind = prop_oneof![4 => Just(TransactionKind::Sale), 1 => Just(TransactionKind::Refund)];
    let line = (0_u128..6, 0_i64..9_000_000, 1_i64..12);
    let percent = proptest::option::of(0_i64..=1_000);
    (
        kind,
        taxes,
        proptest::collection::vec(line, 1..6),
        percent,
        0_i64..=4,
    )
        .prop_map(|(kind, taxes, lines, percent, card_share)| Customer {
            kind,
            taxes,
            lines,
            percent,
            card_share,
        })
}

fn served(customer: &Customer, receipt_seq: u64) -> TransactionBody {
    let mut cart = Cart::new(id(0x9000 + u128::from(receipt_seq)), customer.kind);
    for (product, price, count) in &customer.lines {
        let new = item(*product, "Barang", *price, &customer.taxes);
        cart.add_item(new, Quantity::whole(*count).unwrap())
            .unwrap();
    }
    let discount = customer
        .percent
        .map(|tenths| Discount::Percent(Decimal::new(tenths, 1)));
    cart.set_cart_discount(discount).unwrap();
    paid(&cart, receipt_seq, &offers(&cart, customer.card_share))
}

/// A number of quarters by card and the rest in cash; empty if nothing is due.
fn offers(cart: &Cart, quarters: i64) -> Vec<PaymentOffer> {
    let rules = domain::totals::TotalsRules::house("IDR");
    let due = domain::totals::totals(cart, &rules)
        .unwrap()
        .net_amount_cents;
    let by_card = cents(due.value() / 4 * quarters);
    let mut offers = Vec::new();
    if !by_card.is_zero() {
        offers.push(PaymentOffer::of(PaymentMethod::Card, by_card));
    }
    if by_card != due {
        offers.push(PaymentOffer::rest(PaymentMethod::Cash));
    }
    offers
}

/// The cash of a transaction, as the drawer sees it.
fn cash_of(body: &TransactionBody) -> i64 {
    let cash = body
        .payments
        .iter()
        .filter(|payment| payment.method == PaymentMethod::Cash);
    cash.map(|payment| payment.tendered_cents.value() - payment.change_cents.value())
        .sum()
}

proptest! {
    #[test]
    fn postings_of_any_transaction_sum_to_zero(customer in any_customer()) {
        let body = served(&customer, 1);
        prop_assert_eq!(body.check(), Ok(()));
        let postings = postings(&transaction(body.clone())).unwrap();
        prop_assert_eq!(Cents::sum(postings.iter().map(|posting| posting.amount_cents)), Ok(Cents::ZERO));
        prop_assert!(postings.iter().all(|posting| !posting.amount_cents.is_zero()));
        let drawer = postings.iter().find(|posting| posting.account == Account::DrawerCash);
        let drawer = drawer.map_or(0, |posting| posting.amount_cents.value());
        prop_assert_eq!(drawer, cash_of(&body));
    }

    #[test]
    fn any_transaction_reads_back_as_it_was_written(customer in any_customer()) {
        let body = transaction(served(&customer, 1));
        let encoded = body.encode().unwrap();
        let read = EntryBody::decode(&encoded.kind, encoded.version, &encoded.bytes).unwrap();
        prop_assert_eq!(&read, &body);
        prop_assert_eq!(read.encode().unwrap().bytes, encoded.bytes);
    }

    #[test]
    fn the_drawer_is_float_and_cash_and_movements_of_any_day(
        float in 0_i64..50_000_000,
        day in proptest::collection::vec((any_customer(), -2_000_000_i64..2_000_000), 0..8),
        counted_off in -100_000_i64..100_000,
    ) {
        let mut log = Log::opened();
        let mut totals = ShiftTotals::default();
        let mut drawer = float;
        let mut record = |body: &EntryBody, log: &mut Log| {
            totals.apply(body).unwrap();
            log.append(body);
        };
        record(&shift_opened(float), &mut log);
        for (receipt_seq, (customer, moved)) in (1_u64..).zip(&day) {
            let body = served(customer, receipt_seq);
            drawer += cash_of(&body) + moved;
            record(&transaction(body), &mut log);
            let kind = if *moved < 0 { CashMoveKind::PaidOut } else { CashMoveKind::PaidIn };
            if *moved != 0 {
                record(&cash_moved(kind, moved.abs()), &mut log);
            }
        }
        prop_assert_eq!(totals.expected_drawer_cents(), cents(drawer));
        let counted = cents((drawer + counted_off).max(0));
        log.append(&shift_closed(&totals, counted));
        let mut checker = Checker::new();
        let mut head = Head::start(EPOCH);
        for entry in &log.entries {
            prop_assert!(checker.push(entry).is_ok());
            head = entry.verify(&head, &key().public()).unwrap();
        }
        prop_assert_eq!(checker.head(), Some(&head));
    }
}
