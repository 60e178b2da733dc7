//! People.

use domain::entry::EntryBody;
use domain::entry::kinds::UserChanged;
use domain::user::{Lockout, Role, profile_commitment};
use ledger::{LedgerError, UserProfile};
use uuid::Uuid;

use crate::shop::{NOW, QUIET, Shop, id, register_key};

fn profile(name: &str) -> UserProfile {
    UserProfile {
        username: name.to_lowercase(),
        full_name: name.to_owned(),
        salt: [3; 32],
    }
}

fn add(
    shop: &Shop,
    user_id: Uuid,
    committed: &UserProfile,
    kept: &UserProfile,
) -> Result<(), LedgerError> {
    let commitment = profile_commitment(&committed.salt, &committed.username, &committed.full_name);
    let body = EntryBody::UserChanged(UserChanged {
        user_id,
        by_user_id: None,
        role: Role::Supervisor,
        active: true,
        profile_commitment: commitment,
    });
    shop.ledger.commit(|commit| {
        commit.append(id(), &body, NOW, &register_key())?;
        commit.user_profile_set(user_id, kept)?;
        commit.user_pin_set(user_id, "$argon2id$hash", 4)
    })
}

#[test]
fn a_person_is_kept_with_their_names_outside_the_log() {
    let shop = Shop::open(QUIET);
    let user_id = id();
    add(&shop, user_id, &profile("Rini"), &profile("Rini")).unwrap();
    let shop = shop.reopen(QUIET);
    let rini = shop.ledger.user(user_id).unwrap().unwrap();
    assert_eq!((rini.role, rini.active), (Role::Supervisor, true));
    assert_eq!(rini.profile, Some(profile("Rini")));
    assert_eq!(
        (rini.pin_hash.as_deref(), rini.pin_length),
        (Some("$argon2id$hash"), Some(4))
    );
    assert_eq!(shop.ledger.users().unwrap(), [rini]);
    let log = shop.ledger.entries_after(0, 100).unwrap();
    let named = log
        .iter()
        .any(|stored| String::from_utf8_lossy(&stored.entry.body).contains("Rini"));
    assert!(!named);
}

#[test]
fn names_that_the_log_does_not_commit_to_are_refused() {
    let shop = Shop::open(QUIET);
    let user_id = id();
    let refused = add(&shop, user_id, &profile("Rini"), &profile("Budi"));
    assert!(matches!(
        refused,
        Err(LedgerError::ProfileNotCommitted { .. })
    ));
    assert_eq!(shop.ledger.user(user_id).unwrap(), None);
}

#[test]
fn wrong_tries_survive_a_restart_and_a_new_pin_forgets_them() {
    let shop = Shop::open(QUIET);
    let user_id = id();
    add(&shop, user_id, &profile("Rini"), &profile("Rini")).unwrap();
    let locked = Lockout {
        wrong_tries: 6,
        locked_until_ms: Some(NOW.recorded_at_ms + 30_000),
    };
    shop.ledger.user_lockout_set(user_id, locked).unwrap();
    let shop = shop.reopen(QUIET);
    assert_eq!(shop.ledger.user(user_id).unwrap().unwrap().lockout, locked);
    shop.ledger
        .commit(|commit| commit.user_pin_set(user_id, "$argon2id$new", 6))
        .unwrap();
    assert_eq!(
        shop.ledger.user(user_id).unwrap().unwrap().lockout,
        Lockout::default()
    );
}
