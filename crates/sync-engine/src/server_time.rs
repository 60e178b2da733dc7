//! The server's clock, carried on by a clock that nobody sets.

/// The server's clock at some moment of the monotonic one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ServerTime {
    server_ms: i64,
    at: i64,
}

impl ServerTime {
    pub(super) const fn new(server_ms: i64, at: i64) -> Self {
        Self { server_ms, at }
    }

    /// The estimate for `now`. The register's own clock has no part in it: somebody may set it
    /// while the program runs.
    pub(super) const fn at(&self, now: i64) -> i64 {
        self.server_ms.saturating_add(now.saturating_sub(self.at))
    }
}
