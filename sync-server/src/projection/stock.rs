//! Stock that moved. Levels are folded from the movements later, so that a push never waits for the
//! row of a product.

use domain::entry::kinds::StockMoved;
use domain::stock::StockMovement;
use uuid::Uuid;

use crate::database::{DatabaseError, DbTransaction};
use crate::table::inventory_adjustments::{self, AdjustmentRow};
use crate::table::stock_movements::{self, MovementRow};
use protocol::receive::VerifiedEntry;

/// Rows of `stock_movements` and `inventory_adjustments`.
#[derive(Default)]
pub(super) struct StockRows<'e> {
    movements: Vec<MovementRow>,
    adjustments: Vec<AdjustmentRow<'e>>,
}

impl<'e> StockRows<'e> {
    /// Takes the movements of an entry.
    pub(super) fn add(&mut self, entry: &VerifiedEntry, movements: &[StockMovement]) {
        let numbered = (1..).zip(movements);
        self.movements
            .extend(numbered.map(|(line, movement)| MovementRow {
                seq: entry.seq,
                line,
                product_id: movement.product_id,
                delta_thousandths: movement.delta_thousandths,
                reason: movement.reason,
            }));
    }

    /// Takes stock that a person moved.
    pub(super) fn adjust(&mut self, entry: &VerifiedEntry, body: &'e StockMoved) {
        self.add(entry, &body.movements);
        let numbered = (1..).zip(&body.movements);
        self.adjustments
            .extend(numbered.map(|(line, movement)| AdjustmentRow {
                entry_id: entry.entry_id,
                line,
                recorded_at_ms: entry.recorded_at_ms,
                body,
                movement,
            }));
    }

    pub(super) async fn store(
        &self,
        transaction: &DbTransaction,
        register_id: Uuid,
        epoch: Uuid,
    ) -> Result<(), DatabaseError> {
        tokio::try_join!(
            stock_movements::insert(transaction, register_id, epoch, &self.movements),
            inventory_adjustments::insert(transaction, register_id, &self.adjustments),
        )?;
        Ok(())
    }
}
