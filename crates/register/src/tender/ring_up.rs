//! A whole transaction at once, without the cart on the screen: refunds, and invoices from a file.

use domain::cart::{Cart, TransactionKind};
use domain::catalog::Product;
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::store::StoreSettings;
use domain::tender::PaymentOffer;
use domain::totals::totals;
use domain::user::{Approval, Permission};
use uuid::Uuid;

use super::complete::{Completion, after_commit, write, write_refund};
use super::done::done_view;
use super::offer::read_offers;
use super::refund_part::refund_part;
use super::written::WrittenTransaction;
use crate::authority::InPlace;
use crate::cart::{new_item, priced_item, rules};
use crate::command::{Command, CommandContext};
use crate::error::{AppError, CurrentCartError, ProductError};
use crate::events::RegisterEvent;
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
    pub product_id: Uuid,
    /// How much, above zero.
    pub quantity: Quantity,
    /// Another price than the catalog's. What comes back of a known sale has the sale's own prices.
    pub unit_price: Option<TicketPrice>,
}

/// A price that is not the catalog's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketPrice {
    /// Somebody says so: takes the permission to change prices.
    Changed(Cents),
    /// The label on the goods says so, as in the cart.
    Label(Cents),
}

impl Register {
    /// Rings up a ticket in one commit. The cart on the screen stays as it is.
    pub fn ring_up(
        &self,
        command_id: Uuid,
        ticket: &Ticket,
        approval: Option<&ApprovalInput>,
    ) -> Result<DoneView, AppError> {
        let permission = match ticket.kind {
            TransactionKind::Sale => Permission::Sell,
            TransactionKind::Refund => Permission::Refund,
        };
        let command = Command::new(command_id, permission)
            .approvable(approval)
            .telling(RegisterEvent::PrintQueueChanged);
        self.run(
            command,
            |context| self.write_ticket(context, ticket, approval),
            done_view,
        )
    }

    fn write_ticket(
        &self,
        context: &CommandContext<'_>,
        ticket: &Ticket,
        approval: Option<&ApprovalInput>,
    ) -> Result<WrittenTransaction, AppError> {
        let shop = context.shop;
        let mut approvals: Vec<Approval> = context.actor.approval.into_iter().collect();
        let is_changed =
            |item: &TicketItem| matches!(item.unit_price, Some(TicketPrice::Changed(_)));
        if ticket.items.iter().any(is_changed) {
            let in_place = InPlace::Approved(approval);
            let priced = self.permit_in_place(shop, Permission::ChangePrice, in_place)?;
            approvals.extend(priced.approval);
        }
        shop.open_shift_id()?;
        if ticket.items.is_empty() {
            return Err(CurrentCartError::Empty.into());
        }
        let goods = goods_of(shop, ticket)?;
        let offers = offers_of(shop, ticket)?;
        let written = context.commit(|commit| {
            let completion = Completion {
                original_transaction_id: ticket.original_transaction_id,
                offers,
                approvals,
                settings: shop.settings_in(commit)?,
            };
            match (ticket.kind, ticket.original_transaction_id) {
                (TransactionKind::Refund, Some(sale_id)) => {
                    let refund_id = context.register.new_id();
                    let items = ticket.items.iter();
                    let wanted: Vec<(Uuid, Quantity)> =
                        items.map(|item| (item.product_id, item.quantity)).collect();
                    let part = refund_part(commit, refund_id, sale_id, &wanted)?;
                    write_refund(context, commit, &part, completion)
                }
                (TransactionKind::Refund | TransactionKind::Sale, _) => {
                    let store = &completion.settings.store;
                    let cart = cart_of(context, ticket.kind, &goods, store)?;
                    let sums = totals(&cart, &rules(store))?;
                    write(context, commit, (&cart, &sums), completion)
                }
            }
        })?;
        after_commit(shop, &written);
        Ok(written)
    }
}

/// The items of a ticket with their products. What comes back of a known sale needs none: the sale
/// tells what it was.
fn goods_of<'t>(
    shop: &Shop,
    ticket: &'t Ticket,
) -> Result<Vec<(&'t TicketItem, Product)>, AppError> {
    if ticket.kind == TransactionKind::Refund && ticket.original_transaction_id.is_some() {
        return Ok(Vec::new());
    }
    let items = ticket.items.iter();
    items
        .map(|item| {
            let product = shop.ledger.product_by_id(item.product_id)?;
            Ok((item, product.ok_or(ProductError::NotFound)?))
        })
        .collect()
}

/// The offers of a ticket. In a refund money goes out, so that the amounts are below zero.
fn offers_of(shop: &Shop, ticket: &Ticket) -> Result<Vec<PaymentOffer>, AppError> {
    let mut offers = read_offers(shop.money()?, &ticket.offers)?;
    if ticket.kind == TransactionKind::Refund {
        for offer in &mut offers {
            offer.amount_cents = offer.amount_cents.map(Cents::checked_neg).transpose()?;
        }
    }
    Ok(offers)
}

fn cart_of(
    context: &CommandContext<'_>,
    kind: TransactionKind,
    goods: &[(&TicketItem, Product)],
    store: &StoreSettings,
) -> Result<Cart, AppError> {
    let mut cart = Cart::new(context.register.new_id(), kind);
    for (item, product) in goods {
        let new = match item.unit_price {
            Some(TicketPrice::Changed(price) | TicketPrice::Label(price)) => {
                priced_item(product, price, store, context.now)?
            }
            None => new_item(product, store, context.now)?.ok_or(ProductError::PriceMissing)?,
        };
        cart.add_item(new, item.quantity)?;
    }
    Ok(cart)
}
