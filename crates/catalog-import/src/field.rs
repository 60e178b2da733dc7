//! The fields of a product that a file can hold.

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

pub(crate) const FIELDS: [Field; 9] = [
    Field::Barcode,
    Field::Sku,
    Field::Name,
    Field::Price,
    Field::Cost,
    Field::Category,
    Field::Stock,
    Field::Unit,
    Field::Weighed,
];
