//! A push, decided by the rules that the real server uses; only the storage is a model.

use std::rc::Rc;

use domain::entry::{Entry, Hash};
use domain::feed::RegisterStatus;
use domain::hex::{from_hex, to_hex};
use protocol::receive::{
    AppendPlan, LogOwner, PushAlarm, PushAlarmKind, PushBatch, PushPlan, PushRejection, StoredHead,
    StoredState, VerifiedEntry, plan, verify,
};
use protocol::{PushAnswer, PushRequest, Quarantined, Refusal, RefusalCode};
use uuid::Uuid;

use super::{Asker, LogKey, Moment, Server, Tokens, refusal};
use crate::sabotage::Sabotage;

impl Server {
    pub(crate) fn push(
        &mut self,
        asker: Asker,
        request: &PushRequest,
        moment: &mut Moment<'_>,
    ) -> Result<PushAnswer, Box<Refusal>> {
        let line = (asker.register_id, request.epoch);
        let batch = self.read_batch(asker, request);
        let stored = self.stored_state(line, &batch);
        let owner = LogOwner {
            organization_id: self.organization_id,
            register_id: line.0,
            key: self.registers[&line.0].public_key,
        };
        let planned = match plan(&batch, &stored, &owner, &moment.key.public()).unwrap() {
            PushPlan::Append(planned) => planned,
            PushPlan::Stored(planned) => {
                self.begin(&planned.alarms, planned.new_feed, moment);
                let ratchet = stored.head.map_or(batch.ratchet, |head| head.ratchet);
                return Ok(PushAnswer {
                    head: self.sign(line, moment),
                    ratchet: to_hex(&ratchet),
                    already: u32::try_from(batch.entries.len()).unwrap(),
                    quarantined: stored.quarantined,
                    feed_seq: self.feed_seq(),
                });
            }
            PushPlan::Refuse(rejection) => {
                return Err(self.reject(line, &batch, rejection, moment));
            }
        };
        let head = stored.head_or_start(batch.epoch);
        match verify(&batch.entries, planned.from, head, &owner) {
            Ok(entries) => Ok(self.append(line, &batch, stored, &planned, &entries, moment)),
            Err(rejection) => Err(self.reject(line, &batch, rejection, moment)),
        }
    }

    fn read_batch(&self, asker: Asker, request: &PushRequest) -> PushBatch {
        let entries: Vec<Entry> = request
            .entries
            .iter()
            .map(|entry| entry.clone().into_entry().unwrap())
            .collect();
        PushBatch {
            epoch: request.epoch,
            ratchet: from_hex(&request.ratchet).unwrap(),
            acknowledged: request.acknowledged.clone().filter(|head| {
                head.organization_id == self.organization_id
                    && head.register_id == asker.register_id
            }),
            first_seq: request.first_seq,
            opening: PushBatch::opening_of(&entries),
            entries,
            profiles: Vec::new(),
        }
    }

    /// What the rules need to know of the register.
    fn stored_state(&self, line: LogKey, batch: &PushBatch) -> StoredState {
        let own = (line.0, Uuid::nil())..=(line.0, Uuid::max());
        let others = self.tokens.range(own).filter(|(other, _)| **other != line);
        let opening_ratchets = others.clone().flat_map(|(_, tokens)| tokens.all());
        let enrol_ratchet = self.registers[&line.0].enrol_ratchet;
        let previous = batch.opening.as_ref().and_then(|opened| opened.previous);
        let continued = previous.filter(|previous| previous.seq > 0);
        StoredState {
            status: if self.is_revoked(line.0) {
                RegisterStatus::Revoked
            } else {
                RegisterStatus::Active
            },
            head: self.tokens.get(&line).map(|tokens| StoredHead {
                head: self.head(line),
                ratchet: tokens.current,
                previous_ratchet: tokens.previous,
            }),
            opening_ratchets: opening_ratchets.chain([enrol_ratchet]).collect(),
            other_heads: others.map(|(other, _)| self.head(*other)).collect(),
            hashes: self.hashes(line, batch),
            continued_hash: continued
                .and_then(|previous| self.hash_at((line.0, previous.epoch), previous.seq)),
            quarantined: self.stored_quarantine(line, batch),
            feed_seq: self.feed_seq(),
        }
    }

