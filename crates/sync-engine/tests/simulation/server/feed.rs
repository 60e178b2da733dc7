//! The feed: one row an entity, the newest number on top.

use domain::feed::{FeedChange, FeedRow, ProductState, RegisterState, RegisterStatus};
use protocol::PROTOCOL;
use protocol::{PullAnswer, PullQuery, Refusal, RefusalCode, SnapshotHeader};

use super::{Asker, Entity, Moment, Server, refusal};

impl Server {
    /// Moves an entity's row to a new number.
    pub(super) fn touch(&mut self, entity: Entity) {
        self.counter += 1;
        if let Some(place) = self.places.insert(entity, self.counter) {
            self.rows.remove(&place);
        }
        self.rows.insert(self.counter, entity);
    }

    pub(crate) fn pull(
        &self,
        asker: Asker,
        query: &PullQuery,
        moment: &Moment<'_>,
    ) -> Result<PullAnswer, Box<Refusal>> {
        self.require_active(asker, moment)?;
        if query.feed_epoch != self.feed_epoch || query.after > self.counter {
            return Err(refusal(RefusalCode::MustResnapshot, None, moment));
        }
        let limit = usize::try_from(query.limit).unwrap();
        let mut above = self.rows.range(query.after + 1..);
        let rows: Vec<FeedRow> = (&mut above)
            .take(limit)
            .map(|(seq, entity)| self.row(*seq, *entity))
            .collect();
        let more = above.next().is_some();
        let last = rows.last().map(|row| row.feed_seq);
        let next = match last {
            Some(last) if more => last,
            _ => self.counter,
        };
        Ok(PullAnswer {
            feed_epoch: self.feed_epoch,
            rows,
            next,
            more,
            server_time_ms: moment.time_ms,
        })
    }

    pub(crate) fn snapshot(
        &self,
        asker: Asker,
        moment: &Moment<'_>,
    ) -> Result<(SnapshotHeader, Vec<FeedRow>), Box<Refusal>> {
        self.require_active(asker, moment)?;
        let rows = self
            .rows
            .iter()
            .map(|(seq, entity)| self.row(*seq, *entity));
        let header = SnapshotHeader {
            protocol: PROTOCOL,
            feed_epoch: self.feed_epoch,
            feed_seq: self.counter,
            rows: u64::try_from(self.rows.len()).unwrap(),
        };
        Ok((header, rows.collect()))
    }

    /// Whether a register may listen.
    pub(crate) fn listen(&self, asker: Asker, moment: &Moment<'_>) -> Result<(), Box<Refusal>> {
        self.require_active(asker, moment)
    }

    fn row(&self, feed_seq: u64, entity: Entity) -> FeedRow {
        let change = match entity {
            Entity::Product(product_id) => {
                let product = self.products[&product_id].product.clone();
                FeedChange::Product(Box::new(ProductState::from(product)))
            }
            Entity::Conflict(conflict_id) => {
                FeedChange::Conflict(Box::new(self.conflicts[&conflict_id].clone()))
            }
            Entity::Register(register_id) => FeedChange::Register(RegisterState {
                register_id,
                store_id: self.organization_id,
                name: String::new(),
                status: if self.is_revoked(register_id) {
                    RegisterStatus::Revoked
                } else {
                    RegisterStatus::Active
                },
            }),
        };
        FeedRow {
            feed_seq,
            origin: None,
            change,
        }
    }
}
