//! The item of a ticket that a code stands for.

use domain::quantity::Quantity;
use domain::scan::{LabelSale, Resolved, sold};

use super::ring_up::{TicketItem, TicketPrice};
use crate::cart::find;
use crate::error::AppError;
use crate::register::Register;

/// What a scanned or typed code comes to.
#[derive(Debug, Clone)]
pub enum ScannedItem {
    /// An item of a ticket.
    Item(TicketItem),
    /// No product has the code.
    Unknown,
    /// It holds a weight, a count or a price that cannot be used for its product.
    Unreadable,
    /// The product is weighed, and neither the code nor anybody says how much it is.
    WeightMissing,
}

impl Register {
    /// The item that a code stands for, by the rules of [`Register::cart_scan`]. `quantity` is what
    /// was typed beside the code; a label holds its own.
    pub fn scanned_item(
        &self,
        code: &str,
        quantity: Option<Quantity>,
    ) -> Result<ScannedItem, AppError> {
        let shop = self.shop()?;
        self.may_look(&shop)?;
        let (product, label) = match find(&shop, code)? {
            Resolved::Product(product, label) => (product, label),
            Resolved::Unknown => return Ok(ScannedItem::Unknown),
            Resolved::Unreadable => return Ok(ScannedItem::Unreadable),
        };
        let (quantity, unit_price) =
            match sold(&product, label, quantity, &shop.money()?.currency())? {
                LabelSale::Quantity(quantity) => (quantity, None),
                LabelSale::PiecesAt { pieces, price } => (pieces, Some(TicketPrice::Label(price))),
                LabelSale::WeightMissing => return Ok(ScannedItem::WeightMissing),
            };
        Ok(ScannedItem::Item(TicketItem {
            product_id: product.product_id,
            quantity,
            unit_price,
        }))
    }
}
