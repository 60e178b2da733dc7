//! A server in memory: it stores what is pushed, signs heads, and serves a feed that the test
//! fills.

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use domain::entry::{ExportedEntry, Head, SignedHead, SigningKey};
use domain::feed::FeedRow;
use protocol::{
    CodeAnswer, CodeRequest, EnrolAnswer, EnrolRequest, FetchError, Hint, HintSource, OnProgress,
    PROTOCOL, Peer, ProtocolWindow, PullAnswer, PullQuery, PushAnswer, PushRequest, Refusal,
    RequestError, SnapshotHeader, Stamp, TransportError, pack,
};
use uuid::Uuid;

pub(crate) const ORGANIZATION: Uuid = Uuid::from_u128(1);
pub(crate) const REGISTER: Uuid = Uuid::from_u128(3);
pub(crate) const FEED: Uuid = Uuid::from_u128(79);
const SERVER_MS: i64 = 1_790_000_000_000;

pub(crate) fn server_key() -> SigningKey {
    SigningKey::from_seed(&[7; 32])
}

/// What the server has stored, and the protocols that it answers.
pub(crate) struct World {
    pub(crate) entries: Vec<ExportedEntry>,
    pub(crate) feed: Vec<FeedRow>,
    pub(crate) window: ProtocolWindow,
    /// The protocol of the register's requests; another one than this program's plays a register of
    /// another version.
    pub(crate) register_protocol: u32,
}

#[derive(Clone)]
pub(crate) struct MemoryPeer(Arc<Mutex<World>>);

impl MemoryPeer {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Mutex::new(World {
            entries: Vec::new(),
            feed: Vec::new(),
            window: ProtocolWindow::SUPPORTED,
            register_protocol: PROTOCOL,
        })))
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap()
    }

    /// The world, if its window has the register's protocol.
    fn admitted(&self) -> Result<MutexGuard<'_, World>, RequestError> {
        let world = self.world();
        let checked = world.window.check(world.register_protocol);
        checked.map_err(|error| RequestError::Refused {
            refusal: Box::new(Refusal {
                code: error.code(),
                message: error.to_string(),
                head: None,
                server_time_ms: SERVER_MS,
            }),
            retry_after_ms: None,
        })?;
        Ok(world)
    }
}

impl World {
    fn head(&self, epoch: Uuid) -> SignedHead {
        let last = self.entries.iter().rfind(|entry| entry.epoch == epoch);
        let head = last.map_or(Head::start(epoch), |entry| Head {
            epoch,
            seq: entry.seq,
            hash: entry.hash,
        });
        SignedHead::sign(ORGANIZATION, REGISTER, head, SERVER_MS, &server_key())
    }

    fn feed_seq(&self) -> u64 {
        self.feed.last().map_or(0, |row| row.feed_seq)
    }
}

impl Peer for MemoryPeer {
    type Hints = NoHints;

    async fn enrol(
        &self,
        _request: &EnrolRequest,
        _stamp: Stamp,
        _progress: OnProgress<'_>,
    ) -> Result<EnrolAnswer, RequestError> {
        Err(TransportError::Unreachable.into())
    }

    async fn code(
        &self,
        _request: &CodeRequest,
        _stamp: Stamp,
        _progress: OnProgress<'_>,
    ) -> Result<CodeAnswer, RequestError> {
        Err(TransportError::Unreachable.into())
    }

    async fn push(
        &self,
        request: &PushRequest,
        _stamp: Stamp,
        _progress: Arc<dyn Fn() + Send + Sync>,
    ) -> Result<PushAnswer, RequestError> {
        let mut world = self.admitted()?;
        let stored = world.head(request.epoch).seq;
        let (already, new): (Vec<_>, Vec<_>) = request
            .entries
            .iter()
            .cloned()
            .partition(|entry| entry.seq <= stored);
        world.entries.extend(new);
        Ok(PushAnswer {
            head: world.head(request.epoch),
            ratchet: "1".repeat(32),
            already: u32::try_from(already.len()).unwrap(),
            quarantined: Vec::new(),
            feed_seq: world.feed_seq(),
        })
    }

    async fn pull(
        &self,
        query: &PullQuery,
        _stamp: Stamp,
        _progress: OnProgress<'_>,
    ) -> Result<PullAnswer, RequestError> {
        let world = self.admitted()?;
        let rows = world.feed.iter().filter(|row| row.feed_seq > query.after);
        Ok(PullAnswer {
            feed_epoch: FEED,
            rows: rows.cloned().collect(),
            next: world.feed_seq().max(query.after),
            more: false,
            server_time_ms: SERVER_MS,
        })
    }

    async fn snapshot(
        &self,
        file: &Path,
        _stamp: Stamp,
        _progress: OnProgress<'_>,
    ) -> Result<(), FetchError> {
        let world = self.admitted()?;
        let header = SnapshotHeader {
            protocol: PROTOCOL,
            feed_epoch: FEED,
            feed_seq: world.feed_seq(),
            rows: u64::try_from(world.feed.len()).unwrap(),
        };
        let mut lines = serde_json::to_string(&header).unwrap() + "\n";
        for row in &world.feed {
            lines += &(serde_json::to_string(row).unwrap() + "\n");
        }
        Ok(std::fs::write(file, pack(lines.as_bytes()).unwrap())?)
    }

    async fn forget_snapshot(&self, file: &Path) -> io::Result<()> {
        std::fs::remove_file(file)
    }

    async fn events(
        &self,
        _stamp: Stamp,
        _progress: OnProgress<'_>,
    ) -> Result<NoHints, RequestError> {
        Err(TransportError::Unreachable.into())
    }
}

/// This server sends no hints.
pub(crate) struct NoHints;

impl HintSource for NoHints {
    async fn next(&mut self, _progress: OnProgress<'_>) -> Result<Option<Hint>, TransportError> {
        Ok(None)
    }
}
