//! A register that pushes its log in batches of a chosen size, over one connection.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use domain::entry::ExportedEntry;
use ledger::OpenOptions;
use protocol::{MAX_PUSH_BODY_BYTES, PROTOCOL, Peer as _, PushRequest, Stamp};
use sync_client::{Client, ClientIdentity, ServerAddress};
use tokio::runtime::{Builder, Runtime};
use uuid::Uuid;

use super::World;
use crate::shop::{Shop, TradingLedger};

/// Products of the shop whose log is pushed.
const PRODUCTS: u32 = 1_000;

/// The shop, its connection, and how far its log is on the server.
pub(crate) struct Pusher {
    trading: TradingLedger,
    client: Client,
    runtime: Runtime,
    register_id: Uuid,
    epoch: Uuid,
    ratchet: String,
    sent: u64,
}

/// Batches that were pushed.
pub(crate) struct Sent {
    /// The register that pushed them.
    pub(crate) register_id: Uuid,
    pub(crate) requests: Vec<PushRequest>,
}

impl Pusher {
    /// A shop that is enrolled, with its catalog on the server.
    pub(crate) fn new(world: &World, folder: &Path, name: &str) -> Result<Self> {
        let shop = Shop::stocked(folder, PRODUCTS, 0)?;
        let register = shop.unlocked_alone()?;
        world.found(&register, name)?;
        drop(register);
        let trading = shop.ledger(OpenOptions { maintenance: false })?;
        let own = trading.ledger.identity();
        let state = trading.ledger.sync_state()?;
        let identity = ClientIdentity {
            organization_id: own.organization_id,
            register_id: own.register_id,
            key: Arc::new(shop.keys()?.register),
        };
        Ok(Self {
            client: Client::new(ServerAddress::parse(&world.server.url())?, identity)?,
            // The connection is looked after between two pushes, too: the server may close it.
            runtime: Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()?,
            register_id: own.register_id,
            epoch: own.epoch,
            ratchet: state.ratchet.context("no ratchet")?,
            sent: state.confirmed_seq,
            trading,
        })
    }

    /// Sells, without sending anything.
    pub(crate) fn sell(&self, sales: u64) -> Result<()> {
        self.trading.add_history(sales, PRODUCTS)
    }

    /// Pushes the pending entries, a batch at a time.
    pub(crate) fn push(&mut self, at_a_time: usize) -> Result<Sent> {
        let mut requests = Vec::new();
        loop {
            let from = self.sent + 1;
            let batch =
                self.trading
                    .ledger
                    .push_batch(self.epoch, from, at_a_time, MAX_PUSH_BODY_BYTES)?;
            if batch.is_empty() {
                break;
            }
            let request = PushRequest {
                protocol: PROTOCOL,
                epoch: self.epoch,
                ratchet: self.ratchet.clone(),
                acknowledged: None,
                first_seq: from,
                entries: batch
                    .iter()
                    .map(ExportedEntry::of)
                    .collect::<Result<_, _>>()?,
                profiles: Vec::new(),
            };
            let answer = self.ask(&request)?;
            self.ratchet = answer.ratchet;
            self.sent = answer.head.seq;
            requests.push(request);
        }
        Ok(Sent {
            register_id: self.register_id,
            requests,
        })
    }

    /// Pushes the same requests again.
    pub(crate) fn repeat(&self, requests: &[PushRequest]) -> Result<()> {
        for request in requests {
            self.ask(request)?;
        }
        Ok(())
    }

    fn ask(&self, request: &PushRequest) -> Result<protocol::PushAnswer> {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH)?;
        let stamp = Stamp {
            server_time_ms: i64::try_from(since_1970.as_millis())?,
            nonce: Uuid::now_v7().into_bytes(),
        };
        let pushed = self.client.push(request, stamp, Arc::new(|| ()));
        self.runtime
            .block_on(pushed)
            .map_err(|failure| anyhow::anyhow!("the server did not take a push: {failure:?}"))
    }
}

/// Runs all pushers at once, each on its own thread. Returns the time from the first byte to the
/// last answer.
pub(crate) fn at_once(pushers: &mut [Pusher], at_a_time: usize) -> Result<(Duration, Vec<Sent>)> {
    let began = Instant::now();
    let sent = std::thread::scope(|scope| {
        let running: Vec<_> = pushers
            .iter_mut()
            .map(|pusher| scope.spawn(move || pusher.push(at_a_time)))
            .collect();
        let ended = running.into_iter().map(|thread| {
            let outcome = thread.join();
            outcome.map_err(|_| anyhow::anyhow!("a pusher ended early"))?
        });
        ended.collect::<Result<Vec<Sent>>>()
    })?;
    Ok((began.elapsed(), sent))
}
