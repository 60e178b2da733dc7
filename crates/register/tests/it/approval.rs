//! A supervisor lets a cashier do something, once, with a PIN.

use domain::user::Role;
use register::ErrorCode;
use register::view::{ApprovalInput, CartView, DiscountInput, DiscountKind};
use uuid::Uuid;

use crate::bench_shop::{BenchShop, CASHIER_PIN, SUPERVISOR_PIN, WATER, id};

struct Counter {
    shop: BenchShop,
    cashier: Uuid,
    supervisor: Uuid,
}

fn counter() -> Counter {
    let shop = BenchShop::open();
    let supervisor = shop.add("dewi", Role::Supervisor, SUPERVISOR_PIN);
    let cashier = shop.as_cashier();
    shop.scan(WATER);
    Counter {
        shop,
        cashier,
        supervisor,
    }
}

fn discount(
    shop: &BenchShop,
    value: &str,
    approval: Option<&ApprovalInput>,
) -> Result<CartView, ErrorCode> {
    let input = DiscountInput {
        kind: DiscountKind::Percent,
        value_text: value.to_owned(),
    };
    shop.register
        .cart_discount(id(), Some(1), Some(&input), approval)
        .map_err(|error| error.code())
}

#[test]
fn a_discount_above_the_limit_takes_an_approval_which_is_recorded() {
    let Counter {
        shop, supervisor, ..
    } = counter();
    assert_eq!(discount(&shop, "10", None).unwrap().total.cents, 315_000);
    assert_eq!(
        discount(&shop, "10,5", None),
        Err(ErrorCode::ApprovalRequired)
    );
    let approval = ApprovalInput {
        user_id: supervisor,
        pin: SUPERVISOR_PIN.to_owned(),
    };
    assert_eq!(
        discount(&shop, "50", Some(&approval)).unwrap().total.cents,
        175_000
    );
    shop.pay_cash(None);
    shop.unlock_owner();
    let mut log = Vec::new();
    shop.register.ledger_export(&mut log).unwrap();
    let log = String::from_utf8(log).unwrap();
    let sale = log
        .lines()
        .find(|line| line.contains("transaction_completed"))
        .unwrap();
    assert!(sale.contains("discount_above_limit") && sale.contains(&supervisor.to_string()));
    assert!(!sale.contains(SUPERVISOR_PIN));
}

#[test]
fn an_approval_needs_the_right_pin_and_the_right_role() {
    let Counter {
        shop,
        cashier,
        supervisor,
    } = counter();
    let wrong = ApprovalInput {
        user_id: supervisor,
        pin: "0000".to_owned(),
    };
    assert_eq!(
        discount(&shop, "50", Some(&wrong)),
        Err(ErrorCode::WrongPin)
    );
    let same = ApprovalInput {
        user_id: cashier,
        pin: CASHIER_PIN.to_owned(),
    };
    assert_eq!(
        discount(&shop, "50", Some(&same)),
        Err(ErrorCode::PermissionDenied)
    );
    let status = shop.register.app_status().unwrap();
    assert_eq!(
        status.user.unwrap().user_id,
        cashier,
        "the cashier stays unlocked"
    );
}

#[test]
fn an_approval_ends_with_its_cart() {
    let Counter {
        shop, supervisor, ..
    } = counter();
    let approval = ApprovalInput {
        user_id: supervisor,
        pin: SUPERVISOR_PIN.to_owned(),
    };
    discount(&shop, "50", Some(&approval)).unwrap();
    shop.pay_cash(None);
    shop.scan(WATER);
    shop.pay_cash(None);
    shop.unlock_owner();
    let mut log = Vec::new();
    shop.register.ledger_export(&mut log).unwrap();
    let log = String::from_utf8(log).unwrap();
    let sales = log
        .lines()
        .filter(|line| line.contains("transaction_completed"));
    let approved = sales
        .filter(|line| line.contains("discount_above_limit"))
        .count();
    assert_eq!(approved, 1);
}

