//! The steps of a register that fills carts and takes payments.
//!
//! The process also prints what it is about to do. A test that kills it then knows which one change
//! may or may not be on disk.

use std::collections::BTreeMap;

use anyhow::Result;
use register::Register;
use register::view::{CartView, TransactionQuery};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many sales are listed when the register opens.
const LATEST: u32 = 3;

/// The content of a cart: names and quantities in thousandths.
pub type Contents = BTreeMap<String, i64>;

/// A sale that the register has acknowledged.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sold {
    /// The number on the receipt.
    pub receipt_number: String,
    /// The sale.
    pub transaction_id: Uuid,
    /// Its number in the ledger.
    pub seq: u64,
}

/// A step that the process reports, one JSON document a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// The register is open and unlocked.
    Opened {
        /// The cart as it was restored.
        cart: Contents,
        /// The last sales, newest first.
        latest: Vec<Sold>,
    },
    /// About to add a product.
    Adding {
        name: String,
        /// How much, in thousandths.
        thousandths: i64,
    },
    /// About to remove a product.
    Removing { name: String },
    /// About to take the payment.
    Paying,
    /// The changed cart is on disk.
    Changed {
        /// Its current content.
        cart: Contents,
    },
    /// The sale is on disk.
    Sold(Sold),
}

/// The step of a register that was just opened and unlocked.
///
/// # Errors
/// When it refuses to show its cart or its sales.
pub fn opened(register: &Register) -> Result<Step> {
    Ok(Step::Opened {
        cart: contents(&register.cart_view()?),
        latest: latest(register)?,
    })
}

/// The content of a cart, by name.
pub fn contents(cart: &CartView) -> Contents {
    let mut contents = Contents::new();
    for item in &cart.items {
        *contents.entry(item.name.clone()).or_default() += item.quantity_thousandths;
    }
    contents
}

fn latest(register: &Register) -> Result<Vec<Sold>> {
    let query = TransactionQuery {
        limit: LATEST,
        ..TransactionQuery::default()
    };
    let rows = register.transaction_list(&query)?.items;
    rows.into_iter()
        .map(|row| {
            Ok(Sold {
                seq: register.transaction_show(row.transaction_id)?.seq,
                receipt_number: row.receipt_number,
                transaction_id: row.transaction_id,
            })
        })
        .collect()
}
