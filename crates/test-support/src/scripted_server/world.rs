//! The data and the behaviour of the server.

use anyhow::Result;
use domain::catalog::Product;
use domain::entry::{EntryBody, ExportedEntry, Head, PublicKey, SignedHead, SigningKey};
use domain::feed::{FeedChange, FeedRow, StoreState, UserState};
use protocol::{
    EnrolAnswer, EnrolRequest, PROTOCOL, Profile, ProtocolWindow, PullAnswer, PushAnswer,
    PushRequest, Refusal, RefusalCode, SnapshotHeader, pack,
};
use uuid::Uuid;

/// The one-use code that it takes, again and again.
pub const CODE: &str = "7K2M-9QXA";
/// Its fixed clock.
pub const SERVER_MS: i64 = 1_795_316_400_000;
/// The incarnation of its feed, which was never replaced.
pub const FEED_EPOCH: Uuid = Uuid::from_u128(79);
/// The seed of its key for heads.
const KEY_SEED: [u8; 32] = [3; 32];

/// The key that it signs heads with, unless a test gives it another one.
pub fn server_key() -> SigningKey {
    SigningKey::from_seed(&KEY_SEED)
}

/// The state of a [`super::ScriptedServer`].
#[derive(Debug)]
pub struct World {
    /// The founder's, once one has enrolled.
    pub organization_id: Uuid,
    pub store_id: Uuid,
    /// The register that enrolled last.
    pub register_id: Uuid,
    /// The key of that register.
    pub register_key: Option<PublicKey>,
    pub pepper: String,
    /// The log, of all epochs.
    pub entries: Vec<ExportedEntry>,
    pub profiles: Vec<Profile>,
    pub feed: Vec<FeedRow>,
    /// A seed other than that of [`server_key`] simulates another server.
    pub key_seed: [u8; 32],
    /// The protocols that are answered.
    pub window: ProtocolWindow,
    /// The protocol of the register's requests; a protocol other than this program's simulates a
    /// register of another version.
    pub register_protocol: u32,
    /// Every request but enrolment is refused with this code.
    pub refuses: Option<RefusalCode>,
    /// How many of the next answers are lost.
    pub loses: u32,
    /// Connections are closed before a request is read.
    pub is_away: bool,
    /// Requests are no longer answered.
    pub hangs: bool,
    /// The number of enrolments.
    pub enrolments: u32,
}

impl World {
    pub(super) fn new() -> Self {
        Self {
            organization_id: Uuid::nil(),
            store_id: Uuid::from_u128(78),
            register_id: Uuid::nil(),
            register_key: None,
            pepper: "ab".repeat(32),
            entries: Vec::new(),
            profiles: Vec::new(),
            feed: Vec::new(),
            key_seed: KEY_SEED,
            window: ProtocolWindow::SUPPORTED,
            register_protocol: PROTOCOL,
            refuses: None,
            loses: 0,
            is_away: false,
            hangs: false,
            enrolments: 0,
        }
    }

    /// Whether it answers requests of this register, except enrolment.
    pub(super) fn admit(&self) -> Result<(), Box<Refusal>> {
        if let Some(code) = self.refuses {
            return Err(refusal(code, None));
        }
        let checked = self.window.check(self.register_protocol);
        checked.map_err(|error| {
            let mut refused = refusal(error.code(), None);
            refused.message = error.to_string();
            refused
        })
    }

    pub(super) fn enrol(&mut self, request: &EnrolRequest) -> Result<EnrolAnswer, Box<Refusal>> {
        if request.code != CODE {
            return Err(refusal(RefusalCode::CodeInvalid, None));
        }
        let known = self.register_key;
        if known.is_some_and(|known| known != request.public_key) {
            return Err(refusal(RefusalCode::AlreadyEnrolled, None));
        }
        self.enrolments += 1;
        if self.refuses == Some(RefusalCode::NotEnrolled) {
            self.refuses = None;
        }
        self.register_id = request.register_id;
        self.register_key = Some(request.public_key);
        if let Some(founding) = &request.founding {
            self.organization_id = founding.organization_id;
            self.store_id = founding.store_id;
            self.pepper.clone_from(&founding.pepper);
        } else if self.organization_id.is_nil() {
            self.organization_id = Uuid::from_u128(77);
        }
        Ok(EnrolAnswer {
            organization_id: self.organization_id,
            organization_name: "Toko Uji".to_owned(),
            store_id: self.store_id,
            server_public_key: server_key().public(),
            feed_epoch: FEED_EPOCH,
            ratchet: "0".repeat(32),
            pepper: self.pepper.clone(),
            server_time_ms: SERVER_MS,
        })
    }

