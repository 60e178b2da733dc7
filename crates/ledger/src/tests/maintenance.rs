//! What the maintenance thread does when its work fails.

use std::thread;
use std::time::{Duration, Instant};

use domain::entry::EntryBody;
use domain::entry::SigningKey;
use domain::entry::kinds::RegisterOpened;
use uuid::Uuid;

use crate::{Identity, Ledger, LedgerError, LedgerKey, Now, OpenOptions};

fn wait_until(what: &str, done: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !done() {
        assert!(Instant::now() < deadline, "{what} does not happen");
        thread::sleep(Duration::from_millis(5));
    }
}

fn ledger_in(folder: &std::path::Path) -> Ledger {
    let identity = Identity {
        organization_id: Uuid::now_v7(),
        store_id: Uuid::now_v7(),
        register_id: Uuid::now_v7(),
        epoch: Uuid::now_v7(),
    };
    let key = LedgerKey::random().unwrap();
    let path = folder.join("ledger.db");
    Ledger::create(&path, &key, &identity, OpenOptions { maintenance: true }).unwrap()
}

fn append_first(ledger: &Ledger) {
    let key = SigningKey::from_seed(&[7; 32]);
    let body = EntryBody::RegisterOpened(Box::new(RegisterOpened {
        store_id: ledger.identity().store_id,
        register_name: "A1".to_owned(),
        public_key: key.public(),
        previous: None,
    }));
    let now = Now {
        recorded_at_ms: 1_700_000_000_000,
        utc_offset_minutes: 420,
        suspect: false,
    };
    ledger
        .commit(|commit| commit.append(Uuid::now_v7(), &body, now, &key).map(drop))
        .unwrap();
}

#[test]
fn a_fold_that_failed_is_done_again_without_another_commit() {
    let folder = tempfile::TempDir::new().unwrap();
    let ledger = ledger_in(folder.path());
    let thread = ledger.maintenance.as_ref().unwrap();
    wait_until("its sleep", || thread.sleeps());
    // Stands for a disk that takes the entry and then nothing more.
    let rename = |from: &str, to: &str| {
        let writer = ledger.shared.writer.wait();
        let sql = format!("ALTER TABLE {from} RENAME TO {to}");
        writer.connection.execute_batch(&sql).unwrap();
    };
    rename("fold_cursor", "fold_cursor_away");
    append_first(&ledger);
    wait_until("the failure", || thread.awaits_retry());
    rename("fold_cursor_away", "fold_cursor");
    let unfolded = || {
        let health: Result<_, LedgerError> = ledger.health();
        health.unwrap().unfolded_count
    };
    wait_until("the second try", || unfolded() == 0);
}

#[test]
fn a_ledger_closes_while_a_failure_waits_for_its_next_try() {
    let folder = tempfile::TempDir::new().unwrap();
    let ledger = ledger_in(folder.path());
    let waiting = ledger.maintenance.as_ref().unwrap();
    wait_until("its sleep", || waiting.sleeps());
    waiting.try_again_after(Duration::from_hours(1));
    let closing = thread::spawn(move || drop(ledger));
    wait_until("the end", || closing.is_finished());
    closing.join().unwrap();
}
