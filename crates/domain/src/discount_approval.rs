//! The scope of an approved discount: the lines and amounts that the approver saw.
//!
//! A cart can change after a discount in it was approved. The approval stays valid for the lines
//! that it was given for, up to the discounts of that time. Any discount beyond that needs a new
//! approval.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::discount_limit::DiscountLimit;
use crate::money::{Cents, MoneyError};
use crate::totals::{ItemTotals, Totals};
use crate::user::{Approval, Permission};

impl DiscountLimit {
    /// Whether a discount exceeds both the cashier's limit and these approvals: on one item, on the
    /// cart, or in the sum of all unapproved discounts.
    ///
    /// Call it again after each change and when the cart is paid: a fixed amount that is a small
    /// part of ten pieces may be the whole price of one.
    pub fn needs_approval(&self, totals: &Totals, approvals: &[ApprovedDiscounts]) -> bool {
        let step_cents = self.step_cents();
        let discount = Permission::DiscountAboveLimit;
        let approvals = || {
            approvals
                .iter()
                .filter(move |given| given.permission == discount)
        };
        let open = |item: &&ItemTotals| {
            !approvals().any(|approval| approval.covers_line(item, step_cents))
        };
        let lines: Vec<&ItemTotals> = totals.items.iter().filter(open).collect();
        let cart_is_open = !approvals().any(|approval| approval.covers_cart(totals, step_cents));
        let on_cart = if cart_is_open {
            totals.cart_discount_cents
        } else {
            Cents::ZERO
        };
        let above_on_a_line = lines.iter().any(|item| self.is_above_on(item));
        let above_on_cart = cart_is_open && self.is_above_on_cart(totals).unwrap_or(true);
        let given = lines.iter().map(|item| item.item_discount_cents);
        let given = Cents::sum(given.chain([on_cart]));
        let above_in_all = given.map_or(true, |given| self.is_above_in_all(totals, given));
        above_on_a_line || above_on_cart || above_in_all
    }
}

/// An approval with the discounts of the cart as they were when it was given.
///
/// One that an earlier program stored has no lines; see [`ApprovedDiscounts::seen_in`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovedDiscounts {
    user_id: Uuid,
    permission: Permission,
    #[serde(default)]
    lines: Option<Vec<ApprovedLine>>,
    #[serde(default)]
    cart_discount_cents: Cents,
}

/// A line that the approver saw. Line numbers are never used twice in a cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct ApprovedLine {
    line_id: u32,
    gross_cents: Cents,
    item_discount_cents: Cents,
}

impl ApprovedDiscounts {
    /// An approval of all discounts that these totals hold.
    pub fn of(approval: Approval, totals: &Totals) -> Self {
        let line = |item: &ItemTotals| ApprovedLine {
            line_id: item.line_id,
            gross_cents: item.gross_cents,
            item_discount_cents: item.item_discount_cents,
        };
        Self {
            user_id: approval.user_id,
            permission: approval.permission,
            lines: Some(totals.items.iter().map(line).collect()),
            cart_discount_cents: totals.cart_discount_cents,
        }
    }

    /// Turns an approval that an earlier program stored into one of the current cart. Other
    /// approvals stay unchanged.
    #[must_use]
    pub fn seen_in(self, totals: &Totals) -> Self {
        match self.lines {
            Some(_) => self,
            None => Self::of(self.approval(), totals),
        }
    }

    /// Whether an earlier program stored it, without the lines that it is valid for.
    pub const fn is_without_lines(&self) -> bool {
        self.lines.is_none()
    }

    /// The approval as the sale's entry holds it.
    pub const fn approval(&self) -> Approval {
        Approval {
            user_id: self.user_id,
            permission: self.permission,
        }
    }

    /// Whether a discount of these totals needs this approval.
    pub fn is_used(&self, totals: &Totals, limit: &DiscountLimit) -> bool {
        let step_cents = limit.step_cents();
        let on_a_line = totals
            .items
            .iter()
            .any(|item| !item.item_discount_cents.is_zero() && self.covers_line(item, step_cents));
        let on_the_cart =
            !totals.cart_discount_cents.is_zero() && self.covers_cart(totals, step_cents);
        on_a_line || on_the_cart
    }

    /// Whether the approver saw the line with at least this discount, both as an amount and as a
    /// part of its price.
    fn covers_line(&self, item: &ItemTotals, step_cents: i64) -> bool {
        let seen = self.line(item.line_id);
        seen.is_some_and(|seen| {
            is_within(
                (item.item_discount_cents, item.gross_cents),
                (seen.item_discount_cents, seen.gross_cents),
                step_cents,
            )
        })
    }

    /// Whether the approver saw the cart with at least this discount, both as an amount and as a
    /// part of its price, and on these goods: no line was exchanged.
    fn covers_cart(&self, totals: &Totals, step_cents: i64) -> bool {
        let Some(lines) = &self.lines else {
            return false;
        };
        let nothing_came = totals.items.iter().all(|item| {
            let seen = self.line(item.line_id);
            seen.is_some_and(|seen| item.gross_cents <= seen.gross_cents)
        });
        let nothing_went = lines.iter().all(|seen| {
            let mut items = totals.items.iter();
            items.any(|item| item.line_id == seen.line_id && item.gross_cents >= seen.gross_cents)
        });
        let now = totals
            .items
            .iter()
            .map(|item| item.gross_cents.checked_sub(item.item_discount_cents));
        let then = lines
            .iter()
            .map(|seen| seen.gross_cents.checked_sub(seen.item_discount_cents));
        let (Ok(now), Ok(then)) = (sum(now), sum(then)) else {
            return false;
        };
        (nothing_came || nothing_went)
            && is_within(
                (totals.cart_discount_cents, now),
                (self.cart_discount_cents, then),
                step_cents,
            )
    }

    fn line(&self, line_id: u32) -> Option<&ApprovedLine> {
        let lines = self.lines.as_deref().unwrap_or_default();
        lines.iter().find(|seen| seen.line_id == line_id)
    }
}

fn sum(amounts: impl Iterator<Item = Result<Cents, MoneyError>>) -> Result<Cents, MoneyError> {
    Cents::sum(amounts.collect::<Result<Vec<_>, _>>()?)
}

/// Whether a discount is not larger than another one, both as an amount and as a part of its price.
/// Discounts are rounded to amounts that can be paid, so a difference of that size is ignored.
fn is_within(
    (given, price): (Cents, Cents),
    (seen, seen_price): (Cents, Cents),
    step_cents: i64,
) -> bool {
    let part = given.wide().checked_mul(seen_price.wide());
    let seen_part = seen.wide().checked_mul(price.wide());
    let (Some(part), Some(seen_part)) = (part, seen_part) else {
        return false;
    };
    // Both were rounded by up to half a step.
    let prices = price.wide().saturating_add(seen_price.wide());
    let rounding = prices.saturating_mul(i128::from(step_cents));
    let beyond = part.saturating_sub(seen_part).saturating_mul(2);
    given <= seen && beyond <= rounding
}
