//! A server of one register, on loopback: it stores what is pushed, signs heads, and hands out a
//! feed that the test writes. It does as it is told, also wrong things.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

use domain::catalog::Product;
use domain::entry::{EntryBody, ExportedEntry, Head, PublicKey, SignedHead, SigningKey};
use domain::feed::{FeedChange, FeedRow, StoreState, UserState};
use protocol::{
    EnrolAnswer, EnrolRequest, PROTOCOL, Profile, PullAnswer, PushAnswer, PushRequest, Refusal,
    RefusalCode, SnapshotHeader, pack, path, unpack,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

pub(crate) const CODE: &str = "7K2M-9QXA";
/// The server's clock stands here.
pub(crate) const SERVER_MS: i64 = 1_795_316_400_000;

/// What the server has, and how it behaves.
pub(crate) struct World {
    pub(crate) organization_id: Uuid,
    pub(crate) store_id: Uuid,
    pub(crate) register_id: Uuid,
    pub(crate) register_key: Option<PublicKey>,
    pub(crate) pepper: String,
    pub(crate) entries: Vec<ExportedEntry>,
    pub(crate) profiles: Vec<Profile>,
    pub(crate) feed: Vec<FeedRow>,
    pub(crate) key_seed: [u8; 32],
    /// Every request but enrolment is refused so.
    pub(crate) refuses: Option<RefusalCode>,
    /// So many answers are lost on the way.
    pub(crate) loses: u32,
    /// The connection is closed before anything is read.
    pub(crate) is_away: bool,
    /// Nothing is answered any more.
    pub(crate) hangs: bool,
    pub(crate) enrolments: u32,
}

#[derive(Clone)]
pub(crate) struct FakeServer {
    pub(crate) address: SocketAddr,
    world: Arc<Mutex<World>>,
}

impl FakeServer {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            world: Arc::new(Mutex::new(World {
                organization_id: Uuid::nil(),
                store_id: Uuid::from_u128(78),
                register_id: Uuid::nil(),
                register_key: None,
                pepper: "ab".repeat(32),
                entries: Vec::new(),
                profiles: Vec::new(),
                feed: Vec::new(),
                key_seed: [3; 32],
                refuses: None,
                loses: 0,
                is_away: false,
                hangs: false,
                enrolments: 0,
            })),
        };
        let serving = server.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (serving, stream) = (serving.clone(), stream.unwrap());
                thread::spawn(move || serving.serve(stream));
            }
        });
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }

    /// One connection, request after request, until the other side ends it.
    fn serve(&self, stream: TcpStream) -> Option<()> {
        if self.world().is_away {
            return None;
        }
        let mut reader = BufReader::new(stream.try_clone().ok()?);
        let mut stream = stream;
        loop {
            let (target, body) = read(&mut reader)?;
            if self.world().is_away {
                return None;
            }
            if self.world().hangs {
                // Until the other side has enough.
                return read(&mut reader).map(drop);
            }
            let reply = self.answer(&target, &body);
            let mut world = self.world();
            if world.loses > 0 {
                world.loses -= 1;
                return None;
            }
            drop(world);
            stream.write_all(&reply).ok()?;
        }
    }

    fn answer(&self, target: &str, body: &[u8]) -> Vec<u8> {
        let mut world = self.world();
        let route = target.split('?').next().unwrap();
        if route == path::ENROL {
            return world.enrol(&document(body));
        }
        if let Some(code) = world.refuses {
            return refused(code, None);
        }
        match route {
            path::PUSH => world.push(document(body)),
            path::PULL => world.pull(target),
            path::SNAPSHOT => world.snapshot(),
            // No stream of hints: the register polls, or is asked.
            _ => refused(RefusalCode::TooManyRequests, None),
        }
    }
}

