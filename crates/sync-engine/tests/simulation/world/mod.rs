//! One history: machines, a server, a network between them, and a clock that only events move.

mod driver;
mod faults;
mod network;
mod plan;
mod trade;

use std::collections::{BTreeMap, BTreeSet};

use domain::entry::{Hash, SigningKey};
use sync_engine::{Attempt, Effect, Engine, Input};
use uuid::Uuid;

pub(crate) use plan::Plan;

use crate::check::Violation;
use crate::disk::Disk;
use crate::documents::Identity;
use crate::random::Random;
use crate::sabotage::Sabotage;
use crate::server::{LogKey, Server};
use faults::Fault;
use network::{Reply, Request};

/// After the faults end, all sides must be equal within this time (Promise 11).
pub(crate) const CONVERGED_WITHIN_MS: i64 = 1_200_000;

/// A computer with a ledger of some register.
pub(crate) struct Machine {
    pub(crate) register: usize,
    pub(crate) disk: Disk,
    backup: Option<Disk>,
    /// The mark beside the key: the last head that it holds. `None` when it did not survive.
    high_water: Option<(Uuid, u64)>,
    process: Option<Process>,
    /// Counts starts. Events of an earlier start are ignored.
    generation: u64,
    online: bool,
    asleep_until: i64,
    /// The wall clock minus the true time.
    wall_offset: i64,
    /// What the monotonic clock missed while asleep.
    mono_lag: i64,
    /// Stolen, or thrown away: it never comes back.
    pub(crate) gone: bool,
}

struct Process {
    engine: Engine,
    tick: u64,
    cancelled: BTreeSet<Attempt>,
}

/// The server's machine.
pub(crate) struct Host {
    pub(crate) state: Server,
    backup: Option<Server>,
    key: SigningKey,
    up: bool,
    /// Counts ends: a connection does not outlive the server's process.
    ends: u32,
    wall_offset: i64,
    listeners: BTreeSet<(usize, u64, Attempt)>,
    pub(crate) restores: u32,
}

/// Something that happens at a set time.
enum Event {
    Tick {
        machine: usize,
        generation: u64,
        tick: u64,
    },
    Tell {
        machine: usize,
        generation: u64,
        input: Box<Input>,
    },
    Perform {
        machine: usize,
        generation: u64,
        effect: Box<Effect>,
    },
    /// A commit that a saboteur cut off from the one before it.
    Rows {
        machine: usize,
        generation: u64,
        rows: Vec<domain::feed::FeedRow>,
    },
    Arrive {
        request: Box<Request>,
    },
    Deliver {
        reply: Box<Reply>,
    },
    Act {
        machine: usize,
    },
    Fault(Fault),
}

/// A document that was committed on some machine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Created {
    pub(crate) cents: i64,
}

pub(crate) struct World {
    pub(crate) now: i64,
    order: u64,
    queue: BTreeMap<(i64, u64), Event>,
    random: Random,
    pub(crate) plan: Plan,
    sabotage: Sabotage,
    pub(crate) identities: Vec<Identity>,
    pub(crate) machines: Vec<Machine>,
    pub(crate) host: Host,
    pub(crate) created: BTreeMap<Uuid, Created>,
    /// Every hash that the server ever stored.
    pub(crate) stored: BTreeSet<(LogKey, u64, Hash)>,
    /// Whether a ledger was ever restored from a backup or copied.
    pub(crate) copied: bool,
    pub(crate) epochs_opened: u32,
    pub(crate) violation: Option<Violation>,
    pub(crate) trace: Option<Vec<String>>,
}

impl World {
    pub(crate) fn new(seed: u64, sabotage: Sabotage, tracing: bool) -> Self {
        let mut random = Random::new(seed);
        let plan = Plan::draw(&mut random);
        let organization_id = random.uuid();
        let state = Server::new(organization_id, &mut random, sabotage);
        let mut world = Self {
            now: 0,
            order: 0,
            queue: BTreeMap::new(),
            plan,
            sabotage,
            identities: Vec::new(),
            machines: Vec::new(),
            host: Host {
                state,
                backup: None,
                key: key(&mut random),
                up: true,
                ends: 0,
                wall_offset: 1_790_000_000_000,
                listeners: BTreeSet::new(),
                restores: 0,
            },
            created: BTreeMap::new(),
            stored: BTreeSet::new(),
            copied: false,
            epochs_opened: 0,
            violation: None,
            trace: tracing.then(Vec::new),
            random,
        };
        for _ in 0..world.plan.registers {
            world.found(organization_id);
        }
        world.schedule_history();
        world
    }

