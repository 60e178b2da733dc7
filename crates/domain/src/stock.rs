//! Stock. A level is the sum of movements in any order; a level itself is never sent or recorded.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Why stock moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum StockReason {
    /// Sold.
    Sale,
    /// Brought back by a customer.
    Refund,
    /// Delivered by a supplier.
    Received,
    /// Corrected after counting.
    Counted,
    /// Broken, expired, stolen or used up.
    Adjusted,
    /// Stock that an import or the first setup states.
    Opening,
}

crate::code::codes!(StockReason {
    Sale = "sale",
    Refund = "refund",
    Received = "received",
    Counted = "counted",
    Adjusted = "adjusted",
    Opening = "opening",
});

/// Some of one product coming in (positive) or going out (negative).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StockMovement {
    pub product_id: Uuid,
    /// How much, in thousandths of the product's unit; never zero in an entry.
    pub delta_thousandths: i64,
    pub reason: StockReason,
}

/// Stock levels in thousandths, by product; sums of movements, so the order does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StockLevels(BTreeMap<Uuid, i64>);

impl StockLevels {
    /// Adds one movement; on overflow the level stays unchanged.
    pub fn apply(&mut self, movement: &StockMovement) -> Result<(), StockError> {
        let level = self.level_thousandths(movement.product_id);
        let moved = level
            .checked_add(movement.delta_thousandths)
            .ok_or(StockError::Overflow {
                product_id: movement.product_id,
            })?;
        self.0.insert(movement.product_id, moved);
        Ok(())
    }

    /// The level of a product, in thousandths; zero if it never moved.
    pub fn level_thousandths(&self, product_id: Uuid) -> i64 {
        self.0.get(&product_id).copied().unwrap_or(0)
    }

    /// All levels, by product id.
    pub fn iter(&self) -> impl Iterator<Item = (Uuid, i64)> + '_ {
        self.0
            .iter()
            .map(|(product_id, level)| (*product_id, *level))
    }
}

/// Why a level cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StockError {
    /// The sum leaves the range of a 64-bit integer.
    #[error("the stock level of product {product_id} overflows")]
    Overflow { product_id: Uuid },
}
