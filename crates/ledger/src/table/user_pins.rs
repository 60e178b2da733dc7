//! People's PINs and wrong tries. Each register counts wrong tries separately.

use domain::user::Lockout;
use rusqlite::Connection;
use uuid::Uuid;

use crate::error::LedgerError;

/// Sets a PIN and forgets wrong tries.
pub(crate) fn set(
    connection: &Connection,
    user_id: Uuid,
    pin_hash: &str,
    pin_length: u8,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "INSERT INTO user_pins (user_id, pin_hash, pin_length) VALUES (?1, ?2, ?3)
             ON CONFLICT (user_id) DO UPDATE SET pin_hash = excluded.pin_hash,
                 pin_length = excluded.pin_length, wrong_tries = 0, locked_until_ms = NULL",
        )?
        .execute((user_id, pin_hash, pin_length))?;
    Ok(())
}

/// Stores a PIN that was set elsewhere and keeps the wrong tries; returns whether the PIN changed.
pub(crate) fn put(
    connection: &Connection,
    user_id: Uuid,
    pin_hash: &str,
    pin_length: u8,
) -> Result<bool, LedgerError> {
    let changed = connection
        .prepare_cached(
            "INSERT INTO user_pins (user_id, pin_hash, pin_length) VALUES (?1, ?2, ?3)
             ON CONFLICT (user_id) DO UPDATE SET pin_hash = excluded.pin_hash,
                 pin_length = excluded.pin_length
             WHERE (pin_hash, pin_length) <> (excluded.pin_hash, excluded.pin_length)",
        )?
        .execute((user_id, pin_hash, pin_length))?;
    Ok(changed > 0)
}

/// Records wrong tries, or forgets them after a right one.
pub(crate) fn set_lockout(
    connection: &Connection,
    user_id: Uuid,
    lockout: Lockout,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "UPDATE user_pins SET wrong_tries = ?2, locked_until_ms = ?3 WHERE user_id = ?1",
        )?
        .execute((user_id, lockout.wrong_tries, lockout.locked_until_ms))?;
    Ok(())
}

/// Erases a PIN; returns whether there was one.
pub(crate) fn delete(connection: &Connection, user_id: Uuid) -> Result<bool, LedgerError> {
    let deleted = connection
        .prepare_cached("DELETE FROM user_pins WHERE user_id = ?1")?
        .execute([user_id])?;
    Ok(deleted > 0)
}
