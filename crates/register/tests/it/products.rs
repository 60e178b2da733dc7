//! The product screen: list, show, edit.

use domain::user::Role;
use register::view::{ProductDetail, ProductInput, ProductStatus};
use register::{AppError, ErrorCode, RegisterEvent};

use crate::bench_shop::{BenchShop, CASHIER_PIN, CUP, SUPERVISOR_PIN, WATER, id};

fn detail(shop: &BenchShop, code: &str) -> ProductDetail {
    let hit = shop.register.product_by_code(code).unwrap();
    shop.register.product_show(hit.product_id).unwrap()
}

fn input(detail: &ProductDetail) -> ProductInput {
    ProductInput {
        product_id: Some(detail.product_id),
        base_revision: detail.revision,
        name: detail.name.clone(),
        sku: detail.sku.clone(),
        barcode: detail.barcode.clone(),
        category: detail.category.clone(),
        unit: detail.unit.clone(),
        weighed: detail.weighed,
        price_text: detail.price_text.clone(),
        cost_text: detail.cost_text.clone(),
        tax_exempt: detail.tax_exempt,
        low_stock_threshold_text: detail.low_stock_threshold_text.clone(),
    }
}

fn new_product(name: &str) -> ProductInput {
    ProductInput {
        product_id: None,
        base_revision: 0,
        name: name.to_owned(),
        sku: String::new(),
        barcode: String::new(),
        category: String::new(),
        unit: String::new(),
        weighed: false,
        price_text: String::new(),
        cost_text: String::new(),
        tax_exempt: false,
        low_stock_threshold_text: String::new(),
    }
}

fn refusal(outcome: Result<ProductDetail, AppError>) -> (ErrorCode, Option<String>) {
    let error = outcome.unwrap_err();
    (
        error.code(),
        error.details().and_then(|details| details.field),
    )
}

