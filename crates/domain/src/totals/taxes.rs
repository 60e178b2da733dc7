//! Taxes over all items: summed exactly, rounded once for each tax, split back over the items.

use super::{TaxAmount, TaxLine, TotalsError};
use crate::allocate::{AllocateError, largest_remainder};
use crate::cart::CartItem;
use crate::money::Cents;
use crate::ratio::Ratio;
use crate::rounding::RoundingMode;
use crate::tax::{TaxRate, item_taxes};

/// The taxes of a cart.
pub(super) struct Taxed {
    /// For each item, one for each of its rates.
    pub(super) items: Vec<Vec<TaxAmount>>,
    /// One for each different rate.
    pub(super) lines: Vec<(TaxLine, TaxRate)>,
}

/// One rate and its exact tax on each item that has it.
struct Group<'a> {
    rate: &'a TaxRate,
    members: Vec<Member>,
}

struct Member {
    item: usize,
    position: usize,
    exact: Ratio,
}

impl Taxed {
    /// Puts the lines in the order of their first item.
    pub(super) fn sort_lines(&mut self, items: &[CartItem]) {
        let mut rates: Vec<&TaxRate> = Vec::new();
        for rate in items.iter().flat_map(|item| &item.tax_rates) {
            if !rates.contains(&rate) {
                rates.push(rate);
            }
        }
        let place = |(_, rate): &(TaxLine, TaxRate)| rates.iter().position(|known| *known == rate);
        self.lines.sort_by_key(place);
    }
}

pub(super) fn tax_items(
    items: &[&CartItem],
    nets: &[Cents],
    step_cents: i64,
    mode: RoundingMode,
) -> Result<Taxed, TotalsError> {
    let groups = groups(items, nets)?;
    let mut cents: Vec<Vec<Cents>> = items
        .iter()
        .map(|item| vec![Cents::ZERO; item.tax_rates.len()])
        .collect();
    for group in &groups {
        for (member, tax) in group
            .members
            .iter()
            .zip(split(&group.members, step_cents, mode)?)
        {
            let place = cents
                .get_mut(member.item)
                .and_then(|taxes| taxes.get_mut(member.position));
            *place.ok_or(TotalsError::OutOfRange)? = tax;
        }
    }
    let amounts = items
        .iter()
        .zip(nets)
        .zip(&cents)
        .map(|((item, net), cents)| amounts(&item.tax_rates, *net, cents))
        .collect::<Result<Vec<_>, _>>()?;
    let lines = groups
        .iter()
        .map(|group| Ok((line(group, &amounts, step_cents)?, group.rate.clone())))
        .collect::<Result<Vec<_>, TotalsError>>()?;
    Ok(Taxed {
        items: amounts,
        lines,
    })
}

fn groups<'a>(items: &[&'a CartItem], nets: &[Cents]) -> Result<Vec<Group<'a>>, TotalsError> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for (index, (item, net)) in items.iter().zip(nets).enumerate() {
        let quantity = Ratio::new(item.quantity_thousandths.thousandths().into(), 1000)?;
        let exact = item_taxes(Ratio::whole(net.wide()), quantity, &item.tax_rates)?;
        for (position, (rate, tax)) in item.tax_rates.iter().zip(exact.taxes).enumerate() {
            let member = Member {
                item: index,
                position,
                exact: tax.tax,
            };
            match groups.iter_mut().find(|group| group.rate == rate) {
                Some(group) => group.members.push(member),
                None => groups.push(Group {
                    rate,
                    members: vec![member],
                }),
            }
        }
    }
    Ok(groups)
}

/// Rounds the sum once and gives every member its share, all in multiples of the step.
fn split(
    members: &[Member],
    step_cents: i64,
    mode: RoundingMode,
) -> Result<Vec<Cents>, TotalsError> {
    let step = Ratio::whole(step_cents.into());
    let shares: Vec<Ratio> = members
        .iter()
        .map(|member| member.exact.div(step))
        .collect::<Result<_, _>>()?;
    // One tax in many different stacks of taxes may have no common denominator in 128 bits. The
    // sale is not refused for that: its shares are then rounded to a billionth of a step.
    let parts = parts(&shares, mode).or_else(|_| {
        let near: Vec<Ratio> = shares
            .iter()
            .map(|share| share.to_billionths())
            .collect::<Result<_, _>>()?;
        parts(&near, mode)
    })?;
    parts
        .into_iter()
        .map(|steps| Ok(Cents::from_wide(steps)?.checked_mul(step_cents)?))
        .collect()
}

fn parts(shares: &[Ratio], mode: RoundingMode) -> Result<Vec<i128>, AllocateError> {
    let sum = shares
        .iter()
        .try_fold(Ratio::ZERO, |sum, share| sum.add(*share))?;
    largest_remainder(sum.round(mode)?, shares)
}

/// The taxes of one item, each with its base, from rounded figures only.
fn amounts(rates: &[TaxRate], net: Cents, cents: &[Cents]) -> Result<Vec<TaxAmount>, TotalsError> {
    let included = rates.iter().zip(cents).filter(|(rate, _)| rate.inclusive);
    let without_tax = net.checked_sub(Cents::sum(included.map(|(_, tax)| *tax))?)?;
    let mut carried = Cents::ZERO;
    let mut amounts = Vec::with_capacity(rates.len());
    for (rate, tax_cents) in rates.iter().zip(cents) {
        let earlier = if rate.ignores_earlier {
            Cents::ZERO
        } else {
            carried
        };
        amounts.push(TaxAmount {
            tax_id: rate.id.clone(),
            taxable_cents: without_tax.checked_add(earlier)?,
            tax_cents: *tax_cents,
            inclusive: rate.inclusive,
        });
        if rate.adds_to_base {
            carried = carried.checked_add(*tax_cents)?;
        }
    }
    Ok(amounts)
}

fn line(
    group: &Group<'_>,
    amounts: &[Vec<TaxAmount>],
    step_cents: i64,
) -> Result<TaxLine, TotalsError> {
    let (mut taxable_cents, mut tax_cents) = (Cents::ZERO, Cents::ZERO);
    for member in &group.members {
        let amount = amounts
            .get(member.item)
            .and_then(|taxes| taxes.get(member.position));
        let amount = amount.ok_or(TotalsError::OutOfRange)?;
        taxable_cents = taxable_cents.checked_add(amount.taxable_cents)?;
        tax_cents = tax_cents.checked_add(amount.tax_cents)?;
    }
    let rate = group.rate;
    let fraction = Ratio::new(rate.base_numerator.into(), rate.base_denominator.into())?;
    let base = Ratio::whole(taxable_cents.wide()).mul(fraction)?;
    Ok(TaxLine {
        tax_id: rate.id.clone(),
        name: rate.name.clone(),
        rate: rate.rate,
        taxable_cents,
        base_cents: Cents::from_wide(base.round_to_step(step_cents, RoundingMode::HOUSE)?)?,
        tax_cents,
        inclusive: rate.inclusive,
    })
}
