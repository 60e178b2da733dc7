//! Rounding to whole units.
