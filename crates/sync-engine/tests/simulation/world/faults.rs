//! What goes wrong, and when.

use super::{Event, World};

/// One fault, or the end of one.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault {
    Kill { machine: usize },
    Start { machine: usize },
    Offline { machine: usize },
    Online { machine: usize },
    Backup { machine: usize },
    RestoreMachine { machine: usize },
    Clone { machine: usize },
    Lose { machine: usize },
    ClockJump { machine: usize },
    Sleep { machine: usize },
    CrashServer,
    StartServer,
    BackupServer,
    RestoreServer,
    ServerClockJump,
    Revoke { machine: usize },
}

/// Makes a fault of a machine.
type OfMachine = fn(usize) -> Fault;

impl World {
    /// Draws all actions of people and all faults.
    pub(super) fn schedule_history(&mut self) {
        let plan = self.plan.clone();
        for _ in 0..plan.actions {
            let machine = self.random.index(self.machines.len());
            let time = self.moment();
            self.at(time, Event::Act { machine });
        }
        let machine_faults: [(i64, OfMachine); 6] = [
            (plan.kills, |machine| Fault::Kill { machine }),
            (plan.outages, |machine| Fault::Offline { machine }),
            (plan.clock_jumps, |machine| Fault::ClockJump { machine }),
            (plan.sleeps, |machine| Fault::Sleep { machine }),
            (plan.clones, |machine| Fault::Clone { machine }),
            (i64::from(plan.revokes), |machine| Fault::Revoke { machine }),
        ];
        for (times, fault) in machine_faults {
            for _ in 0..times {
                let machine = self.random.index(self.machines.len());
                let time = self.moment();
                self.at(time, Event::Fault(fault(machine)));
            }
        }
        for _ in 0..plan.register_restores {
            let machine = self.random.index(self.machines.len());
            let (backup, restore) = self.two_moments();
            self.at(backup, Event::Fault(Fault::Backup { machine }));
            self.at(restore, Event::Fault(Fault::RestoreMachine { machine }));
        }
        for _ in 0..plan.server_crashes {
            let time = self.moment();
            self.at(time, Event::Fault(Fault::CrashServer));
        }
        for _ in 0..plan.server_restores {
            let (backup, restore) = self.two_moments();
            self.at(backup, Event::Fault(Fault::BackupServer));
            self.at(restore, Event::Fault(Fault::RestoreServer));
        }
        if plan.clock_jumps > 2 {
            let time = self.moment();
            self.at(time, Event::Fault(Fault::ServerClockJump));
        }
    }

    fn moment(&mut self) -> i64 {
        self.random.between(0, self.plan.faults_end_ms - 1)
    }

    fn two_moments(&mut self) -> (i64, i64) {
        let (one, other) = (self.moment(), self.moment());
        (one.min(other), one.max(other))
    }

    pub(super) fn strike(&mut self, fault: Fault) {
        self.note(|| format!("fate: {fault:?}"));
        match fault {
            Fault::Kill { machine } => {
                self.kill(machine);
                self.later(Fault::Start { machine });
            }
            Fault::Start { machine } => self.start(machine),
            Fault::Offline { machine } => {
                self.machines[machine].online = false;
                self.later(Fault::Online { machine });
            }
            Fault::Online { machine } => self.go_online(machine),
            Fault::Backup { machine } => {
                self.machines[machine].backup = Some(self.machines[machine].disk.clone());
            }
            Fault::RestoreMachine { machine } => self.restore(machine),
            Fault::Clone { machine } => self.copy(machine),
            Fault::Lose { machine } => {
                self.kill(machine);
                self.machines[machine].gone = true;
            }
            Fault::ClockJump { machine } => {
                // Anything from a second to a century, either way.
                let size = 10_i64.pow(u32::try_from(self.random.between(3, 12)).unwrap());
                let jump = self.random.between(-3 * size, 3 * size);
                self.machines[machine].wall_offset += jump;
            }
            Fault::Sleep { machine } => self.sleep(machine),
            Fault::CrashServer => self.crash_server(),
            Fault::StartServer => self.host.up = true,
            Fault::BackupServer => self.host.backup = Some(self.host.state.clone()),
            Fault::RestoreServer => self.restore_server(),
            Fault::ServerClockJump => {
                self.host.wall_offset += self.random.between(-86_400_000, 86_400_000);
            }
            Fault::Revoke { machine } => {
                let register_id = self.who(machine).register_id;
                self.host.state.revoke(register_id);
            }
        }
    }

