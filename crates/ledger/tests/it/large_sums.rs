//! Sums at the end of their range are refused in the commit and never stop the later fold.

use domain::cart::{Cart, NewItem, TransactionKind};
use domain::entry::EntryBody;
use domain::quantity::Quantity;
use domain::shift::ShiftError;
use domain::tender::{PaymentMethod, PaymentOffer, TenderRules, tender};
use domain::totals::{TotalsRules, totals};
use domain::transaction::{CompletionContext, complete};
use ledger::LedgerError;
use proptest::prelude::*;

use crate::shop::{NOW, QUIET, Shop, cents, day, id, product, register_key};

/// The highest price, and as many of it as one transaction can hold.
const PRICE: i64 = 99_999_999_999;
const PIECES: i64 = 90_071;

fn ring_up(shop: &Shop, kind: TransactionKind, pieces: i64) -> Result<(), LedgerError> {
    let goods = product(1, "Kapal");
    let item = NewItem {
        product_id: goods.product_id,
        name: goods.name,
        sku: goods.sku,
        barcode: goods.barcode,
        unit_price_cents: cents(PRICE),
        cost_cents: None,
        weighed: false,
        unit: None,
        tax_rates: Vec::new(),
    };
    let mut cart = Cart::new(id(), kind);
    cart.add_item(item, Quantity::whole(pieces).unwrap())
        .unwrap();
    let sums = totals(&cart, &TotalsRules::house("EUR")).unwrap();
    let offer = PaymentOffer::rest(PaymentMethod::Card);
    let paid = tender(
        sums.net_amount_cents,
        &[offer],
        None,
        &TenderRules::new("EUR"),
    )
    .unwrap();
    shop.ledger.commit(|commit| {
        let receipt_seq = commit.next_receipt_seq()?;
        let context = CompletionContext {
            receipt_number: format!("A1-{receipt_seq:06}"),
            receipt_seq,
            shift_id: shop.shift_id,
            business_date: day(),
            cashier_id: shop.cashier_id,
            original_transaction_id: None,
            currency: "EUR".to_owned(),
            approvals: Vec::new(),
        };
        let body = complete(&cart, &sums, &paid, context).unwrap();
        let body = EntryBody::TransactionCompleted(Box::new(body));
        commit.append(id(), &body, NOW, &register_key())?;
        Ok(())
    })
}

#[test]
fn a_sale_that_no_sum_can_hold_is_refused_and_the_next_one_goes_through() {
    let shop = Shop::open(QUIET);
    ring_up(&shop, TransactionKind::Sale, PIECES).unwrap();
    let refused = ring_up(&shop, TransactionKind::Sale, PIECES);
    assert!(
        matches!(refused, Err(LedgerError::Shift(ShiftError::OutOfRange))),
        "{refused:?}"
    );
    shop.sell(&[product(2, "Teh")]);
    shop.ledger.catch_up().unwrap();
    let found = shop.ledger.verify(None, &mut |_| {}).unwrap();
    assert!(found.error.is_none(), "{:?}", found.error);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_refused_the_fold_goes_on(
        steps in prop::collection::vec((any::<bool>(), 1..=PIECES), 1..12)
    ) {
        let shop = Shop::open(QUIET);
        let mut taken = 0;
        for (is_sale, pieces) in steps {
            let kind = if is_sale { TransactionKind::Sale } else { TransactionKind::Refund };
            match ring_up(&shop, kind, pieces) {
                Ok(()) => taken += 1,
                Err(LedgerError::Shift(ShiftError::OutOfRange)) => {}
                Err(other) => panic!("{other:?}"),
            }
            shop.ledger.catch_up().unwrap();
        }
        let shop = shop.reopen(QUIET);
        shop.ledger.rebuild().unwrap();
        let found = shop.ledger.verify(None, &mut |_| {}).unwrap();
        prop_assert!(found.error.is_none(), "{:?}", found.error);
        prop_assert!(taken > 0);
        prop_assert_eq!(shop.ledger.health().unwrap().unfolded_count, 0);
    }
}