impl World {
    fn enrol(&mut self, request: &EnrolRequest) -> Vec<u8> {
        if request.code != CODE {
            return refused(RefusalCode::CodeInvalid, None);
        }
        if self
            .register_key
            .is_some_and(|known| known != request.public_key)
        {
            return refused(RefusalCode::AlreadyEnrolled, None);
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
        ok(&EnrolAnswer {
            organization_id: self.organization_id,
            organization_name: "Toko Uji".to_owned(),
            store_id: self.store_id,
            server_public_key: SigningKey::from_seed(&[3; 32]).public(),
            feed_epoch: Uuid::from_u128(79),
            ratchet: "0".repeat(32),
            pepper: self.pepper.clone(),
            server_time_ms: SERVER_MS,
        })
    }

    fn push(&mut self, request: PushRequest) -> Vec<u8> {
        let epoch = request.epoch;
        let stored = |world: &Self| {
            world
                .entries
                .iter()
                .filter(|entry| entry.epoch == epoch)
                .count()
        };
        let have = u64::try_from(stored(self)).unwrap();
        if request.first_seq > have + 1 {
            return refused(RefusalCode::Gap, Some(self.head(epoch)));
        }
        let already = request
            .entries
            .iter()
            .filter(|entry| entry.seq <= have)
            .count();
        self.profiles.extend(request.profiles);
        for entry in request.entries {
            if entry.seq > have {
                self.project(&entry);
                self.entries.push(entry);
            }
        }
        ok(&PushAnswer {
            head: self.head(epoch),
            ratchet: "1".repeat(32),
            already: u32::try_from(already).unwrap(),
            quarantined: Vec::new(),
            feed_seq: self.feed_seq(),
        })
    }

    /// What an entry changes in the feed.
    fn project(&mut self, entry: &ExportedEntry) {
        match EntryBody::decode(&entry.kind, entry.version, entry.body.as_bytes()).unwrap() {
            EntryBody::StoreChanged(store) => self.tell(FeedChange::Store(Box::new(StoreState {
                store_id: self.store_id,
                revision: 1,
                settings: store.settings,
            }))),
            EntryBody::UserChanged(user) => {
                let profile = self
                    .profiles
                    .iter()
                    .rfind(|one| one.user_id == user.user_id);
                self.tell(FeedChange::User(Box::new(UserState {
                    user_id: user.user_id,
                    role: user.role,
                    active: user.active,
                    profile: profile.map(|one| one.profile.clone()),
                })));
            }
            EntryBody::ProductsChanged(products) => {
                for change in products.changes {
                    let before = self.product(change.product_id);
                    let after = before.apply(&change.patch).unwrap();
                    self.tell(FeedChange::Product(Box::new(after.into())));
                }
            }
            _ => {}
        }
    }

    /// A product as the feed has it.
    pub(crate) fn product(&self, product_id: Uuid) -> Product {
        self.feed
            .iter()
            .find_map(|row| match &row.change {
                FeedChange::Product(state) if state.product_id == product_id => {
                    Some((**state).clone().into())
                }
                _ => None,
            })
            .unwrap_or_else(|| Product::blank(product_id))
    }

    /// Puts a row in place of the older one of the same entity.
    pub(crate) fn tell(&mut self, change: FeedChange) {
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

    fn pull(&self, target: &str) -> Vec<u8> {
        let after = target.split("after=").nth(1).unwrap();
        let after: u64 = after.split('&').next().unwrap().parse().unwrap();
        let rows = self.feed.iter().filter(|row| row.feed_seq > after);
        ok(&PullAnswer {
            feed_epoch: Uuid::from_u128(79),
            rows: rows.cloned().collect(),
            next: self.feed_seq().max(after),
            more: false,
            server_time_ms: SERVER_MS,
        })
    }

    fn snapshot(&self) -> Vec<u8> {
        let header = SnapshotHeader {
            protocol: PROTOCOL,
            feed_epoch: Uuid::from_u128(79),
            feed_seq: self.feed_seq(),
            rows: u64::try_from(self.feed.len()).unwrap(),
        };
        let mut lines = serde_json::to_string(&header).unwrap() + "\n";
        for row in &self.feed {
            lines += &(serde_json::to_string(row).unwrap() + "\n");
        }
        reply("200 OK", &pack(lines.as_bytes()).unwrap())
    }
}

/// What a row is about.
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

/// The target and the body of the next request.
fn read(reader: &mut BufReader<TcpStream>) -> Option<(String, Vec<u8>)> {
    let mut first = String::new();
    reader.read_line(&mut first).ok().filter(|read| *read > 0)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let line = line.trim().to_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((first.split(' ').nth(1)?.to_owned(), body))
}

fn document<T: DeserializeOwned>(body: &[u8]) -> T {
    serde_json::from_slice(&unpack(body, 8_000_000).unwrap()).unwrap()
}

fn ok(document: &impl Serialize) -> Vec<u8> {
    reply("200 OK", &serde_json::to_vec(document).unwrap())
}

fn refused(code: RefusalCode, head: Option<SignedHead>) -> Vec<u8> {
    let refusal = Refusal {
        code,
        message: "no".to_owned(),
        head,
        server_time_ms: SERVER_MS,
    };
    reply(
        &format!("{} No", code.status()),
        &serde_json::to_vec(&refusal).unwrap(),
    )
}

fn reply(status: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}
