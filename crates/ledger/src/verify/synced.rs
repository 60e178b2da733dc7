//! What an enrolled register must hold besides its log: promises 4 and 9.

use std::collections::HashMap;

use domain::{
    catalog::ProductPatch,
    entry::{
        EntryBody, PublicKey,
        body::{StoreChanged, UserChanged},
    },
};
use rusqlite::Connection;
use uuid::Uuid;

use super::{Stop, VerifyError};
use crate::{
    catalog, entry_row,
    error::LedgerError,
    project::cold,
    query,
    sync::{self, pending::SETTINGS},
    user,
};

/// Own changes that did not come down yet, entry by entry.
const PENDING: &str = "SELECT position FROM pending_entries WHERE feed_seq IS NULL \
     OR feed_seq > (SELECT feed_cursor FROM sync_state) ORDER BY position";

/// Own entries after the acknowledged place that change what comes down, and are not noted.
const FORGOTTEN: &str = "SELECT e.position FROM entries AS e, sync_state AS s \
     WHERE e.position > max(s.acknowledged_position, s.enrolled_position) \
     AND e.kind IN ('products_changed', 'user_changed', 'store_changed') \
     AND NOT EXISTS (SELECT 1 FROM pending_entries AS p WHERE p.position = e.position) \
     ORDER BY e.position LIMIT 1";

/// Checks one unchanging state of an enrolled ledger.
pub(super) fn check(snapshot: &Connection) -> Result<(), Stop> {
    check_acknowledged(snapshot)?;
    let forgotten = first(snapshot, FORGOTTEN)?;
    if let Some(position) = forgotten {
        return Err(VerifyError::PendingForgotten { position }.into());
    }
    Pending::read(snapshot)?.check(snapshot)
}

/// Promise 4: what was acknowledged is what stands here, and the server signed it.
fn check_acknowledged(snapshot: &Connection) -> Result<(), Stop> {
    let state = sync::state::read(snapshot)?;
    let (Some(enrolment), Some(head)) = (state.enrolment, state.acknowledged) else {
        return Ok(());
    };
    let own = sync::outgoing::hash_at(snapshot, head.epoch, head.seq)?;
    let signed = PublicKey::from_hex(&enrolment.server_public_key)
        .is_ok_and(|server| head.is_signed_by(&server));
    if signed && own == Some(head.hash) {
        Ok(())
    } else {
        Err(VerifyError::AcknowledgedDiffers { seq: head.seq }.into())
    }
}

/// The last pending value of everything that has one.
#[derive(Default)]
struct Pending {
    products: HashMap<Uuid, Vec<ProductPatch>>,
    people: HashMap<Uuid, UserChanged>,
    settings: Option<Box<StoreChanged>>,
}

impl Pending {
    fn read(snapshot: &Connection) -> Result<Self, LedgerError> {
        let mut pending = Self::default();
        let positions = snapshot
            .prepare(PENDING)?
            .query_map([], |row| row.get(0))?
            .collect::<Result<Vec<i64>, _>>()?;
        for position in positions {
            let stored = entry_row::at(snapshot, position)?;
            match stored.as_ref().and_then(cold::decode) {
                Some(EntryBody::ProductsChanged(changed)) => {
                    for change in changed.changes {
                        let patches = pending.products.entry(change.product_id).or_default();
                        patches.push(change.patch);
                    }
                }
                Some(EntryBody::UserChanged(changed)) => {
                    pending.people.insert(changed.user_id, changed);
                }
                Some(EntryBody::StoreChanged(changed)) => pending.settings = Some(changed),
                _ => {}
            }
        }
        Ok(pending)
    }

    /// Promise 9: each of them is what the register shows.
    fn check(&self, snapshot: &Connection) -> Result<(), Stop> {
        let hidden = |entity_id| Err(VerifyError::PendingHidden { entity_id }.into());
        for (product_id, patches) in &self.products {
            if !shows(snapshot, *product_id, patches)? {
                return hidden(*product_id);
            }
        }
        for (user_id, changed) in &self.people {
            let shown = user::by_id(snapshot, *user_id)?
                .is_some_and(|row| row.role == changed.role && row.active == changed.active);
            if !shown {
                return hidden(*user_id);
            }
        }
        match &self.settings {
            Some(own) if query::store::at(snapshot, i64::MAX)?.as_ref() != Some(&own.settings) => {
                hidden(SETTINGS)
            }
            _ => Ok(()),
        }
    }
}

/// Whether laying the patches over the product again changes nothing. A patch that does not fit is
/// the server's to judge.
fn shows(
    snapshot: &Connection,
    product_id: Uuid,
    patches: &[ProductPatch],
) -> Result<bool, LedgerError> {
    let Some((_, shown)) = catalog::by_id(snapshot, product_id)? else {
        return Ok(patches.iter().all(ProductPatch::is_empty));
    };
    let mut laid = shown.clone();
    for patch in patches {
        if let Ok(next) = laid.apply(patch) {
            laid = next;
        }
    }
    laid.revision = shown.revision;
    Ok(laid == shown)
}

/// The first position that a query finds.
fn first(snapshot: &Connection, sql: &str) -> Result<Option<i64>, LedgerError> {
    let mut statement = snapshot.prepare(sql)?;
    let mut rows = statement.query([])?;
    Ok(match rows.next()? {
        Some(row) => Some(row.get(0)?),
        None => None,
    })
}
