//! The same command twice at once, two processes, two people: the outcome is the one of the first.
#![expect(
    clippy::needless_collect,
    reason = "all threads start before the first is waited for"
)]

use std::sync::Barrier;
use std::thread;

use domain::user::Role;
use register::view::{CatalogChoice, PaymentMethod, TransactionQuery, UserInput};
use register::{AppError, ErrorCode, Register};
use uuid::Uuid;

use crate::bench_shop::{
    BenchShop, CASHIER_PIN, OWNER_PIN, amount, id, offer, request, setup_input,
};

/// Runs the same command from four threads that start together.
fn at_once<T: Send>(
    shop: &BenchShop,
    command: impl Fn(&Register, Uuid) -> Result<T, AppError> + Sync,
) -> Vec<Result<T, ErrorCode>> {
    const HANDS: usize = 4;
    let (command_id, start) = (id(), Barrier::new(HANDS));
    let press = || {
        start.wait();
        command(&shop.register, command_id).map_err(|error| error.code())
    };
    thread::scope(|scope| {
        let hands: Vec<_> = (0..HANDS).map(|_| scope.spawn(press)).collect();
        hands.into_iter().map(|hand| hand.join().unwrap()).collect()
    })
}

fn transactions(shop: &BenchShop) -> usize {
    let query = TransactionQuery {
        text: None,
        before: None,
        limit: 50,
    };
    shop.register.transaction_list(&query).unwrap().items.len()
}

#[test]
fn one_payment_pressed_four_times_at_once_is_one_sale_and_four_same_answers() {
    let shop = BenchShop::open();
    shop.scan(crate::bench_shop::WATER);
    let revision = shop.register.cart_view().unwrap().revision;
    let offers = [offer(PaymentMethod::Cash, None)];
    let done = at_once(&shop, |register, command_id| {
        register.tender_complete(command_id, revision, &offers)
    });
    let numbers: Vec<_> = done
        .into_iter()
        .map(|done| done.map(|done| done.receipt_number))
        .collect();
    assert!(numbers.iter().all(Result::is_ok), "{numbers:?}");
    assert!(numbers.iter().all(|number| *number == numbers[0]));
    assert_eq!(transactions(&shop), 1);
}

#[test]
fn a_shift_opened_and_closed_by_four_presses_at_once_is_one_shift() {
    let shop = BenchShop::new();
    let opened = at_once(&shop, |register, command_id| {
        register.shift_open(command_id, &amount("500000"))
    });
    let opened: Vec<_> = opened
        .into_iter()
        .map(|shift| shift.map(|s| s.number))
        .collect();
    assert_eq!(opened, [Ok(1); 4]);
    let closed = at_once(&shop, |register, command_id| {
        register.shift_close(command_id, &amount("500000"), "", None)
    });
    let closed: Vec<_> = closed
        .into_iter()
        .map(|shift| shift.map(|s| s.number))
        .collect();
    assert_eq!(closed, [Ok(1); 4]);
}

#[test]
fn a_person_added_by_four_presses_at_once_is_one_person() {
    let shop = BenchShop::new();
    let input = UserInput {
        username: "budi".to_owned(),
        full_name: "Budi".to_owned(),
        role: Role::Cashier,
        pin: CASHIER_PIN.to_owned(),
    };
    let added = at_once(&shop, |register, command_id| {
        register.user_add(command_id, &input)
    });
    let counts: Vec<_> = added
        .into_iter()
        .map(|people| people.map(|p| p.len()))
        .collect();
    assert_eq!(counts, [Ok(2); 4]);
}

#[test]
fn two_people_never_get_the_same_pin_however_fast_they_are_added() {
    let shop = BenchShop::new();
    let add = |username: &str| {
        let input = UserInput {
            username: username.to_owned(),
            full_name: username.to_owned(),
            role: Role::Cashier,
            pin: CASHIER_PIN.to_owned(),
        };
        shop.register
            .user_add(id(), &input)
            .map_err(|error| error.code())
    };
    let refused = thread::scope(|scope| {
        let hands: Vec<_> = ["budi", "rina", "tono"]
            .map(|name| scope.spawn(move || add(name)))
            .into();
        hands
            .into_iter()
            .filter_map(|hand: thread::ScopedJoinHandle<'_, _>| hand.join().unwrap().err())
            .collect::<Vec<_>>()
    });
    assert_eq!(refused, [ErrorCode::PinTaken; 2]);
}

#[test]
fn many_wrong_pins_at_once_count_like_one_after_the_other() {
    let shop = BenchShop::new();
    let owner = shop.person("owner");
    let tries = thread::scope(|scope| {
        let unlock = || shop.register.session_unlock(owner, "111111");
        let hands: Vec<_> = (0..10).map(|_| scope.spawn(unlock)).collect();
        hands
            .into_iter()
            .map(|hand| hand.join().unwrap().unwrap_err().code())
            .collect::<Vec<_>>()
    });
    let wrong = tries.iter().filter(|code| **code == ErrorCode::WrongPin);
    assert_eq!(wrong.count(), 4, "{tries:?}");
    assert_eq!(
        shop.register
            .session_unlock(owner, OWNER_PIN)
            .unwrap_err()
            .code(),
        ErrorCode::PinLockedOut
    );
}

#[test]
fn a_second_wizard_does_not_touch_the_shop_that_the_first_one_made() {
    let first = BenchShop::empty();
    let second = Register::open(request(&first.folder, &first.clock)).unwrap();
    let mut input = setup_input();
    input.catalog = CatalogChoice::Sample;
    first.register.setup_create(&input).unwrap();
    first.open_shift();
    let refused = second.setup_create(&input).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::AlreadySetUp);
    drop(second);
    let first = first.restart();
    first.unlock_owner();
    first.scan(crate::bench_shop::WATER);
    first.pay_cash(None);
}

#[test]
fn a_wizard_does_not_move_a_ledger_aside_that_another_one_is_writing() {
    let first = BenchShop::new();
    let marker = first.folder.path().join("data/register.json");
    // The moment between the first entries and the marker.
    let text = std::fs::read(&marker).unwrap();
    std::fs::remove_file(&marker).unwrap();
    let second = Register::open(request(&first.folder, &first.clock)).unwrap();
    let refused = second.setup_create(&setup_input()).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::LedgerBusy);
    std::fs::write(&marker, text).unwrap();
    drop(second);
    first.restart().unlock_owner();
}
