//! Register and server, over a real connection to a server that the test commands.

mod enrolment;
mod restored;
mod task;
mod versions;

use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use register::view::{SyncState, SyncStatusView};
use register::{Register, RegisterEvent};

use crate::bench_shop::{BenchShop, CUP, id, offer};
use register::view::PaymentMethod;
use test_support::scripted_server::{CODE, ScriptedServer};

/// How long a state may take to come.
const PATIENCE: Duration = Duration::from_secs(20);

/// Hears the events of a register, and waits for those of the sync status.
struct Ear {
    status: Receiver<()>,
    heard: Arc<Mutex<Vec<RegisterEvent>>>,
}

impl Ear {
    fn of(register: &Register) -> Self {
        let (sender, status) = channel();
        let heard = Arc::<Mutex<Vec<RegisterEvent>>>::default();
        let events = Arc::clone(&heard);
        register.listen(move |event| {
            let is_status = event == RegisterEvent::SyncChanged;
            events.lock().unwrap().push(event);
            if is_status {
                sender.send(()).ok();
            }
        });
        Self { status, heard }
    }

    /// The status once it is as wanted: looked at after each event, and never later than that.
    fn until(
        &self,
        register: &Register,
        is_wanted: impl Fn(&SyncStatusView) -> bool,
    ) -> SyncStatusView {
        let begin = Instant::now();
        loop {
            let status = register.sync_status().unwrap();
            if is_wanted(&status) {
                return status;
            }
            let left = PATIENCE.saturating_sub(begin.elapsed());
            self.status
                .recv_timeout(left)
                .unwrap_or_else(|_| panic!("it stays {status:?}"));
        }
    }

    fn has_heard(&self, event: &RegisterEvent) -> bool {
        self.heard.lock().unwrap().contains(event)
    }

    /// The events since the last call.
    fn take_heard(&self) -> Vec<RegisterEvent> {
        std::mem::take(&mut *self.heard.lock().unwrap())
    }

    fn until_synced(&self, register: &Register) -> SyncStatusView {
        let is_done = |status: &SyncStatusView| {
            status.state == SyncState::Synced
                && status.waiting_entries == 0
                && status.last_pull_ms.is_some()
        };
        self.until(register, is_done)
    }
}

/// A shop that was brought to a server, with everything there.
fn founded(server: &ScriptedServer) -> (BenchShop, Ear) {
    let shop = BenchShop::open();
    let ear = Ear::of(&shop.register);
    shop.register
        .enrol_found(id(), &server.url(), CODE)
        .unwrap();
    ear.until_synced(&shop.register);
    (shop, ear)
}

fn sell(register: &Register) {
    register.cart_scan(id(), CUP, None).unwrap();
    let revision = register.cart_view().unwrap().revision;
    register
        .tender_complete(id(), revision, &[offer(PaymentMethod::Cash, Some("1000"))])
        .unwrap();
    register.done_dismiss(id()).ok();
}

fn entries(register: &Register) -> usize {
    register.ledger_tail(1000).unwrap().len()
}
