//! The engine's "out of memory" has two causes, and only one of them is a damaged file.

use rusqlite::{Error, ffi};
use uuid::Uuid;

use crate::sqlite::integrity;
use crate::{Identity, Ledger, LedgerError, LedgerKey, OpenOptions};

fn out_of_memory() -> LedgerError {
    let code = ffi::Error::new(ffi::SQLITE_NOMEM);
    LedgerError::from(Error::SqliteFailure(code, None))
}

#[test]
fn memory_that_runs_out_is_called_damage_only_when_the_file_is_damaged() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("ledger.db");
    let key = LedgerKey::random().unwrap();
    let identity = Identity {
        organization_id: Uuid::now_v7(),
        store_id: Uuid::now_v7(),
        register_id: Uuid::now_v7(),
        epoch: Uuid::now_v7(),
    };
    let options = OpenOptions { maintenance: false };
    drop(Ledger::create(&path, &key, &identity, options).unwrap());
    let judged = || integrity::judged(&path, &key, out_of_memory());
    assert!(matches!(out_of_memory(), LedgerError::Sqlite(_)));
    assert!(matches!(judged(), LedgerError::Sqlite(_)), "{:?}", judged());

    let mut bytes = std::fs::read(&path).unwrap();
    bytes[3 * 4096 + 2000] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    assert!(
        matches!(judged(), LedgerError::Corrupted { .. }),
        "{:?}",
        judged()
    );
}
