//! Which column of a file holds which field of a product.

use serde::{Deserialize, Serialize};

use crate::error::CatalogFileError;
use crate::field::{FIELDS, Field};
use crate::headers;

/// For each field of a product, the name of the column it is read from. A field without a column
/// is not read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FieldColumns {
    pub barcode: Option<String>,
    /// The shop's own code.
    pub sku: Option<String>,
    pub name: Option<String>,
    /// The price, in major units.
    pub price: Option<String>,
    /// The cost for the shop, in major units.
    pub cost: Option<String>,
    pub category: Option<String>,
    /// The opening stock, for products that are new.
    pub stock: Option<String>,
    pub unit: Option<String>,
    /// Whether it is sold by weight.
    pub weighed: Option<String>,
}

/// The index of each field's column; `None` for a field that is not read.
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
        for field in FIELDS {
            *mapping.column_mut(field) = headers::find(field, columns).cloned();
        }
        mapping
    }

    /// The columns that no field is read from.
    pub fn left<'c>(&self, columns: &'c [String]) -> Vec<&'c String> {
        let is_left = |column: &&String| {
            let used = |field| self.column(field) == Some(*column);
            !FIELDS.into_iter().any(used)
        };
        columns.iter().filter(is_left).collect()
    }

    /// If price or barcode has no column: the unused columns that look like it. A person has to
    /// choose one of them, or none.
    pub fn doubtful(&self, columns: &[String]) -> Vec<(&'static str, Vec<String>)> {
        let left = self.left(columns);
        [(Field::Barcode, "barcode"), (Field::Price, "price")]
            .into_iter()
            .filter(|(field, _)| self.column(*field).is_none())
            .map(|(field, word)| {
                let alike = left.iter().filter(|name| headers::is_like(field, name));
                (word, alike.map(|name| (*name).clone()).collect::<Vec<_>>())
            })
            .filter(|(_, alike)| !alike.is_empty())
            .collect()
    }

    /// Finds the mapped columns in a file with these columns.
    pub(crate) fn resolve(&self, columns: &[String]) -> Result<FieldIndexes, CatalogFileError> {
        let mut resolved = FieldIndexes::default();
        let mut missing = Vec::new();
        for field in FIELDS {
            let Some(name) = self.column(field) else {
                continue;
            };
            match columns.iter().position(|column| column == name) {
                Some(index) => {
                    let behind = columns.iter().skip(index + 1);
                    if behind.into_iter().any(|column| column == name) {
                        let column = name.clone();
                        return Err(CatalogFileError::ColumnRepeated { column });
                    }
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
    FIELDS
        .iter()
        .position(|known| *known == field)
        .unwrap_or(FIELDS.len())
}
