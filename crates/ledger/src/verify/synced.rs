//! Checks of an enrolled register besides its log: promises 4 and 9.

use std::collections::HashMap;

use domain::catalog::ProductPatch;
use domain::entry::kinds::{StoreChanged, UserChanged};
use domain::entry::{EntryBody, PublicKey};
use rusqlite::Connection;
use uuid::Uuid;

use super::{Stop, VerifyError};
use crate::error::LedgerError;
use crate::project::decode;
use crate::table::pending::{self, SETTINGS};
use crate::table::products::{self, ProductTables};
use crate::table::{entries, epochs, store_versions, sync_state, users};

/// Checks one unchanging state of an enrolled ledger.
pub(super) fn check(snapshot: &Connection) -> Result<(), Stop> {
    check_acknowledged(snapshot)?;
    if let Some(position) = pending::first_forgotten(snapshot)? {
        return Err(VerifyError::PendingForgotten { position }.into());
    }
    PendingChanges::read(snapshot)?.check(snapshot)
}

/// Promise 4: the acknowledged head is in this ledger, and the server signed it.
fn check_acknowledged(snapshot: &Connection) -> Result<(), Stop> {
    let state = sync_state::read(snapshot)?;
    let (Some(enrolment), Some(head)) = (state.enrolment, state.acknowledged) else {
        return Ok(());
    };
    let own = epochs::hash_at(snapshot, head.epoch, head.seq)?;
    let signed = PublicKey::from_hex(&enrolment.server_public_key)
        .is_ok_and(|server| head.is_signed_by(&server));
    if signed && own == Some(head.hash) {
        Ok(())
    } else {
        Err(VerifyError::AcknowledgedDiffers { seq: head.seq }.into())
    }
}

/// The entities with pending changes, and these changes.
#[derive(Default)]
struct PendingChanges {
    products: HashMap<Uuid, Vec<ProductPatch>>,
    people: HashMap<Uuid, UserChanged>,
    settings: Option<Box<StoreChanged>>,
}

impl PendingChanges {
    fn read(snapshot: &Connection) -> Result<Self, LedgerError> {
        let mut pending_changes = Self::default();
        for position in pending::positions_above_cursor(snapshot)? {
            let stored = entries::at(snapshot, position)?;
            if let Some(body) = stored.as_ref().and_then(decode) {
                pending_changes.add(&body);
            }
        }
        Ok(pending_changes)
    }

    fn add(&mut self, body: &EntryBody) {
        for change in body.product_changes() {
            let patches = self.products.entry(change.product_id).or_default();
            patches.push(change.patch.clone());
        }
        if let Some(changed) = body.user_change() {
            self.people.insert(changed.user_id, changed.clone());
        }
        if let Some(changed) = body.store_change() {
            self.settings = Some(Box::new(changed.clone()));
        }
    }

    /// Promise 9: the register shows each of them.
    fn check(&self, snapshot: &Connection) -> Result<(), Stop> {
        let hidden = |entity_id| Err(VerifyError::PendingHidden { entity_id }.into());
        for (product_id, patches) in &self.products {
            if !shows(snapshot, *product_id, patches)? {
                return hidden(*product_id);
            }
        }
        for (user_id, changed) in &self.people {
            let shown = users::by_id(snapshot, *user_id)?
                .is_some_and(|row| row.role == changed.role && row.active == changed.active);
            if !shown {
                return hidden(*user_id);
            }
        }
        match &self.settings {
            Some(own)
                if store_versions::at(snapshot, i64::MAX)?.as_ref() != Some(&own.settings) =>
            {
                hidden(SETTINGS)
            }
            _ => Ok(()),
        }
    }
}

/// Whether applying the patches to the product again leaves it unchanged. Patches that do not fit
/// are left to the server.
fn shows(
    snapshot: &Connection,
    product_id: Uuid,
    patches: &[ProductPatch],
) -> Result<bool, LedgerError> {
    let live = products::by_id(snapshot, ProductTables::Live, product_id)?;
    let Some(shown) = live.map(|stored| stored.product) else {
        return Ok(patches.iter().all(ProductPatch::is_empty));
    };
    let mut patched = shown.clone();
    for patch in patches {
        if let Ok(next) = patched.apply(patch) {
            patched = next;
        }
    }
    patched.revision = shown.revision;
    Ok(patched == shown)
}