    /// A register of the shop: its ledger, some trade before it is enrolled, and its enrolment.
    fn found(&mut self, organization_id: Uuid) {
        let identity = Identity {
            organization_id,
            register_id: self.random.uuid(),
            shift_id: self.random.uuid(),
            key: key(&mut self.random),
        };
        let disk = Disk::create(&identity, &mut self.random);
        let founding = self.identities.is_empty();
        let public_key = identity.key.public();
        let register_id = identity.register_id;
        self.identities.push(identity);
        let machine = self.machines.len();
        self.machines.push(Machine {
            register: machine,
            disk,
            backup: None,
            high_water: None,
            process: None,
            generation: 0,
            online: true,
            asleep_until: 0,
            wall_offset: 1_790_000_000_000,
            mono_lag: 0,
            gone: false,
        });
        self.note_documents(machine);
        if founding {
            for _ in 0..self.random.between(0, 5) {
                self.act(machine);
            }
        }
        let enrolled = self
            .host
            .state
            .enrol(register_id, public_key, &mut self.random);
        self.machines[machine].disk.enrol(enrolled.0, enrolled.1);
        self.start(machine);
    }

    /// Runs to the end of the faults, then until all sides are equal or the limit has passed.
    pub(crate) fn run(&mut self) -> Result<(), Violation> {
        let faults_end = self.plan.faults_end_ms;
        while self.now < faults_end && self.step(faults_end)? {}
        self.now = faults_end;
        self.heal();
        let bound = faults_end + CONVERGED_WITHIN_MS;
        let mut looked = self.now;
        while self.step(bound)? {
            if self.now - looked >= 5_000 {
                looked = self.now;
                if self.difference().is_none() {
                    return self.check_end();
                }
            }
        }
        match self.difference() {
            Some(what) => Err(Violation { promise: 11, what }),
            None => self.check_end(),
        }
    }

    /// The next event, when there is one before `until`.
    fn step(&mut self, until: i64) -> Result<bool, Violation> {
        let Some(next) = self.queue.first_entry() else {
            return Ok(false);
        };
        if next.key().0 > until {
            return Ok(false);
        }
        let ((time, _), event) = next.remove_entry();
        self.now = self.now.max(time);
        self.happen(event);
        self.violation.take().map_or(Ok(true), Err)
    }

    fn happen(&mut self, event: Event) {
        if let Some(awake) = self.asleep_until(&event) {
            return self.at(awake, event);
        }
        match event {
            Event::Tick {
                machine,
                generation,
                tick,
            } => self.tick(machine, generation, tick),
            Event::Tell {
                machine,
                generation,
                input,
            } => self.tell(machine, generation, *input),
            Event::Perform {
                machine,
                generation,
                effect,
            } => self.perform(machine, generation, *effect),
            Event::Rows {
                machine,
                generation,
                rows,
            } => {
                if self.is_running(machine, generation) {
                    self.machines[machine].disk.take_rows(&rows);
                }
            }
            Event::Arrive { request } => self.arrive(&request),
            Event::Deliver { reply } => self.deliver(*reply),
            Event::Act { machine } => {
                if !self.machines[machine].gone {
                    self.act(machine);
                }
            }
            Event::Fault(fault) => self.strike(fault),
        }
    }

    /// Until when the machine that an event is about sleeps.
    fn asleep_until(&self, event: &Event) -> Option<i64> {
        let machine = match event {
            Event::Tick { machine, .. }
            | Event::Tell { machine, .. }
            | Event::Perform { machine, .. }
            | Event::Rows { machine, .. } => *machine,
            Event::Deliver { reply } => reply.machine,
            Event::Arrive { .. } | Event::Act { .. } | Event::Fault(_) => return None,
        };
        let awake = self.machines[machine].asleep_until;
        (self.now < awake).then_some(awake)
    }

    fn at(&mut self, time: i64, event: Event) {
        self.order += 1;
        self.queue.insert((time, self.order), event);
    }

    fn after(&mut self, ms: i64, event: Event) {
        self.at(self.now + ms, event);
    }

    fn is_running(&self, machine: usize, generation: u64) -> bool {
        let machine = &self.machines[machine];
        machine.process.is_some() && machine.generation == generation
    }

    pub(crate) fn note(&mut self, text: impl FnOnce() -> String) {
        let now = self.now;
        if let Some(trace) = &mut self.trace {
            trace.push(format!("{now:>9} {}", text()));
        }
    }

    pub(crate) fn broken(&mut self, promise: u8, what: String) {
        self.violation.get_or_insert(Violation { promise, what });
    }
}

fn key(random: &mut Random) -> SigningKey {
    let mut seed = [0; 32];
    for chunk in seed.chunks_exact_mut(8) {
        chunk.copy_from_slice(&random.next().to_be_bytes());
    }
    SigningKey::from_seed(&seed)
}
