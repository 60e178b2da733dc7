//! Tests of private parts.

mod disk_full;
mod maintenance;
mod out_of_memory;
mod query_plans;
mod tables;
