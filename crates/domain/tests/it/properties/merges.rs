//! Edits of two registers, in any sequence.

use std::collections::BTreeSet;

use domain::Code as _;
use domain::catalog::merge::{Merged, TrackedProduct};
use domain::catalog::{Product, ProductPatch, ProductStatus};
use domain::feed::ConflictField;
use proptest::prelude::*;
use uuid::Uuid;

use crate::fixtures::cents;
use crate::merge::{Arrival, BACK, FRONT, arrive, name, price};

fn any_patch() -> impl Strategy<Value = ProductPatch> {
    let text = || proptest::option::of(prop_oneof!["[a-c]", "[A-C]{2}"].prop_map(Some));
    let amount = || proptest::option::of((0_i64..3).prop_map(|value| Some(cents(value))));
    let switch = || proptest::option::of(any::<bool>());
    (
        (text(), text(), text(), text()),
        proptest::option::of("[a-c]"),
        (amount(), amount()),
        (switch(), switch(), switch()),
        proptest::option::of(proptest::option::of(0_i64..3)),
    )
        .prop_map(
            |((sku, barcode, category, unit), name, money, switches, low)| ProductPatch {
                sku,
                barcode,
                name,
                category,
                unit,
                weighed: switches.0,
                price_cents: money.0,
                cost_cents: money.1,
                tax_exempt: switches.1,
                status: switches.2.map(|active| {
                    if active {
                        ProductStatus::Active
                    } else {
                        ProductStatus::Inactive
                    }
                }),
                low_stock_threshold_thousandths: low,
            },
        )
}

fn founded() -> TrackedProduct {
    arrive(None, 0, &(FRONT, 0, name("Mi"))).unwrap().tracked
}

/// Merges the arrivals in this order.
fn arrive_all(arrivals: &[Arrival]) -> (TrackedProduct, Vec<Merged>) {
    let mut tracked = founded();
    let mut steps = Vec::new();
    for (number, arrival) in arrivals.iter().enumerate() {
        let merged = arrive(Some(&tracked), number + 1, arrival).unwrap();
        tracked = merged.tracked.clone();
        steps.push(merged);
    }
    (tracked, steps)
}

/// The fields a patch sets.
fn set_fields(patch: &ProductPatch) -> BTreeSet<String> {
    let json = serde_json::to_value(patch).unwrap();
    json.as_object().unwrap().keys().cloned().collect()
}

/// The patch without the fields another one sets.
fn without(patch: &ProductPatch, other: &ProductPatch) -> ProductPatch {
    let mut json = serde_json::to_value(patch).unwrap();
    for field in set_fields(other) {
        json.as_object_mut().unwrap().remove(&field);
    }
    serde_json::from_value(json).unwrap()
}

proptest! {
    /// This holds for any base: a register that was offline makes many edits on one revision.
    #[test]
    fn one_register_alone_never_meets_itself_and_its_last_word_holds(
        edits in proptest::collection::vec((any_patch(), 0_u64..20), 1..12),
    ) {
        let arrivals: Vec<Arrival> = edits
            .iter()
            .map(|(patch, base)| (FRONT, *base, patch.clone()))
            .collect();
        let (tracked, steps) = arrive_all(&arrivals);
        prop_assert!(steps.iter().all(|merged| merged.conflicts.is_empty()));
        let mut expected = founded().product;
        for (patch, _) in &edits {
            expected = expected.apply(patch).unwrap();
        }
        prop_assert_eq!(tracked.product, expected);
    }

    /// A register that was never enrolled counts its own entries; the server that gets its whole
    /// log counts the same, so later edits name revisions that both have.
    #[test]
    fn the_replay_of_a_founding_log_counts_as_the_register_did(
        edits in proptest::collection::vec(any_patch(), 1..12),
    ) {
        let mut local = founded().product;
        let mut arrivals: Vec<Arrival> = Vec::new();
        for patch in edits {
            arrivals.push((FRONT, local.revision, patch.clone()));
            local = local.apply(&patch).unwrap();
        }
        let (tracked, _) = arrive_all(&arrivals);
        prop_assert_eq!(tracked.product, local);
    }

    #[test]
    fn edits_of_different_fields_merge_in_any_order(ours in any_patch(), theirs in any_patch()) {
        let theirs = without(&theirs, &ours);
        let front: Arrival = (FRONT, 1, ours);
        let back: Arrival = (BACK, 1, theirs);
        let (one, steps) = arrive_all(&[front.clone(), back.clone()]);
        prop_assert!(steps.iter().all(|merged| merged.conflicts.is_empty()));
        let (other, _) = arrive_all(&[back, front]);
        prop_assert_eq!(one.product, other.product);
    }

    /// Each field of the product is the value of the edit that, by order of arrival, had the right
    /// to set it; each value that was set and is not in force is reported as lost.
    #[test]
    fn of_two_edits_on_one_revision_the_order_of_arrival_decides(
        first in any_patch(), second in any_patch(),
    ) {
        let (tracked, steps) = arrive_all(&[(BACK, 1, first.clone()), (FRONT, 1, second.clone())]);
        let after_first = founded().product.apply(&first).unwrap();
        let changed_first = set_fields(&ProductPatch::between(&founded().product, &after_first));
        let wanted = after_first.apply(&second).unwrap();
        let differs = set_fields(&ProductPatch::between(&after_first, &wanted));
        let met: BTreeSet<String> = changed_first.intersection(&differs).cloned().collect();
        let reported: BTreeSet<String> = steps[1]
            .conflicts
            .iter()
            .map(|conflict| conflict.field.as_str().to_owned())
            .collect();
        prop_assert_eq!(&reported, &met);
        let expected = expected_after(&after_first, &wanted, &met);
        prop_assert_eq!(tracked.product, expected);
    }

    /// A price is only changed by a register that knew the current price, or set it.
    #[test]
    fn a_price_in_force_is_only_changed_by_who_saw_it(
        edits in proptest::collection::vec((any::<bool>(), 0_u64..8, 0_i64..4), 1..12),
    ) {
        let mut tracked = founded();
        let mut set: Option<(Uuid, u64)> = None;
        for (number, (front, base, value)) in edits.into_iter().enumerate() {
            let who = if front { FRONT } else { BACK };
            let merged = arrive(Some(&tracked), number + 1, &(who, base, price(value))).unwrap();
            if merged.tracked.product.price_cents != tracked.product.price_cents {
                let knew = set.is_none_or(|(by, at)| by == who || at <= base);
                prop_assert!(knew);
                set = Some((who, merged.tracked.product.revision));
            }
            tracked = merged.tracked;
        }
    }
}

/// `wanted`, but with the fields in which `in_force` keeps its value.
fn expected_after(in_force: &Product, wanted: &Product, met: &BTreeSet<String>) -> Product {
    let mut patch = ProductPatch::between(in_force, wanted);
    for field in met
        .iter()
        .filter_map(|field| ConflictField::from_code(field))
    {
        match field {
            ConflictField::Weighed => patch.weighed = None,
            ConflictField::PriceCents => patch.price_cents = None,
            ConflictField::CostCents => patch.cost_cents = None,
            ConflictField::TaxExempt => patch.tax_exempt = None,
            ConflictField::Status => patch.status = None,
            ConflictField::Sku
            | ConflictField::Barcode
            | ConflictField::Name
            | ConflictField::Category
            | ConflictField::Unit
            | ConflictField::LowStockThresholdThousandths => {}
        }
    }
    in_force.apply(&patch).unwrap()
}