    pub(super) fn push(&mut self, request: &PushRequest) -> Result<PushAnswer, Box<Refusal>> {
        let epoch = request.epoch;
        let stored = self.head(epoch).seq;
        if request.first_seq > stored + 1 {
            return Err(refusal(RefusalCode::Gap, Some(self.head(epoch))));
        }
        self.profiles.extend(request.profiles.iter().cloned());
        let mut already = 0;
        for entry in &request.entries {
            if entry.seq <= stored {
                already += 1;
            } else {
                self.project(entry);
                self.entries.push(entry.clone());
            }
        }
        Ok(PushAnswer {
            head: self.head(epoch),
            ratchet: "1".repeat(32),
            already,
            quarantined: Vec::new(),
            feed_seq: self.feed_seq(),
        })
    }

    /// Applies the changes of an entry to the feed.
    fn project(&mut self, entry: &ExportedEntry) {
        let body = EntryBody::decode(&entry.kind, entry.version, entry.body.as_bytes());
        let Ok(body) = body else {
            return;
        };
        if let Some(store) = body.store_change() {
            self.tell(FeedChange::Store(Box::new(StoreState {
                store_id: self.store_id,
                revision: 1,
                settings: store.settings.clone(),
            })));
        }
        if let Some(user) = body.user_change() {
            let mut profiles = self.profiles.iter();
            let profile = profiles.rfind(|one| one.user_id == user.user_id);
            self.tell(FeedChange::User(Box::new(UserState {
                user_id: user.user_id,
                role: user.role,
                active: user.active,
                profile: profile.map(|one| one.profile.clone()),
            })));
        }
        for change in body.product_changes() {
            if let Ok(after) = self.product(change.product_id).apply(&change.patch) {
                self.tell(FeedChange::Product(Box::new(after.into())));
            }
        }
    }

    /// The state of a product in the feed; a blank one if it is not there.
    pub fn product(&self, product_id: Uuid) -> Product {
        let states = self.feed.iter().filter_map(|row| match &row.change {
            FeedChange::Product(state) => Some(state),
            _ => None,
        });
        let mut states = states.filter(|state| state.product_id == product_id);
        let found = states.next();
        found.map_or_else(
            || Product::blank(product_id),
            |state| (**state).clone().into(),
        )
    }

    /// Adds a row, which replaces the older one of the same entity.
    pub fn tell(&mut self, change: FeedChange) {
        let feed_seq = self.feed_seq() + 1;
        self.feed
            .retain(|row| entity(&row.change) != entity(&change));
        self.feed.push(FeedRow {
            feed_seq,
            origin: None,
            change,
        });
    }

    fn head(&self, epoch: Uuid) -> SignedHead {
        let last = self.entries.iter().rfind(|entry| entry.epoch == epoch);
        let head = last.map_or(Head::start(epoch), |entry| Head {
            epoch,
            seq: entry.seq,
            hash: entry.hash,
        });
        let key = SigningKey::from_seed(&self.key_seed);
        SignedHead::sign(
            self.organization_id,
            self.register_id,
            head,
            SERVER_MS,
            &key,
        )
    }

    fn feed_seq(&self) -> u64 {
        self.feed.iter().map(|row| row.feed_seq).max().unwrap_or(0)
    }

    pub(super) fn pull(&self, after: u64) -> PullAnswer {
        let rows = self.feed.iter().filter(|row| row.feed_seq > after);
        PullAnswer {
            feed_epoch: FEED_EPOCH,
            rows: rows.cloned().collect(),
            next: self.feed_seq().max(after),
            more: false,
            server_time_ms: SERVER_MS,
        }
    }

    /// The feed as a packed file of lines.
    pub(super) fn snapshot(&self) -> Result<Vec<u8>> {
        let header = SnapshotHeader {
            protocol: PROTOCOL,
            feed_epoch: FEED_EPOCH,
            feed_seq: self.feed_seq(),
            rows: u64::try_from(self.feed.len())?,
        };
        let mut lines = serde_json::to_string(&header)? + "\n";
        for row in &self.feed {
            lines += &(serde_json::to_string(row)? + "\n");
        }
        Ok(pack(lines.as_bytes())?)
    }
}

pub(super) fn refusal(code: RefusalCode, head: Option<SignedHead>) -> Box<Refusal> {
    Box::new(Refusal {
        code,
        message: "no".to_owned(),
        head,
        server_time_ms: SERVER_MS,
    })
}

/// The id of a row's entity.
fn entity(change: &FeedChange) -> Uuid {
    match change {
        FeedChange::Product(state) => state.product_id,
        FeedChange::User(state) => state.user_id,
        FeedChange::Store(state) => state.store_id,
        FeedChange::Register(state) => state.register_id,
        FeedChange::Conflict(conflict) => conflict.conflict_id,
        FeedChange::Unknown(_) => Uuid::nil(),
    }
}
