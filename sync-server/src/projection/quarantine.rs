//! The entries of a push that go into quarantine.

use std::collections::BTreeMap;

use protocol::Quarantined;
use uuid::Uuid;

use crate::database::{DatabaseError, DbTransaction};
use crate::table::quarantine::{self, QuarantineRow};
use protocol::receive::{Quarantine, VerifiedEntry};

/// Entries in quarantine by their seq, with one reason each. A reason that stops the entry from
/// counting wins over one that does not; otherwise the first one stays.
#[derive(Debug, Default)]
pub(crate) struct QuarantineList(BTreeMap<u64, (Uuid, Quarantine)>);

impl QuarantineList {
    pub(crate) fn add(&mut self, entry: &VerifiedEntry, quarantine: Quarantine) {
        let known = self.of(entry.seq);
        let wins = known.is_none_or(|known| known.projected && !quarantine.projected);
        if wins {
            self.0.insert(entry.seq, (entry.entry_id, quarantine));
        }
    }

    /// Why the entry with this seq is in quarantine, if it is.
    pub(crate) fn of(&self, seq: u64) -> Option<&Quarantine> {
        self.0.get(&seq).map(|(_, quarantine)| quarantine)
    }

    /// The entries as the answer to the push names them.
    pub(crate) fn answered(&self) -> impl Iterator<Item = Quarantined> {
        self.0.iter().map(|(seq, (entry_id, held))| Quarantined {
            seq: *seq,
            entry_id: *entry_id,
            reason: held.reason,
        })
    }

    /// Stores them.
    pub(crate) async fn store(
        &self,
        transaction: &DbTransaction,
        register_id: Uuid,
        epoch: Uuid,
    ) -> Result<(), DatabaseError> {
        quarantine::insert(transaction, register_id, epoch, &self.rows()).await?;
        Ok(())
    }

    fn rows(&self) -> Vec<QuarantineRow<'_>> {
        self.0
            .iter()
            .map(|(seq, (entry_id, held))| QuarantineRow {
                seq: *seq,
                entry_id: *entry_id,
                reason: held.reason,
                detail: &held.detail,
                projected: held.projected,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use domain::entry::Hash;
    use protocol::QuarantineReason;
    use uuid::Uuid;

    use super::{Quarantine, QuarantineList, VerifiedEntry};

    const UNKNOWN: QuarantineReason = QuarantineReason::ReferenceUnknown;
    const INVALID: QuarantineReason = QuarantineReason::BodyInvalid;

    fn entry(seq: u64) -> VerifiedEntry {
        VerifiedEntry {
            seq,
            entry_id: Uuid::from_u128(seq.into()),
            recorded_at_ms: 0,
            digest: Hash::ZERO,
            body: Err(Quarantine::held(INVALID, "")),
        }
    }

    #[test]
    fn each_row_has_the_id_and_the_reason_of_its_own_entry() {
        let mut list = QuarantineList::default();
        list.add(&entry(9), Quarantine::flagged(UNKNOWN, "nine"));
        list.add(&entry(3), Quarantine::held(INVALID, "three"));
        list.add(&entry(5), Quarantine::flagged(UNKNOWN, "five"));
        let rows: Vec<_> = list
            .rows()
            .iter()
            .map(|row| (row.seq, row.entry_id.as_u128(), row.detail.to_owned()))
            .collect();
        let expected = [(3, 3, "three"), (5, 5, "five"), (9, 9, "nine")];
        assert_eq!(
            rows,
            expected.map(|(seq, id, detail)| (seq, id, detail.to_owned()))
        );
    }

    #[test]
    fn a_reason_for_which_an_entry_does_not_count_wins_and_else_the_first_one() {
        let mut list = QuarantineList::default();
        for (detail, held) in [
            ("first", false),
            ("second", false),
            ("held", true),
            ("last", true),
        ] {
            let quarantine = if held {
                Quarantine::held(INVALID, detail)
            } else {
                Quarantine::flagged(UNKNOWN, detail)
            };
            list.add(&entry(1), quarantine);
        }
        assert_eq!(list.of(1).unwrap().detail, "held");
        assert_eq!(list.answered().count(), 1);
    }
}
