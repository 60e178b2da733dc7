//! Names and PINs that changed on this register and are sent outside the log.

use rusqlite::Connection;
use uuid::Uuid;

use crate::error::LedgerError;
use crate::sqlite::value;

pub(crate) const UNSENT: &str =
    "SELECT user_id, change_no FROM profile_outbox WHERE change_no > sent_no ORDER BY user_id";

/// Notes that a person's names or PIN changed on this register.
pub(crate) fn note_change(connection: &Connection, user_id: Uuid) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "INSERT INTO profile_outbox (user_id, change_no) VALUES (?1, 1)
             ON CONFLICT (user_id) DO UPDATE SET change_no = change_no + 1",
        )?
        .execute([user_id])?;
    Ok(())
}

/// Notes all people after the enrolment: the server does not have their names and PINs yet.
pub(crate) fn note_everyone(connection: &Connection) -> Result<(), LedgerError> {
    connection.execute(
        "INSERT INTO profile_outbox (user_id, change_no) SELECT user_id, 1 FROM user_profiles",
        [],
    )?;
    Ok(())
}

/// Sends everything again: a server that was restored from a backup may have lost it.
pub(crate) fn send_all_again(connection: &Connection) -> Result<(), LedgerError> {
    connection.execute(
        "UPDATE profile_outbox SET change_no = change_no + 1, feed_seq = NULL",
        [],
    )?;
    Ok(())
}

/// The same for a feed that went back to `feed_seq`: only the changes after that number are lost.
pub(crate) fn send_again_after(connection: &Connection, feed_seq: u64) -> Result<(), LedgerError> {
    connection.execute(
        "UPDATE profile_outbox SET change_no = change_no + 1 WHERE feed_seq > ?1",
        [value::signed(feed_seq)],
    )?;
    forget_feed_seqs(connection)
}

/// The feed starts a new count: the old numbers are invalid.
fn forget_feed_seqs(connection: &Connection) -> Result<(), LedgerError> {
    connection.execute("UPDATE profile_outbox SET feed_seq = NULL", [])?;
    Ok(())
}

/// People whose last change was not sent, each with the number of that change.
pub(crate) fn unsent(connection: &Connection) -> Result<Vec<(Uuid, u64)>, LedgerError> {
    let mut statement = connection.prepare_cached(UNSENT)?;
    let rows = statement.query_map([], |row| {
        Ok((row.get("user_id")?, value::unsigned(row, "change_no")?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Notes that the server has this change. Rows of the feed above `feed_seq` contain it.
pub(crate) fn note_sent(
    connection: &Connection,
    user_id: Uuid,
    change_no: u64,
    feed_seq: u64,
) -> Result<(), LedgerError> {
    connection
        .prepare_cached(
            "UPDATE profile_outbox SET sent_no = max(sent_no, min(?2, change_no)), feed_seq = ?3
             WHERE user_id = ?1",
        )?
        .execute((user_id, value::signed(change_no), value::signed(feed_seq)))?;
    Ok(())
}

/// Whether this row of the feed is older than the last change made here.
pub(crate) fn is_newer_here(
    connection: &Connection,
    user_id: Uuid,
    feed_seq: u64,
) -> Result<bool, LedgerError> {
    Ok(connection
        .prepare_cached(
            "SELECT 1 FROM profile_outbox WHERE user_id = ?1
                 AND (change_no > sent_no OR coalesce(feed_seq, 0) > ?2)",
        )?
        .exists((user_id, value::signed(feed_seq)))?)
}
