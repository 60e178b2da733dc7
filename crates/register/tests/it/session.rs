//! PINs, lockout and people.

use domain::user::Role;
use register::ErrorCode;
use register::view::UserInput;

use crate::bench_shop::{BenchShop, CASHIER_PIN, OWNER_PIN, id};

fn unlock(shop: &BenchShop, user: uuid::Uuid, pin: &str) -> Option<ErrorCode> {
    shop.register
        .session_unlock(user, pin)
        .err()
        .map(|error| error.code())
}

#[test]
fn a_wrong_pin_is_refused_and_five_in_a_row_make_the_person_wait() {
    let shop = BenchShop::new();
    let owner = shop.person("owner");
    for _ in 0..4 {
        assert_eq!(unlock(&shop, owner, "111111"), Some(ErrorCode::WrongPin));
    }
    assert_eq!(
        unlock(&shop, owner, "111111"),
        Some(ErrorCode::PinLockedOut)
    );
    assert_eq!(
        unlock(&shop, owner, OWNER_PIN),
        Some(ErrorCode::PinLockedOut)
    );

    let shop = shop.restart();
    assert_eq!(
        unlock(&shop, owner, OWNER_PIN),
        Some(ErrorCode::PinLockedOut),
        "after a restart"
    );
    assert!(shop.register.people().unwrap()[0].locked_until_ms.is_some());
    shop.clock.advance_ms(30_001);
    assert_eq!(
        unlock(&shop, owner, "111111"),
        Some(ErrorCode::PinLockedOut),
        "longer each time"
    );
    shop.clock.advance_ms(30_001);
    assert_eq!(
        unlock(&shop, owner, OWNER_PIN),
        Some(ErrorCode::PinLockedOut)
    );
    shop.clock.advance_ms(30_001);
    assert_eq!(unlock(&shop, owner, OWNER_PIN), None);
    assert_eq!(
        unlock(&shop, owner, "111111"),
        Some(ErrorCode::WrongPin),
        "counted anew"
    );
}

#[test]
fn somebody_who_is_not_here_has_a_wrong_pin() {
    let shop = BenchShop::new();
    assert_eq!(unlock(&shop, id(), OWNER_PIN), Some(ErrorCode::WrongPin));
    assert_eq!(
        unlock(&shop, shop.person("owner"), ""),
        Some(ErrorCode::WrongPin)
    );
}

#[test]
fn nobody_gets_the_pin_or_the_username_of_somebody_else() {
    let shop = BenchShop::new();
    let input = |username: &str, pin: &str| UserInput {
        username: username.to_owned(),
        full_name: "Budi".to_owned(),
        role: Role::Cashier,
        pin: pin.to_owned(),
    };
    let add = |input: &UserInput| shop.register.user_add(id(), input).err().map(|e| e.code());
    assert_eq!(add(&input("budi", OWNER_PIN)), Some(ErrorCode::PinTaken));
    assert_eq!(
        add(&input("owner", CASHIER_PIN)),
        Some(ErrorCode::UsernameInvalid)
    );
    assert_eq!(add(&input("budi", "12")), Some(ErrorCode::PinInvalid));
    assert_eq!(add(&input("budi", CASHIER_PIN)), None);
    let budi = shop.person("budi");
    let taken = shop
        .register
        .user_set_pin(id(), budi, OWNER_PIN)
        .unwrap_err();
    assert_eq!(taken.code(), ErrorCode::PinTaken);
    shop.register.user_set_pin(id(), budi, "864209").unwrap();
    assert_eq!(unlock(&shop, budi, CASHIER_PIN), Some(ErrorCode::WrongPin));
    assert_eq!(unlock(&shop, budi, "864209"), None);
}

#[test]
fn who_is_let_go_cannot_unlock_and_the_last_owner_stays() {
    let shop = BenchShop::new();
    let budi = shop.add("budi", Role::Cashier, CASHIER_PIN);
    shop.register.user_set_active(id(), budi, false).unwrap();
    assert_eq!(unlock(&shop, budi, CASHIER_PIN), Some(ErrorCode::WrongPin));
    let error = shop
        .register
        .user_set_active(id(), shop.person("owner"), false)
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::LastOwner);
}

#[test]
fn names_and_pins_stay_out_of_the_log() {
    let shop = BenchShop::new();
    shop.add("budi", Role::Cashier, CASHIER_PIN);
    let mut log = Vec::new();
    shop.register.ledger_export(&mut log).unwrap();
    let log = String::from_utf8(log).unwrap();
    for secret in ["Sri Wahyuni", "Person budi", OWNER_PIN, "argon2"] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
    assert!(log.contains("profile_commitment"));
}

#[test]
fn the_pin_of_somebody_who_was_let_go_stays_theirs() {
    let shop = BenchShop::new();
    let budi = shop.add("budi", Role::Cashier, CASHIER_PIN);
    shop.register.user_set_active(id(), budi, false).unwrap();
    let input = UserInput {
        username: "rina".to_owned(),
        full_name: "Rina".to_owned(),
        role: Role::Supervisor,
        pin: CASHIER_PIN.to_owned(),
    };
    let refused = shop.register.user_add(id(), &input).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::PinTaken, "Budi may come back");
}

#[test]
fn an_owner_sees_those_who_were_let_go_and_takes_them_back() {
    let shop = BenchShop::new();
    let budi = shop.add("budi", Role::Cashier, CASHIER_PIN);
    let left = shop.register.user_set_active(id(), budi, false).unwrap();
    assert_eq!(left.len(), 2, "the answer is for whoever manages people");
    assert_eq!(shop.register.people().unwrap().len(), 1, "the lock screen");
    let gone = shop.register.users().unwrap();
    assert!(
        gone.iter()
            .any(|person| person.user_id == budi && !person.active)
    );
    shop.register.user_set_active(id(), budi, true).unwrap();
    assert_eq!(unlock(&shop, budi, CASHIER_PIN), None);
    let refused = shop.register.users().unwrap_err();
    assert_eq!(refused.code(), ErrorCode::PermissionDenied);
}
