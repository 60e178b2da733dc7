//! Every period the engine keeps, in milliseconds of the monotonic clock.

/// The window of the first retry.
pub const BACKOFF_FIRST_MS: i64 = 1_000;
/// The widest window of a retry.
pub const BACKOFF_MOST_MS: i64 = 300_000;
/// No retry comes sooner: a server that refuses quickly is not asked in a loop.
pub const BACKOFF_LEAST_MS: i64 = 100;
/// A longer `Retry-After` is cut to this.
pub const RETRY_AFTER_MOST_MS: i64 = 3_600_000;
/// How long a loop rests when it needs a person, but may recover by itself.
pub const REST_MS: (i64, i64) = (600_000, 1_200_000);
/// An attempt over the network ends when no byte has moved for this long.
pub const SILENT_MS: i64 = 30_000;
/// The watchdog: an attempt that waits for the ledger ends when there was no progress for this
/// long. So does an open stream of hints, which beats every 20 s.
pub const WATCHDOG_MS: i64 = 60_000;
/// A push or a page ends after this long, even if bytes keep trickling in.
pub const ATTEMPT_MOST_MS: i64 = 600_000;
/// A wake-up that comes this much later than asked means that the computer slept.
pub const SLEPT_MS: i64 = 30_000;
/// Entries committed within this time go into one push.
pub const COALESCE_MS: i64 = 20;
/// Without hints, the feed is polled at this interval.
pub const POLL_MS: (i64, i64) = (30_000, 60_000);
/// With hints, the feed is polled at this interval, in case a hint was lost.
pub const POLL_HINTED_MS: (i64, i64) = (240_000, 360_000);
/// With nothing to send, the register asks for the head at this interval. A server that was
/// restored from a backup is then refilled, and a copy of this register is found.
pub const HEARTBEAT_MS: (i64, i64) = (240_000, 360_000);
/// A stream of hints that ends sooner counts as useless (a proxy buffers it, or cuts it).
pub const LISTEN_USEFUL_MS: i64 = 5_000;
/// After this many useless streams in a row, the feed is only polled for a while.
pub const LISTEN_STRIKES: u32 = 3;
/// How many answers in a row may be acted on at once before waiting.
pub const QUICK_RETRIES: u32 = 3;
/// How many epochs in a row may be opened before one is acknowledged.
pub const EPOCHS_UNACKNOWLEDGED_MOST: usize = 4;
