//! Rounding modes against outside figures.

use domain::rounding::{RoundingError, RoundingMode, div_round, round_decimal, round_to_step};
use rust_decimal::Decimal;

use crate::vectors;

#[test]
fn every_mode_rounds_as_other_libraries_do() {
    let Some(text) = vectors::read("rounding_modes.csv") else {
        return;
    };
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let cases: Vec<_> = rows
        .records()
        .enumerate()
        .map(|(index, row)| {
            let row = row.unwrap();
            let mode: RoundingMode =
                serde_json::from_value(serde_json::Value::from(&row[0])).unwrap();
            let value: Decimal = row[1].parse().unwrap();
            let ours = round_decimal(value, mode).unwrap();
            let outcome = vectors::same(&row[0], ours, row[2].parse().unwrap());
            (
                format!("row {} {} {}", index + 2, &row[0], &row[1]),
                outcome,
            )
        })
        .collect();
    assert_eq!(cases.len(), 109);
    vectors::judge(&cases, &[]);
}

#[test]
fn every_mode_has_its_way_with_a_half() {
    use RoundingMode::{
        Ceiling, Floor, HalfDownTowardZero, HalfEven, HalfNegativeInfinity, HalfOdd,
        HalfPositiveInfinity, HalfUpAwayFromZero,
    };
    // 2.5, 3.5, -2.5, -3.5, and what is nearer to one side: 2.4, -2.6.
    let rows = [
        (HalfUpAwayFromZero, [3, 4, -3, -4, 2, -3]),
        (HalfDownTowardZero, [2, 3, -2, -3, 2, -3]),
        (HalfEven, [2, 4, -2, -4, 2, -3]),
        (HalfOdd, [3, 3, -3, -3, 2, -3]),
        (HalfPositiveInfinity, [3, 4, -2, -3, 2, -3]),
        (HalfNegativeInfinity, [2, 3, -3, -4, 2, -3]),
        (Ceiling, [3, 4, -2, -3, 3, -2]),
        (Floor, [2, 3, -3, -4, 2, -3]),
    ];
    for (mode, expected) in rows {
        let ours = [25, 35, -25, -35, 24, -26].map(|tenths| div_round(tenths, 10, mode).unwrap());
        assert_eq!(ours, expected, "{mode:?}");
    }
}

#[test]
fn the_house_rule_takes_a_half_away_from_zero() {
    let house = |value: &str| round_decimal(value.parse().unwrap(), RoundingMode::HOUSE).unwrap();
    assert_eq!(
        [house("2.5"), house("-2.5"), house("2.49"), house("-2.49")],
        [3, -3, 2, -2]
    );
}

#[test]
fn a_negative_denominator_is_the_same_fraction() {
    for mode in [
        RoundingMode::HalfEven,
        RoundingMode::Floor,
        RoundingMode::HalfUpAwayFromZero,
    ] {
        assert_eq!(div_round(5, -2, mode), div_round(-5, 2, mode));
        assert_eq!(div_round(-7, -2, mode), div_round(7, 2, mode));
    }
}

#[test]
fn division_by_zero_and_overflow_are_errors() {
    let mode = RoundingMode::HOUSE;
    assert_eq!(div_round(1, 0, mode), Err(RoundingError::DivisionByZero));
    assert_eq!(
        div_round(i128::MIN, -1, mode),
        Err(RoundingError::OutOfRange)
    );
    assert_eq!(
        round_to_step(i128::MAX, 2, RoundingMode::Ceiling),
        Err(RoundingError::OutOfRange)
    );
}
