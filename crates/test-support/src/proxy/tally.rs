//! What the proxy has done.

/// Counts of what really happened, so that a test can prove that its faults did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Connections that were accepted.
    pub connections: u64,
    /// Connections whose server could not be reached.
    pub unreachable: u64,
    /// Connections that were reset because the link went down.
    pub cut_by_link: u64,
    /// Exchanges that began.
    pub exchanges: u64,
    /// Replies that were swallowed.
    pub replies_lost: u64,
    /// Exchanges that were cut in the middle.
    pub truncated: u64,
    /// Exchanges that were held up.
    pub delayed: u64,
    /// Exchanges in which one direction ended early.
    pub half_closed: u64,
    /// Bytes that reached the server.
    pub bytes_up: u64,
    /// Bytes that reached the client.
    pub bytes_down: u64,
}

impl Tally {
    /// All exchanges with a fault.
    pub const fn broken(&self) -> u64 {
        self.replies_lost + self.truncated + self.delayed + self.half_closed
    }
}
