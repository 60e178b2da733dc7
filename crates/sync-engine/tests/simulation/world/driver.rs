//! A machine's program: the thin driver around the engine.

use std::collections::BTreeSet;

use domain::entry::kinds::EpochCause;
use domain::entry::{Hash, Head};
use protocol::{PullAnswer, TransportError};
use sync_engine::{Attempt, Effect, Engine, Input};

use super::trade::short;
use super::{Event, Process, World};
use crate::documents::Identity;
use crate::sabotage::Sabotage;

impl World {
    pub(super) fn who(&self, machine: usize) -> &Identity {
        &self.identities[self.machines[machine].register]
    }

    /// Starts the program, from the disk alone.
    pub(super) fn start(&mut self, machine: usize) {
        if self.machines[machine].process.is_some() || self.machines[machine].gone {
            return;
        }
        self.look_at_high_water(machine);
        self.note_high_water(machine);
        let now = self.mono(machine);
        let wall = self.now + self.machines[machine].wall_offset;
        let server_key = self.host.key.public();
        let resume_state =
            self.machines[machine]
                .disk
                .resume_state(self.who(machine), server_key, wall);
        let mut chance = self.random.branch();
        let engine = Engine::new(now, &resume_state, move || chance.next());
        let state = &mut self.machines[machine];
        state.generation += 1;
        let generation = state.generation;
        state.process = Some(Process {
            engine,
            tick: 0,
            cancelled: BTreeSet::new(),
        });
        self.note(|| format!("m{machine} starts ({generation})"));
        self.tell(machine, generation, Input::Tick);
    }

    /// When the mark beside the key is newer than the disk, the disk was restored from a backup.
    fn look_at_high_water(&mut self, machine: usize) {
        let disk = &self.machines[machine].disk;
        let head = disk.head();
        let Some((epoch, seq)) = self.machines[machine].high_water else {
            return;
        };
        if epoch == head.epoch && seq <= head.seq {
            return;
        }
        let known = disk
            .acknowledged
            .as_ref()
            .map(domain::entry::SignedHead::head);
        let previous = known
            .filter(|known| known.epoch == head.epoch)
            .unwrap_or(Head::start(head.epoch));
        self.open_epoch(machine, EpochCause::Restored, previous);
    }

    fn open_epoch(&mut self, machine: usize, cause: EpochCause, previous: Head) {
        let identity = &self.identities[self.machines[machine].register];
        let disk = &mut self.machines[machine].disk;
        let own = disk.hash_at(previous.epoch, previous.seq);
        if previous.seq > 0 && own != Some(previous.hash) {
            let what = format!("m{machine} continues {}, and has {own:?}", previous.hash);
            return self.broken(4, what);
        }
        disk.open_epoch(identity, &mut self.random, cause, previous);
        self.epochs_opened += 1;
        self.note_high_water(machine);
        let head = self.machines[machine].disk.head();
        self.note(|| {
            format!(
                "m{machine} opens epoch {} ({cause:?}) after {} {}: {} entries",
                short(head.epoch),
                short(previous.epoch),
                previous.seq,
                head.seq
            )
        });
        if !self.copied {
            self.broken(
                0,
                format!("m{machine} takes itself for a copy, and none was made"),
            );
        }
    }

    pub(super) fn kill(&mut self, machine: usize) {
        if self.machines[machine].process.take().is_some() {
            self.note(|| format!("m{machine} is killed"));
            self.host
                .listeners
                .retain(|(listener, ..)| *listener != machine);
        }
    }

    pub(super) fn mono(&self, machine: usize) -> i64 {
        self.now - self.machines[machine].mono_lag
    }

    pub(super) fn tick(&mut self, machine: usize, generation: u64, tick: u64) {
        let process = self.machines[machine].process.as_ref();
        if process.is_some_and(|process| process.tick == tick) {
            self.tell(machine, generation, Input::Tick);
        }
    }

    /// Gives the engine an input, and performs its effects a moment later.
    pub(super) fn tell(&mut self, machine: usize, generation: u64, input: Input) {
        if !self.is_running(machine, generation) {
            return;
        }
        let awake = self.machines[machine].asleep_until;
        if self.now < awake {
            let input = Box::new(input);
            self.at(
                awake,
                Event::Tell {
                    machine,
                    generation,
                    input,
                },
            );
            return;
        }
        let now = self.mono(machine);
        let lag = self.machines[machine].mono_lag;
        let Some(process) = &mut self.machines[machine].process else {
            return;
        };
        process.tick += 1;
        let tick = process.tick;
        let effects = process.engine.handle(now, input);
        let wake = process.engine.wake_at();
        if let Some(wake) = wake {
            let at = (wake + lag).max(self.now);
            self.at(
                at,
                Event::Tick {
                    machine,
                    generation,
                    tick,
                },
            );
        }
        for effect in effects {
            let wait = self.random.between(0, 3);
            self.after(
                wait,
                Event::Perform {
                    machine,
                    generation,
                    effect: Box::new(effect),
                },
            );
        }
    }

