//! A file that cannot grow: `max_page_count` simulates a full disk with the same error, on any
//! system and without special rights.

use uuid::Uuid;

use crate::{Identity, Ledger, LedgerError, LedgerKey, OpenOptions};

#[test]
fn a_full_file_refuses_the_change_whole_and_takes_the_next_when_there_is_room() {
    let folder = tempfile::TempDir::new().unwrap();
    let identity = Identity {
        organization_id: Uuid::now_v7(),
        store_id: Uuid::now_v7(),
        register_id: Uuid::now_v7(),
        epoch: Uuid::now_v7(),
    };
    let ledger = Ledger::create(
        &folder.path().join("ledger.db"),
        &LedgerKey::random().unwrap(),
        &identity,
        OpenOptions { maintenance: false },
    )
    .unwrap();
    let limit = |pages: u32| {
        let writer = ledger.shared.writer.wait();
        let sql = format!("PRAGMA max_page_count = {pages}");
        writer.connection.query_row(&sql, [], |_| Ok(())).unwrap();
    };
    let large = "x".repeat(100_000);
    let write = || {
        ledger.commit(|commit| {
            commit.preference_set("small", &1)?;
            commit.preference_set("large", &large)
        })
    };
    limit(1);
    let refused: Result<(), LedgerError> = write();
    assert!(matches!(refused, Err(LedgerError::DiskFull)), "{refused:?}");
    assert_eq!(ledger.preference::<i64>("small").unwrap(), None);
    limit(100_000);
    write().unwrap();
    assert_eq!(ledger.preference::<i64>("small").unwrap(), Some(1));
}
