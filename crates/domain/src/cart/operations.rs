//! The changes of a cart. Each checks everything before it changes anything.

use super::history::Step;
use super::{Cart, CartError, CartItem, LINES_MAX, NewItem, QUANTITY_MAX_THOUSANDTHS};
use crate::allocate::allocate;
use crate::discount::{Discount, DiscountError};
use crate::money::Cents;
use crate::quantity::Quantity;
use crate::ratio::Ratio;
use crate::rounding::MINOR_UNIT;
use crate::tax::item_taxes;
use crate::unit::is_counted;

impl Cart {
    /// Adds an item and returns the line that holds it.
    ///
    /// Pieces of the same product at the same price and taxes are added to the existing line,
    /// unless that line has a discount or a changed price. Weighed goods always get a separate
    /// line, because each weighing is a label that can be checked.
    pub fn add_item(&mut self, new: NewItem, quantity: Quantity) -> Result<u32, CartError> {
        if let Some(line) = self.items.iter().find(|item| joins(item, &new)) {
            let line_id = line.line_id;
            let sum = line.quantity_thousandths.checked_add(quantity);
            check_quantity(quantity)?;
            self.set_quantity(line_id, sum.map_err(|_| CartError::QuantityAboveLimit)?)?;
            return Ok(line_id);
        }
        if self.items.len() >= LINES_MAX {
            return Err(CartError::TooManyLines);
        }
        let line_id = self.next_line_id;
        let item = new.into_item(line_id, quantity);
        check_item(&item)?;
        check_whole(&item, quantity)?;
        let next_line_id = line_id.checked_add(1).ok_or(CartError::TooManyLines)?;
        self.items.push(item);
        if let Err(error) = self.check_figures() {
            self.items.pop();
            return Err(error);
        }
        self.next_line_id = next_line_id;
        self.touched(line_id, Step::Remove { line_id });
        Ok(line_id)
    }

    /// Sets how much a line holds; above zero.
    pub fn set_quantity(&mut self, line_id: u32, quantity: Quantity) -> Result<(), CartError> {
        let item = self.line_mut(line_id)?;
        let changed = CartItem {
            quantity_thousandths: quantity,
            ..item.clone()
        };
        check_item(&changed)?;
        check_whole(item, quantity)?;
        let before = std::mem::replace(&mut item.quantity_thousandths, quantity);
        if let Err(error) = self.check_figures() {
            self.line_mut(line_id)?.quantity_thousandths = before;
            return Err(error);
        }
        self.touched(
            line_id,
            Step::Quantity {
                line_id,
                quantity_thousandths: before,
            },
        );
        Ok(())
    }

    /// Removes a line. Removing the last one also removes the cart's discount, because it was given
    /// for these goods and not for those of the next customer.
    pub fn remove(&mut self, line_id: u32) -> Result<(), CartError> {
        let found = self.items.iter().position(|item| item.line_id == line_id);
        let index = found.ok_or(CartError::LineNotFound)?;
        let item = self.items.remove(index);
        if let Err(error) = self.check_figures() {
            self.items.insert(index, item);
            return Err(as_discount(error));
        }
        let step = match self.discount {
            Some(discount) if self.items.is_empty() => {
                self.discount = None;
                Step::Refill {
                    items: vec![item],
                    discount: Some(discount),
                    label: self.label.clone(),
                }
            }
            Some(_) | None => Step::Insert {
                index,
                item: Box::new(item),
            },
        };
        self.history.push(step);
        if self.last_touched == Some(line_id) {
            self.last_touched = self.items.last().map(|item| item.line_id);
        }
        Ok(())
    }

