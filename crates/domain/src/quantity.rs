//! Quantities in thousandths.
