//! State of this register outside the log: the cart, the print queue, its preferences, and people's
//! names and PINs.

mod cart;
mod command;
mod preference;
mod print_job;
mod user;
