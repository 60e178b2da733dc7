//! Postings of every kind of entry that moves money.

use domain::currency::Locale;
use domain::entry::EntryBody;
use domain::entry::kinds::{CashMoveKind, StoreChanged};
use domain::posting::{Account, PostingError, UnknownAccount, postings};
use domain::shift_totals::ShiftTotals;

use crate::fixtures::cents;
use crate::shop::{cash_moved, sale, settings, shift_closed, shift_opened, transaction};

fn booked(body: &EntryBody) -> Vec<(String, i64)> {
    let postings = postings(body).unwrap();
    postings
        .iter()
        .map(|posting| (posting.account.code(), posting.amount_cents.value()))
        .collect()
}

fn lines(expected: &[(&str, i64)]) -> Vec<(String, i64)> {
    expected
        .iter()
        .map(|(account, amount)| ((*account).to_owned(), *amount))
        .collect()
}

#[test]
fn a_sale_moves_cash_sales_discount_and_tax() {
    let expected = lines(&[
        ("drawer_cash", 8_000_000),
        ("sales", -8_150_000),
        ("discount", 150_000),
        ("included_tax", 792_800),
        ("tax_payable:ppn", -792_800),
    ]);
    assert_eq!(booked(&transaction(sale(1))), expected);
}

#[test]
fn cash_moves_between_drawer_and_its_reason() {
    let expected = lines(&[("drawer_cash", 500), ("safe_cash", -500)]);
    assert_eq!(booked(&shift_opened(500)), expected);
    let expected = lines(&[("drawer_cash", 700), ("paid_in", -700)]);
    assert_eq!(booked(&cash_moved(CashMoveKind::PaidIn, 700)), expected);
    let expected = lines(&[("paid_out", 700), ("drawer_cash", -700)]);
    assert_eq!(booked(&cash_moved(CashMoveKind::PaidOut, 700)), expected);
}

#[test]
fn closing_empties_the_drawer_and_books_the_difference() {
    let mut totals = ShiftTotals::default();
    totals.apply(&shift_opened(1_000)).unwrap();
    let short = booked(&shift_closed(&totals, cents(900)));
    let expected = lines(&[
        ("safe_cash", 900),
        ("drawer_cash", -1_000),
        ("over_short", 100),
    ]);
    assert_eq!(short, expected);
    let over = booked(&shift_closed(&totals, cents(1_200)));
    let expected = lines(&[
        ("safe_cash", 1_200),
        ("drawer_cash", -1_000),
        ("over_short", -200),
    ]);
    assert_eq!(over, expected);
}

#[test]
fn what_moves_no_money_has_no_postings() {
    let settings = settings(Locale::Id);
    let changed = EntryBody::StoreChanged(Box::new(StoreChanged {
        by_user_id: None,
        settings,
    }));
    assert!(booked(&changed).is_empty());
    assert!(booked(&shift_opened(0)).is_empty());
}

#[test]
fn figures_that_contradict_each_other_do_not_balance() {
    let mut body = sale(1);
    body.net_amount_cents = cents(1);
    body.payments[0].amount_cents = cents(8_000_001);
    let error = PostingError::NotBalanced { sum_cents: 1 };
    assert_eq!(postings(&transaction(body)), Err(error));
}

#[test]
fn accounts_have_stable_codes() {
    let accounts = [
        Account::DrawerCash,
        Account::SafeCash,
        Account::CardClearing,
        Account::QrisClearing,
        Account::TransferClearing,
        Account::OtherClearing,
        Account::Sales,
        Account::Discount,
        Account::IncludedTax,
        Account::TaxPayable("ppn".to_owned()),
        Account::Rounding,
        Account::OverShort,
        Account::PaidIn,
        Account::PaidOut,
    ];
    for account in accounts {
        assert_eq!(account.code().parse(), Ok(account));
    }
    assert_eq!("petty_cash".parse::<Account>(), Err(UnknownAccount));
}
