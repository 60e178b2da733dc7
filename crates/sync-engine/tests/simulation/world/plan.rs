//! Which faults a history has, and how often.

use crate::random::Random;

/// Drawn first, so that simple histories exist beside wild ones.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) registers: usize,
    /// The number of actions of people, over all machines.
    pub(crate) actions: i64,
    pub(crate) faults_end_ms: i64,
    pub(crate) loss_percent: i64,
    pub(crate) duplicate_percent: i64,
    pub(crate) slow_percent: i64,
    /// A process ends in the middle of a step.
    pub(crate) kill_at_step_percent: i64,
    /// The server ends before or after its commit.
    pub(crate) crash_at_request_percent: i64,
    /// A disk that refuses a commit of sync's.
    pub(crate) disk_full_percent: i64,
    pub(crate) kills: i64,
    pub(crate) outages: i64,
    pub(crate) server_crashes: i64,
    pub(crate) server_restores: i64,
    pub(crate) register_restores: i64,
    pub(crate) clones: i64,
    pub(crate) clock_jumps: i64,
    pub(crate) sleeps: i64,
    pub(crate) revokes: bool,
    /// Whether the mark beside the key survives a restore.
    pub(crate) high_water_survives: bool,
    /// Whether the monotonic clock counts on while asleep.
    pub(crate) mono_counts_sleep: bool,
    pub(crate) page_rows: u32,
    pub(crate) batch_entries: usize,
}

impl Plan {
    pub(crate) fn draw(random: &mut Random) -> Self {
        let mut sometimes = |percent: i64, most: i64| {
            if random.percent(percent) {
                random.between(1, most)
            } else {
                0
            }
        };
        Self {
            loss_percent: sometimes(60, 40),
            duplicate_percent: sometimes(30, 20),
            slow_percent: sometimes(40, 20),
            kill_at_step_percent: sometimes(30, 10),
            crash_at_request_percent: sometimes(30, 10),
            disk_full_percent: sometimes(10, 10),
            kills: sometimes(40, 3),
            outages: sometimes(50, 3),
            server_crashes: sometimes(40, 3),
            server_restores: sometimes(35, 2),
            register_restores: sometimes(30, 2),
            clones: sometimes(25, 2),
            clock_jumps: sometimes(30, 4),
            sleeps: sometimes(25, 2),
            revokes: random.percent(4),
            high_water_survives: random.percent(50),
            mono_counts_sleep: random.percent(50),
            registers: usize::try_from(random.between(1, 3)).unwrap(),
            actions: random.between(4, 24),
            faults_end_ms: random.between(30_000, 900_000),
            page_rows: u32::try_from(random.between(1, 6)).unwrap(),
            batch_entries: usize::try_from(random.between(1, 8)).unwrap(),
        }
    }

    /// The network and the machines work from here on.
    pub(crate) const fn heal(&mut self) {
        self.loss_percent = 0;
        self.duplicate_percent = 0;
        self.slow_percent = 0;
        self.kill_at_step_percent = 0;
        self.crash_at_request_percent = 0;
        self.disk_full_percent = 0;
    }
}
