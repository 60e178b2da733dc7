//! The totals of carts, and the sums that must hold.

use domain::cart::Cart;
use domain::discount::Discount;
use domain::money::Cents;
use domain::quantity::Quantity;
use domain::rounding::RoundingMode;
use domain::tax::TaxRate;
use domain::totals::{SumLaw, Totals, TotalsError, TotalsRules, totals};
use rust_decimal::Decimal;

use crate::fixtures::{cents, pieces, product, refund_of, sale};

fn rupiah(cart: &Cart) -> Totals {
    totals(cart, &TotalsRules::house("IDR")).unwrap()
}

fn values(amounts: impl IntoIterator<Item = Cents>) -> Vec<i64> {
    amounts.into_iter().map(Cents::value).collect()
}

#[test]
fn an_empty_cart_comes_to_nothing() {
    let totals = rupiah(&sale());
    assert_eq!(
        (totals.net_amount_cents, totals.item_count),
        (Cents::ZERO, 0)
    );
    assert!(totals.tax_lines.is_empty());
}

#[test]
fn ppn_in_the_price_shows_rate_and_base_apart() {
    let mut cart = sale();
    cart.add_item(product(1, 11_100_000, &[TaxRate::ppn()]), pieces(1))
        .unwrap();
    let totals = rupiah(&cart);
    let line = &totals.tax_lines[0];
    assert_eq!(totals.net_amount_cents, cents(11_100_000));
    assert_eq!(line.tax_cents, cents(1_100_000));
    assert_eq!(line.taxable_cents, cents(10_000_000));
    // 11/12 of Rp 100.000 are Rp 91.667, and 12 % of that are the Rp 11.000.
    assert_eq!(line.base_cents, cents(9_166_700));
    assert_eq!(
        (line.inclusive, totals.exclusive_tax_cents),
        (true, Cents::ZERO)
    );
}

#[test]
fn ppn_on_top_is_added_once_for_the_whole_cart() {
    let mut cart = sale();
    let ppn = TaxRate::ppn().with_inclusive(false);
    for id in 1..=3 {
        cart.add_item(product(id, 150_000, std::slice::from_ref(&ppn)), pieces(1))
            .unwrap();
    }
    let totals = rupiah(&cart);
    // 11 % of Rp 4.500 are Rp 495; three times Rp 165 as well.
    assert_eq!(totals.net_amount_cents, cents(499_500));
    let mut cart = sale();
    for id in 1..=3 {
        cart.add_item(product(id, 50_000, std::slice::from_ref(&ppn)), pieces(1))
            .unwrap();
    }
    let totals = rupiah(&cart);
    // Of Rp 1.500 they are Rp 165; of each Rp 500 Rp 55.
    assert_eq!(
        values(totals.items.iter().map(|item| item.subtotal_cents)),
        [55_500; 3]
    );
    let mut cart = sale();
    for id in 1..=3 {
        cart.add_item(product(id, 40_500, std::slice::from_ref(&ppn)), pieces(1))
            .unwrap();
    }
    let totals = rupiah(&cart);
    // Of Rp 1.215 they are Rp 133,65, so 134; each Rp 44,55 gets 45, 45 and 44, not three times 45.
    let taxes = totals.items.iter().map(|item| item.tax[0].tax_cents);
    assert_eq!(values(taxes), [4_500, 4_500, 4_400]);
    assert_eq!(totals.exclusive_tax_cents, cents(13_400));
}

#[test]
fn a_cart_discount_is_split_by_what_is_left_of_the_prices() {
    let mut cart = sale();
    cart.add_item(product(1, 1_000_000, &[]), pieces(1))
        .unwrap();
    let second = cart
        .add_item(product(2, 2_000_000, &[]), pieces(1))
        .unwrap();
    cart.add_item(product(3, 100_000, &[]), pieces(1)).unwrap();
    cart.set_item_discount(second, Some(Discount::Percent(Decimal::from(50))))
        .unwrap();
    cart.set_cart_discount(Some(Discount::Amount(cents(100_000))))
        .unwrap();
    let totals = rupiah(&cart);
    let shares = totals.items.iter().map(|item| item.cart_discount_cents);
    // Rp 1.000 over 10.000, 10.000 and 1.000: 476,19 twice and 47,62.
    assert_eq!(values(shares), [47_600, 47_600, 4_800]);
    assert_eq!(totals.items[1].discount_cents, cents(1_047_600));
    assert_eq!(totals.discount_cents, cents(1_100_000));
    assert_eq!(totals.net_amount_cents, cents(2_000_000));
}

