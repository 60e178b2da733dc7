//! Names of columns in real files of other register systems, shops and countries.

use domain::currency::Currency;

use crate::field::Field;

/// The names of a field's column, the most specific first, as [`plain`] writes them.
#[expect(clippy::too_many_lines, reason = "one table, a name a line")]
fn known(field: Field) -> &'static [&'static str] {
    match field {
        Field::Barcode => &[
            "barcode",
            "ean",
            "gtin",
            "upc",
            "ean13",
            "ean_13",
            "upc_a",
            "kode_barcode",
            "kode_batang",
            "gtin_upc_ean_or_isbn",
            "variant_barcode",
            "bar_code",
            "barcodes",
            "ean_code",
            "upc_code",
            "ean_upc",
            "upc_ean",
            "product_barcode",
            "item_barcode",
            "barcode_number",
            "no_barcode",
            "nomor_barcode",
            "isbn",
        ],
        Field::Sku => &[
            "sku",
            "kode",
            "code",
            "item_code",
            "product_code",
            "kode_barang",
            "kode_produk",
            "stockcode",
            "stock_code",
            "variant_sku",
            "internal_reference",
            "default_code",
            "item_number",
            "item_no",
            "article_number",
            "product_sku",
            "plu",
        ],
        Field::Name => &[
            "name",
            "product_name",
            "item_name",
            "nama",
            "nama_produk",
            "nama_barang",
            "nama_item",
            "product",
            "title",
            "product_title",
            "description",
            "item",
        ],
        Field::Price => &[
            "price",
            "harga",
            "harga_jual",
            "regular_price",
            "variant_price",
            "unit_price",
            "unitprice",
            "selling_price",
            "sales_price",
            "retail_price",
            "list_price",
            "lst_price",
            "default_price",
            "price_default",
            "harga_satuan",
            "harga_eceran",
        ],
        Field::Cost => &[
            "cost",
            "harga_beli",
            "modal",
            "hpp",
            "harga_modal",
            "harga_pokok",
            "cost_price",
            "cost_per_item",
            "unit_cost",
            "default_unit_cost",
            "purchase_price",
            "buying_price",
            "supply_price",
            "standard_price",
        ],
        Field::Category => &[
            "category",
            "categories",
            "kategori",
            "kategori_produk",
            "main_category_en",
            "product_category",
            "department",
            "group",
        ],
        Field::Stock => &[
            "stock",
            "stok",
            "qty_on_hand",
            "on_hand",
            "quantity_on_hand",
            "stock_quantity",
            "current_quantity",
            "current_stock",
            "variant_inventory_qty",
            "inventory_quantity",
            "stok_awal",
            "opening_stock",
        ],
        Field::Unit => &["unit", "satuan", "uom", "unit_of_measure", "unit_name"],
        Field::Weighed => &[
            "weighed",
            "is_weighted",
            "is_weighed",
            "timbang",
            "ditimbang",
            "sold_by_weight",
        ],
    }
}

/// The column of a field, by its name.
pub(crate) fn find(field: Field, columns: &[String]) -> Option<&String> {
    known(field).iter().find_map(|name| {
        columns.iter().find(|column| {
            let column = plain(column);
            let without_currency = column
                .rsplit_once('_')
                .filter(|(_, code)| is_currency(code));
            column == *name || without_currency.is_some_and(|(before, _)| before == *name)
        })
    })
}

/// Whether a column's name contains a word that many names of this field contain.
pub(crate) fn is_like(field: Field, column: &str) -> bool {
    let words: &[&str] = match field {
        Field::Price => &[
            "price",
            "harga",
            "preis",
            "prix",
            "precio",
            "preco",
            "preço",
            "prezzo",
            "prijs",
            "rrp",
            "msrp",
            "verkaufspreis",
        ],
        Field::Barcode => &[
            "barcode",
            "ean",
            "gtin",
            "upc",
            "isbn",
            "jan",
            "barras",
            "batang",
            "strichcode",
        ],
        Field::Sku
        | Field::Name
        | Field::Cost
        | Field::Category
        | Field::Stock
        | Field::Unit
        | Field::Weighed => &[],
    };
    let column = plain(column);
    let is_word = |part: &str| {
        let digits_off = part.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let singular = digits_off.strip_suffix('s').unwrap_or(digits_off);
        words.contains(&digits_off) || words.contains(&singular)
    };
    column.split('_').any(is_word)
}

/// The words of a name in lower case, with `_` between them.
fn plain(name: &str) -> String {
    let name = name.to_lowercase();
    let words = name.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("_")
}

fn is_currency(code: &str) -> bool {
    code.len() == 3 && Currency::from_code(&code.to_uppercase()).is_ok()
}
