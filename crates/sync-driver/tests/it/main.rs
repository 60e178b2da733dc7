//! The driver on a real ledger and a peer in memory: no socket and no server process.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "test helpers may stop the test"
)]

mod protocol_window;
mod unreadable_rows;

use std::sync::{Arc, Mutex};

use domain::entry::kinds::RegisterOpened;
use domain::entry::{EntryBody, SigningKey};
use ledger::{Enrolment, Identity, Ledger, LedgerError, LedgerKey, Now, OpenOptions};
use sync_driver::{
    DriverError, HostError, SharedStatus, SyncContext, SyncHost, Transferred, run_once,
};
use tempfile::TempDir;
use test_support::scripted_server::{FEED_EPOCH, ScriptedServer, server_key};
use uuid::Uuid;

const NOW: Now = Now {
    recorded_at_ms: 1_790_000_000_000,
    utc_offset_minutes: 420,
    suspect: false,
};

const ORGANIZATION: Uuid = Uuid::from_u128(1);
const REGISTER: Uuid = Uuid::from_u128(3);

/// The server that the device is enrolled at.
fn server() -> ScriptedServer {
    let server = ScriptedServer::in_memory();
    server.world().organization_id = ORGANIZATION;
    server.world().register_id = REGISTER;
    server
}

/// A fixed clock, and a mark in memory.
#[derive(Default)]
struct TestHost(Mutex<Option<String>>);

impl SyncHost for TestHost {
    fn now(&self) -> Now {
        NOW
    }

    fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn read_mark(&self) -> Result<Option<String>, HostError> {
        Ok(self.0.lock().unwrap().clone())
    }

    fn write_mark(&self, text: &str) -> Result<(), HostError> {
        *self.0.lock().unwrap() = Some(text.to_owned());
        Ok(())
    }
}

/// An enrolled register without a screen.
struct Device {
    _folder: TempDir,
    ledger: Arc<Ledger>,
    key: Arc<SigningKey>,
    context: Arc<SyncContext>,
    status: Arc<SharedStatus>,
}

impl Device {
    fn enrolled() -> Self {
        let folder = TempDir::new().unwrap();
        let key = Arc::new(SigningKey::from_seed(&[5; 32]));
        let identity = Identity {
            organization_id: ORGANIZATION,
            store_id: Uuid::from_u128(2),
            register_id: REGISTER,
            epoch: Uuid::from_u128(4),
        };
        let path = folder.path().join("ledger.db");
        let options = OpenOptions { maintenance: false };
        let ledger =
            Ledger::create(&path, &LedgerKey::new([9; 32]), &identity, options).expect("a ledger");
        let enrolment = Enrolment {
            server_url: "https://example.invalid".to_owned(),
            organization_name: "Toko Uji".to_owned(),
            server_public_key: server_key().public().to_hex(),
            feed_epoch: FEED_EPOCH,
        };
        ledger.enrol(&enrolment, &"0".repeat(32)).unwrap();
        let ledger = Arc::new(ledger);
        let host: Arc<TestHost> = Arc::default();
        let context = SyncContext::new(Arc::clone(&ledger), Arc::clone(&key), host, folder.path());
        let device = Self {
            _folder: folder,
            ledger,
            key,
            context: Arc::new(context),
            status: Arc::default(),
        };
        device.write_entry();
        device
    }

    /// Writes one entry, as a sale would.
    fn write_entry(&self) {
        let opened = RegisterOpened {
            store_id: Uuid::from_u128(2),
            register_name: "Kasir 1".to_owned(),
            public_key: self.key.public(),
            previous: None,
        };
        let body = EntryBody::RegisterOpened(Box::new(opened));
        let written = self.ledger.commit(|commit| {
            commit.append(Uuid::now_v7(), &body, NOW, &self.key)?;
            Ok::<_, LedgerError>(())
        });
        written.unwrap();
    }

    fn sync(&self, peer: &ScriptedServer) -> Result<Transferred, DriverError> {
        run_once(&self.context, peer.clone(), &self.status)
    }

    fn pending(&self) -> u64 {
        self.ledger.pending_entries().unwrap().entries
    }
}
