//! How a register stands before a push: what of it is stored, read without a lock.
//!
//! Entries at or below a head never change, so that what is read here stays true; whether the head itself still is the
//! one that was read is asked again when it is moved.

use domain::entry::{Hash, Head};
use domain::feed::RegisterStatus;
use protocol::{QuarantineReason, Quarantined};
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use super::aside::reason_of;
use super::batch::{Batch, Ratchet};
use crate::catalog;
use crate::database::{DatabaseError, DbTransaction};

/// See the module.
pub(super) struct Standing {
    pub(super) status: RegisterStatus,
    /// The batch's epoch, where the server has it.
    pub(super) head: Option<StoredHead>,
    /// Tokens that are good for the first push of an epoch.
    pub(super) opening_ratchets: Vec<Ratchet>,
    /// Heads of the register's other epochs.
    pub(super) others: Vec<Head>,
    /// Hashes that are stored at the batch's seqs, from its first.
    pub(super) stored: Vec<Hash>,
    /// Entries at the batch's seqs that stand aside.
    pub(super) quarantined: Vec<Quarantined>,
    /// The feed's last number.
    pub(super) feed_seq: u64,
}

/// A head and its tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct StoredHead {
    pub(super) head: Head,
    pub(super) ratchet: Ratchet,
    pub(super) previous_ratchet: Option<Ratchet>,
}

const HEADS: &str = "select r.status, r.enrol_ratchet, h.epoch, h.seq, h.hash, h.ratchet, h.previous_ratchet \
                     from registers r left join register_heads h \
                       on h.organization_id = r.organization_id and h.register_id = r.register_id \
                     where r.organization_id = $1 and r.register_id = $2";

const STORED: &str = "select hash from ledger_entries \
                      where organization_id = $1 and register_id = $2 and epoch = $3 \
                        and seq between $4 and $5 order by seq";

const ASIDE: &str = "select seq, entry_id, reason from quarantine \
                     where organization_id = $1 and register_id = $2 and epoch = $3 \
                       and seq between $4 and $5 order by seq";

impl Standing {
    pub(super) async fn load(
        transaction: &DbTransaction,
        register_id: Uuid,
        batch: &Batch,
    ) -> Result<Self, DatabaseError> {
        let organization_id = transaction.organization_id();
        let (first, last) = (signed(batch.first_seq)?, signed(batch.last_seq())?);
        let place = (&organization_id, &register_id, &batch.epoch);
        let (heads, stored, aside, feed_seq) = tokio::try_join!(
            async { transaction.query(HEADS, &[place.0, place.1]).await },
            async {
                let between: [&(dyn ToSql + Sync); 5] = [place.0, place.1, place.2, &first, &last];
                transaction.query(STORED, &between).await
            },
            async {
                let between: [&(dyn ToSql + Sync); 5] = [place.0, place.1, place.2, &first, &last];
                transaction.query(ASIDE, &between).await
            },
            catalog::last(transaction),
        )?;
        let mut standing = Self {
            status: RegisterStatus::Revoked,
            head: None,
            opening_ratchets: Vec::new(),
            others: Vec::new(),
            stored: stored
                .iter()
                .map(|row| bytes(row, 0, "hash").map(Hash))
                .collect::<Result<_, _>>()?,
            quarantined: aside.iter().map(quarantined).collect::<Result<_, _>>()?,
            feed_seq,
        };
        for row in &heads {
            standing.take(row, batch.epoch)?;
        }
        Ok(standing)
    }

    /// The head; the start of the epoch where the server has nothing of it.
    pub(super) fn head_or_start(&self, epoch: Uuid) -> Head {
        self.head.map_or(Head::start(epoch), |stored| stored.head)
    }

    /// How far the server has one of the register's epochs; 0 where it has nothing of it.
    pub(super) fn seq_of(&self, epoch: Uuid) -> u64 {
        let own = self.head.iter().map(|stored| &stored.head);
        let mut all = own.chain(&self.others);
        all.find(|head| head.epoch == epoch)
            .map_or(0, |head| head.seq)
    }

    fn take(&mut self, row: &Row, epoch: Uuid) -> Result<(), DatabaseError> {
        if row.try_get::<_, &str>(0)? == "active" {
            self.status = RegisterStatus::Active;
        }
        if self.opening_ratchets.is_empty() {
            self.opening_ratchets.push(bytes(row, 1, "enrol_ratchet")?);
        }
        let Some(of_epoch) = row.try_get::<_, Option<Uuid>>(2)? else {
            return Ok(());
        };
        let previous = row.try_get::<_, Option<&[u8]>>(6)?;
        let stored = StoredHead {
            head: Head {
                epoch: of_epoch,
                seq: unsigned(row.try_get(3)?)?,
                hash: Hash(bytes(row, 4, "hash")?),
            },
            ratchet: bytes(row, 5, "ratchet")?,
            previous_ratchet: previous
                .map(|_| bytes(row, 6, "previous_ratchet"))
                .transpose()?,
        };
        if of_epoch == epoch {
            self.head = Some(stored);
        } else {
            self.others.push(stored.head);
            self.opening_ratchets.push(stored.ratchet);
            self.opening_ratchets.extend(stored.previous_ratchet);
        }
        Ok(())
    }
}

/// The hash that is stored at one place of one of the register's epochs.
pub(super) async fn hash_at(
    transaction: &DbTransaction,
    register_id: Uuid,
    epoch: Uuid,
    seq: u64,
) -> Result<Option<Hash>, DatabaseError> {
    let Ok(seq) = i64::try_from(seq) else {
        return Ok(None);
    };
    let organization_id = transaction.organization_id();
    let rows = transaction
        .query(
            STORED,
            &[&organization_id, &register_id, &epoch, &seq, &seq],
        )
        .await?;
    rows.first()
        .map(|row| bytes(row, 0, "hash").map(Hash))
        .transpose()
}

fn quarantined(row: &Row) -> Result<Quarantined, DatabaseError> {
    Ok(Quarantined {
        seq: unsigned(row.try_get(0)?)?,
        entry_id: row.try_get(1)?,
        reason: reason_of(row.try_get(2)?).unwrap_or(QuarantineReason::Other),
    })
}

/// A column of so many bytes.
pub(super) fn bytes<const N: usize>(
    row: &Row,
    place: usize,
    column: &'static str,
) -> Result<[u8; N], DatabaseError> {
    row.try_get::<_, &[u8]>(place)?
        .try_into()
        .map_err(|_| DatabaseError::Unreadable { column })
}

/// A seq as PostgreSQL has it.
pub(super) fn signed(seq: u64) -> Result<i64, DatabaseError> {
    i64::try_from(seq).map_err(|_| DatabaseError::OutOfRange { what: "a seq" })
}

fn unsigned(seq: i64) -> Result<u64, DatabaseError> {
    u64::try_from(seq).map_err(|_| DatabaseError::OutOfRange { what: "a seq" })
}
