//! The cart: what is being sold, before it is paid.
