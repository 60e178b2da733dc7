//! Storing a verified push: one database transaction, which locks one head.

use domain::entry::{Entry, EntryBody, Head, SignedHead};
use domain::feed::RegisterStatus;
use protocol::{PushAnswer, QuarantineReason};
use uuid::Uuid;

use super::alarm::{Alarm, AlarmKind, raise};
use super::aside::{Aside, AsideList};
use super::batch::{Batch, Ratchet};
use super::documents;
use super::entries::Tokens;
use super::known::Known;
use super::settle::{Arrival, settle};
use super::standing::{Standing, hash_at};
use super::verify::Document;
use super::{entries, plan};
use crate::database::{DatabaseError, DbTransaction, Durability};
use crate::http::{AppState, Authenticated, Fault};
use crate::source;

/// A verified push, ready to be stored.
pub(super) struct Verified<'push> {
    pub(super) batch: &'push Batch,
    pub(super) standing: &'push Standing,
    /// The new entries, in the order of the log; at least one.
    pub(super) documents: &'push [Document],
}

impl Verified<'_> {
    fn entries(&self) -> &[Entry] {
        let first = self.documents.first().map_or(0, |document| document.at);
        self.batch.entries.get(first..).unwrap_or(&[])
    }

    fn head(&self) -> Head {
        let last = self.entries().last();
        last.map_or(self.standing.head_or_start(self.batch.epoch), Entry::head)
    }
}

/// Stores it; `None` where another push of this epoch was quicker.
pub(super) async fn apply(
    state: &AppState,
    who: &Authenticated,
    push: &Verified<'_>,
) -> Result<Option<PushAnswer>, Fault> {
    let ratchet: Ratchet = source::random().map_err(Fault::Random)?;
    let head = push.head();
    let transaction = state
        .database
        .begin(who.organization_id, Durability::OnDisk)
        .await?;
    let tokens = Tokens {
        presented: push.batch.ratchet,
        next: ratchet,
    };
    let is_first = match push.standing.head {
        Some(seen) => {
            entries::move_head(&transaction, who.register_id, seen.head, head, tokens).await?
        }
        None => entries::begin_head(&transaction, who.register_id, head, tokens).await?,
    };
    if !is_first {
        transaction.rollback().await?;
        return Ok(None);
    }
    let server_time_ms = source::now_ms();
    let (aside, feed_seq) = match push.standing.status {
        RegisterStatus::Active => {
            raise(&transaction, &alarms(state, &transaction, who, push).await?).await?;
            if plan::begins_new_feed(push.batch, push.standing, &state.keys.public()) {
                begin_feed(&transaction).await?;
            }
            project(&transaction, who, push, server_time_ms).await?
        }
        RegisterStatus::Revoked => {
            let (register_id, epoch) = (who.register_id, push.batch.epoch);
            entries::insert(&transaction, register_id, epoch, push.entries()).await?;
            (revoked(push.documents), push.standing.feed_seq)
        }
    };
    let (register_id, epoch) = (who.register_id, push.batch.epoch);
    aside
        .store(&transaction, register_id, epoch, push.entries())
        .await?;
    transaction.commit().await?;
    state.live.pushed(who.organization_id, feed_seq);
    let mut quarantined = push.standing.quarantined.clone();
    quarantined.extend(aside.answered(push.entries()));
    let already = push
        .batch
        .entries
        .len()
        .saturating_sub(push.documents.len());
    Ok(Some(PushAnswer {
        head: SignedHead::sign(
            who.organization_id,
            register_id,
            head,
            server_time_ms,
            state.keys.heads(),
        ),
        ratchet: domain::entry::hex::to_hex(&ratchet),
        already: u32::try_from(already).unwrap_or(u32::MAX),
        quarantined,
        feed_seq,
    }))
}

