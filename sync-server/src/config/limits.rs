//! Limits of requests: bytes, counts and times.

use std::time::Duration;

use protocol::{
    IDLE_CONNECTION_SECONDS, MAX_PACKED_BYTES, MAX_PUSH_BODY_BYTES, MAX_PUSH_ENTRIES,
    MAX_UNPACKED_BYTES, ProtocolWindow,
};

use super::error::ConfigError;
use super::sources::Sources;

/// The limits of one body.
#[derive(Debug, Clone, Copy)]
pub struct BodyLimits {
    /// The most bytes as sent.
    pub packed: usize,
    /// The most bytes after unpacking.
    pub unpacked: usize,
    /// The longest time without a byte.
    pub idle: Duration,
    /// The longest time for the whole body.
    pub whole: Duration,
}

/// The limits of all requests. The defaults are those of the protocol.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Of the body of a request.
    pub body: BodyLimits,
    /// The protocols that are answered.
    pub protocols: ProtocolWindow,
    /// The most entries of a push.
    pub push_entries: usize,
    /// The most bytes of entry bodies in a push of more than one entry.
    pub push_body_bytes: usize,
    /// The most connections to the database.
    pub connections: usize,
    /// The most pushes that are verified at once.
    pub verifying: usize,
    /// The most tries of enrolment codes from one address.
    pub code_tries_per_minute: u32,
    /// The most requests of one register.
    pub requests_per_minute: u32,
    /// The longest time for the headers of a request. hyper counts from the end of the request
    /// before, so an idle connection is closed after it, too.
    pub header_read: Duration,
}

impl Limits {
    pub(super) fn read(sources: &Sources) -> Result<Self, ConfigError> {
        let number = |key, range, default: usize| {
            let default = u64::try_from(default).unwrap_or(u64::MAX);
            let number = sources.number(key, range, default)?;
            usize::try_from(number).map_err(|_| ConfigError::Unreadable {
                key,
                expected: "a number that fits this computer",
            })
        };
        let seconds = |key, usual: Duration| {
            sources
                .number(key, 1..=3_600, usual.as_secs())
                .map(Duration::from_secs)
        };
        let per_minute = |key, usual: u32| {
            let number = sources.number(key, 1..=1_000_000, usual.into());
            number.map(|number| u32::try_from(number).unwrap_or(u32::MAX))
        };
        let mebibyte = 1_048_576;
        let usual = Self::default();
        Ok(Self {
            body: BodyLimits {
                packed: number("max_packed_bytes", 1_024..=64 * mebibyte, usual.body.packed)?,
                unpacked: number(
                    "max_unpacked_bytes",
                    1_024..=64 * mebibyte,
                    usual.body.unpacked,
                )?,
                idle: seconds("max_idle_seconds", usual.body.idle)?,
                whole: seconds("max_body_seconds", usual.body.whole)?,
            },
            protocols: usual.protocols,
            push_entries: number("max_push_entries", 1..=10_000, usual.push_entries)?,
            push_body_bytes: number(
                "max_push_body_bytes",
                1_024..=64 * mebibyte,
                usual.push_body_bytes,
            )?,
            connections: number("max_connections", 2..=1_000, usual.connections)?,
            verifying: number("max_verifying", 1..=1_000, usual.verifying)?,
            code_tries_per_minute: per_minute(
                "max_code_tries_per_minute",
                usual.code_tries_per_minute,
            )?,
            requests_per_minute: per_minute("max_requests_per_minute", usual.requests_per_minute)?,
            header_read: seconds("max_header_seconds", usual.header_read)?,
        })
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: BodyLimits {
                packed: MAX_PACKED_BYTES,
                unpacked: MAX_UNPACKED_BYTES,
                idle: Duration::from_secs(30),
                whole: Duration::from_mins(5),
            },
            protocols: ProtocolWindow::SUPPORTED,
            push_entries: MAX_PUSH_ENTRIES,
            push_body_bytes: MAX_PUSH_BODY_BYTES,
            connections: 16,
            verifying: parallelism(),
            code_tries_per_minute: 10,
            requests_per_minute: 6_000,
            header_read: Duration::from_secs(IDLE_CONNECTION_SECONDS),
        }
    }
}

/// The number of processors.
fn parallelism() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
