//! The drawer, the counts, the report of a shift.

use domain::currency::Currency;
use domain::entry::kinds::CashMoveKind;
use domain::posting::Account;
use domain::shift::{
    CountedDenomination, DenominationKind, ShiftError, check_count, count, denominations,
};
use domain::shift_totals::{SHAPE_VERSION, ShiftTotals};
use domain::tender::{PaymentMethod, PaymentOffer};

use crate::fixtures::cents;
use crate::shop::{
    cart, cash_moved, paid, refund, rupiah, sale, shift_closed, shift_opened, transaction,
};

fn card_sale(receipt_seq: u64) -> domain::entry::EntryBody {
    let cart = cart(u128::from(receipt_seq), domain::cart::TransactionKind::Sale);
    transaction(paid(
        &cart,
        receipt_seq,
        &[PaymentOffer::rest(PaymentMethod::Card)],
    ))
}

fn folded() -> ShiftTotals {
    let mut totals = ShiftTotals::default();
    let bodies = [
        shift_opened(20_000_000),
        transaction(sale(1)),
        card_sale(2),
        cash_moved(CashMoveKind::PaidOut, 1_500_000),
        transaction(sale(3)),
        transaction(refund(4)),
        cash_moved(CashMoveKind::PaidIn, 500_000),
    ];
    for body in bodies {
        totals.apply(&body).unwrap();
    }
    totals
}

#[test]
fn the_drawer_is_float_and_cash_less_change_and_cash_movements() {
    // 200.000 + 80.000 + 80.000 - 80.000 - 15.000 + 5.000 rupiah.
    assert_eq!(folded().expected_drawer_cents(), cents(27_000_000));
    assert_eq!(
        folded().report().unwrap().expected_drawer_cents(),
        Ok(cents(27_000_000))
    );
    assert_eq!(
        folded().difference_cents(cents(26_990_000)),
        Ok(cents(-10_000))
    );
}

#[test]
fn the_report_counts_sales_refunds_taxes_and_payments() {
    let report = folded().report().unwrap();
    assert_eq!(
        (report.sales_count, report.refund_count, report.item_count),
        (3, 1, 8)
    );
    assert_eq!(report.net_amount_cents, cents(16_000_000));
    assert_eq!(report.refund_amount_cents, cents(-8_000_000));
    assert_eq!(report.tax_lines[0].tax_cents, cents(2 * 792_800));
    let payments: Vec<_> = report
        .payments
        .iter()
        .map(|total| (total.method, total.count, total.amount_cents.value()))
        .collect();
    let expected = [
        (PaymentMethod::Cash, 3, 8_000_000),
        (PaymentMethod::Card, 1, 8_000_000),
    ];
    assert_eq!(payments, expected);
}

#[test]
fn the_report_is_what_the_postings_say() {
    let totals = folded();
    let report = totals.report().unwrap();
    let balance = |account: Account| totals.balance(&account);
    assert_eq!(
        balance(Account::Sales).checked_neg(),
        Ok(report.gross_amount_cents)
    );
    assert_eq!(balance(Account::Discount), report.discount_cents);
    assert_eq!(
        balance(Account::CardClearing),
        report.payments[1].amount_cents
    );
    let owed = balance(Account::TaxPayable("ppn".to_owned()));
    assert_eq!(owed.checked_neg(), Ok(report.tax_lines[0].tax_cents));
}

#[test]
fn after_the_close_the_drawer_is_empty() {
    let mut totals = folded();
    totals
        .apply(&shift_closed(&folded(), cents(27_000_000)))
        .unwrap();
    assert_eq!(totals.expected_drawer_cents(), cents(0));
    assert_eq!(totals.balance(&Account::OverShort), cents(0));
}

#[test]
fn running_figures_survive_storage() {
    let json = serde_json::to_string(&folded()).unwrap();
    assert_eq!(
        serde_json::from_str::<ShiftTotals>(&json).unwrap(),
        folded()
    );
}

#[test]
fn a_fault_leaves_the_figures_as_they_were() {
    let mut totals = folded();
    let mut wrong = sale(9);
    wrong.payments[0].amount_cents = cents(1);
    assert!(matches!(
        totals.apply(&transaction(wrong)),
        Err(ShiftError::NotBalanced { .. })
    ));
    assert_eq!(totals, folded());
}

#[test]
fn counting_multiplies_and_sums() {
    let counted = [
        CountedDenomination {
            cents: cents(5_000_000),
            count: 3,
        },
        CountedDenomination {
            cents: cents(50_000),
            count: 7,
        },
    ];
    assert_eq!(count(&counted), Ok(cents(15_350_000)));
    assert_eq!(check_count(cents(15_350_000), &counted), Ok(()));
    assert_eq!(
        check_count(cents(15_350_001), &counted),
        Err(ShiftError::CountDiffers)
    );
    assert_eq!(
        check_count(cents(-1), &[]),
        Err(ShiftError::CountIsNegative)
    );
    let worthless = [CountedDenomination {
        cents: cents(0),
        count: 1,
    }];
    assert_eq!(
        count(&worthless),
        Err(ShiftError::DenominationMustBePositive)
    );
    let absurd = [CountedDenomination {
        cents: domain::money::Cents::MAX,
        count: 2,
    }];
    assert_eq!(count(&absurd), Err(ShiftError::OutOfRange));
}

#[test]
fn rupiah_has_its_notes_and_coins() {
    let list = denominations(&rupiah()).unwrap();
    let of = |kind| -> Vec<i64> {
        let list = list.iter().filter(|denomination| denomination.kind == kind);
        list.map(|denomination| denomination.cents.value() / 100)
            .collect()
    };
    let notes = [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000];
    assert_eq!(of(DenominationKind::Note), notes);
    assert_eq!(of(DenominationKind::Coin), [1_000, 500, 200, 100]);
}

#[test]
fn every_currency_can_be_counted() {
    for currency in Currency::all() {
        let list = denominations(&currency).unwrap();
        assert!(!list.is_empty(), "{}", currency.code);
        assert!(
            list.iter()
                .all(|denomination| denomination.cents.is_positive())
        );
    }
}

/// Ledgers keep the running figures of a shift and of a day in this shape.
#[test]
fn the_stored_shape_of_the_figures_changes_only_with_its_version() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/golden");
    let path = format!("{folder}/shift_totals.{SHAPE_VERSION}.json");
    let written = serde_json::to_string(&folded()).unwrap();
    let frozen =
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}\n{written}"));
    assert_eq!(written, frozen.trim_end());
    let read: ShiftTotals = serde_json::from_str(&frozen).unwrap();
    assert_eq!(read, folded());
}
