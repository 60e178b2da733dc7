//! Products: import, search, show.

use test_support::outside;

use crate::shop::{OWNER, Shop};

#[test]
fn a_file_is_imported_and_found_again() {
    let shop = Shop::ready();
    let hits = shop.done(["catalog", "search", "kopi"]);
    assert_eq!(hits.as_array().unwrap().len(), 1);
    assert_eq!(hits[0]["name"], "Kopi Susu 250 ml");
    for code in ["8991234567891", "KOPI", "kopi"] {
        let product = shop.done(["catalog", "show", code]);
        assert_eq!(product["price"]["cents"], 1_250_000, "{code}");
    }
    assert_eq!(
        shop.done(["catalog", "show", "TEH"])["price"]["cents"],
        450_050
    );
    assert_eq!(
        shop.done(["catalog", "search", "tidak ada"])
            .as_array()
            .unwrap()
            .len(),
        0
    );
    assert_eq!(
        shop.refused(["catalog", "show", "NIHIL"]),
        (1, "product_not_found".to_owned())
    );
    let text = String::from_utf8(shop.run(["catalog", "search", "kopi"]).stdout).unwrap();
    assert!(text.contains("Rp"), "{text}");
}

#[test]
fn columns_are_mapped_and_refused_rows_are_written_with_reasons() {
    let shop = Shop::with_currency("IDR");
    let file = shop.file(
        "daftar.csv",
        "kode;nama barang;harga\nA1;Gula;14.000\nA2;Garam;-5\n",
    );
    let file = file.to_str().unwrap();
    let map = "sku=kode,name=nama barang,price=harga";
    let done = shop.done(["catalog", "import", file, "--map", map]);
    assert_eq!(
        (&done["added"], &done["rejected"]),
        (&1.into(), &1.into()),
        "{done}"
    );
    let rejected = std::fs::read_to_string(done["rejected_file"].as_str().unwrap()).unwrap();
    assert!(
        rejected.contains("A2") || rejected.contains('3'),
        "{rejected}"
    );
    assert_eq!(
        shop.done(["catalog", "show", "a1"])["price"]["cents"],
        1_400_000
    );

    let again = shop.done(["catalog", "import", file, "--map", map]);
    assert_eq!(
        (&again["added"], &again["updated"]),
        (&0.into(), &0.into()),
        "nothing to change"
    );
}

#[test]
fn a_mapping_needs_to_name_only_what_the_header_does_not_tell() {
    let shop = Shop::with_currency("IDR");
    let file = shop.file("z.csv", "code,name,price,jumlah\nZ1,Gratis,0,7\n");
    let file = file.to_str().unwrap();
    let done = shop.done([
        "catalog",
        "import",
        file,
        "--map",
        "barcode=code,stock=jumlah",
    ]);
    assert_eq!(done["added"], 1, "{done}");
    let product = shop.done(["catalog", "show", "Z1"]);
    assert_eq!(
        (&product["name"], &product["stock_text"], &product["sku"]),
        (&"Gratis".into(), &"7".into(), &serde_json::Value::Null),
        "the column is a barcode now, and no SKU as well"
    );
}

#[test]
fn a_wrong_mapping_or_file_is_refused() {
    let shop = Shop::with_currency("IDR");
    let file = shop.file("daftar.csv", "kode,barang\nA1,Gula\n");
    let file = file.to_str().unwrap();
    let usage = (2, "usage".to_owned());
    assert_eq!(
        shop.refused(["catalog", "import", file, "--map", "kode"]),
        usage
    );
    assert_eq!(
        shop.refused(["catalog", "import", file, "--map", "color=kode"]),
        usage
    );
    let (exit, code) = shop.refused(["catalog", "import", file]);
    assert_eq!((exit, &code[..]), (4, "import_columns_missing"));
    let (exit, code) = shop.refused(["catalog", "import", "/nonexistent.csv"]);
    assert_eq!((exit, &code[..]), (4, "import_file_unreadable"));
}

#[test]
fn a_whole_supermarket_is_imported_and_sold_from() {
    let folder = tempfile::tempdir().unwrap();
    let list = "catalog/il_one_store_rami_levy_2026-08-10.csv";
    let Some(path) = outside::copied(list, folder.path()).unwrap() else {
        return;
    };
    let shop = Shop::with_currency("ILS");
    let done = shop.done(["catalog", "import", path.to_str().unwrap()]);
    let mut rows = csv::Reader::from_path(&path).unwrap();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(done["added"], rows.len(), "{done}");

    // One of every 500 products, paid exactly: the sum of their prices in the file.
    let bought: Vec<&csv::StringRecord> = rows.iter().step_by(500).collect();
    let mut words = vec!["sell".to_owned(), "--pay".to_owned(), "card@77".to_owned()];
    words.extend(OWNER.map(ToOwned::to_owned));
    words.extend(
        bought
            .iter()
            .flat_map(|row| ["--item".to_owned(), format!("{}*1", &row[2])]),
    );
    shop.done([&["shift", "open", "--float", "0"][..], &OWNER].concat());
    let sale = shop.done(words);

    assert_eq!(sale["items"].as_array().unwrap().len(), bought.len());
    let expected: i64 = bought.iter().map(|row| agorot(&row[9])).sum();
    assert_eq!(sale["net_amount_cents"], expected);
    assert_eq!(shop.done(["ledger", "verify"])["ok"], true);
}

fn agorot(price: &str) -> i64 {
    let (shekels, decimals) = price.split_once('.').unwrap_or((price, ""));
    format!("{shekels}{decimals:0<2}").parse().unwrap()
}