    /// Sets the discount of a line, or removes it with `None`.
    ///
    /// A discount larger than the line's price is refused.
    pub fn set_item_discount(
        &mut self,
        line_id: u32,
        discount: Option<Discount>,
    ) -> Result<(), CartError> {
        let item = self.line_mut(line_id)?;
        if let Some(discount) = discount {
            discount.cents_of(gross(item)?, MINOR_UNIT)?;
        }
        let before = std::mem::replace(&mut item.discount, discount);
        if let Err(error) = self.check_figures() {
            self.line_mut(line_id)?.discount = before;
            return Err(as_discount(error));
        }
        self.touched(
            line_id,
            Step::ItemDiscount {
                line_id,
                discount: before,
            },
        );
        Ok(())
    }

    /// Sets the discount of the whole cart, or removes it with `None`.
    ///
    /// A discount larger than the sum of the items after their own discounts is refused.
    pub fn set_cart_discount(&mut self, discount: Option<Discount>) -> Result<(), CartError> {
        if discount.is_some() && self.items.is_empty() {
            return Err(CartError::NothingToDiscount);
        }
        if let Some(discount) = discount {
            let prices = self.items.iter().map(gross_less_own_discount);
            let prices = prices.collect::<Result<Vec<_>, _>>()?;
            let price = Cents::sum(prices).map_err(|_| CartError::AmountOutOfRange)?;
            discount.cents_of(price, MINOR_UNIT)?;
        }
        let before = std::mem::replace(&mut self.discount, discount);
        if let Err(error) = self.check_figures() {
            self.discount = before;
            return Err(as_discount(error));
        }
        self.history.push(Step::CartDiscount { discount: before });
        Ok(())
    }

    /// Changes the price of one unit of a line, and marks it as changed by a person.
    pub fn set_price(&mut self, line_id: u32, unit_price: Cents) -> Result<(), CartError> {
        let item = self.line_mut(line_id)?;
        let changed = CartItem {
            unit_price_cents: unit_price,
            ..item.clone()
        };
        check_item(&changed)?;
        let step = Step::Price {
            line_id,
            unit_price_cents: item.unit_price_cents,
            price_overridden: item.price_overridden,
        };
        let before = item.clone();
        item.unit_price_cents = unit_price;
        item.price_overridden = true;
        if let Err(error) = self.check_figures() {
            *self.line_mut(line_id)? = before;
            return Err(error);
        }
        self.touched(line_id, step);
        Ok(())
    }

    /// Sets what people call the cart while it is parked.
    pub fn set_label(&mut self, label: Option<String>) {
        let before = std::mem::replace(&mut self.label, label);
        self.history.push(Step::Label { label: before });
    }

    /// Empties the cart: removes lines, discount and label.
    pub fn clear(&mut self) {
        let step = Step::Refill {
            items: std::mem::take(&mut self.items),
            discount: self.discount.take(),
            label: self.label.take(),
        };
        self.last_touched = None;
        self.history.push(step);
    }

    /// Whether the cart has totals: prices that can be summed, and discounts that leave room for
    /// the taxes inside a price. A change that would leave no totals is refused here, so that the
    /// payment is not refused later.
    ///
    /// The check rounds to the minor unit. A currency that is shown with fewer decimals is rounded
    /// once more, so the totals make the final check.
    fn check_figures(&self) -> Result<(), CartError> {
        let prices = self.items.iter().map(gross_less_own_discount);
        let prices = prices.collect::<Result<Vec<_>, _>>()?;
        let grosses = self
            .items
            .iter()
            .map(gross)
            .collect::<Result<Vec<_>, _>>()?;
        Cents::sum(grosses).map_err(|_| CartError::AmountOutOfRange)?;
        let price = Cents::sum(prices.iter().copied()).map_err(|_| CartError::AmountOutOfRange)?;
        let off = match self.discount {
            Some(discount) if !self.items.is_empty() => {
                discount.capped_cents_of(price, MINOR_UNIT)?
            }
            Some(_) | None => Cents::ZERO,
        };
        let weights: Vec<i64> = prices.iter().map(|price| price.value()).collect();
        let shares = if off.is_zero() {
            vec![Cents::ZERO; prices.len()]
        } else {
            allocate(off, &weights).map_err(|_| CartError::AmountOutOfRange)?
        };
        for ((item, price), share) in self.items.iter().zip(prices).zip(shares) {
            let net = price.checked_sub(share);
            check_taxes(item, net.map_err(|_| CartError::AmountOutOfRange)?)?;
        }
        Ok(())
    }

