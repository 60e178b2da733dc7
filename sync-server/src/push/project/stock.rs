//! Rows of stock that moved. Levels are folded from them later, so that no push waits for a product's row.

use domain::entry::body::StockMoved;
use domain::stock::{StockMovement, StockReason};
use uuid::Uuid;

use super::Document;
use crate::database::{DatabaseError, DbTransaction};
use crate::push::standing::signed;

/// Rows of `stock_movements`.
#[derive(Default)]
pub(super) struct Movements<'push> {
    rows: Vec<(u64, i32, &'push StockMovement)>,
}

impl<'push> Movements<'push> {
    pub(super) fn add(&mut self, document: &Document, movements: &'push [StockMovement]) {
        let numbered = (1_i32..).zip(movements);
        self.rows
            .extend(numbered.map(|(line, movement)| (document.seq, line, movement)));
    }

    pub(super) async fn store(
        &self,
        transaction: &DbTransaction,
        register_id: Uuid,
        epoch: Uuid,
    ) -> Result<(), DatabaseError> {
        const INSERT: &str = "insert into stock_movements \
             (organization_id, register_id, epoch, seq, line, product_id, delta_thousandths, reason) \
             select $1, $2, $3, u.* \
             from unnest($4::bigint[], $5::integer[], $6::uuid[], $7::bigint[], $8::text[]) u";
        if self.rows.is_empty() {
            return Ok(());
        }
        let rows = || self.rows.iter();
        let seqs: Vec<i64> = rows()
            .map(|(seq, _, _)| signed(*seq))
            .collect::<Result<_, _>>()?;
        let lines: Vec<i32> = rows().map(|(_, line, _)| *line).collect();
        let products: Vec<Uuid> = rows().map(|(_, _, movement)| movement.product_id).collect();
        let deltas: Vec<i64> = rows()
            .map(|(_, _, movement)| movement.delta_thousandths)
            .collect();
        let reasons: Vec<&str> = rows()
            .map(|(_, _, movement)| code(movement.reason))
            .collect();
        let organization_id = transaction.organization_id();
        transaction
            .execute(
                INSERT,
                &[
                    &organization_id,
                    &register_id,
                    &epoch,
                    &seqs,
                    &lines,
                    &products,
                    &deltas,
                    &reasons,
                ],
            )
            .await?;
        Ok(())
    }
}

/// Rows of `inventory_adjustments`.
#[derive(Default)]
pub(super) struct Adjustments<'push> {
    rows: Vec<(
        &'push Document,
        i32,
        &'push StockMoved,
        &'push StockMovement,
    )>,
}

impl<'push> Adjustments<'push> {
    pub(super) fn add(&mut self, document: &'push Document, body: &'push StockMoved) {
        let numbered = (1_i32..).zip(&body.movements);
        self.rows
            .extend(numbered.map(|(line, movement)| (document, line, body, movement)));
    }

    pub(super) async fn store(
        &self,
        transaction: &DbTransaction,
        register_id: Uuid,
    ) -> Result<(), DatabaseError> {
        const INSERT: &str = "insert into inventory_adjustments \
             (organization_id, register_id, entry_id, line, product_id, user_id, reason, note, quantity, recorded_at_ms) \
             select $1, $2, u.* from unnest($3::uuid[], $4::integer[], $5::uuid[], $6::uuid[], $7::text[], \
                                            $8::text[], $9::bigint[], $10::bigint[]) u";
        if self.rows.is_empty() {
            return Ok(());
        }
        let rows = || self.rows.iter();
        let entries: Vec<Uuid> = rows().map(|(from, ..)| from.entry_id).collect();
        let lines: Vec<i32> = rows().map(|(_, line, ..)| *line).collect();
        let products: Vec<Uuid> = rows().map(|(.., movement)| movement.product_id).collect();
        let users: Vec<Uuid> = rows().map(|(_, _, body, _)| body.user_id).collect();
        let reasons: Vec<&str> = rows().map(|(.., movement)| code(movement.reason)).collect();
        let notes: Vec<&str> = rows().map(|(_, _, body, _)| body.note.as_str()).collect();
        let deltas: Vec<i64> = rows()
            .map(|(.., movement)| movement.delta_thousandths)
            .collect();
        let times: Vec<i64> = rows().map(|(from, ..)| from.recorded_at_ms).collect();
        transaction
            .execute(
                INSERT,
                &[
                    &transaction.organization_id(),
                    &register_id,
                    &entries,
                    &lines,
                    &products,
                    &users,
                    &reasons,
                    &notes,
                    &deltas,
                    &times,
                ],
            )
            .await?;
        Ok(())
    }
}

const fn code(reason: StockReason) -> &'static str {
    match reason {
        StockReason::Sale => "sale",
        StockReason::Refund => "refund",
        StockReason::Received => "received",
        StockReason::Counted => "counted",
        StockReason::Adjusted => "adjusted",
        StockReason::Opening => "opening",
    }
}
