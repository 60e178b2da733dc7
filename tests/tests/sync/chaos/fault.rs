//! Faults: calamities of the whole scene, and faults of single exchanges.

use std::time::Duration;

use test_support::proxy::{Direction, Disruption, Script};

/// Something that happens to the whole scene.
#[derive(Debug, Clone, Copy)]
pub(super) enum Calamity {
    /// SIGKILL to a register; it is started again.
    RegisterDies(usize),
    /// SIGKILL to the server during a push; it is started again after a while.
    ServerDies,
    /// PostgreSQL ends without a checkpoint, as in a power cut, and recovers.
    DatabaseDies,
    /// Requests are not answered for a while.
    LinkSilent,
    /// Connections are refused for a while.
    LinkDown,
}

impl Calamity {
    pub(super) const ALL: [Self; 6] = [
        Self::RegisterDies(0),
        Self::RegisterDies(1),
        Self::ServerDies,
        Self::DatabaseDies,
        Self::LinkSilent,
        Self::LinkDown,
    ];
}

/// The faults of single exchanges that the proxy injects all the time.
pub(super) fn link_faults(seed: u64, one_in: u64) -> Script {
    let (up, down) = (Direction::Up, Direction::Down);
    let delay = |way, ms| Disruption::Delay {
        way,
        by: Duration::from_millis(ms),
    };
    Script::AtRandom {
        seed,
        one_in,
        among: vec![
            Disruption::LoseReply,
            Disruption::LoseReply,
            Disruption::Truncate {
                way: up,
                after: 300,
            },
            Disruption::Truncate {
                way: down,
                after: 60,
            },
            delay(up, 400),
            delay(down, 700),
            Disruption::HalfClose {
                way: up,
                after: 200,
            },
            Disruption::HalfClose {
                way: down,
                after: 40,
            },
        ],
    }
}
