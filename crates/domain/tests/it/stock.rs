//! Stock levels.

use domain::stock::{StockError, StockLevels, StockMovement, StockReason};
use proptest::prelude::*;

use crate::shop::id;

fn movement(product: u128, delta_thousandths: i64) -> StockMovement {
    StockMovement {
        product_id: id(product),
        delta_thousandths,
        reason: StockReason::Adjusted,
    }
}

fn levels(movements: &[StockMovement]) -> StockLevels {
    let mut levels = StockLevels::default();
    for movement in movements {
        levels.apply(movement).unwrap();
    }
    levels
}

#[test]
fn a_level_is_the_sum_of_movements_and_may_be_negative() {
    let levels = levels(&[movement(1, 5_000), movement(2, 250), movement(1, -7_500)]);
    assert_eq!(levels.level_thousandths(id(1)), -2_500);
    assert_eq!(levels.level_thousandths(id(2)), 250);
    assert_eq!(levels.level_thousandths(id(3)), 0);
}

#[test]
fn an_overflow_changes_nothing() {
    let mut levels = levels(&[movement(1, i64::MAX)]);
    let refused = levels.apply(&movement(1, 1));
    assert_eq!(refused, Err(StockError::Overflow { product_id: id(1) }));
    assert_eq!(levels.level_thousandths(id(1)), i64::MAX);
}

proptest! {
    #[test]
    fn the_order_of_movements_does_not_matter(
        deltas in proptest::collection::vec((0_u128..5, -1_000_000_i64..1_000_000), 0..40)
            .prop_flat_map(|deltas| (Just(deltas.clone()), Just(deltas).prop_shuffle()))
    ) {
        let of = |deltas: &[(u128, i64)]| {
            levels(&deltas.iter().map(|(product, delta)| movement(*product, *delta)).collect::<Vec<_>>())
        };
        prop_assert_eq!(of(&deltas.0), of(&deltas.1));
    }
}
