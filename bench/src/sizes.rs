//! The sizes of a measurement.

use std::time::Duration;

/// Rounds that take turns; their median counts.
pub(crate) const ROUNDS: usize = 3;

/// A cashier is not a saturating load: a paced measurement waits this long between sales.
pub(crate) const PACE: Duration = Duration::from_millis(20);

/// Items of a measured sale.
pub(crate) const ITEMS: usize = 8;

/// The sizes of one run.
#[derive(Debug, Clone)]
pub(crate) struct Sizes {
    /// Products of an ordinary shop.
    pub(crate) products: u32,
    /// Sales of an ordinary shop's history.
    pub(crate) sales: u64,
    /// Histories that must not slow a commit down, the shortest first.
    pub(crate) histories: Vec<u64>,
    /// Catalogs that are searched, each with its limit in milliseconds.
    pub(crate) catalogs: Vec<(u32, u64)>,
    /// Searches of each catalog.
    pub(crate) queries: u32,
    /// Sales of one round back to back.
    pub(crate) burst: u32,
    /// Paced sales of one round.
    pub(crate) paced: u32,
    /// Starts of a process.
    pub(crate) starts: u32,
    /// Starts of the window.
    pub(crate) window_starts: u32,
    /// Scans in the window.
    pub(crate) scans: u32,
    /// Sales in the window before its memory is measured.
    pub(crate) window_sales: u32,
    /// Sales that each register pushes in one round.
    pub(crate) pushed_sales: u64,
}

impl Sizes {
    /// The quick sizes, or the real ones.
    pub(crate) fn new(full: bool) -> Self {
        if full {
            Self {
                products: 100_000,
                sales: 1_000_000,
                histories: vec![1_000, 100_000, 1_000_000],
                catalogs: vec![(100_000, 16), (1_000_000, 50)],
                queries: 1_000,
                burst: 400,
                paced: 300,
                starts: 10,
                window_starts: 10,
                scans: 500,
                window_sales: 100,
                pushed_sales: 2_000,
            }
        } else {
            Self {
                products: 10_000,
                sales: 20_000,
                histories: vec![1_000, 20_000],
                catalogs: vec![(10_000, 16)],
                queries: 1_000,
                burst: 200,
                paced: 150,
                starts: 10,
                window_starts: 5,
                scans: 100,
                window_sales: 15,
                pushed_sales: 500,
            }
        }
    }
}
