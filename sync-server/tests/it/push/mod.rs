//! The push, rule by rule.

mod aside;
mod concurrency;
mod epochs;
mod five_rules;
mod projections;
mod ratchet;
mod statements;
mod waiting;
