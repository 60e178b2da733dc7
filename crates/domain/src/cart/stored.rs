//! A stored cart: its rules are checked again when it is read.

use std::collections::BTreeSet;

use serde::Deserialize;
use uuid::Uuid;

use super::history::History;
use super::operations::check_item;
use super::{Cart, CartError, CartItem, LINES_MAX, TransactionKind};
use crate::discount::Discount;

#[derive(Deserialize)]
pub(super) struct StoredCart {
    id: Uuid,
    #[serde(default)]
    kind: TransactionKind,
    items: Vec<CartItem>,
    #[serde(default)]
    discount: Option<Discount>,
    #[serde(default)]
    label: Option<String>,
    #[serde(default)]
    last_touched: Option<u32>,
    next_line_id: u32,
    #[serde(default)]
    history: History,
}

impl TryFrom<StoredCart> for Cart {
    type Error = CartError;

    fn try_from(stored: StoredCart) -> Result<Self, Self::Error> {
        if stored.items.len() > LINES_MAX {
            return Err(CartError::TooManyLines);
        }
        let mut line_ids = BTreeSet::new();
        for item in &stored.items {
            check_item(item)?;
            if item.line_id >= stored.next_line_id || !line_ids.insert(item.line_id) {
                return Err(CartError::LineNumberTaken);
            }
        }
        let discount = stored.discount.filter(|_| !stored.items.is_empty());
        Ok(Self {
            id: stored.id,
            kind: stored.kind,
            items: stored.items,
            // An earlier program kept the discount of a cart that was emptied.
            discount,
            label: stored.label,
            last_touched: stored.last_touched,
            next_line_id: stored.next_line_id,
            history: stored.history,
        })
    }
}
