//! Discounts on an item or on a whole cart.
