//! A sale from the scan to the receipt, across restarts.

use register::view::{
    CartView, DiscountInput, DiscountKind, ReceiptState, ScanOutcome, SetupState, TransactionQuery,
};
use register::{ErrorCode, Register};

use crate::bench_shop::{BenchShop, CUP, WATER, file_printer, id, setup_input};

fn items(cart: &CartView) -> Vec<(String, i64, i64)> {
    let item = |item: &register::view::CartItemView| {
        (
            item.name.clone(),
            item.quantity_thousandths,
            item.total.cents,
        )
    };
    cart.items.iter().map(item).collect()
}

#[test]
fn an_empty_folder_waits_for_its_setup() {
    let shop = BenchShop::empty();
    assert_eq!(
        shop.register.setup_status().unwrap().state,
        SetupState::NeedsSetup
    );
    assert_eq!(
        shop.register.app_status().unwrap_err().code(),
        ErrorCode::NeedsSetup
    );
}

#[test]
fn a_shop_is_set_up_once_and_its_owner_is_unlocked() {
    let shop = BenchShop::new();
    let status = shop.register.app_status().unwrap();
    assert_eq!(status.store_name, "Toko Melati");
    assert_eq!(status.user.unwrap().username, "owner");
    assert_eq!(status.product_count, 394);
    let again = shop.register.setup_create(&setup_input()).unwrap_err();
    assert_eq!(again.code(), ErrorCode::AlreadySetUp);
}

#[test]
fn a_wrong_answer_in_the_wizard_leaves_the_folder_as_it_was() {
    let shop = BenchShop::empty();
    let mut input = setup_input();
    "12".clone_into(&mut input.pin);
    assert_eq!(
        shop.register.setup_create(&input).unwrap_err().code(),
        ErrorCode::PinInvalid
    );
    assert!(!shop.folder.path().join("key.json").exists());
    shop.register.setup_create(&setup_input()).unwrap();
}

#[test]
fn a_sale_is_on_disk_and_shown_until_it_is_dismissed() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    shop.scan(WATER);
    shop.scan(&format!("3*{CUP}"));
    let cart = shop.register.cart_view().unwrap();
    assert_eq!(cart.total.cents, 940_000);
    assert_eq!(cart.total.text, "Rp 9.400");
    let done = shop.pay_cash(Some("10000"));
    assert_eq!(
        (done.change.cents, done.receipt_number.as_str()),
        (60_000, "A1-000001")
    );

    let shop = shop.restart();
    assert_eq!(
        shop.register.cart_view().unwrap_err().code(),
        ErrorCode::Locked
    );
    shop.unlock_owner();
    let cart = shop.register.cart_view().unwrap();
    assert!(cart.items.is_empty());
    assert_eq!(cart.done.unwrap(), done);
    assert_eq!(shop.register.done_dismiss(id()).unwrap().done, None);
    let shop = shop.restart();
    shop.unlock_owner();
    assert_eq!(shop.register.cart_view().unwrap().done, None);
}

#[test]
fn a_cart_survives_a_kill_with_all_that_can_be_undone() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    shop.scan(CUP);
    shop.register.cart_set_quantity(id(), 2, "5").unwrap();
    let before = shop.register.cart_view().unwrap();
    let shop = shop.restart();
    shop.unlock_owner();
    assert_eq!(shop.register.cart_view().unwrap(), before);
    let undone = shop.register.cart_undo(id()).unwrap();
    assert_eq!(items(&undone)[1].1, 1000);
}

#[test]
fn the_next_scan_begins_the_next_sale() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    let first = shop.pay_cash(None);
    let scan = shop.register.cart_scan(id(), CUP, None).unwrap();
    assert_eq!(scan.cart.done, None);
    assert_eq!(scan.cart.line_count, 1);
    let undone = shop.register.cart_undo(id()).unwrap();
    assert_eq!(
        undone.done, None,
        "an undone scan does not bring the old sale back"
    );
    shop.scan(CUP);
    let second = shop.pay_cash(None);
    assert_ne!(first.transaction_id, second.transaction_id);
    assert_eq!(second.receipt_number, "A1-000002");
}

#[test]
fn the_same_command_twice_is_one_change() {
    let shop = BenchShop::open();
    let command = id();
    let first = shop.register.cart_scan(command, WATER, None).unwrap();
    let second = shop.register.cart_scan(command, WATER, None).unwrap();
    assert_eq!(first.cart, second.cart);
    let revision = second.cart.revision;
    let pay = id();
    let offers = [crate::bench_shop::offer(
        register::view::PaymentMethod::Cash,
        None,
    )];
    let done = shop
        .register
        .tender_complete(pay, revision, &offers)
        .unwrap();
    let again = shop
        .register
        .tender_complete(pay, revision, &offers)
        .unwrap();
    assert_eq!(done, again);
    let shop = shop.restart();
    shop.unlock_owner();
    assert_eq!(
        shop.register
            .tender_complete(pay, revision, &offers)
            .unwrap(),
        done
    );
    let page = shop
        .register
        .transaction_list(&TransactionQuery::default())
        .unwrap();
    assert_eq!(page.items.len(), 1);
}