    fn hashes(&self, line: LogKey, batch: &PushBatch) -> Vec<Hash> {
        let stored = |entry: &Entry| {
            let hash = self.hash_at(line, entry.header.seq)?;
            // With the sent hashes as the stored ones, no fork is found.
            let blind = self.sabotage == Sabotage::NoForkCheck;
            Some(if blind { entry.hash } else { hash })
        };
        batch.entries.iter().map_while(stored).collect()
    }

    fn stored_quarantine(&self, line: LogKey, batch: &PushBatch) -> Vec<Quarantined> {
        let stored = self.lines.get(&line).into_iter().flatten();
        stored
            .filter(|entry| (batch.first_seq..=batch.last_seq()).contains(&entry.header.seq))
            .filter_map(|entry| {
                let entry_id = entry.header.entry_id;
                Some(Quarantined {
                    seq: entry.header.seq,
                    entry_id,
                    reason: *self.quarantined.get(&entry_id)?,
                })
            })
            .collect()
    }

    /// Refuses the push, as the real server does: only a gap, and a token without entries, raise no
    /// alarm.
    fn reject(
        &mut self,
        line: LogKey,
        batch: &PushBatch,
        rejection: PushRejection,
        moment: &Moment<'_>,
    ) -> Box<Refusal> {
        let code = match rejection {
            PushRejection::Fork { .. } => RefusalCode::Fork,
            PushRejection::Tamper { .. } => RefusalCode::Tamper,
            PushRejection::Ratchet => RefusalCode::Ratchet,
            PushRejection::Gap => RefusalCode::Gap,
        };
        let has_evidence = matches!(code, RefusalCode::Fork | RefusalCode::Tamper);
        let has_copy = code == RefusalCode::Ratchet && !batch.entries.is_empty();
        self.evidence += usize::from(has_evidence);
        self.alarms += usize::from(has_evidence || has_copy);
        refusal(code, Some(self.sign(line, moment)), moment)
    }

    /// Handles what must happen before a push is stored.
    fn begin(&mut self, alarms: &[PushAlarm], new_feed: bool, moment: &mut Moment<'_>) {
        // An alarm about the server's own restore does not concern the register.
        let is_of_register = |alarm: &&PushAlarm| alarm.kind != PushAlarmKind::ServerOlder;
        self.alarms += alarms.iter().filter(is_of_register).count();
        if new_feed {
            self.renew_feed(moment.random);
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "what was planned, what was verified and what is stored decide together"
    )]
    fn append(
        &mut self,
        line: LogKey,
        batch: &PushBatch,
        stored: StoredState,
        planned: &AppendPlan,
        entries: &[VerifiedEntry],
        moment: &mut Moment<'_>,
    ) -> PushAnswer {
        self.begin(&planned.alarms, planned.new_feed, moment);
        let new = batch.entries[planned.from..].iter();
        let log = self.lines.entry(line).or_default();
        log.extend(new.map(|entry| Rc::new(entry.clone())));
        let tokens = Tokens {
            current: moment.random.ratchet(),
            previous: Some(batch.ratchet),
        };
        self.tokens.insert(line, tokens);
        let mut quarantined = stored.quarantined;
        for entry in entries {
            let projected = self.project(line.0, entry, planned.projects, moment.time_ms);
            quarantined.extend(projected.err().map(|reason| Quarantined {
                seq: entry.seq,
                entry_id: entry.entry_id,
                reason,
            }));
        }
        PushAnswer {
            head: self.sign(line, moment),
            ratchet: to_hex(&tokens.current),
            already: u32::try_from(planned.from).unwrap(),
            quarantined,
            feed_seq: self.feed_seq(),
        }
    }
}
