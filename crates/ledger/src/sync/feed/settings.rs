//! The settings of the store as the server has them, and the own change over them.

use domain::{feed::StoreState, store::StoreSettings};

use super::told;
use crate::{
    commit::Commit,
    error::LedgerError,
    sql_value,
    sync::pending::{Changes, SETTINGS},
};

/// Applies a row; whether other settings are in force now. Another store's are not ours.
pub(super) fn apply(
    commit: &Commit<'_>,
    changes: &mut Changes,
    state: &StoreState,
    feed_seq: u64,
) -> Result<bool, LedgerError> {
    if state.store_id != commit.identity.store_id {
        return Ok(false);
    }
    let own = changes.settings(commit.connection, feed_seq)?;
    told::keep(commit.connection, SETTINGS, state, own.is_some())?;
    let settings = own.as_ref().map_or(&state.settings, |own| &own.settings);
    put(commit, settings, feed_seq)
}

/// Goes back to what the feed told, now that some changes are settled.
pub(super) fn settle(
    commit: &Commit<'_>,
    changes: &mut Changes,
    cursor: u64,
) -> Result<(), LedgerError> {
    if let Some(state) = told::read::<StoreState>(commit.connection, SETTINGS)? {
        apply(commit, changes, &state, cursor)?;
    }
    Ok(())
}

/// Puts settings in force from the next entry on: a receipt that is printed again keeps the ones it
/// was issued under.
fn put(commit: &Commit<'_>, settings: &StoreSettings, feed_seq: u64) -> Result<bool, LedgerError> {
    if let Err(error) = settings.check() {
        log::warn!("settings of the store are left out: {error}");
        return Ok(false);
    }
    if commit.store_settings()?.as_ref() == Some(settings) {
        return Ok(false);
    }
    commit
        .connection
        .prepare_cached(
            "INSERT INTO store_versions (position, feed_seq, settings) VALUES (?1, ?2, ?3)",
        )?
        .execute((
            commit.position + 1,
            sql_value::signed(feed_seq),
            serde_json::to_string(settings)?,
        ))?;
    Ok(true)
}
