//! Laws that hold for every amount, cart and payment, tried with random ones.

mod amounts;
mod carts;
mod documents;
mod merges;
mod payments;
