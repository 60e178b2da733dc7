//! Splitting an amount into parts that sum to the whole.
