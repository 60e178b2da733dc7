//! Catalogs from files of unknown origin.

mod existing;
mod formats;
mod full_disk;
mod progress;
mod refusals;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use catalog_import::{FieldColumns, preview};
use domain::currency::Currency;
use ledger::import::{ImportReport, ImportRequest};

use crate::shop::{NOW, Shop, id, register_key};

fn idr() -> Currency {
    Currency::from_code("IDR").unwrap()
}

fn file(shop: &Shop, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = shop.folder().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn request(path: &Path) -> ImportRequest {
    let columns = preview(path, None, idr()).unwrap().columns;
    ImportRequest {
        command_id: id(),
        user_id: None,
        path: path.to_path_buf(),
        mapping: FieldColumns::detect(&columns),
        currency: idr(),
    }
}

fn run(shop: &Shop, request: &ImportRequest) -> ImportReport {
    let mut go_on = |_| ControlFlow::Continue(());
    shop.ledger
        .import(request, &register_key(), &|| NOW, &mut go_on)
        .unwrap()
}

fn import(shop: &Shop, bytes: impl AsRef<[u8]>) -> ImportReport {
    run(shop, &request(&file(shop, "products.csv", bytes)))
}

/// The reasons in the file of rejected rows, by line.
fn rejected(report: &ImportReport) -> Vec<(u64, String)> {
    let path = report.rejected_file.as_ref().unwrap();
    let mut reader = csv_reader(path);
    let text = |field: &[u8]| String::from_utf8(field.to_vec()).unwrap();
    reader
        .byte_records()
        .map(|record| {
            let record = record.unwrap();
            (text(&record[0]).parse().unwrap(), text(&record[1]))
        })
        .collect()
}

fn csv_reader(path: &Path) -> csv::Reader<std::fs::File> {
    csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(path)
        .unwrap()
}

fn price(shop: &Shop, code: &str) -> Option<i64> {
    let product = shop.ledger.product_by_code(code).unwrap().unwrap();
    product.price_cents.map(domain::money::Cents::value)
}
