//! Sums of totals, and undo.

use domain::cart::{Cart, NewItem};
use domain::currency::Currency;
use domain::discount::Discount;
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::tax::TaxRate;
use domain::totals::{TotalsRules, totals};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::fixtures::{cents, product, refund_of, sale};

/// The taxes of a shop, a restaurant and a curious mixture.
fn any_taxes() -> impl Strategy<Value = Vec<TaxRate>> {
    let service = TaxRate {
        adds_to_base: true,
        ..TaxRate::percent("s", "Service", 5.into())
    };
    let pb1 = TaxRate::percent("pb1", "PB1", 10.into());
    let odd = TaxRate::percent("odd", "Odd", Decimal::new(7_375, 3)).with_inclusive(true);
    proptest::sample::select(vec![
        vec![],
        vec![TaxRate::ppn()],
        vec![TaxRate::ppn().with_inclusive(false)],
        vec![service, pb1.clone()],
        vec![odd, TaxRate::ppn_luxury(), pb1],
    ])
}

fn any_discount() -> impl Strategy<Value = Option<Discount>> {
    prop_oneof![
        2 => Just(None),
        1 => (0_i64..=1_000_000).prop_map(|tenths| {
            Some(Discount::Percent(Decimal::new(tenths, 4)))
        }),
        1 => (0_i64..2_000_000).prop_map(|amount| Some(Discount::Amount(cents(amount)))),
    ]
}

fn any_item() -> impl Strategy<Value = (NewItem, Quantity, Option<Discount>)> {
    let quantity = prop_oneof![(1_i64..20).prop_map(|count| count * 1000), 1_i64..50_000];
    (
        0_u128..8,
        0_i64..5_000_000,
        any_taxes(),
        quantity,
        any_discount(),
    )
        .prop_map(|(id, price, taxes, quantity, discount)| {
            let quantity = Quantity::new(quantity).unwrap();
            // Only measured goods have fractions of a unit.
            let item = NewItem {
                weighed: !quantity.is_whole(),
                ..product(id, price, &taxes)
            };
            (item, quantity, discount)
        })
}

prop_compose! {
    fn any_cart()(
        items in proptest::collection::vec(any_item(), 0..12),
        discount in any_discount(),
    ) -> Cart {
        let mut cart = sale();
        for (item, quantity, discount) in items {
            let line = cart.add_item(item, quantity).unwrap();
            // A discount larger than the price is refused: the line stays without one.
            let _refused = cart.set_item_discount(line, discount);
        }
        let _refused = cart.set_cart_discount(discount);
        cart
    }
}

fn any_code() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec!["IDR", "USD", "JPY", "KWD"])
}

proptest! {
    #[test]
    fn items_and_taxes_sum_to_what_is_due(cart in any_cart(), code in any_code()) {
        let totals = totals(&cart, &TotalsRules::house(code)).unwrap();
        let sum = |amounts: Vec<Cents>| Cents::sum(amounts).unwrap();
        let of_items = |amount: fn(&domain::totals::ItemTotals) -> Cents| {
            sum(totals.items.iter().map(amount).collect())
        };
        let on_top = sum(totals
            .tax_lines
            .iter()
            .filter(|line| !line.inclusive)
            .map(|line| line.tax_cents)
            .collect());
        prop_assert_eq!(of_items(|item| item.gross_cents), totals.gross_amount_cents);
        prop_assert_eq!(of_items(|item| item.discount_cents), totals.discount_cents);
        let net = of_items(|item| item.net_cents).checked_add(on_top).unwrap();
        prop_assert_eq!(net, totals.net_amount_cents);
        let step = Currency::from_code(code).unwrap().step_cents();
        for item in &totals.items {
            prop_assert!(!item.net_cents.is_negative());
            prop_assert!(item.discount_cents <= item.gross_cents);
            prop_assert_eq!(item.subtotal_cents.value() % step, 0);
        }
        for line in &totals.tax_lines {
            let parts = totals.items.iter().flat_map(|item| &item.tax);
            let same = parts.filter(|tax| {
                (&tax.tax_id, tax.inclusive) == (&line.tax_id, line.inclusive)
            });
            let lines = totals.tax_lines.iter().filter(|other| {
                (&other.tax_id, other.inclusive) == (&line.tax_id, line.inclusive)
            });
            let summed = sum(lines.map(|line| line.tax_cents).collect());
            prop_assert_eq!(sum(same.map(|tax| tax.tax_cents).collect()), summed);
        }
    }

    #[test]
    fn a_refund_mirrors_every_figure(cart in any_cart(), code in any_code()) {
        let rules = TotalsRules::house(code);
        let sold = totals(&cart, &rules).unwrap();
        let refunded = totals(&refund_of(&cart), &rules).unwrap();
        prop_assert_eq!(refunded, sold.mirrored().unwrap());
    }

    #[test]
    fn without_a_cart_discount_the_order_of_scanning_does_not_matter(
        items in proptest::collection::vec(any_item(), 0..8),
    ) {
        let cart = |items: &mut dyn Iterator<Item = (NewItem, Quantity, Option<Discount>)>| {
            let mut cart = sale();
            for (index, (item, quantity, discount)) in items.enumerate() {
                // Weighed, so that each gets a separate line.
                let line = cart.add_item(NewItem { weighed: true, ..item }, quantity).unwrap();
                assert_eq!(cart.items().len(), index + 1);
                let _refused = cart.set_item_discount(line, discount);
            }
            totals(&cart, &TotalsRules::house("IDR")).unwrap()
        };
        let forward = cart(&mut items.clone().into_iter());
        let backward = cart(&mut items.into_iter().rev());
        prop_assert_eq!(forward.net_amount_cents, backward.net_amount_cents);
        prop_assert_eq!(forward.discount_cents, backward.discount_cents);
        prop_assert_eq!(forward.inclusive_tax_cents, backward.inclusive_tax_cents);
    }

    #[test]
    fn totals_survive_json(cart in any_cart()) {
        let stored: Cart = serde_json::from_str(&serde_json::to_string(&cart).unwrap()).unwrap();
        prop_assert_eq!(&stored, &cart);
        let rules = TotalsRules::house("IDR");
        let ours = totals(&cart, &rules).unwrap();
        let json = serde_json::to_string(&ours).unwrap();
        prop_assert_eq!(serde_json::from_str::<domain::totals::Totals>(&json).unwrap(), ours);
    }

    #[test]
    fn any_run_of_changes_can_be_taken_back(
        cart in any_cart(),
        changes in proptest::collection::vec((0_u8..8, 0_u32..14, any_item()), 0..50),
    ) {
        let before = (cart.items().to_vec(), cart.discount(), cart.label().map(str::to_owned));
        let mut changed = cart;
        let mut accepted = 0;
        for (kind, line, (item, quantity, discount)) in changes {
            let outcome = match kind {
                0 => changed.add_item(item, quantity).map(|_| ()),
                1 => changed.set_quantity(line, quantity),
                2 => changed.remove(line),
                3 => changed.set_item_discount(line, discount),
                4 => changed.set_cart_discount(discount),
                5 => changed.set_price(line, item.unit_price_cents),
                6 => {
                    changed.set_label(Some(item.name));
                    Ok(())
                }
                _ => {
                    changed.clear();
                    Ok(())
                }
            };
            accepted += usize::from(outcome.is_ok());
        }
        for _ in 0..accepted {
            changed.undo().unwrap();
        }
        let after = (
            changed.items().to_vec(),
            changed.discount(),
            changed.label().map(str::to_owned),
        );
        prop_assert_eq!(after, before);
    }
}
