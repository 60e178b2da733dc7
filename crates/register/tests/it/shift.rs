//! Floats, blind counts and reports.

use domain::user::Role;
use register::ErrorCode;
use register::view::{
    ApprovalInput, CountInput, DenominationCount, PaymentMethod, TransactionQuery,
};

use crate::bench_shop::{
    BenchShop, CASHIER_PIN, SUPERVISOR_PIN, WATER, amount, file_printer, id, offer,
};

#[test]
fn a_float_is_counted_by_pieces_or_typed() {
    let shop = BenchShop::new();
    let wrong = CountInput {
        amount_text: Some("100.000".to_owned()),
        denominations: vec![DenominationCount {
            cents: 5_000_000,
            count: 3,
        }],
    };
    let error = shop.register.shift_open(id(), &wrong).unwrap_err();
    assert_eq!(error.code(), ErrorCode::AmountInvalid);
    let pieces = CountInput {
        amount_text: None,
        denominations: vec![
            DenominationCount {
                cents: 5_000_000,
                count: 3,
            },
            DenominationCount {
                cents: 50_000,
                count: 4,
            },
        ],
    };
    let command = id();
    let shift = shop.register.shift_open(command, &pieces).unwrap();
    assert_eq!((shift.float.cents, shift.number), (15_200_000, 1));
    assert_eq!(shop.register.shift_open(command, &pieces).unwrap(), shift);
    let again = shop.register.shift_open(id(), &pieces).unwrap_err();
    assert_eq!(again.code(), ErrorCode::ShiftAlreadyOpen);
}

#[test]
fn a_count_is_summed_before_it_is_final_and_changes_nothing() {
    let shop = BenchShop::new();
    let pieces = |count| CountInput {
        amount_text: None,
        denominations: vec![
            DenominationCount {
                cents: 100_000,
                count,
            },
            DenominationCount {
                cents: 100_000,
                count: 12,
            },
        ],
    };
    let counted = shop.register.count_preview(&pieces(3)).unwrap();
    assert_eq!(
        (counted.cents, counted.text.as_str()),
        (1_500_000, "Rp 15.000")
    );
    let typed = shop.register.count_preview(&amount("200.000")).unwrap();
    assert_eq!(typed.cents, 20_000_000);
    let error = shop.register.count_preview(&amount("2x")).unwrap_err();
    assert_eq!(error.code(), ErrorCode::AmountInvalid);
    let nothing = shop.register.shift_report().unwrap_err();
    assert_eq!(nothing.code(), ErrorCode::NoOpenShift);
}

#[test]
fn a_cashier_counts_blind() {
    let shop = BenchShop::open();
    shop.as_cashier();
    shop.scan(WATER);
    shop.pay_cash(None);
    let report = shop.register.shift_report().unwrap();
    assert_eq!((report.sales_count, report.expected), (1, None));
    assert!(
        report
            .payments
            .iter()
            .all(|total| total.method != PaymentMethod::Cash)
    );
    let closed = shop
        .register
        .shift_close(id(), &amount("503.500"), "", None)
        .unwrap();
    assert_eq!(closed.expected.unwrap().cents, 50_350_000);
    assert_eq!(closed.difference.unwrap().cents, 0);
}

#[test]
fn a_difference_takes_an_approval_and_is_recorded() {
    let shop = BenchShop::open();
    let supervisor = shop.add("dewi", Role::Supervisor, SUPERVISOR_PIN);
    shop.as_cashier();
    let error = shop
        .register
        .shift_close(id(), &amount("499000"), "", None)
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::ApprovalRequired);
    let approval = ApprovalInput {
        user_id: supervisor,
        pin: SUPERVISOR_PIN.to_owned(),
    };
    let command = id();
    let close = |note: &str| {
        shop.register
            .shift_close(command, &amount("499000"), note, Some(&approval))
            .unwrap()
    };
    let closed = close("kembalian kurang");
    assert_eq!(closed.difference.clone().unwrap().cents, -100_000);
    assert_eq!(close(""), closed, "the same command closes nothing else");
    assert_eq!(shop.register.app_status().unwrap().shift, None);
    assert_eq!(
        shop.register.shift_report().unwrap_err().code(),
        ErrorCode::NoOpenShift
    );
}

