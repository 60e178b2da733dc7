//! The one totals engine.