#[test]
fn a_tax_tells_what_it_was_computed_on() {
    let service = TaxRate {
        adds_to_base: true,
        ..TaxRate::percent("s", "Service", 5.into())
    };
    let pb1 = TaxRate::percent("pb1", "PB1", 10.into());
    let levy = TaxRate {
        ignores_earlier: true,
        ..TaxRate::percent("levy", "Levy", 1.into())
    };
    let mut cart = sale();
    cart.add_item(product(1, 10_000_000, &[service, pb1, levy]), pieces(1))
        .unwrap();
    let totals = rupiah(&cart);
    let taxable = totals.tax_lines.iter().map(|line| line.taxable_cents);
    assert_eq!(values(taxable), [10_000_000, 10_500_000, 10_000_000]);
    let tax = totals.tax_lines.iter().map(|line| line.tax_cents);
    assert_eq!(values(tax), [500_000, 1_050_000, 100_000]);
    assert_eq!(totals.net_amount_cents, cents(11_650_000));
}

#[test]
fn tax_is_computed_after_discounts() {
    let mut cart = sale();
    let ppn = TaxRate::ppn().with_inclusive(false);
    cart.add_item(product(1, 1_000_000, &[ppn]), pieces(1))
        .unwrap();
    cart.set_cart_discount(Some(Discount::Percent(Decimal::TEN)))
        .unwrap();
    let totals = rupiah(&cart);
    assert_eq!(totals.exclusive_tax_cents, cents(99_000));
    assert_eq!(totals.net_amount_cents, cents(999_000));
}

#[test]
fn rupiah_figures_never_hold_a_fraction_of_a_rupiah() {
    let mut cart = sale();
    let mut weighed = product(1, 1_235_000, &[TaxRate::ppn()]);
    weighed.weighed = true;
    cart.add_item(weighed, Quantity::new(345).unwrap()).unwrap();
    cart.add_item(product(2, 777_700, &[TaxRate::ppn()]), pieces(3))
        .unwrap();
    cart.set_cart_discount(Some(Discount::Percent("7.5".parse().unwrap())))
        .unwrap();
    let totals = rupiah(&cart);
    let item_figures = totals.items.iter().flat_map(|item| {
        [
            item.gross_cents,
            item.cart_discount_cents,
            item.net_cents,
            item.tax[0].tax_cents,
        ]
    });
    let figures = item_figures.chain([totals.net_amount_cents, totals.tax_lines[0].base_cents]);
    for figure in figures {
        assert_eq!(figure.value() % 100, 0, "{figure:?}");
    }
}

#[test]
fn a_discount_shrinks_with_the_cart() {
    let mut cart = sale();
    cart.add_item(product(1, 500_000, &[]), pieces(1)).unwrap();
    let second = cart.add_item(product(2, 500_000, &[]), pieces(1)).unwrap();
    cart.set_cart_discount(Some(Discount::Amount(cents(800_000))))
        .unwrap();
    cart.remove(second).unwrap();
    let totals = rupiah(&cart);
    assert_eq!(totals.net_amount_cents, Cents::ZERO);
    assert_eq!(totals.discount_cents, cents(500_000));
    let mut cart = sale();
    let line = cart.add_item(product(1, 500_000, &[]), pieces(2)).unwrap();
    cart.set_item_discount(line, Some(Discount::Amount(cents(800_000))))
        .unwrap();
    cart.set_quantity(line, pieces(1)).unwrap();
    assert_eq!(rupiah(&cart).net_amount_cents, Cents::ZERO);
}

#[test]
fn a_refund_is_the_mirror_of_its_sale() {
    let mut cart = sale();
    cart.add_item(product(1, 33_300, &[TaxRate::ppn()]), pieces(7))
        .unwrap();
    cart.set_cart_discount(Some(Discount::Percent(Decimal::from(5))))
        .unwrap();
    let sold = rupiah(&cart);
    let refunded = rupiah(&refund_of(&cart));
    assert_eq!(
        refunded.net_amount_cents.value(),
        -sold.net_amount_cents.value()
    );
    assert_eq!(refunded, sold.mirrored().unwrap());
    assert_eq!(refunded.quantity_thousandths, pieces(7));
}

#[test]
fn the_tax_office_may_ask_for_another_rounding() {
    let mut cart = sale();
    cart.add_item(
        product(1, 40_500, &[TaxRate::ppn().with_inclusive(false)]),
        pieces(1),
    )
    .unwrap();
    let rules = TotalsRules {
        tax_rounding: RoundingMode::Floor,
        ..TotalsRules::house("IDR")
    };
    // 11 % of Rp 405 are Rp 44,55.
    assert_eq!(
        totals(&cart, &rules).unwrap().exclusive_tax_cents,
        cents(4_400)
    );
    assert_eq!(rupiah(&cart).exclusive_tax_cents, cents(4_500));
}

/// Eight such stacks have no common denominator in 128 bits.
#[test]
fn one_tax_in_many_stacks_is_still_summed_and_rounded_once() {
    let rates = [
        "1.0007", "2.0017", "3.0013", "4.0009", "5.0003", "6.0019", "7.0033", "8.0051",
    ];
    let mut cart = sale();
    for (id, rate) in (1..).zip(rates) {
        let other = TaxRate::percent(rate, "Other", rate.parse().unwrap()).with_inclusive(true);
        cart.add_item(product(id, 1_000_000, &[TaxRate::ppn(), other]), pieces(1))
            .unwrap();
    }
    let totals = rupiah(&cart);
    // Each price of Rp 10.000 holds 11/(111 + other) of itself as PPN: 982,14 for the first,
    // 924,33 for the last, 7.621,93 in all.
    assert_eq!(totals.tax_lines[0].tax_cents, cents(762_200));
    assert_eq!(totals.items[0].tax[0].tax_cents, cents(98_200));
    assert_eq!(totals.net_amount_cents, cents(8_000_000));
}

