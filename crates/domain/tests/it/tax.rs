//! Taxes: the law's examples, and Odoo's.

use chrono::NaiveDate;
use domain::tax::{TaxError, TaxMethod, TaxRate, effective_on, split_price};
use domain::totals::{TotalsRules, totals};
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::fixtures::{pieces, product, sale};
use crate::vectors;

/// Cases that follow another rule than ours, and ours.
const DIFFERS: &[(&str, &str)] = &[
    (
        "odoo/test_taxes_computation.test_fixed_tax_price_included_affect_base_on_0#1",
        "taxes in a price are never more than the price",
    ),
    (
        "odoo/test_taxes_computation.test_random_case_8#1",
        "a tax is never negative: a reduction is a discount",
    ),
    (
        "odoo/test_taxes_computation.test_random_case_9#1",
        "a division tax leaves something of the price: less than 100 percent",
    ),
    (
        "odoo/test_taxes_computation.test_random_case_10_reverse_charge#1",
        "a register charges whoever pays: no reverse charge",
    ),
    (
        "odoo/test_taxes_computation.test_random_case_10_reverse_charge#2",
        "a register charges whoever pays: no reverse charge",
    ),
];

#[derive(Deserialize)]
struct File {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    taxes: Vec<Tax>,
    price_unit: Decimal,
    quantity: Decimal,
    currency_rounding: Decimal,
    rounding_method: String,
    expected: Expected,
}

