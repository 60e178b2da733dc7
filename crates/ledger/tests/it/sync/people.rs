//! People from the feed, with their names and PINs, and own changes of them.

use std::ops::ControlFlow;

use domain::entry::EntryBody;
use domain::entry::kinds::UserChanged;
use domain::feed::{FeedChange, FeedRow, UserSecretProfile, UserState};
use domain::hex::to_hex;
use domain::user::{Lockout, Role, profile_commitment};
use ledger::{Acknowledgement, LedgerError, SnapshotStart, UserProfile};
use uuid::Uuid;

use super::server::{answer, enrolled, enrolment, pull, row};
use crate::shop::{NOW, QUIET, Shop, append, id};

fn person(user_id: Uuid, role: Role, name: Option<&str>) -> UserState {
    UserState {
        user_id,
        role,
        active: true,
        profile: name.map(|name| UserSecretProfile {
            username: name.to_lowercase(),
            full_name: name.to_owned(),
            commitment_salt: to_hex(&[4; 32]),
            pin_hash: Some(format!("$argon2id$of-{name}")),
            pin_length: Some(4),
        }),
    }
}

fn user_row(feed_seq: u64, state: &UserState) -> FeedRow {
    row(feed_seq, FeedChange::User(Box::new(state.clone())))
}

#[test]
fn people_come_down_and_keep_their_wrong_tries() {
    let shop = enrolled(QUIET);
    let sari = id();
    let state = person(sari, Role::Cashier, Some("Sari"));
    pull(&shop.ledger, &[user_row(1, &state)], 1).unwrap();
    let here = shop.ledger.user(sari).unwrap().unwrap();
    assert_eq!(here.role, Role::Cashier);
    assert_eq!(here.profile.unwrap().full_name, "Sari");
    let lockout = Lockout {
        wrong_tries: 3,
        locked_until_ms: Some(9),
    };
    shop.ledger.user_lockout_set(sari, lockout).unwrap();
    let renamed = person(sari, Role::Supervisor, Some("Sari Dewi"));
    pull(&shop.ledger, &[user_row(2, &renamed)], 2).unwrap();
    let here = shop.ledger.user(sari).unwrap().unwrap();
    assert_eq!((here.role, here.lockout), (Role::Supervisor, lockout));
    assert_eq!(here.pin_hash.as_deref(), Some("$argon2id$of-Sari Dewi"));
    assert!(shop.ledger.pending_profiles().unwrap().is_empty());
    let left = UserState {
        active: false,
        profile: None,
        ..renamed
    };
    pull(&shop.ledger, &[user_row(3, &left)], 3).unwrap();
    let here = shop.ledger.user(sari).unwrap().unwrap();
    assert!(!here.active && here.profile.is_none() && here.pin_hash.is_none());
}

/// Changes a person's role and names at this register.
fn change_person(shop: &Shop, user_id: Uuid, role: Role, name: &str) {
    let profile = UserProfile {
        username: name.to_lowercase(),
        full_name: name.to_owned(),
        salt: [8; 32],
    };
    let body = EntryBody::UserChanged(UserChanged {
        user_id,
        by_user_id: None,
        role,
        active: true,
        profile_commitment: profile_commitment(&[8; 32], &profile.username, name),
    });
    append(&shop.ledger, id(), &body).unwrap();
    shop.ledger
        .commit(|commit| {
            commit.user_profile_set(user_id, &profile)?;
            commit.user_pin_set(user_id, "$argon2id$own", 6)
        })
        .unwrap();
}

#[test]
fn own_changes_of_a_person_stay_until_they_came_down() {
    let shop = enrolled(QUIET);
    let sari = id();
    let before = person(sari, Role::Cashier, Some("Sari"));
    pull(&shop.ledger, &[user_row(1, &before)], 1).unwrap();
    change_person(&shop, sari, Role::Owner, "Bu Sari");
    pull(&shop.ledger, &[user_row(2, &before)], 2).unwrap();
    let here = shop.ledger.user(sari).unwrap().unwrap();
    assert_eq!(here.role, Role::Owner);
    assert_eq!(here.profile.unwrap().full_name, "Bu Sari");
    let sent = shop.ledger.pending_profiles().unwrap();
    assert_eq!(sent[0].profile.pin_hash.as_deref(), Some("$argon2id$own"));
    let head = shop.ledger.head().unwrap().seq;
    let given = Acknowledgement {
        profiles_sent: vec![(sari, sent[0].change_no)],
        ..answer(&shop.ledger, head, 4)
    };
    shop.ledger.acknowledge(&given).unwrap();
    assert!(shop.ledger.pending_profiles().unwrap().is_empty());
    // A page that was on its way while the push was answered.
    pull(&shop.ledger, &[user_row(3, &before)], 3).unwrap();
    let here = shop.ledger.user(sari).unwrap().unwrap();
    assert_eq!(here.profile.unwrap().full_name, "Bu Sari");
    let after = person(sari, Role::Owner, Some("Bu Sari D."));
    pull(&shop.ledger, &[user_row(5, &after)], 5).unwrap();
    let here = shop.ledger.user(sari).unwrap().unwrap();
    assert_eq!(here.profile.unwrap().full_name, "Bu Sari D.");
}

