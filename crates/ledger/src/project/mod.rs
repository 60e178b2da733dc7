//! Tables folded from the log. Dropping them and folding again gives the same rows.

pub(crate) mod cold;
pub(crate) mod hot;