#[test]
fn a_currency_that_is_none_is_refused() {
    let outcome = totals(&sale(), &TotalsRules::house("XXX"));
    assert!(matches!(outcome, Err(TotalsError::Currency(_))));
}

type Damage = fn(&mut Totals);

#[test]
fn every_broken_sum_is_found_and_named() {
    let mut cart = sale();
    let ppn = TaxRate::ppn().with_inclusive(false);
    cart.add_item(
        product(1, 1_000_000, &[ppn, TaxRate::ppn_luxury()]),
        pieces(2),
    )
    .unwrap();
    cart.set_cart_discount(Some(Discount::Amount(cents(10_000))))
        .unwrap();
    let right = rupiah(&cart);
    let damages: [(Damage, SumLaw); 13] = [
        (
            |totals| totals.items[0].discount_cents = cents(1),
            SumLaw::ItemDiscount,
        ),
        (
            |totals| totals.items[0].net_cents = cents(1),
            SumLaw::ItemNet,
        ),
        (
            |totals| totals.items[0].subtotal_cents = cents(1),
            SumLaw::ItemSubtotal,
        ),
        (|totals| totals.gross_amount_cents = cents(1), SumLaw::Gross),
        (|totals| totals.discount_cents = cents(1), SumLaw::Discount),
        (
            |totals| totals.cart_discount_cents = cents(1),
            SumLaw::CartDiscount,
        ),
        (
            |totals| totals.tax_lines[0].tax_cents = cents(1),
            SumLaw::Tax,
        ),
        (
            |totals| totals.items[0].tax[1].tax_cents = cents(1),
            SumLaw::Tax,
        ),
        (|totals| totals.inclusive_tax_cents = cents(1), SumLaw::Tax),
        (|totals| totals.net_amount_cents = cents(1), SumLaw::Net),
        (|totals| totals.item_count = 2, SumLaw::Count),
        (
            |totals| totals.items[0].tax[0].taxable_cents = cents(1),
            SumLaw::Taxable,
        ),
        (
            |totals| totals.tax_lines[1].taxable_cents = cents(1),
            SumLaw::Taxable,
        ),
    ];
    assert_eq!(right.check(), Ok(()));
    for (damage, law) in damages {
        let mut damaged = right.clone();
        damage(&mut damaged);
        assert_eq!(damaged.check(), Err(TotalsError::SumsDiffer(law)));
    }
}

#[test]
fn tax_lines_that_were_taken_out_are_missed() {
    let mut cart = sale();
    cart.add_item(product(1, 11_100, &[TaxRate::ppn()]), pieces(1))
        .unwrap();
    cart.add_item(product(2, 11_100, &[TaxRate::ppn_luxury()]), pieces(1))
        .unwrap();
    let right = rupiah(&cart);
    assert_eq!(right.check(), Ok(()));
    let missed = Err(TotalsError::SumsDiffer(SumLaw::Tax));
    for taken in 0..right.tax_lines.len() {
        let mut damaged = right.clone();
        let line = damaged.tax_lines.remove(taken);
        let stated = &mut damaged.inclusive_tax_cents;
        *stated = stated.checked_sub(line.tax_cents).unwrap();
        assert_eq!(damaged.check(), missed, "line {taken}");
    }
    let mut damaged = right;
    damaged.tax_lines.clear();
    damaged.inclusive_tax_cents = Cents::ZERO;
    assert_eq!(damaged.check(), missed);
}

#[test]
fn the_same_goods_come_to_one_due_in_every_order() {
    let twenty = TaxRate::percent("vat", "VAT", Decimal::from(20)).with_inclusive(false);
    let goods = [
        product(1, 3, &[twenty]),
        product(2, 3, &[]),
        product(3, 3, &[TaxRate::ppn()]),
    ];
    let mut dues = std::collections::BTreeSet::new();
    for order in [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ] {
        let mut cart = sale();
        for index in order {
            cart.add_item(goods[index].clone(), pieces(1)).unwrap();
        }
        cart.set_cart_discount(Some(Discount::Amount(cents(1))))
            .unwrap();
        let totals = totals(&cart, &TotalsRules::house("EUR")).unwrap();
        dues.insert(totals.net_amount_cents);
        // Figures and tax lines are in the order of the cart.
        let line_ids: Vec<u32> = totals.items.iter().map(|item| item.line_id).collect();
        assert_eq!(line_ids, [1, 2, 3]);
        let first = cart.items().iter().flat_map(|item| &item.tax_rates).next();
        assert_eq!(totals.tax_lines[0].tax_id, first.unwrap().id);
    }
    assert_eq!(dues.len(), 1, "{dues:?}");
}
