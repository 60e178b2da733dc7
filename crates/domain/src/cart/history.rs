//! The last changes of a cart, as steps that undo them.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::{Cart, CartError, CartItem};
use crate::discount::Discount;
use crate::money::Cents;
use crate::quantity::Quantity;

/// The most changes that can be undone.
const STEPS_MAX: usize = 50;

/// The last changes, oldest first. They are inverse steps, not whole carts, because the history is
/// stored with every change and has to stay small.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct History(VecDeque<Step>);

/// A step that undoes one change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Step {
    Remove {
        line_id: u32,
    },
    Insert {
        index: usize,
        item: Box<CartItem>,
    },
    Quantity {
        line_id: u32,
        quantity_thousandths: Quantity,
    },
    Price {
        line_id: u32,
        unit_price_cents: Cents,
        price_overridden: bool,
    },
    ItemDiscount {
        line_id: u32,
        discount: Option<Discount>,
    },
    CartDiscount {
        discount: Option<Discount>,
    },
    Label {
        label: Option<String>,
    },
    Refill {
        items: Vec<CartItem>,
        discount: Option<Discount>,
        label: Option<String>,
    },
}

impl History {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn push(&mut self, step: Step) {
        while self.0.len() >= STEPS_MAX {
            self.0.pop_front();
        }
        self.0.push_back(step);
    }
}

impl Cart {
    /// Undoes the last change. Up to 50 changes can be undone, even after a restart.
    pub fn undo(&mut self) -> Result<(), CartError> {
        let step = self.history.0.pop_back().ok_or(CartError::NothingToUndo)?;
        self.last_touched = self.take_back(step);
        Ok(())
    }

    /// Applies `step` and returns the line that is now the last touched one.
    fn take_back(&mut self, step: Step) -> Option<u32> {
        match step {
            Step::Remove { line_id } => {
                self.items.retain(|item| item.line_id != line_id);
                if self.items.is_empty() {
                    self.discount = None;
                }
                self.items.last().map(|item| item.line_id)
            }
            Step::Insert { index, item } => {
                let line_id = item.line_id;
                self.items.insert(index.min(self.items.len()), *item);
                Some(line_id)
            }
            Step::Quantity {
                line_id,
                quantity_thousandths,
            } => self.change(line_id, |item| {
                item.quantity_thousandths = quantity_thousandths;
            }),
            Step::Price {
                line_id,
                unit_price_cents,
                price_overridden,
            } => self.change(line_id, |item| {
                item.unit_price_cents = unit_price_cents;
                item.price_overridden = price_overridden;
            }),
            Step::ItemDiscount { line_id, discount } => {
                self.change(line_id, |item| item.discount = discount)
            }
            Step::CartDiscount { discount } => {
                self.discount = discount;
                self.last_touched
            }
            Step::Label { label } => {
                self.label = label;
                self.last_touched
            }
            Step::Refill {
                items,
                discount,
                label,
            } => {
                (self.items, self.discount, self.label) = (items, discount, label);
                self.items.last().map(|item| item.line_id)
            }
        }
    }

    fn change(&mut self, line_id: u32, change: impl FnOnce(&mut CartItem)) -> Option<u32> {
        let item = self.items.iter_mut().find(|item| item.line_id == line_id)?;
        change(item);
        Some(line_id)
    }
}
