//! Splitting amounts.

use domain::allocate::{AllocateError, allocate};
use domain::money::Cents;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::vectors;

/// Cases that follow another rule than ours, and ours.
const DIFFERS: &[(&str, &str)] = &[
    (
        "alloc-06",
        "a tie goes to the earlier part also below zero: -5 over 7:3 mirrors 5 over 7:3",
    ),
    (
        "alloc-37",
        "left over units go to the largest fractions, not one each from the front",
    ),
    (
        "alloc-38",
        "left over units go to the largest fractions, not one each from the front",
    ),
    ("alloc-48", "an amount ends at 2^53 - 1"),
    (
        "alloc-57",
        "nobody takes an amount when all weights are zero",
    ),
    (
        "alloc-62",
        "a tie goes to the earlier part, not to the last",
    ),
    (
        "alloc-65",
        "left over units go to the largest fractions, not to the last part",
    ),
];

#[derive(Deserialize)]
struct File {
    must_fail: Vec<Case>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    #[serde(default)]
    id: String,
    total: i64,
    weights: Vec<String>,
    #[serde(default)]
    expected: Vec<i64>,
}

impl Case {
    fn parts(&self) -> Result<Vec<i64>, String> {
        let total = Cents::new(self.total).map_err(|error| error.to_string())?;
        let parts = allocate(total, &scaled(&self.weights)).map_err(|error| error.to_string())?;
        Ok(parts.into_iter().map(Cents::value).collect())
    }
}

/// Decimal weights as integers: only proportions count.
fn scaled(weights: &[String]) -> Vec<i64> {
    let weights: Vec<Decimal> = weights
        .iter()
        .map(|weight| weight.parse().unwrap())
        .collect();
    let scale = weights.iter().map(Decimal::scale).max().unwrap_or(0);
    let mantissa = |mut weight: Decimal| {
        weight.rescale(scale);
        i64::try_from(weight.mantissa()).unwrap()
    };
    weights.into_iter().map(mantissa).collect()
}

#[test]
fn amounts_split_as_in_other_libraries_or_by_a_stated_rule() {
    let Some(text) = vectors::read("allocation.json") else {
        return;
    };
    let file: File = serde_json::from_str(&text).unwrap();
    let judged: Vec<_> = file
        .cases
        .iter()
        .map(|case| {
            let outcome = case
                .parts()
                .and_then(|parts| vectors::same("parts", parts, case.expected.clone()));
            (case.id.clone(), outcome)
        })
        .collect();
    assert_eq!(judged.len(), 65);
    assert_eq!(DIFFERS.len(), 7);
    vectors::judge(&judged, DIFFERS);
    for case in file.must_fail {
        assert!(
            case.parts().is_err(),
            "{} over {:?}",
            case.total,
            case.weights
        );
    }
}

fn parts(total: i64, weights: &[i64]) -> Result<Vec<i64>, AllocateError> {
    let parts = allocate(Cents::new(total).unwrap(), weights)?;
    Ok(parts.into_iter().map(Cents::value).collect())
}

#[test]
fn a_tie_goes_to_the_earlier_part_and_a_refund_mirrors_it() {
    assert_eq!(parts(100, &[1, 1, 1]), Ok(vec![34, 33, 33]));
    assert_eq!(parts(-100, &[1, 1, 1]), Ok(vec![-34, -33, -33]));
}

#[test]
fn a_part_of_weight_zero_gets_nothing() {
    assert_eq!(parts(5, &[0, 7, 0, 3]), Ok(vec![0, 4, 0, 1]));
}

#[test]
fn a_split_that_cannot_be_made_names_the_rule() {
    assert_eq!(parts(1, &[]), Err(AllocateError::NoParts));
    assert_eq!(parts(1, &[1, -1]), Err(AllocateError::NegativeWeight));
    assert_eq!(parts(1, &[0, 0]), Err(AllocateError::WeightsAreZero));
    assert_eq!(parts(0, &[0, 0]), Ok(vec![0, 0]));
}

#[test]
fn the_largest_amounts_split_exactly() {
    let whole = Cents::MAX.value();
    let split = parts(whole, &[i64::MAX, i64::MAX, 1]).unwrap();
    assert_eq!(split.iter().sum::<i64>(), whole);
}
