//! How the model projects a verified entry: amounts, and edits of the catalog.

use domain::catalog::ProductChange;
use domain::catalog::merge::{ArrivedEdit, merge};
use domain::entry::EntryBody;
use protocol::QuarantineReason;
use protocol::receive::VerifiedEntry;
use uuid::Uuid;

use super::{Entity, Server};
use crate::sabotage::Sabotage;

impl Server {
    /// Projects a document that is seen for the first time. `counts` is false for the entries of a
    /// revoked register.
    pub(super) fn project(
        &mut self,
        register_id: Uuid,
        entry: &VerifiedEntry,
        counts: bool,
        time_ms: i64,
    ) -> Result<(), QuarantineReason> {
        if matches!(entry.body, Ok(EntryBody::RegisterOpened(_))) {
            return Ok(());
        }
        let entry_id = entry.entry_id;
        match self.documents.insert(entry_id, entry.digest) {
            Some(known) if known != entry.digest => {
                self.alarms += 1;
                return Err(QuarantineReason::BodyInvalid);
            }
            Some(_) if self.sabotage != Sabotage::NoDedupe => return Ok(()),
            _ => {}
        }
        let judged = match &entry.body {
            _ if !counts => Err(QuarantineReason::RegisterRevoked),
            Ok(body) => self.judge(register_id, entry_id, body, time_ms),
            Err(held) => Err(held.reason),
        };
        match judged {
            Ok(cents) => self.projected.entry(entry_id).or_default().push(cents),
            Err(reason) => {
                self.quarantined.insert(entry_id, reason);
                return Err(reason);
            }
        }
        Ok(())
    }

    /// The money of a document that counts.
    fn judge(
        &mut self,
        register_id: Uuid,
        entry_id: Uuid,
        body: &EntryBody,
        time_ms: i64,
    ) -> Result<i64, QuarantineReason> {
        match body {
            EntryBody::CashMoved(body) => Ok(body.amount_cents.value()),
            EntryBody::ProductsChanged(body) => {
                let mut fault = false;
                for change in &body.changes {
                    fault |= !self.merge(register_id, entry_id, change, time_ms);
                }
                if fault {
                    Err(QuarantineReason::BodyInvalid)
                } else {
                    Ok(0)
                }
            }
            _ => Ok(0),
        }
    }

    fn merge(
        &mut self,
        register_id: Uuid,
        entry_id: Uuid,
        change: &ProductChange,
        time_ms: i64,
    ) -> bool {
        let product_id = change.product_id;
        let edit = ArrivedEdit {
            register_id,
            entry_id,
            change,
        };
        let others = &self.products;
        let taken = |sku: &str| {
            others.iter().any(|(other, tracked)| {
                *other != product_id && tracked.product.sku.as_deref() == Some(sku)
            })
        };
        let merged = merge(self.products.get(&product_id), edit, taken);
        let good = merged.is_ok();
        if let Ok(merged) = merged {
            for conflict in merged.conflicts {
                let product = &merged.tracked.product;
                let told = conflict.into_catalog_conflict(product, entry_id, time_ms);
                let conflict_id = told.conflict_id;
                self.conflicts.insert(conflict_id, told);
                self.touch(Entity::Conflict(conflict_id));
            }
            self.products.insert(product_id, merged.tracked);
        }
        if self.products.contains_key(&product_id) {
            self.touch(Entity::Product(product_id));
        }
        good
    }
}