    fn later(&mut self, fault: Fault) {
        let wait = self.random.between(200, 240_000);
        self.after(wait, Event::Fault(fault));
    }

    fn go_online(&mut self, machine: usize) {
        self.machines[machine].online = true;
        if self.random.percent(50) {
            let generation = self.machines[machine].generation;
            self.tell(machine, generation, sync_engine::Input::NetworkUp);
        }
    }

    /// Restores an earlier disk, and perhaps the mark beside the key.
    fn restore(&mut self, machine: usize) {
        let Some(disk) = self.machines[machine].backup.clone() else {
            return;
        };
        if self.machines[machine].gone {
            return;
        }
        self.copied = true;
        self.kill(machine);
        self.machines[machine].disk = disk;
        if !self.plan.high_water_survives {
            self.machines[machine].high_water = None;
        }
        self.later(Fault::Start { machine });
    }

    /// The disk runs on a second machine; the first one goes on, or is lost.
    fn copy(&mut self, machine: usize) {
        if self.machines[machine].gone {
            return;
        }
        self.copied = true;
        let original = &self.machines[machine];
        let copy = super::Machine {
            register: original.register,
            disk: original.disk.clone(),
            backup: None,
            high_water: original
                .high_water
                .filter(|_| self.plan.high_water_survives),
            process: None,
            generation: 0,
            online: true,
            asleep_until: 0,
            wall_offset: original.wall_offset,
            mono_lag: original.mono_lag,
            gone: false,
        };
        let place = self.machines.len();
        self.machines.push(copy);
        self.later(Fault::Start { machine: place });
        if self.random.percent(30) {
            self.later(Fault::Lose { machine });
        }
        for _ in 0..self.random.between(0, 5) {
            let time = self.now.max(self.moment());
            self.at(time, Event::Act { machine: place });
        }
    }

    fn sleep(&mut self, machine: usize) {
        if self.now < self.machines[machine].asleep_until {
            return;
        }
        let duration = self.random.between(10_000, 600_000);
        self.machines[machine].asleep_until = self.now + duration;
        if !self.plan.mono_counts_sleep {
            // The lag shows after waking. The machine does nothing before that.
            self.machines[machine].mono_lag += duration;
        }
    }

    fn wake(&mut self, machine: usize) {
        let now = self.now;
        let state = &mut self.machines[machine];
        let left = state.asleep_until.saturating_sub(now).max(0);
        state.asleep_until = state.asleep_until.min(now);
        if !self.plan.mono_counts_sleep {
            state.mono_lag -= left;
        }
    }

    pub(super) fn crash_server(&mut self) {
        if self.host.up {
            self.note(|| "server ends".to_owned());
            self.host.up = false;
            self.host.ends += 1;
            self.drop_listeners();
            let wait = self.random.between(200, 120_000);
            self.after(wait, Event::Fault(Fault::StartServer));
        }
    }

    fn restore_server(&mut self) {
        let Some(backup) = self.host.backup.clone() else {
            return;
        };
        self.host.state = backup;
        let mut random = self.random.branch();
        self.host.state.renew_feed(&mut random);
        self.host.restores += 1;
        self.crash_server();
    }

    /// The faults are over: everything works again, without any notice to the machines.
    pub(super) fn heal(&mut self) {
        self.note(|| "the faults are over".to_owned());
        self.plan.heal();
        let faults: Vec<(i64, u64)> = self
            .queue
            .iter()
            .filter(|(_, event)| matches!(event, Event::Fault(_) | Event::Act { .. }))
            .map(|(key, _)| *key)
            .collect();
        for key in faults {
            self.queue.remove(&key);
        }
        self.host.up = true;
        for machine in 0..self.machines.len() {
            self.machines[machine].online = true;
            self.wake(machine);
            self.start(machine);
        }
    }
}
