//! Users: roles, PINs, wrong tries, names.

use domain::Code as _;
use domain::user::lockout::{FIRST_DELAY_MS, FREE_TRIES, MAX_DELAY_MS};
use domain::user::{
    Lockout, NameError, Permission, Pin, PinError, Role, allows, check_full_name, check_username,
    profile_commitment,
};

#[test]
fn each_role_may_do_what_the_one_before_it_may() {
    for &permission in Permission::ALL {
        assert!(allows(Role::Owner, permission), "{permission:?}");
        if allows(Role::Cashier, permission) {
            assert!(allows(Role::Supervisor, permission), "{permission:?}");
        }
    }
}

#[test]
fn a_cashier_sells_and_a_supervisor_approves() {
    use Permission as May;
    let cashier = [
        May::Sell,
        May::OpenShift,
        May::CloseShift,
        May::Discount,
        May::Reprint,
    ];
    let supervisor = [
        May::DiscountAboveLimit,
        May::ChangePrice,
        May::Refund,
        May::NoSale,
        May::OverShortAboveLimit,
        May::SeeExpectedDrawer,
    ];
    let owner = [
        May::ImportCatalog,
        May::EditSettings,
        May::ManageUsers,
        May::ExportLedger,
    ];
    for permission in cashier {
        assert!(allows(Role::Cashier, permission), "{permission:?}");
    }
    for permission in supervisor {
        assert!(!allows(Role::Cashier, permission), "{permission:?}");
        assert!(allows(Role::Supervisor, permission), "{permission:?}");
    }
    for permission in owner {
        assert!(!allows(Role::Supervisor, permission), "{permission:?}");
    }
}

#[test]
fn a_pin_has_four_to_six_digits() {
    assert_eq!(Pin::parse("123"), Err(PinError::Length { digits: 3 }));
    assert_eq!(Pin::parse("1234567"), Err(PinError::Length { digits: 7 }));
    assert_eq!(Pin::parse("12a4"), Err(PinError::NotDigits));
    assert_eq!(Pin::parse("٤٤٤٤"), Err(PinError::NotDigits));
    assert_eq!(Pin::parse("8341").unwrap().digits(), "8341");
}

#[test]
fn equal_digits_and_runs_are_weak() {
    let weak = |pin: &str| Pin::parse(pin).unwrap().is_weak();
    for pin in ["0000", "999999", "1234", "4567", "9876", "543210"] {
        assert!(weak(pin), "{pin}");
    }
    for pin in ["1235", "8341", "1122", "9012"] {
        assert!(!weak(pin), "{pin}");
    }
}

#[test]
fn nothing_of_a_pin_is_printed() {
    assert_eq!(format!("{:?}", Pin::parse("8341").unwrap()), "Pin(..)");
}

#[test]
fn wrong_tries_are_free_then_wait_and_double_up_to_the_longest() {
    let mut lockout = Lockout::default();
    for _ in 1..FREE_TRIES {
        lockout = lockout.after_wrong_try(1_000);
        assert_eq!(lockout.locked_until(1_000), None);
    }
    let mut delays = Vec::new();
    for _ in 0..7 {
        lockout = lockout.after_wrong_try(1_000);
        delays.push(lockout.locked_until(1_000).unwrap() - 1_000);
    }
    let doubled = [1, 2, 4, 8, 16].map(|factor| factor * FIRST_DELAY_MS);
    assert_eq!(delays[..5], doubled);
    assert_eq!(delays[5..], [MAX_DELAY_MS, MAX_DELAY_MS]);
}

#[test]
fn a_lock_ends_by_itself_and_a_clock_set_back_prolongs_nothing() {
    let locked = (0..FREE_TRIES).fold(Lockout::default(), |state, _| {
        state.after_wrong_try(50_000_000)
    });
    let until = locked.locked_until(50_000_000).unwrap();
    assert_eq!(locked.locked_until(until - 1), Some(until));
    assert_eq!(locked.locked_until(until), None);
    assert_eq!(locked.locked_until(0), None);
}

#[test]
fn very_many_wrong_tries_do_not_overflow() {
    let state = Lockout {
        wrong_tries: u32::MAX,
        locked_until_ms: None,
    };
    assert_eq!(
        state.after_wrong_try(i64::MAX).locked_until_ms,
        Some(i64::MAX)
    );
}

#[test]
fn names_are_trimmed_and_checked() {
    assert_eq!(check_username(" Siti.R_2-x "), Ok("siti.r_2-x".to_owned()));
    assert_eq!(check_username("si ti"), Err(NameError::Letter));
    assert_eq!(check_username("   "), Err(NameError::Empty));
    assert_eq!(
        check_full_name("  Siti Rahayu "),
        Ok("Siti Rahayu".to_owned())
    );
    assert_eq!(check_full_name("Siti\nRahayu"), Err(NameError::Letter));
    assert_eq!(check_full_name(&"s".repeat(81)), Err(NameError::TooLong));
}

#[test]
fn a_commitment_hides_the_names_and_cannot_be_shifted_between_them() {
    let salt = [9; 32];
    let commitment = profile_commitment(&salt, "siti", "Siti Rahayu");
    assert_eq!(commitment, profile_commitment(&salt, "siti", "Siti Rahayu"));
    assert_ne!(
        commitment,
        profile_commitment(&[8; 32], "siti", "Siti Rahayu")
    );
    assert_ne!(
        profile_commitment(&salt, "ab", "c"),
        profile_commitment(&salt, "a", "bc")
    );
}
