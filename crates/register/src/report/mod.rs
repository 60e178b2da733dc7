//! Reports: of an open or closed shift, and of a business day.

mod day;
mod shift;
mod shift_list;
mod sums;
