//! The settings of the store as the server has them, with the own change on top.

use domain::feed::StoreState;
use domain::store::StoreSettings;

use crate::commit::Commit;
use crate::error::LedgerError;
use crate::sync::pending::{self, EntryCache};
use crate::table::pending::SETTINGS;
use crate::table::{server_state, store_versions};

/// Applies a row; returns whether the settings in force changed. Settings of other stores are
/// ignored.
pub(super) fn apply(
    commit: &Commit<'_>,
    cache: &mut EntryCache,
    state: &StoreState,
    feed_seq: u64,
) -> Result<bool, LedgerError> {
    if state.store_id != commit.identity.store_id {
        return Ok(false);
    }
    let own = pending::settings_change(cache, commit.connection, feed_seq)?;
    server_state::keep(commit.connection, SETTINGS, state, own.is_some())?;
    let settings = own.as_ref().map_or(&state.settings, |own| &own.settings);
    put(commit, settings, feed_seq)
}

/// Restores the server's state after some changes were confirmed.
pub(super) fn restore(
    commit: &Commit<'_>,
    cache: &mut EntryCache,
    cursor: u64,
) -> Result<(), LedgerError> {
    if let Some(state) = server_state::read::<StoreState>(commit.connection, SETTINGS)? {
        apply(commit, cache, &state, cursor)?;
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
    let connection = commit.connection;
    let in_force = match store_versions::at(connection, i64::MAX) {
        // Another version of the program wrote them. These replace them.
        Err(LedgerError::Unreadable { .. } | LedgerError::Body(_)) => None,
        read => read?,
    };
    if in_force.as_ref() == Some(settings) {
        return Ok(false);
    }
    store_versions::insert_fed(connection, commit.position + 1, feed_seq, settings)?;
    commit.note_settings_change();
    Ok(true)
}
