//! Entries that stand aside: stored, flagged, and the chain goes on (Promise 5).

use std::collections::BTreeMap;

use domain::entry::Entry;
use protocol::{QuarantineReason, Quarantined};
use uuid::Uuid;

use super::standing::signed;
use crate::database::{DatabaseError, DbTransaction};

/// The longest explanation that is kept, in characters.
const DETAIL_MAX: usize = 500;

/// Why an entry stands aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Aside {
    pub(super) reason: QuarantineReason,
    /// In words.
    pub(super) detail: String,
    /// Whether it counts all the same.
    pub(super) projected: bool,
}

impl Aside {
    /// An entry that does not count.
    pub(super) fn whole(reason: QuarantineReason, detail: impl std::fmt::Display) -> Self {
        Self::new(reason, detail, false)
    }

    /// An entry that counts, and that somebody should look at.
    pub(super) fn flagged(reason: QuarantineReason, detail: impl std::fmt::Display) -> Self {
        Self::new(reason, detail, true)
    }

    /// An explanation may quote what was sent.
    pub(super) fn new(
        reason: QuarantineReason,
        detail: impl std::fmt::Display,
        projected: bool,
    ) -> Self {
        let detail = detail.to_string();
        let plain = detail.chars().filter(|letter| *letter != '\0');
        Self {
            reason,
            detail: plain.take(DETAIL_MAX).collect(),
            projected,
        }
    }
}

/// All of a push, one reason an entry: that it does not count wins, else the first.
#[derive(Debug, Default)]
pub(super) struct AsideList(BTreeMap<u64, Aside>);

impl AsideList {
    pub(super) fn add(&mut self, seq: u64, aside: Aside) {
        let known = self.0.get(&seq);
        let wins = known.is_none_or(|known| known.projected && !aside.projected);
        if wins {
            self.0.insert(seq, aside);
        }
    }

    /// Why this one stands aside, if it does.
    pub(super) fn of(&self, seq: u64) -> Option<&Aside> {
        self.0.get(&seq)
    }

    /// As the answer has them; `entries` begin with the seq `first`.
    pub(super) fn answered(&self, entries: &[Entry]) -> Vec<Quarantined> {
        let known = |seq: &u64| {
            let entry = entries.iter().find(|entry| entry.header.seq == *seq)?;
            Some(entry.header.entry_id)
        };
        let all = self.0.iter();
        all.filter_map(|(seq, aside)| {
            Some(Quarantined {
                seq: *seq,
                entry_id: known(seq)?,
                reason: aside.reason,
            })
        })
        .collect()
    }

    /// Writes them down.
    pub(super) async fn store(
        &self,
        transaction: &DbTransaction,
        register_id: Uuid,
        epoch: Uuid,
        entries: &[Entry],
    ) -> Result<(), DatabaseError> {
        const INSERT: &str = "insert into quarantine \
             (organization_id, register_id, epoch, seq, entry_id, reason, detail, projected) \
             select $1, $2, $3, u.* \
             from unnest($4::bigint[], $5::uuid[], $6::text[], $7::text[], $8::boolean[]) u";
        let answered = self.answered(entries);
        if answered.is_empty() {
            return Ok(());
        }
        let seqs: Vec<i64> = answered
            .iter()
            .map(|one| signed(one.seq))
            .collect::<Result<_, _>>()?;
        let ids: Vec<Uuid> = answered.iter().map(|one| one.entry_id).collect();
        let reasons: Vec<&str> = answered.iter().map(|one| code_of(one.reason)).collect();
        let details: Vec<&str> = self.0.values().map(|aside| aside.detail.as_str()).collect();
        let projected: Vec<bool> = self.0.values().map(|aside| aside.projected).collect();
        transaction
            .execute(
                INSERT,
                &[
                    &transaction.organization_id(),
                    &register_id,
                    &epoch,
                    &seqs,
                    &ids,
                    &reasons,
                    &details,
                    &projected,
                ],
            )
            .await?;
        Ok(())
    }
}

/// Codes as the wire has them.
const CODES: [(QuarantineReason, &str); 8] = [
    (QuarantineReason::UnknownKind, "unknown_kind"),
    (QuarantineReason::BodyInvalid, "body_invalid"),
    (QuarantineReason::MoneyDoesNotAddUp, "money_does_not_add_up"),
    (
        QuarantineReason::ReceiptNumberRepeated,
        "receipt_number_repeated",
    ),
    (QuarantineReason::ReferenceUnknown, "reference_unknown"),
    (QuarantineReason::RefundedTwice, "refunded_twice"),
    (QuarantineReason::RegisterRevoked, "register_revoked"),
    (QuarantineReason::Other, "other"),
];

/// Its code.
pub(super) fn code_of(reason: QuarantineReason) -> &'static str {
    let known = CODES.iter().find(|(one, _)| *one == reason);
    known.map_or("other", |(_, code)| code)
}

/// The reason with this code.
pub(super) fn reason_of(code: &str) -> Option<QuarantineReason> {
    let known = CODES.iter().find(|(_, one)| *one == code);
    known.map(|(reason, _)| *reason)
}