    pub(super) fn perform(&mut self, machine: usize, generation: u64, effect: Effect) {
        if !self.is_running(machine, generation) {
            return;
        }
        if self.random.percent(self.plan.kill_at_step_percent) {
            return self.kill_for_a_while(machine);
        }
        self.carry_out(machine, generation, effect);
        if self.random.percent(self.plan.kill_at_step_percent) {
            self.kill_for_a_while(machine);
        }
    }

    fn kill_for_a_while(&mut self, machine: usize) {
        self.kill(machine);
        let wait = self.random.between(500, 60_000);
        self.after(wait, Event::Fault(super::Fault::Start { machine }));
    }

    fn carry_out(&mut self, machine: usize, generation: u64, effect: Effect) {
        let full = self.random.percent(self.plan.disk_full_percent);
        match effect {
            Effect::Push(order) => self.send_push(machine, &order),
            Effect::Pull(order) => self.send_pull(machine, &order),
            Effect::FetchSnapshot { attempt } => self.send_snapshot(machine, attempt),
            Effect::Listen { attempt } => self.send_listen(machine, attempt),
            Effect::Acknowledge(note) if full => self.disk_full(machine, generation, note.attempt),
            Effect::ApplyPage { attempt, .. } | Effect::OpenEpoch { attempt, .. } if full => {
                self.disk_full(machine, generation, attempt);
            }
            Effect::Acknowledge(note) => {
                self.machines[machine].disk.acknowledge(&note);
                self.note(|| {
                    let head = &note.head;
                    format!(
                        "m{machine} has {} {} acknowledged",
                        short(head.epoch),
                        head.seq
                    )
                });
                self.check_acknowledged(machine, &note.head);
                let input = Input::Acknowledged {
                    attempt: note.attempt,
                    profiles_pending: false,
                };
                self.tell_soon(machine, generation, input);
            }
            Effect::OpenEpoch {
                attempt,
                cause,
                previous,
            } => {
                self.open_epoch(machine, cause, previous);
                let epochs = self.machines[machine].disk.epochs.clone();
                self.tell_soon(machine, generation, Input::EpochOpened { attempt, epochs });
            }
            Effect::ApplyPage { attempt, page } => {
                let input = if self.apply_page(machine, generation, &page) {
                    Input::PageApplied { attempt }
                } else {
                    Input::LedgerFailed { attempt }
                };
                self.tell_soon(machine, generation, input);
            }
            Effect::Cancel { attempt } => {
                if let Some(process) = &mut self.machines[machine].process {
                    process.cancelled.insert(attempt);
                }
                self.host.listeners.remove(&(machine, generation, attempt));
            }
            Effect::ServerTime { server_time_ms } => {
                let wall = self.now + self.machines[machine].wall_offset;
                let disk = &mut self.machines[machine].disk;
                disk.note_server_time(server_time_ms - wall);
            }
            Effect::Attention { code } => {
                self.note(|| format!("m{machine} needs attention: {code}"));
                self.machines[machine].disk.attention.insert(code);
            }
            Effect::AttentionOver { code } => {
                self.machines[machine].disk.attention.remove(&code);
            }
        }
    }

    fn apply_page(&mut self, machine: usize, generation: u64, page: &PullAnswer) -> bool {
        self.note(|| {
            format!(
                "m{machine} applies {} rows to {}",
                page.rows.len(),
                page.next
            )
        });
        let fits = self.machines[machine].disk.has_feed(page.feed_epoch);
        if fits && self.sabotage == Sabotage::CursorApartFromPage {
            self.machines[machine].disk.take_cursor(page.next);
            let rows = page.rows.clone();
            let wait = self.random.between(0, 3);
            self.after(
                wait,
                Event::Rows {
                    machine,
                    generation,
                    rows,
                },
            );
        } else if fits {
            self.machines[machine].disk.apply(page);
        }
        if self.sabotage == Sabotage::PullOverwrites {
            self.machines[machine].disk.forget_overlay(&page.rows);
        }
        self.check_overlay(machine);
        fits
    }

    fn disk_full(&mut self, machine: usize, generation: u64, attempt: Attempt) {
        self.note(|| format!("m{machine}: the disk is full at {attempt}"));
        self.tell_soon(machine, generation, Input::LedgerFailed { attempt });
    }

    /// The engine hears of a commit a moment after it. A kill may come first.
    pub(super) fn tell_soon(&mut self, machine: usize, generation: u64, input: Input) {
        let wait = self.random.between(0, 5);
        self.after(
            wait,
            Event::Tell {
                machine,
                generation,
                input: Box::new(input),
            },
        );
    }

    pub(super) fn tell_failed(&mut self, machine: usize, attempt: Attempt, error: TransportError) {
        let generation = self.machines[machine].generation;
        let wait = self.random.between(1, 2_000);
        let input = Box::new(Input::Failed { attempt, error });
        self.after(
            wait,
            Event::Tell {
                machine,
                generation,
                input,
            },
        );
    }

    /// The ledger's own hash, as the driver passes it on.
    pub(super) fn own_hash(&self, machine: usize, head: Head) -> Option<Hash> {
        if self.sabotage == Sabotage::NoAcknowledgementCheck {
            return Some(head.hash);
        }
        let disk = &self.machines[machine].disk;
        disk.hash_at(head.epoch, head.seq)
    }
}