#[test]
fn a_change_that_was_made_after_sending_is_sent_again() {
    let shop = enrolled(QUIET);
    let sari = id();
    change_person(&shop, sari, Role::Owner, "Sari");
    let sent = shop.ledger.pending_profiles().unwrap();
    change_person(&shop, sari, Role::Owner, "Bu Sari");
    let head = shop.ledger.head().unwrap().seq;
    let given = Acknowledgement {
        profiles_sent: vec![(sari, sent[0].change_no)],
        ..answer(&shop.ledger, head, 4)
    };
    shop.ledger.acknowledge(&given).unwrap();
    let again = shop.ledger.pending_profiles().unwrap();
    assert_eq!(again[0].profile.full_name, "Bu Sari");
    assert!(again[0].change_no > sent[0].change_no);
}

/// A shop whose person got a new PIN here, which the server acknowledged at this number of the feed
/// and sent back.
fn with_a_new_pin(user_id: Uuid, sent_at: u64) -> Shop {
    let shop = enrolled(QUIET);
    let before = person(user_id, Role::Cashier, Some("Sari"));
    pull(&shop.ledger, &[user_row(1, &before)], 1).unwrap();
    shop.ledger
        .commit(|commit| commit.user_pin_set(user_id, "$argon2id$own", 6))
        .unwrap();
    let sent = shop.ledger.pending_profiles().unwrap();
    let head = shop.ledger.head().unwrap().seq;
    let given = Acknowledgement {
        profiles_sent: vec![(user_id, sent[0].change_no)],
        ..answer(&shop.ledger, head, sent_at)
    };
    shop.ledger.acknowledge(&given).unwrap();
    pull(&shop.ledger, &[], 5).unwrap();
    assert!(shop.ledger.pending_profiles().unwrap().is_empty());
    shop
}

/// The whole feed of a server that was restored from a backup, with the PIN of that time.
fn come_back(shop: &Shop, user_id: Uuid, feed_epoch: Uuid, feed_seq: u64) {
    let start = SnapshotStart {
        feed_epoch,
        feed_seq,
        rows: 1,
    };
    let before = person(user_id, Role::Cashier, Some("Sari"));
    let rows = [Ok::<_, LedgerError>(user_row(1, &before))].into_iter();
    shop.ledger
        .snapshot_apply(start, rows, NOW.recorded_at_ms, &mut |_| {
            ControlFlow::Continue(())
        })
        .unwrap();
}

#[test]
fn a_pin_that_an_older_server_lost_stays_and_is_sent_again() {
    let (same, other) = (enrolment().feed_epoch, Uuid::from_u128(8));
    for (feed_epoch, feed_seq) in [(same, 3), (other, 3), (other, 9)] {
        let sari = id();
        let shop = with_a_new_pin(sari, 4);
        come_back(&shop, sari, feed_epoch, feed_seq);
        let here = shop.ledger.user(sari).unwrap().unwrap();
        assert_eq!(here.pin_hash.as_deref(), Some("$argon2id$own"));
        let again = shop.ledger.pending_profiles().unwrap();
        assert_eq!(again.len(), 1, "{feed_epoch} {feed_seq}");
        assert_eq!(again[0].profile.pin_hash.as_deref(), Some("$argon2id$own"));
    }
}

/// Otherwise a register would restore a PIN that was changed elsewhere since.
#[test]
fn a_pin_that_the_older_server_has_is_not_sent_again() {
    let sari = id();
    let shop = with_a_new_pin(sari, 2);
    come_back(&shop, sari, enrolment().feed_epoch, 3);
    assert!(shop.ledger.pending_profiles().unwrap().is_empty());
}