#[test]
fn a_second_guess_needs_an_approval_even_when_it_is_right() {
    let shop = BenchShop::open();
    let supervisor = shop.add("dewi", Role::Supervisor, SUPERVISOR_PIN);
    let cashier = shop.as_cashier();
    let close = |counted: &str, approval: Option<&ApprovalInput>| {
        shop.register
            .shift_close(id(), &amount(counted), "", approval)
    };
    let first = close("499000", None).unwrap_err();
    assert_eq!(first.code(), ErrorCode::ApprovalRequired);
    let shop = shop.restart();
    shop.register.session_unlock(cashier, CASHIER_PIN).unwrap();
    let close = |counted: &str, approval: Option<&ApprovalInput>| {
        shop.register
            .shift_close(id(), &amount(counted), "", approval)
    };
    let again = close("500000", None).unwrap_err();
    assert_eq!(again.code(), ErrorCode::ApprovalRequired);
    let approval = ApprovalInput {
        user_id: supervisor,
        pin: SUPERVISOR_PIN.to_owned(),
    };
    let told = shop
        .register
        .shift_difference(&amount("500000"), Some(&approval))
        .unwrap();
    assert_eq!(told.counted_first.unwrap().text, "Rp 499.000");
    let closed = close("500000", Some(&approval)).unwrap();
    assert_eq!(closed.difference.unwrap().cents, 0);
    assert_eq!(closed.approved_by.as_deref(), Some("Person dewi"));
    assert_eq!(closed.note, "Hitungan pertama: Rp 499.000.");
}

#[test]
fn the_difference_is_told_to_whoever_approves_it_and_to_nobody_before() {
    let shop = BenchShop::open();
    let supervisor = shop.add("dewi", Role::Supervisor, SUPERVISOR_PIN);
    shop.as_cashier();
    let refused = shop
        .register
        .shift_close(id(), &amount("499000"), "", None)
        .unwrap_err();
    let details = serde_json::to_string(&refused.details()).unwrap();
    for sum in ["500", "499", "1.000"] {
        assert!(!details.contains(sum), "{sum} in {details}");
        assert!(!refused.to_string().contains(sum), "{sum} in {refused}");
    }
    let look = |pin: Option<&str>| {
        let approval = pin.map(|pin| ApprovalInput {
            user_id: supervisor,
            pin: pin.to_owned(),
        });
        let look = shop
            .register
            .shift_difference(&amount("499000"), approval.as_ref());
        look.map_err(|error| error.code())
    };
    assert_eq!(look(None), Err(ErrorCode::ApprovalRequired));
    assert_eq!(look(Some("0000")), Err(ErrorCode::WrongPin));
    let told = look(Some(SUPERVISOR_PIN)).unwrap();
    let texts = [told.counted.text, told.expected.text, told.difference.text];
    assert_eq!(texts, ["Rp 499.000", "Rp 500.000", "-Rp 1.000"]);
    assert_eq!(told.counted_first, None);
    let open = shop.register.app_status().unwrap().shift;
    assert!(open.is_some(), "a look closes nothing");
}

#[test]
fn a_count_after_the_look_at_the_difference_is_told_in_the_note() {
    let shop = BenchShop::open();
    let supervisor = shop.add("dewi", Role::Supervisor, SUPERVISOR_PIN);
    shop.as_cashier();
    let approval = ApprovalInput {
        user_id: supervisor,
        pin: SUPERVISOR_PIN.to_owned(),
    };
    let look = shop
        .register
        .shift_difference(&amount("499000"), Some(&approval));
    assert_eq!(look.unwrap().difference.cents, -100_000);
    let close = |approval| {
        shop.register
            .shift_close(id(), &amount("500000"), "", approval)
    };
    let alone = close(None).unwrap_err();
    assert_eq!(alone.code(), ErrorCode::ApprovalRequired);
    let closed = close(Some(&approval)).unwrap();
    assert_eq!(closed.note, "Hitungan pertama: Rp 499.000.");
}

#[test]
fn the_list_gives_a_cashier_no_amounts_to_add_up_before_the_count() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    let sale = shop.pay_cash(None).transaction_id;
    let listed = || {
        let page = shop.register.transaction_list(&TransactionQuery::default());
        page.unwrap().items.remove(0)
    };
    let found = |text: &str| {
        let query = TransactionQuery {
            text: Some(text.to_owned()),
            ..TransactionQuery::default()
        };
        shop.register
            .transaction_list(&query)
            .unwrap()
            .items
            .remove(0)
    };
    assert_eq!(listed().total.unwrap().cents, 350_000);
    shop.as_cashier();
    for row in [listed(), found("1")] {
        assert_eq!((&row.total, row.payment_method), (&None, None));
    }
    // A customer who asks for their receipt gets it.
    let shown = shop.register.transaction_show(sale).unwrap();
    assert_eq!(shown.total.cents, 350_000);
    let closed = shop.register.shift_close(id(), &amount("503500"), "", None);
    closed.unwrap();
    assert_eq!(listed().total.unwrap().cents, 350_000);
    shop.register.shift_open(id(), &amount("0")).unwrap();
    assert_eq!(listed().total.unwrap().cents, 350_000);
    assert_eq!(listed().payment_method, Some(PaymentMethod::Cash));
}

