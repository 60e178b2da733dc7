//! Which column of a file holds which field of a product.

use serde::{Deserialize, Serialize};

use crate::error::CatalogFileError;

/// For each field of a product, the name of the column it is read from. A field without a column
/// is not read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FieldColumns {
    /// The barcode.
    pub barcode: Option<String>,
    /// The shop's own code.
    pub sku: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The price, in major units.
    pub price: Option<String>,
    /// What it costs the shop, in major units.
    pub cost: Option<String>,
    /// The category.
    pub category: Option<String>,
    /// The opening stock, for products that are new.
    pub stock: Option<String>,
    /// The unit.
    pub unit: Option<String>,
    /// Whether it is sold by weight.
    pub weighed: Option<String>,
}

/// Column names found in real files, the most specific first.
const KNOWN: [(Field, &[&str]); 9] = [
    (
        Field::Barcode,
        &[
            "barcode",
            "ean",
            "gtin",
            "upc",
            "ean13",
            "kode_barcode",
            "kode_batang",
        ],
    ),
    (
        Field::Sku,
        &[
            "sku",
            "kode",
            "code",
            "item_code",
            "product_code",
            "kode_barang",
            "stockcode",
        ],
    ),
    (
        Field::Name,
        &[
            "name",
            "product_name",
            "nama",
            "nama_produk",
            "nama_barang",
            "description",
            "item",
        ],
    ),
    (
        Field::Price,
        &[
            "price",
            "harga",
            "harga_jual",
            "unit_price",
            "unitprice",
            "selling_price",
        ],
    ),
    (
        Field::Cost,
        &["cost", "harga_beli", "modal", "hpp", "cost_price"],
    ),
    (
        Field::Category,
        &[
            "category",
            "kategori",
            "main_category_en",
            "department",
            "group",
        ],
    ),
    (
        Field::Stock,
        &[
            "stock",
            "stok",
            "qty_on_hand",
            "on_hand",
            "quantity_on_hand",
        ],
    ),
    (Field::Unit, &["unit", "satuan", "uom", "unit_of_measure"]),
    (
        Field::Weighed,
        &[
            "weighed",
            "is_weighted",
            "is_weighed",
            "timbang",
            "ditimbang",
        ],
    ),
];

/// A field of a product that a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Barcode,
    Sku,
    Name,
    Price,
    Cost,
    Category,
    Stock,
    Unit,
    Weighed,
}

/// The index of each field's column; nothing for a field that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct FieldIndexes([Option<usize>; 9]);

impl FieldIndexes {
    pub(crate) fn index(&self, field: Field) -> Option<usize> {
        self.0.get(position(field)).copied().flatten()
    }
}

impl FieldColumns {
    /// Guesses the mapping from the names of the columns. `price_ils` counts as `price`.
    pub fn detect(columns: &[String]) -> Self {
        let mut mapping = Self::default();
        for (field, names) in KNOWN {
            let found = names.iter().find_map(|name| {
                columns.iter().find(|column| {
                    let column = column.trim().to_lowercase().replace([' ', '-'], "_");
                    let currency = column
                        .strip_prefix("price_")
                        .is_some_and(|code| code.len() == 3);
                    column == *name || (*name == "price" && currency)
                })
            });
            *mapping.column_mut(field) = found.cloned();
        }
        mapping
    }

    /// Finds the mapped columns in a file with these columns.
    pub(crate) fn resolve(&self, columns: &[String]) -> Result<FieldIndexes, CatalogFileError> {
        let mut resolved = FieldIndexes::default();
        let mut missing = Vec::new();
        for (field, _) in KNOWN {
            let Some(name) = self.column(field) else {
                continue;
            };
            match columns.iter().position(|column| column == name) {
                Some(index) => {
                    if let Some(slot) = resolved.0.get_mut(position(field)) {
                        *slot = Some(index);
                    }
                }
                None => missing.push(name.clone()),
            }
        }
        if self.name.is_none() {
            missing.push("name".to_owned());
        }
        if self.barcode.is_none() && self.sku.is_none() {
            missing.push("barcode".to_owned());
        }
        if missing.is_empty() {
            Ok(resolved)
        } else {
            Err(CatalogFileError::ColumnsMissing { columns: missing })
        }
    }

    fn column(&self, field: Field) -> Option<&String> {
        match field {
            Field::Barcode => self.barcode.as_ref(),
            Field::Sku => self.sku.as_ref(),
            Field::Name => self.name.as_ref(),
            Field::Price => self.price.as_ref(),
            Field::Cost => self.cost.as_ref(),
            Field::Category => self.category.as_ref(),
            Field::Stock => self.stock.as_ref(),
            Field::Unit => self.unit.as_ref(),
            Field::Weighed => self.weighed.as_ref(),
        }
    }

    fn column_mut(&mut self, field: Field) -> &mut Option<String> {
        match field {
            Field::Barcode => &mut self.barcode,
            Field::Sku => &mut self.sku,
            Field::Name => &mut self.name,
            Field::Price => &mut self.price,
            Field::Cost => &mut self.cost,
            Field::Category => &mut self.category,
            Field::Stock => &mut self.stock,
            Field::Unit => &mut self.unit,
            Field::Weighed => &mut self.weighed,
        }
    }
}

fn position(field: Field) -> usize {
    KNOWN
        .iter()
        .position(|(known, _)| *known == field)
        .unwrap_or(KNOWN.len())
}
