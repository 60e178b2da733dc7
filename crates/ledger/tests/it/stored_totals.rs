//! Stored totals of another shape, or unreadable ones, are folded again from the entries.

use std::path::Path;

use chrono::NaiveDate;
use domain::cart::TransactionKind;
use domain::entry::EntryBody;
use domain::entry::kinds::{CashMoveKind, CashMoved, DrawerOpened, ShiftClosed, ShiftOpened};
use domain::shift_totals::{SHAPE_VERSION, ShiftTotals};
use domain::transaction::TransactionBody;
use ledger::{LedgerError, OpenOptions, ShiftRow};

use crate::maintenance::wait_until;
use crate::open::raw_connection;
use crate::shop::{NOW, QUIET, Shop, append, cents, day, id, products, register_key};

/// Totals that a file may hold: of an older program, of a newer one, and damaged ones.
const FOREIGN: [(&str, &str); 3] = [
    ("older", "totals_shape = 0, totals = '{\"sales\":3}'"),
    (
        "newer",
        "totals_shape = 9, totals = '{\"report\":{\"voids\":1}}'",
    ),
    ("unreadable", "totals = 'half a docum'"),
];

/// A shop with three sales, a cash movement and an opened drawer.
fn traded() -> Shop {
    let shop = Shop::open(QUIET);
    let goods = products(4);
    shop.add_products(&goods, 10_000);
    (0..3).for_each(|_| _ = shop.sell(&goods));
    let moved = EntryBody::CashMoved(CashMoved {
        shift_id: shop.shift_id,
        kind: CashMoveKind::PaidOut,
        amount_cents: cents(5_000_000),
        reason: "Parkir".to_owned(),
        user_id: shop.cashier_id,
        approval: None,
    });
    append(&shop.ledger, id(), &moved).unwrap();
    let opened = EntryBody::DrawerOpened(DrawerOpened {
        shift_id: shop.shift_id,
        user_id: shop.cashier_id,
        reason: "Uang receh".to_owned(),
        approval: None,
    });
    append(&shop.ledger, id(), &opened).unwrap();
    shop.ledger.catch_up().unwrap();
    shop
}

/// Writes foreign totals into the file of a closed ledger, and opens it again.
fn reopen_with(shop: Shop, foreign: &str, options: OpenOptions) -> Shop {
    let path = shop.path.clone();
    shop.reopen_after(options, || {
        let raw = raw_connection(&path);
        for table in ["shifts", "daily_totals"] {
            let sql = format!("UPDATE {table} SET {foreign}");
            assert!(raw.execute(&sql, []).unwrap() > 0, "{sql} changed nothing");
        }
    })
}

/// The X report of the open shift.
fn x_report(shop: &Shop) -> ShiftTotals {
    shop.ledger.shift_open().unwrap().unwrap().totals
}

fn assert_sound(shop: &Shop, name: &str) {
    let key = register_key().public();
    let found = shop.ledger.verify(Some(&key), &mut |_| {}).unwrap();
    assert!(found.error.is_none(), "{name}: {:?}", found.error);
}

/// Closes the open shift with the expected count.
fn close(shop: &Shop) -> ShiftRow {
    let totals = x_report(shop);
    let expected_cents = totals.expected_drawer_cents();
    let closed = EntryBody::ShiftClosed(Box::new(ShiftClosed {
        shift_id: shop.shift_id,
        user_id: shop.cashier_id,
        counted_cents: expected_cents,
        denominations: Vec::new(),
        expected_cents,
        difference_cents: cents(0),
        note: String::new(),
        report: totals.report().unwrap(),
        approval: None,
    }));
    append(&shop.ledger, id(), &closed).unwrap();
    shop.ledger.shift_last().unwrap().unwrap()
}

#[test]
fn reports_are_right_before_the_next_sale() {
    for (name, foreign) in FOREIGN {
        let shop = traded();
        let (shift, sums) = (x_report(&shop), shop.ledger.day_totals(day()).unwrap());
        assert_eq!(shift.report().unwrap().sales_count, 3);
        let shop = reopen_with(shop, foreign, QUIET);
        assert_eq!(x_report(&shop), shift, "{name}");
        assert_eq!(shop.ledger.day_totals(day()).unwrap(), sums, "{name}");
        assert_sound(&shop, name);
    }
}

