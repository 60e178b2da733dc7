//! The five rules of a push, and what it projects.

use std::rc::Rc;

use domain::catalog::ProductChange;
use domain::catalog::merge::{ArrivedEdit, merge};
use domain::entry::kinds::EpochCause;
use domain::entry::{Entry, EntryBody, EntryKind, Hash, SignedHead};
use protocol::{PushAnswer, PushRequest, QuarantineReason, Quarantined, Refusal, RefusalCode};
use uuid::Uuid;

use super::{Asker, Entity, LogKey, Moment, Ratchet, Server, refusal};
use crate::documents::decode;
use crate::sabotage::Sabotage;

impl Server {
    pub(crate) fn push(
        &mut self,
        asker: Asker,
        request: &PushRequest,
        moment: &mut Moment<'_>,
    ) -> Result<PushAnswer, Box<Refusal>> {
        let line = (asker.register_id, request.epoch);
        let entries: Vec<Rc<Entry>> = request
            .entries
            .iter()
            .map(|entry| Rc::new(entry.clone().into_entry().unwrap()))
            .collect();
        let known = self.already(line, &entries);
        let replay = !entries.is_empty() && known == Ok(entries.len());
        if !replay {
            self.let_through(line, request, &entries, moment)?;
        }
        let Ok(already) = known else {
            self.evidence += 1;
            self.alarms += 1;
            return Err(self.refuse(RefusalCode::Fork, line, moment));
        };
        let fresh = &entries[already..];
        if let Some(first) = fresh.first()
            && first.header.seq != self.head(line).seq + 1
        {
            return Err(self.refuse(RefusalCode::Gap, line, moment));
        }
        self.verify(line, fresh, moment)?;
        let quarantined = self.store(line, fresh, moment);
        let ratchet = self.turn(line, request, !fresh.is_empty(), moment);
        Ok(PushAnswer {
            head: self.sign(line, moment),
            ratchet,
            already: u32::try_from(already).unwrap(),
            quarantined,
            feed_seq: self.feed_seq(),
        })
    }

    fn refuse(&self, code: RefusalCode, line: LogKey, moment: &Moment<'_>) -> Box<Refusal> {
        refusal(code, Some(self.sign(line, moment)), moment)
    }

    /// Rule 1: how many of the entries are here already; an error when one is here differently.
    fn already(&self, line: LogKey, entries: &[Rc<Entry>]) -> Result<usize, ()> {
        let mut already = 0;
        for entry in entries {
            match self.hash_at(line, entry.header.seq) {
                None => break,
                Some(hash) if hash == entry.hash => already += 1,
                Some(_) if self.sabotage == Sabotage::NoForkCheck => already += 1,
                Some(_) => return Err(()),
            }
        }
        Ok(already)
    }

    /// Whether the token belongs to this copy of the register.
    fn let_through(
        &mut self,
        line: LogKey,
        request: &PushRequest,
        entries: &[Rc<Entry>],
        moment: &mut Moment<'_>,
    ) -> Result<(), Box<Refusal>> {
        let shown = &request.ratchet;
        let fits = |ratchet: &Ratchet| {
            ratchet.current == *shown || ratchet.previous.as_ref() == Some(shown)
        };
        let good = if let Some(ratchet) = self.ratchets.get(&line) {
            fits(ratchet)
        } else {
            let mut others = self
                .ratchets
                .range((line.0, Uuid::nil())..=(line.0, Uuid::max()));
            self.registers[&line.0].enrol_ratchet == *shown
                || others.any(|(_, ratchet)| fits(ratchet))
                || continues_a_copy(entries)
        };
        if good {
            return Ok(());
        }
        if self.is_older_than(line.0, request.acknowledged.as_ref(), moment) {
            // Cursors of before may fall among numbers that are used again.
            self.renew_feed(moment.random);
            return Ok(());
        }
        // No alarm yet: a request may simply come late. A real copy opens an epoch next.
        Err(self.refuse(RefusalCode::Ratchet, line, moment))
    }

    /// Whether this server once signed more than it has.
    fn is_older_than(
        &self,
        register_id: Uuid,
        acknowledged: Option<&SignedHead>,
        moment: &Moment<'_>,
    ) -> bool {
        acknowledged.is_some_and(|head| {
            head.register_id == register_id
                && head.seq > self.head((register_id, head.epoch)).seq
                && head.is_signed_by(&moment.key.public())
        })
    }

