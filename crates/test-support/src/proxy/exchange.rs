//! Applies the fault of an exchange to the bytes of a connection, at the right byte.

use std::time::Duration;

use super::disruption::{Direction, Disruption, Script};
use super::tally::Tally;

/// The script for all connections, and the tally of its faults.
#[derive(Debug, Default)]
pub(super) struct Director {
    script: Script,
    begun: u64,
    pub(super) tally: Tally,
}

impl Director {
    pub(super) fn play(&mut self, script: Script) {
        self.script = script;
        self.begun = 0;
    }

    fn next_fault(&mut self) -> Option<Disruption> {
        let fault = self.script.fault(self.begun);
        self.begun += 1;
        self.tally.exchanges += 1;
        fault
    }

    /// Notes that bytes have passed.
    pub(super) fn passed(&mut self, way: Direction, bytes: usize) {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        match way {
            Direction::Up => self.tally.bytes_up += bytes,
            Direction::Down => self.tally.bytes_down += bytes,
        }
    }
}

/// What to do with bytes that arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passage {
    /// They pass.
    Free,
    /// They pass, later.
    After(Duration),
    /// This many pass, then the connection is reset.
    Cut(usize),
    /// This many pass, then this direction ends.
    End(usize),
}

/// The exchange that a connection is in.
#[derive(Debug, Default)]
pub(super) struct Exchange {
    fault: Option<Disruption>,
    last: Option<Direction>,
    passed: u64,
}

impl Exchange {
    /// Decides about the next bytes.
    pub(super) fn decide(
        &mut self,
        director: &mut Director,
        way: Direction,
        bytes: usize,
    ) -> Passage {
        if way == Direction::Up && self.last != Some(Direction::Up) {
            self.fault = director.next_fault();
        }
        if self.last != Some(way) {
            self.passed = 0;
        }
        self.last = Some(way);
        let before = self.passed;
        let total = before.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
        self.passed = total;
        let tally = &mut director.tally;
        let rest = |after: u64| usize::try_from(after.saturating_sub(before)).unwrap_or(0);
        match self.fault {
            Some(Disruption::LoseReply) if way == Direction::Down => {
                tally.replies_lost += 1;
                Passage::Cut(0)
            }
            Some(Disruption::Truncate { way: of, after }) if of == way && total > after => {
                tally.truncated += 1;
                Passage::Cut(rest(after))
            }
            Some(Disruption::HalfClose { way: of, after }) if of == way && total > after => {
                tally.half_closed += 1;
                Passage::End(rest(after))
            }
            Some(Disruption::Delay { way: of, by }) if of == way && before == 0 => {
                tally.delayed += 1;
                Passage::After(by)
            }
            _ => Passage::Free,
        }
    }
}