#[test]
fn selling_goes_on_and_adds_to_what_was_sold_before() {
    for (name, foreign) in FOREIGN {
        let shop = reopen_with(traded(), foreign, QUIET);
        shop.sell(&products(2));
        let report = x_report(&shop).report().unwrap();
        assert_eq!((report.sales_count, report.drawer_opened_count), (4, 1));
        assert_eq!(report.paid_out_cents, cents(5_000_000), "{name}");
        let sums = shop.ledger.day_totals(day()).unwrap().unwrap();
        assert_eq!(sums.report().unwrap().sales_count, 4, "{name}");
        assert_sound(&shop, name);
    }
}

#[test]
fn a_shift_is_closed_with_the_sums_of_all_its_entries() {
    for (name, foreign) in FOREIGN {
        let shop = traded();
        let before = x_report(&shop);
        let shop = reopen_with(shop, foreign, QUIET);
        let closed = close(&shop);
        assert_eq!(closed.closing.unwrap().report, before.report().unwrap());
        assert_sound(&shop, name);
    }
}

#[test]
fn a_closed_shift_keeps_its_sums_and_its_report() {
    for (name, foreign) in FOREIGN {
        let shop = traded();
        let closed = close(&shop);
        let next = EntryBody::ShiftOpened(ShiftOpened {
            shift_id: id(),
            number: 2,
            user_id: shop.cashier_id,
            float_cents: cents(0),
            denominations: Vec::new(),
            business_date: day(),
        });
        append(&shop.ledger, id(), &next).unwrap();
        let foreign =
            format!("{foreign}, report = CASE WHEN report IS NULL THEN NULL ELSE '{{}}' END");
        let path = shop.path.clone();
        let shop = shop.reopen_after(QUIET, || {
            let raw = raw_connection(&path);
            raw.execute(&format!("UPDATE shifts SET {foreign}"), [])
                .unwrap();
        });
        let found = shop.ledger.shift(closed.shift_id).unwrap().unwrap();
        assert_eq!(found, closed, "{name}");
        assert_sound(&shop, name);
    }
}

/// Rows of both tables that are not of this program's shape. Others may have the file open.
fn stale_rows(path: &Path) -> i64 {
    let raw = raw_connection(path);
    let sql = "SELECT count(*) FROM (SELECT totals, totals_shape FROM shifts
                   UNION ALL SELECT totals, totals_shape FROM daily_totals)
               WHERE totals_shape <> ?1 OR NOT json_valid(totals)";
    raw.query_row(sql, [SHAPE_VERSION], |row| row.get(0))
        .unwrap()
}

#[test]
fn the_maintenance_thread_brings_the_file_to_one_shape_while_the_shop_sells() {
    for (name, foreign) in FOREIGN {
        let shop = trading_on_two_days();
        let path = shop.path.clone();
        let shop = reopen_with(shop, foreign, OpenOptions::default());
        (0..5).for_each(|_| _ = shop.sell(&products(1)));
        wait_until("refreshing", || stale_rows(&path) == 0);
        assert_eq!(
            x_report(&shop).report().unwrap().sales_count,
            6 + 5,
            "{name}"
        );
        assert_eq!(sales_on(&shop, day()), 3 + 5, "{name}");
        assert_eq!(sales_on(&shop, day().succ_opt().unwrap()), 3, "{name}");
        assert_sound(&shop, name);
    }
}

#[test]
fn folding_entries_does_not_fold_what_is_stale() {
    for (name, foreign) in FOREIGN {
        let shop = reopen_with(trading_on_two_days(), foreign, QUIET);
        shop.ledger.catch_up().unwrap();
        assert_eq!(stale_rows(&shop.path), 3, "{name}");
        // A verification first folds the file to one shape, so that the tables can be compared.
        assert_sound(&shop, name);
        assert_eq!(stale_rows(&shop.path), 0, "{name}");
    }
}

/// A shop whose shift has three sales on each of two days, in turn.
fn trading_on_two_days() -> Shop {
    let shop = Shop::open(QUIET);
    let goods = products(2);
    for business_date in [day(), day().succ_opt().unwrap()]
        .into_iter()
        .cycle()
        .take(6)
    {
        let sold: Result<_, LedgerError> = shop.ledger.commit(|commit| {
            let sale = TransactionBody {
                business_date,
                ..shop.paid(commit, &goods, TransactionKind::Sale)
            };
            let body = EntryBody::TransactionCompleted(Box::new(sale));
            commit.append(id(), &body, NOW, &register_key())
        });
        sold.unwrap();
    }
    shop.ledger.catch_up().unwrap();
    shop
}

fn sales_on(shop: &Shop, day: NaiveDate) -> u64 {
    let totals = shop.ledger.day_totals(day).unwrap().unwrap();
    totals.report().unwrap().sales_count
}
