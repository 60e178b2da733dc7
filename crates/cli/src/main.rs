//! `kasaproctl`.
fn main() {}
