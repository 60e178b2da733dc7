//! A whole transaction at once, without the cart on the screen: refunds, and invoices from a file.

use domain::cart::{Cart, TransactionKind};
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::user::{Approval, Permission};
use ledger::StoredTransaction;
use uuid::Uuid;

use super::complete::{Completion, write};
use super::offer::read_offers;
use super::refund::check_refund;
use crate::authority::InPlace;
use crate::cart::{new_item, priced_item};
use crate::error::AppError;
use crate::register::Register;
use crate::shop::Shop;
use crate::view::{ApprovalInput, DoneView, OfferInput};

/// A sale or refund to ring up.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// Sale or refund.
    pub kind: TransactionKind,
    /// What is sold or taken back.
    pub items: Vec<TicketItem>,
    /// How it is paid. In a refund an amount is what is paid out; none means all that is owed.
    pub offers: Vec<OfferInput>,
    /// The sale a refund takes back, when it is known.
    pub original_transaction_id: Option<Uuid>,
}

/// One item of a ticket.
#[derive(Debug, Clone)]
pub struct TicketItem {
    /// The product.
    pub product_id: Uuid,
    /// How much, above zero.
    pub quantity: Quantity,
    /// Another price than the catalog's: takes the permission to change prices.
    pub unit_price: Option<Cents>,
}

impl Register {
    /// Rings up a ticket in one commit. The cart on the screen stays as it is.
    pub fn ring_up(
        &self,
        command_id: Uuid,
        ticket: &Ticket,
        approval: Option<&ApprovalInput>,
    ) -> Result<DoneView, AppError> {
        let shop = self.shop()?;
        let permission = match ticket.kind {
            TransactionKind::Sale => Permission::Sell,
            TransactionKind::Refund => Permission::Refund,
        };
        let actor = self.permit_in_place(&shop, permission, InPlace::Approved(approval))?;
        let mut approvals: Vec<Approval> = actor.approval.into_iter().collect();
        if ticket.items.iter().any(|item| item.unit_price.is_some()) {
            let in_place = InPlace::Approved(approval);
            let priced = self.permit_in_place(&shop, Permission::ChangePrice, in_place)?;
            approvals.extend(priced.approval);
        }
        let _turn = shop.turns.take(command_id);
        if let Some(done) = shop.done_with(command_id)? {
            return Ok(done);
        }
        shop.open_shift()?;
        let cart = self.cart_of(&shop, ticket)?;
        let mut offers = read_offers(shop.money()?, &ticket.offers)?;
        if ticket.kind == TransactionKind::Refund {
            for offer in &mut offers {
                offer.amount_cents = offer.amount_cents.map(Cents::checked_neg).transpose()?;
            }
        }
        let completion = Completion {
            command_id,
            cashier_id: actor.user_id,
            original_transaction_id: ticket.original_transaction_id,
            offers,
            approvals,
            now: shop.now(self),
        };
        let written = shop.ledger.commit(|commit| {
            if let (TransactionKind::Refund, Some(sale_id)) =
                (ticket.kind, ticket.original_transaction_id)
            {
                check_refund(commit, sale_id, &cart)?;
            }
            write(&shop, commit, &cart, completion)
        })?;
        self.after_sale(&shop, &written);
        shop.show_done(&StoredTransaction::from(&written))
    }

    /// Gives money back for goods, without a reference to the sale. Takes the permission to refund,
    /// or an approval.
    pub fn refund_complete(
        &self,
        command_id: Uuid,
        items: Vec<TicketItem>,
        offers: Vec<OfferInput>,
        approval: Option<&ApprovalInput>,
    ) -> Result<DoneView, AppError> {
        let kind = TransactionKind::Refund;
        let ticket = Ticket {
            kind,
            items,
            offers,
            original_transaction_id: None,
        };
        self.ring_up(command_id, &ticket, approval)
    }

    fn cart_of(&self, shop: &Shop, ticket: &Ticket) -> Result<Cart, AppError> {
        let settings = shop.settings();
        let now = shop.now(self);
        let mut cart = Cart::new(self.new_id(), ticket.kind);
        for item in &ticket.items {
            let product = shop.ledger.product_by_id(item.product_id)?;
            let product = product.ok_or(AppError::ProductNotFound)?;
            let new = match item.unit_price {
                Some(price) => priced_item(&product, price, &settings.store, now)?,
                None => {
                    new_item(&product, &settings.store, now)?.ok_or(AppError::ProductNotFound)?
                }
            };
            cart.add_item(new, item.quantity)?;
        }
        if cart.is_empty() {
            Err(AppError::CartEmpty)
        } else {
            Ok(cart)
        }
    }
}
