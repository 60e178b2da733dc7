//! Cash rounding against other libraries and against whole orders of Odoo.

use domain::cart::Cart;
use domain::currency::Currency;
use domain::money::Cents;
use domain::rounding::RoundingMode;
use domain::tax::TaxRate;
use domain::tender::{CashRounding, PaymentMethod, PaymentOffer, TenderRules, cash_due, tender};
use domain::totals::{TotalsRules, totals};
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::fixtures::{cents, pieces, product, refund_of, sale};
use crate::vectors;

/// Cases that follow another rule than ours, and ours.
const DIFFERS: &[(&str, &str)] = &[
    (
        "cash-08",
        "rounding is a figure of its own and never changes a tax",
    ),
    (
        "cash-09",
        "rounding is a figure of its own and never changes a tax",
    ),
    (
        "cash-12",
        "only cash gives change: a card is charged what is due",
    ),
];

#[derive(Deserialize)]
struct File {
    single_amounts: Vec<SingleAmount>,
    cases: Vec<Order>,
}

#[derive(Deserialize)]
struct SingleAmount {
    currency: String,
    step_minor_units: i64,
    amount: i64,
    mode: RoundingMode,
    expected: i64,
}

#[derive(Deserialize)]
struct Order {
    id: String,
    cash_step: String,
    mode: String,
    lines: Vec<CaseLine>,
    payments: Vec<std::collections::BTreeMap<String, String>>,
    expected: Expected,
    refund_mirrors_sign: bool,
}

#[derive(Deserialize)]
struct CaseLine {
    price_unit: String,
    qty: i64,
    tax_percent: Decimal,
    price_includes_tax: bool,
}

#[derive(Deserialize)]
struct Expected {
    tax: Option<String>,
    order_total: String,
    rounding: String,
    to_pay: String,
    change: String,
}

fn dollars(text: &str) -> Cents {
    Currency::from_code("USD")
        .unwrap()
        .parse_major(text)
        .unwrap()
}

impl Order {
    fn cart(&self) -> Cart {
        let mut cart = sale();
        for (id, line) in (1..).zip(&self.lines) {
            let tax = TaxRate::percent("vat", "VAT", line.tax_percent)
                .with_inclusive(line.price_includes_tax);
            let item = product(id, dollars(&line.price_unit).value(), &[tax]);
            cart.add_item(item, pieces(line.qty)).unwrap();
        }
        cart
    }

    fn rounding(&self) -> CashRounding {
        let mode = match self.mode.as_str() {
            "half_up" => RoundingMode::HalfUpAwayFromZero,
            "up" => RoundingMode::Ceiling,
            "down" => RoundingMode::Floor,
            other => unreachable!("{other}"),
        };
        CashRounding {
            step_cents: dollars(&self.cash_step),
            mode,
        }
    }

    fn offers(&self, sign: i64) -> Vec<PaymentOffer> {
        let offer = |(name, amount): (&String, &String)| PaymentOffer {
            method: if name == "cash" {
                PaymentMethod::Cash
            } else {
                PaymentMethod::Card
            },
            amount_cents: (amount != "rest").then(|| cents(dollars(amount).value() * sign)),
            reference: None,
        };
        self.payments.iter().flatten().map(offer).collect()
    }

    /// The order, or (with a sign of -1) its refund, compared with the figures times the sign.
    fn outcome(&self, cart: &Cart, sign: i64) -> Result<(), String> {
        let due = totals(cart, &TotalsRules::house("USD")).map_err(|error| error.to_string())?;
        let rounding = self.rounding();
        let rules = TenderRules::new("USD");
        let paid = tender(
            due.net_amount_cents,
            &self.offers(sign),
            Some(&rounding),
            &rules,
        )
        .map_err(|error| error.to_string())?;
        let to_pay = due
            .net_amount_cents
            .checked_add(paid.rounding_cents)
            .unwrap();
        let tax = due.tax_lines[0].tax_cents;
        let theirs = |text: &str| cents(dollars(text).value() * sign);
        if let Some(expected) = &self.expected.tax {
            vectors::same("tax", tax, theirs(expected))?;
        }
        vectors::same(
            "total",
            due.net_amount_cents,
            theirs(&self.expected.order_total),
        )?;
        vectors::same(
            "rounding",
            paid.rounding_cents,
            theirs(&self.expected.rounding),
        )?;
        vectors::same("to pay", to_pay, theirs(&self.expected.to_pay))?;
        vectors::same("change", paid.change_cents, theirs(&self.expected.change))?;
        vectors::same("complete", paid.complete, true)
    }
}

#[test]
fn single_amounts_round_as_in_other_libraries() {
    let Some(text) = vectors::read("cash_rounding.json") else {
        return;
    };
    let file: File = serde_json::from_str(&text).unwrap();
    let judged: Vec<_> = file
        .single_amounts
        .iter()
        .map(|case| {
            let rounding = CashRounding {
                step_cents: cents(case.step_minor_units),
                mode: case.mode,
            };
            let ours = cash_due(cents(case.amount), Some(&rounding)).unwrap();
            let outcome = vectors::same("cash", ours, cents(case.expected));
            (format!("{} {}", case.currency, case.amount), outcome)
        })
        .collect();
    assert_eq!(judged.len(), 18);
    vectors::judge(&judged, &[]);
}

#[test]
fn whole_orders_are_paid_as_in_odoo_or_by_a_stated_rule() {
    let Some(text) = vectors::read("cash_rounding.json") else {
        return;
    };
    let file: File = serde_json::from_str(&text).unwrap();
    let judged: Vec<_> = file
        .cases
        .iter()
        .map(|order| {
            let cart = order.cart();
            let sold = order.outcome(&cart, 1);
            let outcome = if order.refund_mirrors_sign {
                sold.and_then(|()| order.outcome(&refund_of(&cart), -1))
            } else {
                sold
            };
            (order.id.clone(), outcome)
        })
        .collect();
    assert_eq!(judged.len(), 14);
    assert_eq!(DIFFERS.len(), 3);
    vectors::judge(&judged, DIFFERS);
}
