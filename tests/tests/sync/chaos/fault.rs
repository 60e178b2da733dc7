//! What happens.

use std::time::Duration;

use kasapro_tests::proxy::{Fault, Script, Way};

/// Something that happens to the whole scene.
#[derive(Debug, Clone, Copy)]
pub(super) enum Calamity {
    /// SIGKILL to a register; it is started again.
    RegisterDies(usize),
    /// SIGKILL to the server, while somebody pushes; it is started again after a while.
    ServerDies,
    /// PostgreSQL ends without a checkpoint, as in a power cut, and recovers.
    DatabaseDies,
    /// Nobody answers for a while.
    LineSilent,
    /// Connections are refused for a while.
    LineDown,
}

impl Calamity {
    pub(super) const ALL: [Self; 6] = [
        Self::RegisterDies(0),
        Self::RegisterDies(1),
        Self::ServerDies,
        Self::DatabaseDies,
        Self::LineSilent,
        Self::LineDown,
    ];
}

/// What the proxy does to single exchanges, all the time.
pub(super) fn line_faults(seed: u64, one_in: u64) -> Script {
    let (up, down) = (Way::Up, Way::Down);
    let delay = |way, ms| Fault::Delay {
        way,
        by: Duration::from_millis(ms),
    };
    Script::AtRandom {
        seed,
        one_in,
        among: vec![
            Fault::LoseReply,
            Fault::LoseReply,
            Fault::Truncate {
                way: up,
                after: 300,
            },
            Fault::Truncate {
                way: down,
                after: 60,
            },
            delay(up, 400),
            delay(down, 700),
            Fault::HalfClose {
                way: up,
                after: 200,
            },
            Fault::HalfClose {
                way: down,
                after: 40,
            },
        ],
    }
}
