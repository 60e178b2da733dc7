//! Random histories against a model: after any events in any order, the sums agree and the log is
//! sound.

use domain::cart::TransactionKind;
use domain::catalog::Product;
use domain::entry::EntryBody;
use domain::entry::kinds::{CashMoveKind, CashMoved};
use ledger::LedgerError;
use proptest::prelude::*;

use crate::shop::{NOW, QUIET, Shop, append, cents, id, products, register_key};

#[derive(Debug, Clone)]
enum Act {
    Sell(usize),
    TakeBack(usize),
    PayIn(i64),
    PayOut(i64),
    /// A sale whose commit is refused at its end.
    Abandon(usize),
    Fold,
    Reopen,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        5 => (1_usize..8).prop_map(Act::Sell),
        2 => (1_usize..8).prop_map(Act::TakeBack),
        1 => (1_i64..9_000_000).prop_map(Act::PayIn),
        1 => (1_i64..9_000_000).prop_map(Act::PayOut),
        1 => (1_usize..8).prop_map(Act::Abandon),
        1 => Just(Act::Fold),
        1 => Just(Act::Reopen),
    ]
}

/// What must be true after a history.
#[derive(Debug, Default)]
struct Model {
    entries: u64,
    receipts: u64,
    drawer_cents: i64,
    /// The stock of each product, in thousandths, after sales and refunds.
    stock: [i64; 8],
}

const PRICE_CENTS: i64 = 350_000;

impl Model {
    fn trade(&mut self, count: usize, sign: i64) {
        self.entries += 1;
        self.receipts += 1;
        self.drawer_cents += sign * PRICE_CENTS * i64::try_from(count).unwrap();
        for level in &mut self.stock[..count] {
            *level -= sign * 1_000;
        }
    }

    fn move_cash(&mut self, amount_cents: i64) {
        self.entries += 1;
        self.drawer_cents += amount_cents;
    }
}

fn move_cash(shop: &Shop, kind: CashMoveKind, amount: i64) {
    let moved = EntryBody::CashMoved(CashMoved {
        shift_id: shop.shift_id,
        user_id: shop.cashier_id,
        kind,
        amount_cents: cents(amount),
        reason: "uang kecil".to_owned(),
        approval: None,
    });
    append(&shop.ledger, id(), &moved).unwrap();
}

fn abandon(shop: &Shop, goods: &[Product]) {
    let refused: Result<(), LedgerError> = shop.ledger.commit(|commit| {
        let body = shop.paid(commit, goods, TransactionKind::Sale);
        let body = EntryBody::TransactionCompleted(Box::new(body));
        commit.append(id(), &body, NOW, &register_key())?;
        Err(LedgerError::Busy)
    });
    assert!(refused.is_err());
}

fn take(shop: Shop, model: &mut Model, goods: &[Product], step: &Act) -> Shop {
    match step {
        Act::Sell(count) => {
            shop.sell(&goods[..*count]);
            model.trade(*count, 1);
        }
        Act::TakeBack(count) => {
            shop.ring_up(&goods[..*count], TransactionKind::Refund)
                .unwrap();
            model.trade(*count, -1);
        }
        Act::PayIn(amount) => {
            move_cash(&shop, CashMoveKind::PaidIn, *amount);
            model.move_cash(*amount);
        }
        Act::PayOut(amount) => {
            move_cash(&shop, CashMoveKind::PaidOut, *amount);
            model.move_cash(-*amount);
        }
        Act::Abandon(count) => abandon(&shop, &goods[..*count]),
        Act::Fold => shop.ledger.catch_up().unwrap(),
        Act::Reopen => return shop.reopen(QUIET),
    }
    shop
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_history_adds_up_and_is_sound(steps in prop::collection::vec(act(), 1..40)) {
        let mut shop = Shop::open(QUIET);
        let goods = products(8);
        shop.add_products(&goods, 0);
        let mut model = Model { entries: 4, drawer_cents: 20_000_000, ..Model::default() };
        for step in &steps {
            shop = take(shop, &mut model, &goods, step);
        }
        prop_assert_eq!(shop.ledger.head().unwrap().seq, model.entries);
        let next = shop.ledger.commit(|commit| commit.next_receipt_seq()).unwrap();
        prop_assert_eq!(next, model.receipts + 1);
        let shift = shop.ledger.shift_open().unwrap().unwrap();
        prop_assert_eq!(shift.totals.expected_drawer_cents().value(), model.drawer_cents);
        for (product, level) in goods.iter().zip(model.stock) {
            prop_assert_eq!(shop.ledger.stock_level(product.product_id).unwrap(), level);
        }
        let key = register_key().public();
        let found = shop.ledger.verify(Some(&key), &mut |_| {}).unwrap();
        prop_assert!(found.error.is_none(), "{:?}", found.error);
    }
}
