//! The tables: rows and SQL, as functions over a connection.

pub(crate) mod entries;
pub(crate) mod identity;
pub(crate) mod product_tables;
pub(crate) mod products;
pub(crate) mod server_state;
pub(crate) mod staging;