#[test]
fn codes_that_lead_nowhere_change_nothing() {
    let shop = BenchShop::open();
    let scan = shop
        .register
        .cart_scan(id(), "4006381333931", None)
        .unwrap();
    assert_eq!(scan.outcome, ScanOutcome::UnknownCode);
    assert!(scan.cart.items.is_empty());
}

#[test]
fn a_label_of_the_scale_holds_the_weight() {
    let shop = BenchShop::open();
    // PLU 10101 is Pisang Cavendish at Rp 26.500 a kilogram; 1.250 kg.
    let scan = shop
        .register
        .cart_scan(id(), "2110101012500", None)
        .unwrap();
    assert_eq!(scan.outcome, ScanOutcome::Added, "{scan:?}");
    let item = &scan.cart.items[0];
    assert_eq!(
        (item.quantity_thousandths, item.total.cents),
        (1250, 3_312_500)
    );
}

#[test]
fn a_cashier_without_a_shift_cannot_sell() {
    let shop = BenchShop::new();
    let error = shop.register.cart_scan(id(), WATER, None).unwrap_err();
    assert_eq!(error.code(), ErrorCode::NoOpenShift);
}

#[test]
fn a_receipt_is_queued_in_the_commit_and_printed_by_itself() {
    let shop = BenchShop::empty();
    let mut input = setup_input();
    input.printer = file_printer(&shop.paper());
    shop.register.setup_create(&input).unwrap();
    shop.open_shift();
    shop.scan(WATER);
    let done = shop.pay_cash(Some("5000"));
    wait_until(&shop.register, |state| state == ReceiptState::Printed);
    let paper = std::fs::read(shop.paper()).unwrap();
    let text = String::from_utf8_lossy(&paper);
    assert!(text.contains(&done.receipt_number));
    assert!(text.contains("Air Mineral Tirtajaya 600 ml"));
}

#[test]
fn a_printer_that_fails_does_not_fail_the_sale() {
    let shop = BenchShop::empty();
    let mut input = setup_input();
    // A folder where a file should be: nothing can be written there.
    input.printer = file_printer(shop.folder.path());
    shop.register.setup_create(&input).unwrap();
    shop.open_shift();
    shop.scan(WATER);
    shop.pay_cash(None);
    wait_until(&shop.register, |state| state == ReceiptState::Failed);
    let status = shop.register.app_status().unwrap();
    assert_eq!(status.print_queue.failed, 1);
    assert_eq!(
        status.print_queue.last_error_code,
        Some(ErrorCode::PrinterUnreachable)
    );
    shop.scan(CUP);
    shop.pay_cash(None);
    let mut settings = shop.register.settings_read().unwrap().settings;
    settings.printer = file_printer(&shop.paper());
    shop.register.settings_write(id(), &settings).unwrap();
    wait_until(&shop.register, |state| state == ReceiptState::Printed);
}

/// Waits for the state of the last sale's receipt; the queue tells of every change.
fn wait_until(register: &Register, is_reached: impl Fn(ReceiptState) -> bool) {
    let (sender, receiver) = std::sync::mpsc::channel();
    register.listen(move |_| {
        let _nobody_waits_any_more = sender.send(());
    });
    let limit = std::time::Duration::from_secs(20);
    loop {
        let state = register.cart_view().unwrap().done.unwrap().receipt_state;
        if is_reached(state) {
            return;
        }
        receiver
            .recv_timeout(limit)
            .expect("the printer's worker did nothing");
    }
}

#[test]
fn a_drawer_that_nothing_can_open_is_not_recorded_as_opened() {
    let shop = BenchShop::open();
    let refused = shop.register.drawer_open(id(), "tukar uang", None);
    assert_eq!(refused.unwrap_err().code(), ErrorCode::PrinterMissing);
    assert_eq!(shop.register.shift_report().unwrap().drawer_opened_count, 0);
}

#[test]
fn an_order_to_the_drawer_that_the_printer_refused_is_on_record_as_an_order() {
    let shop = BenchShop::open();
    let mut settings = shop.register.settings_read().unwrap().settings;
    settings.printer = file_printer(&shop.folder.path().join("unplugged/printer"));
    shop.register.settings_write(id(), &settings).unwrap();
    let refused = shop.register.drawer_open(id(), "tukar uang", None);
    assert_eq!(refused.unwrap_err().code(), ErrorCode::PrinterUnreachable);
    // Durable first: it was written before the pulse, and says no more than that it was given.
    assert_eq!(shop.register.shift_report().unwrap().drawer_opened_count, 1);
}

#[test]
fn a_discount_is_shown_before_it_is_given() {
    let shop = BenchShop::open();
    shop.scan(WATER);
    shop.scan(WATER);
    let before = shop.register.cart_view().unwrap();
    let line = before.items[0].line_id;
    let quarter = DiscountInput {
        kind: DiscountKind::Percent,
        value_text: "25".to_owned(),
    };
    let preview = |line| shop.register.cart_discount_preview(line, &quarter).unwrap();
    let item = preview(Some(line));
    assert_eq!(item.name, Some(before.items[0].name.clone()));
    assert_eq!(
        (item.before.cents, item.discount.cents, item.after.cents),
        (700_000, 175_000, 525_000)
    );
    assert_eq!(preview(None).name, None);
    assert_eq!(preview(None).after.cents, 525_000);
    assert_eq!(shop.register.cart_view().unwrap(), before);
}