    fn line_mut(&mut self, line_id: u32) -> Result<&mut CartItem, CartError> {
        let found = self.items.iter_mut().find(|item| item.line_id == line_id);
        found.ok_or(CartError::LineNotFound)
    }

    fn touched(&mut self, line_id: u32, undo: Step) {
        self.last_touched = Some(line_id);
        self.history.push(undo);
    }
}

impl NewItem {
    fn into_item(self, line_id: u32, quantity_thousandths: Quantity) -> CartItem {
        CartItem {
            line_id,
            product_id: self.product_id,
            name: self.name,
            sku: self.sku,
            barcode: self.barcode,
            unit_price_cents: self.unit_price_cents,
            cost_cents: self.cost_cents,
            quantity_thousandths,
            weighed: self.weighed,
            unit: self.unit,
            tax_rates: self.tax_rates,
            discount: None,
            price_overridden: false,
        }
    }
}

fn joins(item: &CartItem, new: &NewItem) -> bool {
    item.product_id == new.product_id
        && item.unit_price_cents == new.unit_price_cents
        && item.tax_rates == new.tax_rates
        && item.discount.is_none()
        && !item.price_overridden
        && !item.weighed
        && !new.weighed
}

/// Checks the rules for a line of a cart.
pub(super) fn check_item(item: &CartItem) -> Result<(), CartError> {
    check_quantity(item.quantity_thousandths)?;
    if item.unit_price_cents.is_negative() {
        return Err(CartError::PriceIsNegative);
    }
    check_taxes(item, gross(item)?)
}

/// Taxes that cannot be computed are refused here, not when the customer wants to pay.
fn check_taxes(item: &CartItem, price: Cents) -> Result<(), CartError> {
    if item.tax_rates.is_empty() {
        return Ok(());
    }
    let quantity = Ratio::new(item.quantity_thousandths.thousandths().into(), 1000);
    let quantity = quantity.map_err(|_| CartError::AmountOutOfRange)?;
    item_taxes(Ratio::whole(price.wide()), quantity, &item.tax_rates)?;
    Ok(())
}

/// The reason to show for a refused discount: it leaves less than the taxes in the price.
fn as_discount(error: CartError) -> CartError {
    if matches!(error, CartError::Tax(_)) {
        DiscountError::AbovePrice.into()
    } else {
        error
    }
}

/// Checks that counted goods are sold in whole pieces. A stored cart is not checked, because it was
/// made under earlier rules.
fn check_whole(item: &CartItem, quantity: Quantity) -> Result<(), CartError> {
    if !item.weighed && !quantity.is_whole() && is_counted(item.unit.as_deref()) {
        return Err(CartError::QuantityNotWhole);
    }
    Ok(())
}

fn check_quantity(quantity: Quantity) -> Result<(), CartError> {
    if quantity <= Quantity::ZERO {
        return Err(CartError::QuantityMustBePositive);
    }
    if quantity.thousandths() > QUANTITY_MAX_THOUSANDTHS {
        return Err(CartError::QuantityAboveLimit);
    }
    Ok(())
}

/// Price times quantity, to the minor unit. Discounts are checked against it; the charged amount
/// comes from the totals.
fn gross(item: &CartItem) -> Result<Cents, CartError> {
    let gross = item
        .quantity_thousandths
        .price(item.unit_price_cents, MINOR_UNIT);
    gross.map_err(|_| CartError::AmountOutOfRange)
}

fn gross_less_own_discount(item: &CartItem) -> Result<Cents, CartError> {
    let gross = gross(item)?;
    let Some(discount) = item.discount else {
        return Ok(gross);
    };
    let net = gross.checked_sub(discount.capped_cents_of(gross, MINOR_UNIT)?);
    net.map_err(|_| CartError::AmountOutOfRange)
}