#[test]
fn the_pages_of_the_list_are_the_catalog_by_name_without_a_gap() {
    let shop = BenchShop::new();
    let mut names = Vec::new();
    let mut after = None;
    loop {
        let page = shop
            .register
            .products_list("", None, None, after, 60)
            .unwrap();
        names.extend(page.rows.iter().map(|row| row.name.to_lowercase()));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(names.len(), register::sample::rows().count());
    assert!(names.is_sorted());
    let category = &shop.register.product_categories().unwrap()[0];
    let page = shop
        .register
        .products_list("", Some(category), None, None, 200)
        .unwrap();
    assert!(!page.rows.is_empty());
    assert!(
        page.rows
            .iter()
            .all(|row| row.category.as_ref() == Some(category))
    );
    let found = shop
        .register
        .products_list("tirtajaya", None, None, None, 200)
        .unwrap();
    assert!(!found.rows.is_empty() && found.next.is_none());
}

#[test]
fn an_edit_is_one_entry_of_the_changed_fields_however_often_it_is_sent() {
    let shop = BenchShop::new();
    let before = detail(&shop, WATER);
    let entries = shop.register.ledger_tail(1000).unwrap().len();
    let command_id = id();
    let edit = ProductInput {
        price_text: "4.250".to_owned(),
        ..input(&before)
    };
    for _ in 0..3 {
        let after = shop.register.product_save(command_id, &edit).unwrap();
        assert_eq!(after.price.unwrap().cents, 425_000);
        assert_eq!(after.revision, before.revision + 1);
        assert_eq!(after.name, before.name);
    }
    assert_eq!(shop.register.ledger_tail(1000).unwrap().len(), entries + 1);
    // The same again, as a new command, changes nothing.
    let after = detail(&shop, WATER);
    shop.register.product_save(id(), &input(&after)).unwrap();
    assert_eq!(shop.register.ledger_tail(1000).unwrap().len(), entries + 1);
}

#[test]
fn an_edit_of_what_is_no_longer_there_is_refused() {
    let shop = BenchShop::new();
    let before = detail(&shop, WATER);
    let edit = |price: &str| ProductInput {
        price_text: price.to_owned(),
        ..input(&before)
    };
    shop.register.product_save(id(), &edit("4000")).unwrap();
    let stale = shop.register.product_save(id(), &edit("5000"));
    assert_eq!(refusal(stale).0, ErrorCode::ProductChanged);
    assert_eq!(detail(&shop, WATER).price.unwrap().cents, 400_000);
}

#[test]
fn codes_are_unique_and_fields_have_limits() {
    let shop = BenchShop::new();
    let (water, cup) = (detail(&shop, WATER), detail(&shop, CUP));
    let wrong = [
        (
            ProductInput {
                barcode: cup.barcode.clone(),
                ..input(&water)
            },
            (ErrorCode::ProductCodeTaken, "barcode"),
        ),
        (
            ProductInput {
                sku: cup.sku.to_lowercase(),
                ..new_product("Lain")
            },
            (ErrorCode::ProductCodeTaken, "sku"),
        ),
        (new_product(" "), (ErrorCode::ProductInvalid, "name")),
        (
            ProductInput {
                unit: "x".repeat(65),
                ..input(&water)
            },
            (ErrorCode::ProductInvalid, "unit"),
        ),
        (
            ProductInput {
                price_text: "seribu".to_owned(),
                ..input(&water)
            },
            (ErrorCode::AmountInvalid, "price_cents"),
        ),
        (
            ProductInput {
                cost_text: "-1".to_owned(),
                ..input(&water)
            },
            (ErrorCode::AmountInvalid, "cost_cents"),
        ),
    ];
    let entries = shop.register.ledger_tail(1000).unwrap().len();
    for (input, (code, field)) in wrong {
        let refused = refusal(shop.register.product_save(id(), &input));
        assert_eq!(refused, (code, Some(field.to_owned())), "{input:?}");
    }
    let threshold = ProductInput {
        low_stock_threshold_text: "-1".to_owned(),
        ..input(&water)
    };
    let refused = refusal(shop.register.product_save(id(), &threshold));
    assert_eq!(refused.0, ErrorCode::QuantityInvalid);
    assert_eq!(shop.register.ledger_tail(1000).unwrap().len(), entries);
}

#[test]
fn an_edit_is_announced_once_and_a_repeat_is_not() {
    let shop = BenchShop::new();
    let edit = ProductInput {
        price_text: "4.250".to_owned(),
        ..input(&detail(&shop, WATER))
    };
    let (sender, events) = std::sync::mpsc::channel();
    shop.register.listen(move |event| {
        let _nobody_waits_any_more = sender.send(event);
    });
    let command_id = id();
    for _ in 0..2 {
        shop.register.product_save(command_id, &edit).unwrap();
    }
    let heard: Vec<RegisterEvent> = events.try_iter().collect();
    let named = |event: &&RegisterEvent| **event == RegisterEvent::CatalogChanged;
    assert_eq!(heard.iter().filter(named).count(), 1, "{heard:?}");
}

#[test]
fn a_product_without_a_price_has_none_instead_of_zero() {
    let shop = BenchShop::new();
    let edit = ProductInput {
        price_text: String::new(),
        ..input(&detail(&shop, WATER))
    };
    shop.register.product_save(id(), &edit).unwrap();
    let hit = shop.register.product_by_code(WATER).unwrap();
    assert_eq!(hit.price, None);
    let category = hit.category.unwrap();
    let tiles = shop
        .register
        .product_in_category(&category, 200, 0)
        .unwrap();
    let tile = tiles.iter().find(|tile| tile.product_id == hit.product_id);
    assert_eq!(tile.unwrap().price, None);
}

#[test]
fn a_new_product_is_sold_and_one_out_of_sale_is_listed_apart() {
    let shop = BenchShop::open();
    let command_id = id();
    let input = ProductInput {
        barcode: "8991234567890".to_owned(),
        price_text: "1500".to_owned(),
        ..new_product("Kerupuk Udang")
    };
    let created = shop.register.product_save(command_id, &input).unwrap();
    let again = shop.register.product_save(command_id, &input).unwrap();
    assert_eq!(again.product_id, created.product_id);
    shop.register
        .cart_scan(id(), "8991234567890", None)
        .unwrap();
    let set = |active| {
        shop.register
            .product_set_status(id(), created.product_id, active)
    };
    assert_eq!(set(false).unwrap().status, ProductStatus::Inactive);
    let inactive = Some(ProductStatus::Inactive);
    let page = shop
        .register
        .products_list("", None, inactive, None, 10)
        .unwrap();
    assert_eq!(page.rows.len(), 1);
    assert_eq!(page.rows[0].name, "Kerupuk Udang");
    assert_eq!(set(true).unwrap().status, ProductStatus::Active);
}

#[test]
fn cashiers_look_without_the_cost_and_supervisors_edit() {
    let shop = BenchShop::new();
    shop.add("cashier", Role::Cashier, CASHIER_PIN);
    shop.add("supervisor", Role::Supervisor, SUPERVISOR_PIN);
    assert!(detail(&shop, WATER).cost.is_some());
    let supervisor = shop.person("supervisor");
    shop.register
        .session_unlock(supervisor, SUPERVISOR_PIN)
        .unwrap();
    let seen = detail(&shop, WATER);
    assert!(seen.may_edit);
    let edit = ProductInput {
        price_text: "4000".to_owned(),
        ..input(&seen)
    };
    shop.register.product_save(id(), &edit).unwrap();
    let cashier = shop.person("cashier");
    shop.register.session_unlock(cashier, CASHIER_PIN).unwrap();
    let seen = detail(&shop, WATER);
    assert!(!seen.may_edit && seen.cost.is_none() && seen.cost_text.is_empty());
    let refused = refusal(shop.register.product_save(id(), &input(&seen)));
    assert_eq!(refused.0, ErrorCode::PermissionDenied);
}

#[test]
fn a_person_gets_another_role_and_the_last_owner_stays_one() {
    let shop = BenchShop::new();
    let owner = shop.person("owner");
    let cashier = shop.add("cashier", Role::Cashier, CASHIER_PIN);
    let last = shop.register.user_set_role(id(), owner, Role::Cashier);
    assert_eq!(last.unwrap_err().code(), ErrorCode::LastOwner);
    let command_id = id();
    for _ in 0..2 {
        let people = shop
            .register
            .user_set_role(command_id, cashier, Role::Owner)
            .unwrap();
        let role = people
            .iter()
            .find(|one| one.user_id == cashier)
            .unwrap()
            .role;
        assert_eq!(role, Role::Owner);
    }
    shop.register
        .user_set_role(id(), owner, Role::Supervisor)
        .unwrap();
    let now_a_supervisor = shop.register.user_set_role(id(), owner, Role::Owner);
    assert_eq!(
        now_a_supervisor.unwrap_err().code(),
        ErrorCode::PermissionDenied
    );
}
