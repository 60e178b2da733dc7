//! Files that other programs wrote, and what the command line says about them.

use serde_json::json;

use crate::shop::{OWNER, Shop};

const WOO: &str = "ID,Type,SKU,\"GTIN, UPC, EAN, or ISBN\",Name,\"Sale price\",\"Regular price\"\n\
    1,simple,A-1,8991234567893,Kopi,,12500\n";

#[test]
fn a_foreign_export_is_read_and_the_columns_are_named() {
    let shop = Shop::with_currency("IDR");
    let file = shop.file("woo.csv", WOO);
    let done = shop.done(["catalog", "import", file.to_str().unwrap()]);
    assert_eq!(done["added"], 1);
    let columns = &done["columns"];
    assert_eq!(columns["used"]["barcode"], "GTIN, UPC, EAN, or ISBN");
    assert_eq!(columns["used"]["price"], "Regular price");
    assert_eq!(columns["left"], json!(["ID", "Type", "Sale price"]));
    let product = shop.done(["catalog", "show", "8991234567893"]);
    assert_eq!(product["price"]["cents"], 1_250_000);

    let text = shop
        .run(["catalog", "import", file.to_str().unwrap()])
        .stdout;
    let text = String::from_utf8(text).unwrap();
    assert!(text.contains("1 unchanged"), "{text}");
    assert!(text.contains("price from \"Regular price\""), "{text}");
    assert!(
        text.contains("Columns left: \"ID\", \"Type\", \"Sale price\""),
        "{text}"
    );
}

#[test]
fn a_column_name_with_commas_can_be_mapped() {
    let text = "Art,\"Code, printed\",Text,\"Price, net\"\nA-1,8991234567893,Kopi,12500\n";
    let pairs: [&[&str]; 4] = [
        &["sku=Art,barcode=Code, printed,name=Text,price=Price, net"],
        &["sku=Art,barcode=\"Code, printed\",name=Text,price=\"Price, net\""],
        &[
            "sku=Art",
            "barcode=Code, printed",
            "name=Text",
            "price=Price, net",
        ],
        &[
            "price=Price, net,name=Text",
            "barcode=Code, printed, sku=Art",
        ],
    ];
    for pairs in pairs {
        let shop = Shop::with_currency("IDR");
        let file = shop.file("list.csv", text);
        let mut words = vec!["catalog", "import", file.to_str().unwrap()];
        words.extend(pairs.iter().flat_map(|pair| ["--map", pair]));
        assert_eq!(shop.done(words)["added"], 1, "{pairs:?}");
        let product = shop.done(["catalog", "show", "8991234567893"]);
        assert_eq!(product["price"]["cents"], 1_250_000);
        assert_eq!(product["sku"], "A-1");
    }
}

#[test]
fn what_is_missing_or_doubtful_is_asked_for_before_anything_is_imported() {
    let shop = Shop::with_currency("IDR");
    let file = shop.file("list.csv", "sku,name,Sale price\nA,Kopi,12500\n");
    let file = file.to_str().unwrap();
    let answer = shop.json(["catalog", "import", file]);
    assert_eq!(
        (answer.exit, &answer.json["error"]["code"]),
        (4, &json!("import_columns_missing"))
    );
    let message = answer.json["error"]["message"].as_str().unwrap();
    assert!(
        message.contains("price") && message.contains("\"Sale price\""),
        "{message}"
    );
    let left_out = shop.done(["catalog", "import", file, "--map", "price="]);
    assert_eq!(left_out["columns"]["missing"][1], "price");
    let given = shop.done(["catalog", "import", file, "--map", "price=Sale price"]);
    assert_eq!((&given["added"], &given["updated"]), (&json!(0), &json!(1)));
    assert!(given["updated_file"].is_string());

    let file = shop.file("bad.csv", "Artikel,Bezeichnung\n1,Tee\n");
    let answer = shop.json(["catalog", "import", file.to_str().unwrap()]);
    let message = answer.json["error"]["message"].as_str().unwrap();
    assert!(
        message.contains("\"Artikel\", \"Bezeichnung\""),
        "{message}"
    );
}

#[test]
fn the_lines_of_a_windows_file_of_invoices_are_those_of_an_editor() {
    let shop = Shop::with_currency("GBP");
    let text = "invoice,code,name,quantity,price\n1,A,\"Big\nlamp\",1,1.00\n1,B,Gloss,x,1.00\n\n\
                2,C,Pen,0,1.00\n";
    for end in ["\n", "\r\n", "\r"] {
        let file = shop.file("invoices.csv", &text.replace('\n', end));
        let words = ["replay", file.to_str().unwrap(), "--create-products"];
        let done = shop.done([&words[..], &OWNER].concat());
        let lines: Vec<_> = done["rejected"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["line"].as_u64().unwrap())
            .collect();
        assert_eq!(lines, [4, 6], "{end:?}");
    }
}
