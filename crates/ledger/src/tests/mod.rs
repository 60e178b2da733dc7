//! Tests that look behind the public surface.

mod disk_full;
mod query_plans;
mod totals_shape;