#[derive(Deserialize)]
struct Tax {
    #[serde(rename = "type")]
    mode: String,
    amount: Decimal,
    price_include: bool,
    include_base_amount: bool,
    is_base_affected: bool,
    #[serde(default)]
    extra: serde_json::Map<String, serde_json::Value>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Expected {
    total_excluded: Decimal,
    total_included: Decimal,
    taxes: Vec<ExpectedTax>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct ExpectedTax {
    base: Decimal,
    tax: Decimal,
}

impl Case {
    /// Its taxes, with fixed amounts counted in `unit`.
    fn rates(&self, unit: Decimal) -> Vec<TaxRate> {
        self.taxes
            .iter()
            .enumerate()
            .map(|(index, tax)| tax.rate(index, unit))
            .collect()
    }

    /// The sign of the line, which is restored at the end.
    fn sign(&self) -> Decimal {
        let price = self.price_unit * self.quantity;
        let sign = if price.is_zero() {
            self.quantity
        } else {
            price
        };
        if sign < Decimal::ZERO {
            Decimal::NEGATIVE_ONE
        } else {
            Decimal::ONE
        }
    }

    fn unrounded(&self) -> Result<Expected, TaxError> {
        let price = (self.price_unit * self.quantity).abs();
        let split = split_price(price, self.quantity.abs(), &self.rates(Decimal::ONE))?;
        let sign = self.sign();
        let total: Decimal = split.taxes.iter().map(|tax| tax.tax).sum();
        Ok(Expected {
            total_excluded: split.net * sign,
            total_included: (split.net + total) * sign,
            taxes: split
                .taxes
                .iter()
                .map(|tax| ExpectedTax {
                    base: tax.taxable * sign,
                    tax: tax.tax * sign,
                })
                .collect(),
        })
    }

    /// Through the whole engine, in units of the rounding step.
    fn charged(&self) -> Result<Expected, String> {
        let unit = self.currency_rounding;
        let price: Decimal = (self.price_unit / unit).normalize();
        assert_eq!(
            self.quantity,
            Decimal::ONE,
            "{} needs more than one piece",
            self.id
        );
        let mut cart = sale();
        let item = product(1, price.to_string().parse().unwrap(), &self.rates(unit));
        cart.add_item(item, pieces(1))
            .map_err(|error| error.to_string())?;
        let totals =
            totals(&cart, &TotalsRules::house("USD")).map_err(|error| error.to_string())?;
        let back = |cents: i64| Decimal::from(cents) * unit;
        let item = &totals.items[0];
        Ok(Expected {
            total_excluded: back(item.net_cents.value() - totals.inclusive_tax_cents.value()),
            total_included: back(totals.net_amount_cents.value()),
            taxes: item
                .tax
                .iter()
                .map(|tax| ExpectedTax {
                    base: back(tax.taxable_cents.value()),
                    tax: back(tax.tax_cents.value()),
                })
                .collect(),
        })
    }

    fn outcome(&self) -> Result<(), String> {
        let per_line = self.rounding_method == "round_per_line";
        let ours = if per_line {
            self.charged()?
        } else {
            self.unrounded().map_err(|error| error.to_string())?
        };
        let near = if per_line {
            Decimal::ZERO
        } else {
            Decimal::new(1, 6)
        };
        let same = |ours: Decimal, theirs: Decimal| (ours - theirs).abs() <= near;
        let agrees = ours.taxes.len() == self.expected.taxes.len()
            && same(ours.total_excluded, self.expected.total_excluded)
            && same(ours.total_included, self.expected.total_included)
            && ours
                .taxes
                .iter()
                .zip(&self.expected.taxes)
                .all(|(ours, theirs)| same(ours.base, theirs.base) && same(ours.tax, theirs.tax));
        if agrees {
            Ok(())
        } else {
            Err(format!("ours {ours:?}, theirs {:?}", self.expected))
        }
    }
}

impl Tax {
    fn rate(&self, index: usize, unit: Decimal) -> TaxRate {
        let (mode, rate) = match self.mode.as_str() {
            "percent" => (TaxMethod::Percent, self.amount),
            "fixed" => (TaxMethod::FixedPerUnit, self.amount / unit),
            "division" => (TaxMethod::Division, self.amount),
            other => unreachable!("{other}"),
        };
        let overridden = self
            .extra
            .get("price_include")
            .and_then(|value| value.as_str());
        TaxRate {
            mode,
            inclusive: self.price_include && overridden != Some("False"),
            adds_to_base: self.include_base_amount,
            ignores_earlier: !self.is_base_affected,
            ..TaxRate::percent(&format!("t{index}"), "T", rate)
        }
    }
}

#[test]
fn a_line_is_taxed_as_in_odoo_or_by_a_stated_rule() {
    let Some(text) = vectors::read("odoo_line_taxes.json") else {
        return;
    };
    let file: File = serde_json::from_str(&text).unwrap();
    let judged: Vec<_> = file
        .cases
        .iter()
        .map(|case| (case.id.clone(), case.outcome()))
        .collect();
    assert_eq!(judged.len(), 62);
    assert_eq!(DIFFERS.len(), 5);
    vectors::judge(&judged, DIFFERS);
}

/// PMK 131/2024: the price of ordinary goods holds 11/111 of itself.
#[test]
fn a_price_with_ppn_holds_eleven_hundred_and_elevenths() {
    let split = split_price(Decimal::from(111_000), Decimal::ONE, &[TaxRate::ppn()]).unwrap();
    assert_eq!(
        (split.net, split.taxes[0].tax),
        (100_000.into(), 11_000.into())
    );
    let luxury = split_price(
        Decimal::from(112_000),
        Decimal::ONE,
        &[TaxRate::ppn_luxury()],
    )
    .unwrap();
    assert_eq!(
        (luxury.net, luxury.taxes[0].tax),
        (100_000.into(), 12_000.into())
    );
}

/// Brazil: such taxes share the price that includes them, separately from those on top of it.
#[test]
fn division_taxes_in_a_price_and_on_top_of_it_are_apart() {
    let division = |id: &str, inclusive: bool| TaxRate {
        mode: TaxMethod::Division,
        ..TaxRate::percent(id, "T", 20.into()).with_inclusive(inclusive)
    };
    let rates = [division("in", true), division("on", false)];
    let split = split_price(100.into(), Decimal::ONE, &rates).unwrap();
    // 20 of the 100 are in the price; 80 become 100 by the 20 on top.
    assert_eq!(split.net, 80.into());
    assert_eq!(
        (split.taxes[0].tax, split.taxes[1].tax),
        (20.into(), 20.into())
    );
}

#[test]
fn service_is_part_of_what_restaurant_tax_is_computed_on() {
    let service = TaxRate {
        adds_to_base: true,
        ..TaxRate::percent("service", "Service", 5.into())
    };
    let pb1 = TaxRate::percent("pb1", "PB1", 10.into());
    let split = split_price(100_000.into(), Decimal::ONE, &[service, pb1]).unwrap();
    let taxes: Vec<Decimal> = split.taxes.iter().map(|tax| tax.tax).collect();
    assert_eq!(taxes, [5_000.into(), 10_500.into()]);
}

#[test]
fn a_rate_holds_on_its_first_and_last_day() {
    let day = |day| NaiveDate::from_ymd_opt(2025, 1, day).unwrap();
    let rate = TaxRate {
        valid_until: Some(day(31)),
        ..TaxRate::ppn().with_inclusive(false)
    };
    assert!(rate.is_effective_on(day(1)) && rate.is_effective_on(day(31)));
    let before = NaiveDate::from_ymd_opt(2024, 12, 31).unwrap();
    let after = NaiveDate::from_ymd_opt(2025, 2, 1).unwrap();
    assert!(effective_on(std::slice::from_ref(&rate), before).is_empty());
    assert!(effective_on(std::slice::from_ref(&rate), after).is_empty());
    assert_eq!(effective_on(std::slice::from_ref(&rate), day(15)), [rate]);
}

#[test]
fn a_rate_that_is_none_names_the_rule() {
    let rate = |rate: &str| TaxRate::percent("t", "T", rate.parse().unwrap());
    let division = TaxRate {
        mode: TaxMethod::Division,
        ..rate("100")
    };
    let rows = [
        (rate("-1"), TaxError::RateIsNegative),
        (rate("1.23456"), TaxError::RateTooPrecise),
        (
            TaxRate {
                base_denominator: 0,
                ..rate("1")
            },
            TaxError::BaseDenominatorIsZero,
        ),
        (division, TaxError::DivisionReachesHundredPercent),
    ];
    for (rate, error) in rows {
        let outcome = split_price(100.into(), Decimal::ONE, std::slice::from_ref(&rate));
        assert_eq!(outcome, Err(error), "{rate:?}");
    }
}

#[test]
fn a_rate_is_stored_with_its_figures_apart() {
    let json = serde_json::to_value(TaxRate::ppn()).unwrap();
    assert_eq!(json["rate"], "12");
    assert_eq!(
        (&json["base_numerator"], &json["base_denominator"]),
        (&11.into(), &12.into())
    );
    assert_eq!(json["valid_from"], "2025-01-01");
    assert!(json.get("mode").is_none() && json.get("adds_to_base").is_none());
    let least = r#"{"id":"t","name":"T","rate":"5","base_numerator":1,"base_denominator":1,
        "inclusive":true,"valid_from":null,"valid_until":null}"#;
    let read: TaxRate = serde_json::from_str(least).unwrap();
    assert_eq!(
        read,
        TaxRate::percent("t", "T", 5.into()).with_inclusive(true)
    );
}
