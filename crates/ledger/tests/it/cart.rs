//! The cart on disk.

use domain::cart::TransactionKind;
use ledger::LedgerError;

use crate::shop::{QUIET, Shop, cart_of, id, products};

#[test]
fn there_is_no_cart_before_the_first_change() {
    let shop = Shop::open(QUIET);
    assert_eq!(shop.ledger.cart_load().unwrap(), None);
}

#[test]
fn the_cart_is_the_same_after_reopening() {
    let shop = Shop::open(QUIET);
    let mut cart = cart_of(&products(3), TransactionKind::Sale);
    let first = shop
        .ledger
        .commit(|commit| commit.cart_save(cart.clone(), id(), 0))
        .unwrap();
    let line = cart.items()[0].line_id;
    cart.remove(line).unwrap();
    let second = shop
        .ledger
        .commit(|commit| commit.cart_save(cart.clone(), id(), first.revision))
        .unwrap();
    assert_eq!((first.revision, second.revision), (1, 2));
    let shop = shop.reopen(QUIET);
    let loaded = shop.ledger.cart_load().unwrap().unwrap();
    assert_eq!(loaded, second);
    assert_eq!(loaded.state.cart, cart);
    assert!(loaded.state.cart.can_undo());
}

#[test]
fn a_repeated_command_changes_nothing() {
    let shop = Shop::open(QUIET);
    let (empty, full) = (
        cart_of(&[], TransactionKind::Sale),
        cart_of(&products(2), TransactionKind::Sale),
    );
    let command_id = id();
    shop.ledger
        .commit(|commit| commit.cart_save(full.clone(), command_id, 0))
        .unwrap();
    let after = shop
        .ledger
        .commit(|commit| commit.cart_save(empty, command_id, 0))
        .unwrap();
    assert_eq!((after.revision, &after.state.cart), (1, &full));
    assert!(after.knows(command_id));
}

#[test]
fn the_last_32_commands_are_known_and_older_ones_are_not() {
    let shop = Shop::open(QUIET);
    let cart = cart_of(&[], TransactionKind::Sale);
    let commands: Vec<_> = (0..40).map(|_| id()).collect();
    for (revision, command_id) in (0..).zip(&commands) {
        shop.ledger
            .commit(|commit| commit.cart_save(cart.clone(), *command_id, revision))
            .unwrap();
    }
    let row = shop.ledger.cart_load().unwrap().unwrap();
    assert!(commands[8..].iter().all(|command| row.knows(*command)));
    assert!(!commands[..8].iter().any(|command| row.knows(*command)));
}

#[test]
fn a_change_to_a_cart_that_moved_on_is_refused() {
    let shop = Shop::open(QUIET);
    let cart = cart_of(&products(1), TransactionKind::Sale);
    shop.ledger
        .commit(|commit| commit.cart_save(cart.clone(), id(), 0))
        .unwrap();
    let refused = shop
        .ledger
        .commit(|commit| commit.cart_save(cart.clone(), id(), 0));
    assert!(matches!(
        refused,
        Err(LedgerError::CartChanged {
            expected: 0,
            current: 1
        })
    ));
}
