//! Currencies: how amounts are written and read.