/// Stores the raw entries and everything that follows from them.
async fn project(
    transaction: &DbTransaction,
    who: &Authenticated,
    push: &Verified<'_>,
    server_time_ms: i64,
) -> Result<(AsideList, u64), DatabaseError> {
    let (register_id, epoch) = (who.register_id, push.batch.epoch);
    let ((), novelties, known) = tokio::try_join!(
        entries::insert(transaction, register_id, epoch, push.entries()),
        documents::register(transaction, push.documents),
        Known::load(transaction, register_id, push.documents),
    )?;
    let arrival = Arrival {
        register_id,
        epoch,
        store_id: who.known.store_id,
        profiles: &push.batch.profiles,
        register_changed: rename(transaction, register_id, push.documents).await?,
        server_time_ms,
    };
    settle(transaction, &arrival, push.documents, &novelties, known).await
}

/// Every entry of a revoked register stands aside.
fn revoked(documents: &[Document]) -> AsideList {
    let mut aside = AsideList::default();
    for document in documents {
        let reason = QuarantineReason::RegisterRevoked;
        aside.add(
            document.seq,
            Aside::whole(reason, "the register was revoked when it arrived"),
        );
    }
    aside
}

/// Takes the register's name from its opening; true when it is another one than before.
async fn rename(
    transaction: &DbTransaction,
    register_id: Uuid,
    documents: &[Document],
) -> Result<bool, DatabaseError> {
    let opened = documents
        .first()
        .and_then(|document| document.body.as_ref().ok());
    let Some(EntryBody::RegisterOpened(opened)) = opened else {
        return Ok(false);
    };
    let renamed = transaction
        .execute(
            "update registers set name = $3, updated_at = now() \
             where organization_id = $1 and register_id = $2 and name <> $3",
            &[
                &transaction.organization_id(),
                &register_id,
                &opened.register_name,
            ],
        )
        .await?;
    Ok(renamed == 1)
}

/// This server came back from a backup, says what the register was told before.
pub(super) fn server_older(batch: &Batch, standing: &Standing, register_id: Uuid) -> Alarm {
    let (had, has) = batch
        .acknowledged
        .as_ref()
        .map_or((0, 0), |head| (head.seq, standing.seq_of(head.epoch)));
    Alarm {
        kind: AlarmKind::ServerOlder,
        register_id,
        epoch: batch.epoch,
        detail: format!("this server once had {had} entries and came back with {has}"),
    }
}

/// Gives the organization's feed a new incarnation: every register fetches a snapshot next.
pub(super) async fn begin_feed(transaction: &DbTransaction) -> Result<(), Fault> {
    let feed_epoch = source::new_random_id().map_err(Fault::Random)?;
    transaction
        .execute(
            "update organizations set feed_epoch = $2 where organization_id = $1",
            &[&transaction.organization_id(), &feed_epoch],
        )
        .await?;
    Ok(())
}

/// What a person should know of, though the push is taken.
async fn alarms(
    state: &AppState,
    transaction: &DbTransaction,
    who: &Authenticated,
    push: &Verified<'_>,
) -> Result<Vec<Alarm>, DatabaseError> {
    let (register_id, epoch) = (who.register_id, push.batch.epoch);
    let alarm = |kind, detail| Alarm {
        kind,
        register_id,
        epoch,
        detail,
    };
    let mut alarms = Vec::new();
    if plan::server_is_older(push.batch, push.standing, &state.keys.public()) {
        alarms.push(server_older(push.batch, push.standing, register_id));
    }
    let Some(opened) = plan::opening(push.batch).filter(|_| push.standing.head.is_none()) else {
        return Ok(alarms);
    };
    match opened.previous {
        Some(previous) => {
            let detail = format!("a new epoch because of {:?}", previous.cause).to_lowercase();
            alarms.push(alarm(AlarmKind::EpochContinued, detail));
            let stored = hash_at(transaction, register_id, previous.epoch, previous.seq).await?;
            if previous.seq > 0 && stored != Some(previous.hash) {
                let detail = format!("it continues seq {} of {}", previous.seq, previous.epoch);
                alarms.push(alarm(AlarmKind::EpochUnknownHead, detail));
            }
        }
        None if !push.standing.others.is_empty() => {
            let detail = "it continues nothing, and there are other epochs".to_owned();
            alarms.push(alarm(AlarmKind::EpochUnknownHead, detail));
        }
        None => {}
    }
    Ok(alarms)
}
