//! The sample catalog keeps what it promises.

use std::collections::HashSet;

use domain::barcode::{Barcode, Symbology};
use domain::currency::Currency;
use register::sample::rows;

#[test]
fn there_is_enough_to_sell_in_many_categories() {
    let rows: Vec<_> = rows().collect();
    assert!(rows.len() >= 320, "{} products", rows.len());
    assert_eq!(
        rows.len(),
        register::sample::CATALOG_CSV.lines().count() - 1,
        "every row reads"
    );
    let categories: HashSet<&str> = rows.iter().map(|row| row.category).collect();
    assert!(categories.len() >= 20, "{} categories", categories.len());
    assert!(rows.iter().filter(|row| row.weighed).count() >= 30);
}

#[test]
fn every_barcode_is_an_indonesian_ean_13_and_loose_goods_have_a_scale_number() {
    for row in rows() {
        if row.weighed {
            assert!(row.barcode.is_empty() && row.sku.len() == 5, "{}", row.name);
            assert_eq!(row.unit, "kg");
        } else {
            let barcode = Barcode::parse(row.barcode).unwrap();
            assert_eq!(barcode.symbology, Symbology::Ean13, "{}", row.barcode);
            assert!(
                barcode.check_ok && row.barcode.starts_with("899"),
                "{}",
                row.barcode
            );
        }
    }
}

#[test]
fn nothing_is_there_twice() {
    let rows: Vec<_> = rows().collect();
    let names: HashSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    let skus: HashSet<&str> = rows.iter().map(|row| row.sku).collect();
    let printed = || {
        rows.iter()
            .map(|row| row.barcode)
            .filter(|code| !code.is_empty())
    };
    assert_eq!((names.len(), skus.len()), (rows.len(), rows.len()));
    assert_eq!(printed().collect::<HashSet<_>>().len(), printed().count());
}

#[test]
fn every_product_earns_something() {
    let rupiah = Currency::from_code("IDR").unwrap();
    for row in rows() {
        let price = rupiah.parse_major(row.price).unwrap();
        let cost = rupiah.parse_major(row.cost).unwrap();
        assert!(cost.is_positive() && cost < price, "{}", row.name);
        assert!(
            row.stock.parse::<f64>().is_ok_and(|stock| stock > 0.0),
            "{}",
            row.name
        );
    }
}
