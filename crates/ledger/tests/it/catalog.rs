//! Finding products.

use domain::catalog::{Product, ProductChange, ProductPatch, ProductStatus};
use domain::entry::EntryBody;
use domain::entry::kinds::{ProductsChanged, ProductsSource};

use crate::shop::{QUIET, Shop, append, id, product};

fn names(shop: &Shop, text: &str) -> Vec<String> {
    let hits = shop.ledger.product_search(text, 10).unwrap();
    hits.into_iter().map(|hit| hit.product.name).collect()
}

fn shop_with(names: &[&str]) -> (Shop, Vec<Product>) {
    let shop = Shop::open(QUIET);
    let goods: Vec<Product> = (1..)
        .zip(names)
        .map(|(number, name)| product(number, name))
        .collect();
    shop.add_products(&goods, 5_000);
    (shop, goods)
}

#[test]
fn a_code_finds_its_product_however_it_is_written() {
    let (shop, goods) = shop_with(&["Aqua 600 ml"]);
    let barcode = goods[0].barcode.clone().unwrap();
    for code in [barcode.clone(), format!(" {barcode}\n"), "sku-1".to_owned()] {
        let found = shop.ledger.product_by_code(&code).unwrap();
        assert_eq!(
            found.map(|product| product.name).as_deref(),
            Some("Aqua 600 ml"),
            "{code}"
        );
    }
    assert_eq!(shop.ledger.product_by_code("4006381333931").unwrap(), None);
    assert_eq!(shop.ledger.product_by_code("  ").unwrap(), None);
}

#[test]
fn search_folds_case_and_diacritics_and_takes_beginnings_of_words() {
    let (shop, _) = shop_with(&[
        "Crème brûlée",
        "Kopi susu",
        "Susu kental manis",
        "Kopi hitam",
    ]);
    assert_eq!(names(&shop, "creme"), ["Crème brûlée"]);
    assert_eq!(names(&shop, "BRÛ"), ["Crème brûlée"]);
    assert_eq!(names(&shop, "kop"), ["Kopi hitam", "Kopi susu"]);
    assert_eq!(names(&shop, "sus ko"), ["Kopi susu"]);
    assert_eq!(names(&shop, "teh"), Vec::<String>::new());
}

#[test]
fn names_that_begin_so_come_before_names_that_contain_it() {
    let (shop, _) = shop_with(&["Kopi susu", "Susu kental manis", "Biskuit susu"]);
    assert_eq!(
        names(&shop, "susu"),
        ["Susu kental manis", "Kopi susu", "Biskuit susu"]
    );
}

#[test]
fn an_exact_code_comes_first_and_quotes_do_no_harm() {
    let (shop, goods) = shop_with(&["Roti tawar", "Gula \"pasir\" 1kg"]);
    let barcode = goods[1].barcode.clone().unwrap();
    assert_eq!(names(&shop, &barcode), ["Gula \"pasir\" 1kg"]);
    assert_eq!(names(&shop, &barcode[..6]).len(), 2);
    for text in ["\"", "* AND (", "a\" OR \"b", "NEAR(", "''", "-", "%"] {
        names(&shop, text);
    }
    assert_eq!(names(&shop, "gula \"pa"), ["Gula \"pasir\" 1kg"]);
}

#[test]
fn an_edit_moves_the_product_in_every_index() {
    let (shop, goods) = shop_with(&["Mi goreng"]);
    let edit = ProductPatch {
        name: Some("Bihun rebus".to_owned()),
        barcode: Some(Some("4006381333931".to_owned())),
        status: Some(ProductStatus::Inactive),
        ..ProductPatch::default()
    };
    let body = EntryBody::ProductsChanged(ProductsChanged {
        source: ProductsSource::Screen,
        by_user_id: None,
        changes: vec![ProductChange {
            product_id: goods[0].product_id,
            base_revision: 1,
            patch: edit,
            stock_delta_thousandths: 0,
        }],
    });
    append(&shop.ledger, id(), &body).unwrap();
    assert_eq!(names(&shop, "goreng"), Vec::<String>::new());
    assert_eq!(names(&shop, "bih"), ["Bihun rebus"]);
    let old = goods[0].barcode.as_deref().unwrap();
    assert_eq!(shop.ledger.product_by_code(old).unwrap(), None);
    let found = shop
        .ledger
        .product_by_code("4006381333931")
        .unwrap()
        .unwrap();
    assert_eq!((found.revision, found.status), (2, ProductStatus::Inactive));
    assert_eq!(found.price_cents, goods[0].price_cents);
    assert_eq!(shop.ledger.product_count().unwrap(), 1);
}

#[test]
fn categories_are_listed_and_paged_by_name() {
    let shop = Shop::open(QUIET);
    let mut goods: Vec<Product> = (1..=5)
        .map(|number| product(number, &format!("Teh {number}")))
        .collect();
    goods[4].category = Some("Bumbu".to_owned());
    shop.add_products(&goods, 0);
    assert_eq!(
        shop.ledger.product_categories().unwrap(),
        ["Bumbu", "Minuman"]
    );
    let page = shop.ledger.product_in_category("Minuman", 2, 1).unwrap();
    let page: Vec<_> = page.iter().map(|hit| hit.product.name.as_str()).collect();
    assert_eq!(page, ["Teh 2", "Teh 3"]);
}

#[test]
fn only_what_is_sold_has_a_place_among_the_categories() {
    let shop = Shop::open(QUIET);
    let mut goods: Vec<Product> = (1..=4)
        .map(|number| product(number, &format!("Teh {number}")))
        .collect();
    goods[1].status = ProductStatus::Inactive;
    goods[3].status = ProductStatus::Inactive;
    goods[3].category = Some("Bumbu".to_owned());
    shop.add_products(&goods, 0);
    assert_eq!(shop.ledger.sold_categories().unwrap(), ["Minuman"]);
    let page = shop.ledger.product_in_category("Minuman", 2, 0).unwrap();
    let page: Vec<_> = page.iter().map(|hit| hit.product.name.as_str()).collect();
    assert_eq!(page, ["Teh 1", "Teh 3"]);
}

#[test]
fn inactive_products_come_last_and_keep_none_that_is_sold_out_of_the_hits() {
    let shop = Shop::open(QUIET);
    let mut goods: Vec<Product> = (1..=250)
        .map(|number| product(number, &format!("Teh lama {number}")))
        .collect();
    for old in &mut goods {
        old.status = ProductStatus::Inactive;
    }
    goods.push(product(251, "Teh poci"));
    goods.push(product(252, "Es teh"));
    shop.add_products(&goods, 0);
    let found = names(&shop, "teh");
    assert_eq!(
        (found[0].as_str(), found[1].as_str()),
        ("Teh poci", "Es teh")
    );
    assert_eq!(found.len(), 10);
    assert_eq!(names(&shop, "teh lama 7")[0], "Teh lama 7");
}

#[test]
fn stock_is_the_sum_of_movements_after_catching_up() {
    let (shop, goods) = shop_with(&["Aqua 600 ml"]);
    shop.sell(&goods);
    shop.ledger.catch_up().unwrap();
    let hits = shop.ledger.product_search("aqua", 1).unwrap();
    assert_eq!(hits[0].stock_thousandths, 4_000);
}