#[test]
fn the_next_shift_starts_without_the_refused_count_of_the_last() {
    let shop = BenchShop::open();
    shop.as_cashier();
    let short = shop.register.shift_close(id(), &amount("1"), "", None);
    assert_eq!(short.unwrap_err().code(), ErrorCode::ApprovalRequired);
    shop.unlock_owner();
    let closed = shop
        .register
        .shift_close(id(), &amount("500000"), "dihitung ulang", None);
    // Who may close over any difference is not asked, and yet the first count is in the report.
    assert_eq!(
        closed.unwrap().note,
        "Hitungan pertama: Rp 1. dihitung ulang"
    );
    shop.open_shift();
    let cashier = shop.person("budi");
    shop.register.session_unlock(cashier, CASHIER_PIN).unwrap();
    let closed = shop.register.shift_close(id(), &amount("500000"), "", None);
    assert_eq!(closed.unwrap().approved_by, None);
}

#[test]
fn an_owner_sets_the_difference_that_a_cashier_closes_with() {
    let shop = BenchShop::open();
    let mut settings = shop.register.settings_read().unwrap().settings;
    settings.over_short_limit_text = "1.000".to_owned();
    shop.register.settings_write(id(), &settings).unwrap();
    shop.as_cashier();
    let closed = shop.register.shift_close(id(), &amount("499000"), "", None);
    assert_eq!(closed.unwrap().difference.unwrap().cents, -100_000);
}

#[test]
fn a_cashier_sees_no_sum_that_gives_the_cash_away() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    shop.pay_cash(None);
    assert!(shop.register.shift_report().unwrap().net.is_some());
    shop.as_cashier();
    let report = shop.register.shift_report().unwrap();
    let sums = [
        report.gross,
        report.discount,
        report.net,
        report.rounding,
        report.refunded,
        report.expected,
    ];
    assert!(sums.iter().all(Option::is_none), "{sums:?}");
    assert!(report.tax_lines.is_empty());
}

#[test]
fn past_shifts_are_listed_shown_and_printed_again() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    shop.pay_cash(None);
    shop.register
        .shift_close(id(), &amount("503000"), "kurang lima ratus", None)
        .unwrap();
    shop.open_shift();
    let shifts = shop.register.shift_list(None, 50).unwrap();
    let numbers: Vec<u64> = shifts.iter().map(|shift| shift.number).collect();
    assert_eq!(numbers, [2, 1]);
    assert_eq!(shifts[0].net, None);
    assert_eq!(shifts[1].difference.as_ref().unwrap().cents, -50_000);
    let older = shop.register.shift_list(Some(2), 50).unwrap();
    assert_eq!(older, shifts[1..]);
    let report = shop.register.shift_show(shifts[1].shift_id).unwrap();
    assert_eq!(report.note, "kurang lima ratus");
    assert_eq!(report.net.unwrap().cents, 350_000);
    let print = |shift_id| shop.register.shift_report_print(id(), shift_id);
    let without = print(shifts[1].shift_id).unwrap_err();
    assert_eq!(without.code(), ErrorCode::PrinterMissing);
    let mut settings = shop.register.settings_read().unwrap().settings;
    settings.printer = file_printer(&shop.paper());
    shop.register.settings_write(id(), &settings).unwrap();
    print(shifts[1].shift_id).unwrap();
    let open = print(shifts[0].shift_id).unwrap_err();
    assert_eq!(open.code(), ErrorCode::NotFound);
}

#[test]
fn a_cart_keeps_the_shift_open() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    let error = shop
        .register
        .shift_close(id(), &amount("500000"), "", None)
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::CartNotEmpty);
}

#[test]
fn a_report_is_the_sum_of_its_sales() {
    let shop = BenchShop::open();
    for method in [
        PaymentMethod::Cash,
        PaymentMethod::Card,
        PaymentMethod::Cash,
    ] {
        shop.scan(WATER);
        let revision = shop.register.cart_view().unwrap().revision;
        shop.register
            .tender_complete(id(), revision, &[offer(method, None)])
            .unwrap();
    }
    let report = shop.register.shift_report().unwrap();
    assert_eq!(
        (report.sales_count, report.net.unwrap().cents),
        (3, 1_050_000)
    );
    assert_eq!(report.expected.unwrap().cents, 50_000_000 + 700_000);
    let counts: Vec<(PaymentMethod, u64, i64)> = report
        .payments
        .iter()
        .map(|total| (total.method, total.count, total.amount.cents))
        .collect();
    let expected = [
        (PaymentMethod::Cash, 2, 700_000),
        (PaymentMethod::Card, 1, 350_000),
    ];
    assert_eq!(counts, expected);
}

#[test]
fn a_day_is_the_sum_of_its_sales_whoever_closed_what() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    shop.pay_cash(None);
    shop.register
        .shift_close(id(), &amount("503500"), "", None)
        .unwrap();
    shop.open_shift();
    shop.scan(WATER);
    shop.pay_cash(None);
    let today = shop.register.report_day(None).unwrap();
    assert_eq!((today.sales_count, today.net.cents), (2, 700_000));
    assert_eq!(today.payments[0].amount.cents, 700_000);
    let another = shop
        .register
        .report_day(chrono::NaiveDate::from_ymd_opt(2020, 1, 1))
        .unwrap();
    assert_eq!((another.sales_count, another.net.cents), (0, 0));
}