    /// Rule 3: hashes, links and signatures.
    fn verify(
        &mut self,
        line: LogKey,
        fresh: &[Rc<Entry>],
        moment: &Moment<'_>,
    ) -> Result<(), Box<Refusal>> {
        let mut head = self.head(line);
        let key = self.registers[&line.0].public_key;
        for entry in fresh {
            let Ok(next) = entry.verify(&head, &key) else {
                self.evidence += 1;
                self.alarms += 1;
                return Err(self.refuse(RefusalCode::Tamper, line, moment));
            };
            head = next;
        }
        Ok(())
    }

    /// Rule 4: everything is stored; what counts is projected, the rest is quarantined.
    fn store(
        &mut self,
        line: LogKey,
        fresh: &[Rc<Entry>],
        moment: &Moment<'_>,
    ) -> Vec<Quarantined> {
        let mut quarantined = Vec::new();
        for entry in fresh {
            self.alarms += usize::from(continues_a_copy(std::slice::from_ref(entry)));
            self.lines.entry(line).or_default().push(Rc::clone(entry));
            if let Err(reason) = self.project(line.0, entry, moment.time_ms) {
                quarantined.push(Quarantined {
                    seq: entry.header.seq,
                    entry_id: entry.header.entry_id,
                    reason,
                });
            }
        }
        quarantined
    }

    fn project(
        &mut self,
        register_id: Uuid,
        entry: &Entry,
        time_ms: i64,
    ) -> Result<(), QuarantineReason> {
        if entry.header.kind == EntryKind::RegisterOpened {
            return Ok(());
        }
        let entry_id = entry.header.entry_id;
        let digest = Hash::of_parts(
            b"document",
            &[entry.header.kind.as_str().as_bytes(), &entry.body],
        );
        match self.documents.insert(entry_id, digest) {
            Some(known) if known != digest => {
                self.alarms += 1;
                return Err(QuarantineReason::BodyInvalid);
            }
            Some(_) if self.sabotage != Sabotage::NoDedupe => return Ok(()),
            _ => {}
        }
        let judged = if self.is_revoked(register_id) {
            Err(QuarantineReason::RegisterRevoked)
        } else {
            self.judge(register_id, entry, time_ms)
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
        entry: &Entry,
        time_ms: i64,
    ) -> Result<i64, QuarantineReason> {
        match decode(entry) {
            None => Err(QuarantineReason::BodyInvalid),
            Some(EntryBody::Unknown { .. }) => Err(QuarantineReason::UnknownKind),
            Some(EntryBody::CashMoved(body)) => Ok(body.amount_cents.value()),
            Some(EntryBody::ProductsChanged(body)) => {
                let mut fault = false;
                for change in &body.changes {
                    fault |= !self.merge(register_id, entry.header.entry_id, change, time_ms);
                }
                if fault {
                    Err(QuarantineReason::BodyInvalid)
                } else {
                    Ok(0)
                }
            }
            Some(_) => Ok(0),
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

    /// Rule 5: the token changes when the head moves; the one that was shown stays good, since the
    /// answer may be lost.
    fn turn(
        &mut self,
        line: LogKey,
        request: &PushRequest,
        moved: bool,
        moment: &mut Moment<'_>,
    ) -> String {
        if moved {
            let ratchet = Ratchet {
                current: moment.random.token(),
                previous: Some(request.ratchet.clone()),
            };
            self.ratchets.insert(line, ratchet);
        }
        self.ratchets.get(&line).map_or_else(
            || request.ratchet.clone(),
            |ratchet| ratchet.current.clone(),
        )
    }
}

/// Whether these entries begin an epoch that says it continues after a copy was found.
fn continues_a_copy(entries: &[Rc<Entry>]) -> bool {
    let first = entries.first().filter(|entry| entry.header.seq == 1);
    let body = first.and_then(|entry| decode(entry));
    match body {
        Some(EntryBody::RegisterOpened(opening)) => opening
            .previous
            .is_some_and(|previous| previous.cause != EpochCause::KeyReplaced),
        _ => false,
    }
}
