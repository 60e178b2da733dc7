//! The push, rule by rule.

mod concurrency;
mod epochs;
mod projections;
mod quarantine;
mod ratchet;
mod reproject;
mod rules;
mod statements;