#[test]
fn a_discount_of_more_than_the_price_is_refused() {
    let Counter { shop, .. } = counter();
    assert_eq!(
        discount(&shop, "101", None),
        Err(ErrorCode::DiscountInvalid)
    );
    assert_eq!(discount(&shop, "-1", None), Err(ErrorCode::DiscountInvalid));
    assert_eq!(
        discount(&shop, "ten", None),
        Err(ErrorCode::DiscountInvalid)
    );
}

#[test]
fn nothing_is_given_on_an_empty_cart() {
    let Counter { shop, .. } = counter();
    shop.pay_cash(None);
    let input = DiscountInput {
        kind: DiscountKind::Percent,
        value_text: "5".to_owned(),
    };
    let error = shop
        .register
        .cart_discount(id(), None, Some(&input), None)
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::CartEmpty);
    assert!(
        shop.register.cart_view().unwrap().done.is_some(),
        "the sale is still shown"
    );
}

fn discount_amount(shop: &BenchShop, line_id: Option<u32>, value: &str) -> Result<(), ErrorCode> {
    let input = DiscountInput {
        kind: DiscountKind::Amount,
        value_text: value.to_owned(),
    };
    shop.register
        .cart_discount(id(), line_id, Some(&input), None)
        .map(|_| ())
        .map_err(|error| error.code())
}

#[test]
fn a_discount_within_the_limit_does_not_grow_above_it_when_the_cart_shrinks() {
    let Counter { shop, .. } = counter();
    shop.register.cart_set_quantity(id(), 1, "10").unwrap();
    discount_amount(&shop, Some(1), "3500").unwrap();
    let code = |answer: Result<CartView, register::AppError>| answer.err().map(|e| e.code());
    assert_eq!(
        code(shop.register.cart_set_quantity(id(), 1, "1")),
        Some(ErrorCode::ApprovalRequired),
        "all of one bottle"
    );
    assert_eq!(code(shop.register.cart_set_quantity(id(), 1, "12")), None);
    shop.scan(crate::bench_shop::CUP);
    shop.register
        .cart_discount(id(), Some(1), None, None)
        .unwrap();
    discount_amount(&shop, None, "4000").unwrap();
    assert_eq!(
        code(shop.register.cart_remove(id(), 1)),
        Some(ErrorCode::ApprovalRequired)
    );
    shop.register.cart_discount(id(), None, None, None).unwrap();
    assert_eq!(code(shop.register.cart_remove(id(), 1)), None);
}

#[test]
fn a_discount_on_an_item_and_one_on_the_cart_share_the_limit() {
    let Counter {
        shop, supervisor, ..
    } = counter();
    assert!(discount(&shop, "10", None).is_ok());
    let input = DiscountInput {
        kind: DiscountKind::Percent,
        value_text: "10".to_owned(),
    };
    let give = |approval: Option<&ApprovalInput>| {
        shop.register
            .cart_discount(id(), None, Some(&input), approval)
            .map(|_| ())
            .map_err(|error| error.code())
    };
    assert_eq!(give(None), Err(ErrorCode::ApprovalRequired));
    let approval = ApprovalInput {
        user_id: supervisor,
        pin: SUPERVISOR_PIN.to_owned(),
    };
    assert_eq!(give(Some(&approval)), Ok(()));
    shop.pay_cash(None);
}

#[test]
fn a_large_discount_of_a_supervisor_is_in_the_entry_although_a_cashier_takes_the_money() {
    let Counter {
        shop,
        cashier,
        supervisor,
    } = counter();
    shop.register
        .session_unlock(supervisor, SUPERVISOR_PIN)
        .unwrap();
    discount(&shop, "50", None).unwrap();
    shop.register.session_unlock(cashier, CASHIER_PIN).unwrap();
    shop.pay_cash(None);
    let mut log = Vec::new();
    shop.register
        .session_unlock(shop.person("owner"), crate::bench_shop::OWNER_PIN)
        .unwrap();
    shop.register.ledger_export(&mut log).unwrap();
    let log = String::from_utf8(log).unwrap();
    let sale = log.lines().last().unwrap();
    assert!(sale.contains("discount_above_limit"), "{sale}");
    assert!(sale.contains(&supervisor.to_string()));
}
