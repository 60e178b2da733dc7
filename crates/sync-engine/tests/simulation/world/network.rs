//! The network between a machine and the server: delay, loss, duplicates, lost replies, silence.

use protocol::{
    Hint, PullAnswer, PullQuery, PushAnswer, PushRequest, Refusal, SnapshotHeader, TransportError,
};
use sync_engine::{Attempt, Input, PullOrder, PushOrder};

use super::trade::short;
use super::{Event, World};
use crate::server::{Asker, Moment};
use domain::feed::FeedRow;

/// A request on its way.
#[derive(Clone)]
pub(super) struct Request {
    machine: usize,
    generation: u64,
    attempt: Attempt,
    connected_to: u32,
    asker: Asker,
    what: Asked,
}

#[derive(Clone)]
enum Asked {
    Push(Box<PushRequest>),
    Pull(PullQuery),
    Snapshot,
    Listen,
}

/// An answer on its way.
#[derive(Clone)]
pub(super) struct Reply {
    pub(super) machine: usize,
    generation: u64,
    attempt: Attempt,
    what: Answered,
}

#[derive(Clone)]
enum Answered {
    Push(Box<PushAnswer>),
    Pull(Box<PullAnswer>),
    Snapshot(SnapshotHeader, Vec<FeedRow>),
    Listening,
    Refused(Box<Refusal>),
    Hint(u64),
    Beat,
    Broken,
}

/// How often the stream of hints beats.
const BEAT_MS: i64 = 20_000;

impl World {
    pub(super) fn send_push(&mut self, machine: usize, order: &PushOrder) {
        let most = order.max_entries.min(self.plan.batch_entries);
        let disk = &self.machines[machine].disk;
        let entries = disk.batch(order.epoch, order.first_seq, most);
        let request = order.request(&entries, Vec::new()).unwrap();
        self.note(|| {
            let last = order.first_seq + u64::try_from(entries.len()).unwrap();
            format!(
                "m{machine} pushes {} {}..{last}",
                short(order.epoch),
                order.first_seq
            )
        });
        self.send(machine, order.attempt, Asked::Push(Box::new(request)));
    }

    pub(super) fn send_pull(&mut self, machine: usize, order: &PullOrder) {
        let query = order.query(self.plan.page_rows);
        self.send(machine, order.attempt, Asked::Pull(query));
    }

    pub(super) fn send_snapshot(&mut self, machine: usize, attempt: Attempt) {
        self.send(machine, attempt, Asked::Snapshot);
    }

    pub(super) fn send_listen(&mut self, machine: usize, attempt: Attempt) {
        self.send(machine, attempt, Asked::Listen);
    }

    fn send(&mut self, machine: usize, attempt: Attempt, what: Asked) {
        let now = self.mono(machine);
        let state = &self.machines[machine];
        let (generation, online) = (state.generation, state.online);
        let time_ms = state
            .process
            .as_ref()
            .map_or(0, |process| process.engine.server_time_ms(now));
        if !online {
            // A missing route fails quickly; a dead cable stays silent.
            if self.random.percent(70) {
                self.tell_failed(machine, attempt, TransportError::Unreachable);
            }
            return;
        }
        let request = Request {
            machine,
            generation,
            attempt,
            connected_to: self.host.ends,
            asker: Asker {
                register_id: self.who(machine).register_id,
                time_ms,
                nonce: self.random.next(),
            },
            what,
        };
        if self.random.percent(self.plan.duplicate_percent) {
            let wait = self.latency();
            let request = Box::new(request.clone());
            self.after(wait, Event::Arrive { request });
        }
        if self.random.percent(self.plan.loss_percent) {
            if self.random.percent(50) {
                self.tell_failed(machine, attempt, TransportError::Broken);
            }
            return;
        }
        let wait = self.latency();
        let request = Box::new(request);
        self.after(wait, Event::Arrive { request });
    }

    fn latency(&mut self) -> i64 {
        if self.random.percent(self.plan.slow_percent) {
            self.random.between(1_000, 90_000)
        } else {
            self.random.between(2, 250)
        }
    }

    /// The server handles a request: whole, or not at all; it may die before or after its commit.
    pub(super) fn arrive(&mut self, request: &Request) {
        let (machine, attempt) = (request.machine, request.attempt);
        if !self.host.up || request.connected_to != self.host.ends {
            self.tell_failed(machine, attempt, TransportError::Unreachable);
            return;
        }
        if self.random.percent(self.plan.crash_at_request_percent) {
            self.crash_server();
            self.tell_failed(machine, attempt, TransportError::Broken);
            return;
        }
        let before = self.host.state.feed_seq();
        let reply = self.handle(request);
        self.note_stored(request);
        let after = self.host.state.feed_seq();
        if after != before {
            self.hint_all(after);
        }
        if self.random.percent(self.plan.crash_at_request_percent) {
            self.crash_server();
            self.tell_failed(machine, attempt, TransportError::Broken);
            return;
        }
        self.reply(reply);
    }

