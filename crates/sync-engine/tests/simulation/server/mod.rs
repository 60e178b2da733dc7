//! A model server: the real rules of a push over maps instead of tables, and the same for the feed.

mod feed;
mod project;
mod push;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use domain::catalog::merge::TrackedProduct;
use domain::entry::{Entry, Hash, Head, PublicKey, SignedHead, SigningKey};
use domain::feed::CatalogConflict;
use domain::hex::to_hex;
use protocol::receive::Ratchet;
use protocol::{QuarantineReason, Refusal, RefusalCode, TIME_WINDOW_MS};
use uuid::Uuid;

use crate::random::Random;
use crate::sabotage::Sabotage;

/// A register's epoch.
pub(crate) type LogKey = (Uuid, Uuid);

/// What a row of the feed is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Entity {
    Register(Uuid),
    Product(Uuid),
    Conflict(Uuid),
}

/// The token for the next push of a log, and the one that the last push came with.
#[derive(Debug, Clone, Copy)]
struct Tokens {
    current: Ratchet,
    previous: Option<Ratchet>,
}

impl Tokens {
    fn all(self) -> impl Iterator<Item = Ratchet> {
        [Some(self.current), self.previous].into_iter().flatten()
    }
}

/// A register as the server knows it.
#[derive(Debug, Clone)]
struct EnrolledRegister {
    public_key: PublicKey,
    enrol_ratchet: Ratchet,
    revoked: bool,
}

/// What is in the database.
#[derive(Clone)]
pub(crate) struct Server {
    organization_id: Uuid,
    registers: BTreeMap<Uuid, EnrolledRegister>,
    pub(crate) lines: BTreeMap<LogKey, Vec<Rc<Entry>>>,
    tokens: BTreeMap<LogKey, Tokens>,
    documents: BTreeMap<Uuid, Hash>,
    /// The amounts of every document that counts, once for each time it was counted.
    pub(crate) projected: BTreeMap<Uuid, Vec<i64>>,
    pub(crate) quarantined: BTreeMap<Uuid, QuarantineReason>,
    pub(crate) evidence: usize,
    pub(crate) alarms: usize,
    pub(crate) products: BTreeMap<Uuid, TrackedProduct>,
    conflicts: BTreeMap<Uuid, CatalogConflict>,
    rows: BTreeMap<u64, Entity>,
    places: BTreeMap<Entity, u64>,
    counter: u64,
    feed_epoch: Uuid,
    nonces: BTreeSet<(Uuid, u64)>,
    pub(crate) sabotage: Sabotage,
}

/// The register that asks, and when by its estimate of the server's clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asker {
    pub(crate) register_id: Uuid,
    pub(crate) time_ms: i64,
    pub(crate) nonce: u64,
}

/// The moment a request is handled at, and the server's secrets.
pub(crate) struct Moment<'a> {
    pub(crate) time_ms: i64,
    pub(crate) key: &'a SigningKey,
    pub(crate) random: &'a mut Random,
}

impl Server {
    pub(crate) fn new(organization_id: Uuid, random: &mut Random, sabotage: Sabotage) -> Self {
        Self {
            organization_id,
            registers: BTreeMap::new(),
            lines: BTreeMap::new(),
            tokens: BTreeMap::new(),
            documents: BTreeMap::new(),
            projected: BTreeMap::new(),
            quarantined: BTreeMap::new(),
            evidence: 0,
            alarms: 0,
            products: BTreeMap::new(),
            conflicts: BTreeMap::new(),
            rows: BTreeMap::new(),
            places: BTreeMap::new(),
            counter: 0,
            feed_epoch: random.uuid(),
            nonces: BTreeSet::new(),
            sabotage,
        }
    }

    /// Enrols a register. Returns the token for its first push and the incarnation of the feed.
    pub(crate) fn enrol(
        &mut self,
        register_id: Uuid,
        public_key: PublicKey,
        random: &mut Random,
    ) -> (String, Uuid) {
        let enrol_ratchet = random.ratchet();
        let known = EnrolledRegister {
            public_key,
            enrol_ratchet,
            revoked: false,
        };
        self.registers.insert(register_id, known);
        self.touch(Entity::Register(register_id));
        (to_hex(&enrol_ratchet), self.feed_epoch)
    }

    pub(crate) fn revoke(&mut self, register_id: Uuid) {
        if let Some(known) = self.registers.get_mut(&register_id) {
            known.revoked = true;
            self.touch(Entity::Register(register_id));
        }
    }

    pub(crate) fn is_revoked(&self, register_id: Uuid) -> bool {
        self.registers
            .get(&register_id)
            .is_some_and(|known| known.revoked)
    }

    /// The database was restored from a backup, so earlier cursors are invalid.
    pub(crate) fn renew_feed(&mut self, random: &mut Random) {
        self.feed_epoch = random.uuid();
    }

    pub(crate) const fn feed_seq(&self) -> u64 {
        self.counter
    }

    pub(crate) fn head(&self, line: LogKey) -> Head {
        self.lines
            .get(&line)
            .and_then(|entries| entries.last())
            .map_or(Head::start(line.1), |entry| entry.head())
    }

    pub(crate) fn hash_at(&self, line: LogKey, seq: u64) -> Option<Hash> {
        if seq == 0 {
            return Some(Hash::ZERO);
        }
        let place = usize::try_from(seq).unwrap() - 1;
        Some(self.lines.get(&line)?.get(place)?.hash)
    }

    fn sign(&self, line: LogKey, moment: &Moment<'_>) -> SignedHead {
        let head = self.head(line);
        SignedHead::sign(
            self.organization_id,
            line.0,
            head,
            moment.time_ms,
            moment.key,
        )
    }

    /// Whether the request is one of this register's, made now and for the first time.
    pub(crate) fn prove(&mut self, asker: Asker, moment: &Moment<'_>) -> Result<(), Box<Refusal>> {
        if !self.registers.contains_key(&asker.register_id) {
            return Err(refusal(RefusalCode::NotEnrolled, None, moment));
        }
        if asker.time_ms.abs_diff(moment.time_ms) > TIME_WINDOW_MS.unsigned_abs() {
            return Err(refusal(RefusalCode::ClockOff, None, moment));
        }
        if !self.nonces.insert((asker.register_id, asker.nonce)) {
            return Err(refusal(RefusalCode::Replayed, None, moment));
        }
        Ok(())
    }

    fn require_active(&self, asker: Asker, moment: &Moment<'_>) -> Result<(), Box<Refusal>> {
        if self.is_revoked(asker.register_id) {
            return Err(refusal(RefusalCode::Forbidden, None, moment));
        }
        Ok(())
    }
}

fn refusal(code: RefusalCode, head: Option<SignedHead>, moment: &Moment<'_>) -> Box<Refusal> {
    Box::new(Refusal {
        code,
        message: String::new(),
        head,
        server_time_ms: moment.time_ms,
    })
}
