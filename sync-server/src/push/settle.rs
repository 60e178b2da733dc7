//! What follows from documents that count: rows of trade, of the catalog, of people. It is the same for those that have
//! just arrived and for those that were kept until a program could read them.

use domain::entry::EntryBody;
use protocol::{Profile, QuarantineReason};
use uuid::Uuid;

use super::alarm::{Alarm, AlarmKind, raise};
use super::aside::{Aside, AsideList};
use super::documents::Novelty;
use super::known::Known;
use super::project::Projection;
use super::verify::Document;
use crate::catalog::{self, CatalogEntry, CatalogPush};
use crate::database::{DatabaseError, DbTransaction};

/// Where documents come from, and what came with them.
pub(super) struct Arrival<'push> {
    pub(super) register_id: Uuid,
    pub(super) epoch: Uuid,
    pub(super) store_id: Uuid,
    pub(super) profiles: &'push [Profile],
    /// Whether the register's own row changed in this database transaction.
    pub(super) register_changed: bool,
    /// The server's clock, milliseconds since 1970-01-01 UTC.
    pub(super) server_time_ms: i64,
}

/// Projects the new ones among the documents. It comes last in its database transaction: the feed's counter is held
/// from here on. Returns what stands aside, and the feed's last number.
pub(super) async fn settle(
    transaction: &DbTransaction,
    arrival: &Arrival<'_>,
    documents: &[Document],
    novelties: &[Novelty],
    known: Known,
) -> Result<(AsideList, u64), DatabaseError> {
    let (register_id, epoch) = (arrival.register_id, arrival.epoch);
    let mut aside = AsideList::default();
    let mut projection = Projection::new(known);
    let mut entries = Vec::new();
    for (document, novelty) in documents.iter().zip(novelties) {
        match (&document.body, novelty) {
            (Err(reason), _) => aside.add(document.seq, reason.clone()),
            (Ok(_), Novelty::Repeated) => {}
            (Ok(_), Novelty::Differs) => {
                let detail = "another document has this id";
                aside.add(
                    document.seq,
                    Aside::whole(QuarantineReason::BodyInvalid, detail),
                );
            }
            (Ok(body), Novelty::New) => {
                projection.add(document, body, &mut aside);
                entries.extend(catalog_entry(document, body));
            }
        }
    }
    if novelties.contains(&Novelty::Differs) {
        let alarm = Alarm {
            kind: AlarmKind::DocumentDiffers,
            register_id,
            epoch,
            detail: "an id was used for two documents".to_owned(),
        };
        raise(transaction, &[alarm]).await?;
    }
    projection.store(transaction, register_id, epoch).await?;
    let push = CatalogPush {
        register_id,
        epoch,
        store_id: arrival.store_id,
        entries,
        profiles: arrival.profiles,
        register_changed: arrival.register_changed,
        server_time_ms: arrival.server_time_ms,
    };
    let projected = catalog::project(transaction, &push).await?;
    for one in projected.aside {
        aside.add(one.seq, Aside::new(one.reason, one.detail, one.projected));
    }
    Ok((aside, projected.feed_seq))
}

/// What concerns products, people and stores.
fn catalog_entry<'push>(
    document: &Document,
    body: &'push EntryBody,
) -> Option<CatalogEntry<'push>> {
    let concerns = matches!(
        body,
        EntryBody::ProductsChanged(_) | EntryBody::UserChanged(_) | EntryBody::StoreChanged(_)
    );
    concerns.then_some(CatalogEntry {
        seq: document.seq,
        entry_id: document.entry_id,
        body,
    })
}
