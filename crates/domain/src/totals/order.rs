//! An order of the items that does not depend on when they were scanned.

use std::cmp::Ordering;

use crate::cart::CartItem;
use crate::discount::Discount;
use crate::tax::TaxRate;

/// The indices of the items in this order.
pub(super) struct ItemOrder(Vec<usize>);

impl ItemOrder {
    pub(super) fn of(items: &[CartItem]) -> Self {
        let mut places: Vec<usize> = (0..items.len()).collect();
        places.sort_by(|left, right| match (items.get(*left), items.get(*right)) {
            (Some(left), Some(right)) => compare(left, right),
            _ => Ordering::Equal,
        });
        Self(places)
    }

    /// The items in this order.
    pub(super) fn sorted<'a>(&self, items: &'a [CartItem]) -> Vec<&'a CartItem> {
        self.0
            .iter()
            .filter_map(|place| items.get(*place))
            .collect()
    }

    /// Results that were computed in this order, back in the order of the cart.
    pub(super) fn restored<T>(&self, sorted: Vec<T>) -> Vec<T> {
        let mut placed: Vec<(usize, T)> = self.0.iter().copied().zip(sorted).collect();
        placed.sort_by_key(|(place, _)| *place);
        placed.into_iter().map(|(_, value)| value).collect()
    }
}

/// Compares all the fields that the figures depend on. Items that are equal in all of them may swap
/// shares.
fn compare(left: &CartItem, right: &CartItem) -> Ordering {
    left.tax_rates
        .len()
        .cmp(&right.tax_rates.len())
        .reverse()
        .then_with(|| compare_rates(&left.tax_rates, &right.tax_rates))
        .then_with(|| right.unit_price_cents.cmp(&left.unit_price_cents))
        .then_with(|| right.quantity_thousandths.cmp(&left.quantity_thousandths))
        .then_with(|| compare_discounts(left.discount, right.discount))
        .then_with(|| left.product_id.cmp(&right.product_id))
}

fn compare_rates(left: &[TaxRate], right: &[TaxRate]) -> Ordering {
    let pairs = left.iter().zip(right);
    let differing = pairs.map(|(left, right)| compare_rate(left, right));
    let mut differing = differing.filter(|ordering| ordering.is_ne());
    differing.next().unwrap_or(Ordering::Equal)
}

fn compare_rate(left: &TaxRate, right: &TaxRate) -> Ordering {
    if left == right {
        return Ordering::Equal;
    }
    let key = |rate: &TaxRate| {
        (
            rate.inclusive,
            rate.rate,
            rate.base_numerator,
            rate.base_denominator,
            rate.adds_to_base,
            rate.ignores_earlier,
        )
    };
    key(left)
        .cmp(&key(right))
        .then_with(|| left.id.cmp(&right.id))
        .then_with(|| format!("{left:?}").cmp(&format!("{right:?}")))
}

fn compare_discounts(left: Option<Discount>, right: Option<Discount>) -> Ordering {
    let key = |discount: Option<Discount>| match discount {
        None => (0_u8, None, None),
        Some(Discount::Amount(amount)) => (1, Some(amount), None),
        Some(Discount::Percent(percent)) => (2, None, Some(percent)),
    };
    key(left).cmp(&key(right))
}
