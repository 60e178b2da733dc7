//! The only crate that knows SQLite: append and project in one database transaction.
