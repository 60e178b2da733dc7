//! A closed shop is closed: its folder can be copied.

use std::fmt::Write as _;
use std::fs::{self, File};

use serde_json::json;

use crate::host::DevHost;

/// Enough for an import that still runs when the shop is closed.
const PRODUCTS: u32 = 2_000;

#[test]
fn a_shop_that_closes_waits_for_its_import() {
    let host = DevHost::start();
    let shop = host.open_shop();
    let command = |name: &str| format!("/{shop}/command/{name}");
    let folder = host.shop_folder(&shop);
    let file = folder.join("catalog.csv");
    let mut rows = "sku;name;price\n".to_owned();
    for number in 0..PRODUCTS {
        writeln!(rows, "S{number};Product {number};{}", 1_000 + number).unwrap();
    }
    fs::write(&file, rows).unwrap();
    let preview = host.get(
        &command("import_preview"),
        &json!({ "path": file, "mapping": null }),
    );
    host.get(
        &command("import_start"),
        &json!({
            "commandId": "0197f3a0-0000-7000-8000-000000000001",
            "path": file,
            "mapping": preview["mapping"],
        }),
    );
    host.get(&format!("/{shop}/close"), &json!({}));
    let lock = File::open(folder.join("ledger.lock")).unwrap();
    assert!(lock.try_lock().is_ok(), "the ledger is still open");
    drop(lock);

    let copy = host.get("/open", &json!({ "copy_of": shop }));
    let status = host.get(
        &format!("/{}/command/app_status", copy.as_str().unwrap()),
        &json!({}),
    );
    assert_eq!(status["product_count"], PRODUCTS);
}