    fn handle(&mut self, request: &Request) -> Reply {
        let mut random = self.random.branch();
        let host = &mut self.host;
        let mut moment = Moment {
            time_ms: self.now + host.wall_offset,
            key: &host.key,
            random: &mut random,
        };
        let asker = request.asker;
        let answered = host.state.prove(asker, &moment).and_then(|()| {
            Ok(match &request.what {
                Asked::Push(push) => {
                    Answered::Push(Box::new(host.state.push(asker, push, &mut moment)?))
                }
                Asked::Pull(query) => {
                    Answered::Pull(Box::new(host.state.pull(asker, query, &moment)?))
                }
                Asked::Snapshot => {
                    let (header, rows) = host.state.snapshot(asker, &moment)?;
                    Answered::Snapshot(header, rows)
                }
                Asked::Listen => {
                    host.state.listen(asker, &moment)?;
                    let listener = (request.machine, request.generation, request.attempt);
                    host.listeners.insert(listener);
                    Answered::Listening
                }
            })
        });
        let what = answered.unwrap_or_else(Answered::Refused);
        if let Answered::Refused(refusal) = &what {
            let (machine, code) = (request.machine, refusal.code);
            self.note(|| format!("server refuses m{machine}: {code:?}"));
        }
        Reply {
            machine: request.machine,
            generation: request.generation,
            attempt: request.attempt,
            what,
        }
    }

    fn note_stored(&mut self, request: &Request) {
        let Asked::Push(push) = &request.what else {
            return;
        };
        let line = (request.asker.register_id, push.epoch);
        for entry in &push.entries {
            if self.host.state.hash_at(line, entry.seq) == Some(entry.hash) {
                self.stored.insert((line, entry.seq, entry.hash));
            }
        }
    }

    fn reply(&mut self, reply: Reply) {
        if self.random.percent(self.plan.loss_percent) {
            if self.random.percent(50) {
                self.tell_failed(reply.machine, reply.attempt, TransportError::Broken);
            }
            return;
        }
        let wait = self.latency();
        let reply = Box::new(reply);
        self.after(wait, Event::Deliver { reply });
    }

    fn hint_all(&mut self, feed_seq: u64) {
        for (machine, generation, attempt) in self.host.listeners.clone() {
            self.reply(Reply {
                machine,
                generation,
                attempt,
                what: Answered::Hint(feed_seq),
            });
        }
    }

    /// Every stream of hints breaks.
    pub(super) fn drop_listeners(&mut self) {
        for (machine, generation, attempt) in std::mem::take(&mut self.host.listeners) {
            let reply = Box::new(Reply {
                machine,
                generation,
                attempt,
                what: Answered::Broken,
            });
            self.after(1, Event::Deliver { reply });
        }
    }

    pub(super) fn deliver(&mut self, reply: Reply) {
        let Reply {
            machine,
            generation,
            attempt,
            what,
        } = reply;
        if !self.is_running(machine, generation) || !self.machines[machine].online {
            return;
        }
        // The connection of an attempt that was given up is closed: a late answer is dropped.
        let process = self.machines[machine].process.as_ref();
        if process.is_some_and(|process| process.cancelled.contains(&attempt)) {
            return;
        }
        let input = match what {
            Answered::Push(answer) => {
                let own_hash = self.own_hash(machine, answer.head.head());
                Input::PushAnswered {
                    attempt,
                    answer,
                    own_hash,
                }
            }
            Answered::Pull(page) => Input::PullAnswered { attempt, page },
            Answered::Snapshot(header, rows) => {
                self.note(|| format!("m{machine} takes a snapshot at {}", header.feed_seq));
                if let Some(process) = &mut self.machines[machine].process {
                    // It is read once.
                    process.cancelled.insert(attempt);
                }
                let disk = &mut self.machines[machine].disk;
                disk.swap(header.feed_epoch, header.feed_seq, &rows);
                self.check_overlay(machine);
                Input::SnapshotApplied {
                    attempt,
                    feed_epoch: header.feed_epoch,
                    cursor: header.feed_seq,
                }
            }
            Answered::Listening => {
                self.beat(machine, generation, attempt);
                Input::ListenStarted { attempt }
            }
            Answered::Refused(refusal) => {
                let head = refusal.head.as_ref().map(domain::entry::SignedHead::head);
                let own_hash = head.and_then(|head| self.own_hash(machine, head));
                Input::Refused {
                    attempt,
                    refusal,
                    retry_after_ms: None,
                    own_hash,
                }
            }
            Answered::Hint(feed_seq) => Input::Hint {
                attempt,
                hint: Hint { feed_seq },
            },
            Answered::Beat => {
                self.beat(machine, generation, attempt);
                Input::Progress { attempt }
            }
            Answered::Broken => Input::Failed {
                attempt,
                error: TransportError::Broken,
            },
        };
        self.tell(machine, generation, input);
    }

    /// Continues the stream while the server keeps it open.
    fn beat(&mut self, machine: usize, generation: u64, attempt: Attempt) {
        if self
            .host
            .listeners
            .contains(&(machine, generation, attempt))
        {
            let reply = Box::new(Reply {
                machine,
                generation,
                attempt,
                what: Answered::Beat,
            });
            self.after(BEAT_MS, Event::Deliver { reply });
        }
    }
}
