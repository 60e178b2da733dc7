//! How a transaction is paid.
