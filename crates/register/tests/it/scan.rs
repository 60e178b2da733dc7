//! What a code on goods, a label of a scale or a typed number stands for.

use register::ErrorCode;
use register::view::ScanOutcome;

use crate::bench_shop::{BenchShop, WATER, id};

fn import(shop: &BenchShop, rows: &str) {
    let file = shop.folder.path().join("import.csv");
    std::fs::write(&file, format!("barcode,sku,name,price\n{rows}")).unwrap();
    let go_on = &mut |_: &_| std::ops::ControlFlow::Continue(());
    let done = shop.register.import_run(&file, None, go_on).unwrap();
    assert_eq!(done.rejected, 0, "{done:?}");
}

#[test]
fn the_twelve_digits_of_an_upc_a_find_the_thirteen_of_its_ean() {
    let shop = BenchShop::open();
    import(&shop, "036000291452,X1,Tisu Impor,12500\n");
    for code in [
        "036000291452",
        "0036000291452",
        "X1",
        "x1",
        " 036000291452 ",
    ] {
        let scan = shop.register.cart_scan(id(), code, None).unwrap();
        assert_eq!(scan.outcome, ScanOutcome::Added, "{code}");
    }
    let cart = shop.register.cart_view().unwrap();
    assert_eq!(
        (cart.line_count, cart.items[0].quantity_thousandths),
        (1, 5000)
    );
}

#[test]
fn a_label_with_a_price_costs_exactly_that_price() {
    let shop = BenchShop::open();
    let mut settings = shop.register.settings_read().unwrap().settings;
    settings.barcode_masks = vec!["22PPPPPAAAAAC".to_owned()];
    shop.register.settings_write(id(), &settings).unwrap();
    let scan = shop
        .register
        .cart_scan(id(), "2210101123456", None)
        .unwrap();
    assert_eq!(scan.outcome, ScanOutcome::Added);
    assert_eq!(scan.cart.total.cents, 1_234_500);
}

#[test]
fn a_product_without_a_price_is_not_sold() {
    let shop = BenchShop::open();
    import(&shop, ",KOSONG,Belum Ada Harga,\n");
    let scan = shop.register.cart_scan(id(), "KOSONG", None).unwrap();
    assert_eq!(scan.outcome, ScanOutcome::NoPrice);
    assert!(scan.cart.items.is_empty());
}

#[test]
fn a_quantity_comes_before_an_asterisk_or_from_the_field() {
    let shop = BenchShop::open();
    let quantity = |code: &str, typed: Option<&str>| {
        let scan = shop.register.cart_scan(id(), code, typed);
        scan.map(|scan| scan.cart.items[0].quantity_thousandths)
            .map_err(|error| error.code())
    };
    assert_eq!(quantity(&format!("12*{WATER}"), None), Ok(12_000));
    assert_eq!(quantity(WATER, Some("3")), Ok(15_000));
    assert_eq!(
        quantity(&format!("3*{WATER}"), Some("2")),
        Ok(17_000),
        "the field wins"
    );
    assert_eq!(
        quantity(WATER, Some("8997100003142")),
        Err(ErrorCode::QuantityInvalid)
    );
    assert_eq!(quantity(WATER, Some("0")), Err(ErrorCode::QuantityInvalid));
    let half = shop.register.cart_set_quantity(id(), 1, "0,5").unwrap_err();
    assert_eq!(
        half.code(),
        ErrorCode::QuantityInvalid,
        "half a bottle is not sold"
    );
}
