//! The engine, one input at a time, with a driver that answers by hand.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "test helpers may stop the test"
)]

mod acknowledgement;
mod copies;
mod listen;
mod pull;
mod refusals;
mod retry;
mod states;

use domain::entry::{Hash, Head, SignedHead, SigningKey};
use domain::feed::{FeedChange, FeedRow, UnknownChange};
use protocol::{PullAnswer, PushAnswer, Refusal, RefusalCode};
use sync_engine::{
    Attempt, AttentionCode, Effect, Engine, EpochSpan, Input, LocalState, PullOrder, PushOrder,
    ResumeState,
};
use uuid::Uuid;

pub(crate) const ORGANIZATION: Uuid = Uuid::from_u128(0x01);
pub(crate) const REGISTER: Uuid = Uuid::from_u128(0x02);
pub(crate) const EPOCH: Uuid = Uuid::from_u128(0x0a);
pub(crate) const FEED: Uuid = Uuid::from_u128(0x0f);
pub(crate) const SERVER_TIME: i64 = 1_790_000_000_000;

pub(crate) fn server_key() -> SigningKey {
    SigningKey::from_seed(&[7; 32])
}

/// A made-up hash for an entry.
pub(crate) fn hash(epoch: Uuid, seq: u64) -> Hash {
    if seq == 0 {
        Hash::ZERO
    } else {
        Hash::of_parts(b"test", &[epoch.as_bytes(), &seq.to_be_bytes()])
    }
}

pub(crate) fn head_of(epoch: Uuid, seq: u64) -> SignedHead {
    let hash = hash(epoch, seq);
    let head = Head { epoch, seq, hash };
    SignedHead::sign(ORGANIZATION, REGISTER, head, SERVER_TIME, &server_key())
}

pub(crate) fn head(seq: u64) -> SignedHead {
    head_of(EPOCH, seq)
}

pub(crate) fn span(epoch: Uuid, last_seq: u64) -> EpochSpan {
    EpochSpan {
        epoch,
        last_seq,
        previous: None,
    }
}

/// A register with `last` entries, of which the server has `acknowledged`. Its feed is pulled to
/// 10.
pub(crate) fn resume_state(last: u64, acknowledged: u64) -> ResumeState {
    ResumeState {
        organization_id: ORGANIZATION,
        register_id: REGISTER,
        server_public_key: server_key().public(),
        ratchet: "r0".to_owned(),
        acknowledged: (acknowledged > 0).then(|| head(acknowledged)),
        confirmed_seq: acknowledged,
        epochs: vec![span(EPOCH, last)],
        profiles_pending: false,
        feed_epoch: FEED,
        feed_cursor: 10,
        server_time_ms: SERVER_TIME,
        attention: Vec::new(),
    }
}

/// An engine, its clock, and its latest requests.
pub(crate) struct Bench {
    pub(crate) engine: Engine,
    pub(crate) now: i64,
    pub(crate) effects: Vec<Effect>,
    /// The listening that was asked for last.
    pub(crate) listening: Option<Attempt>,
}

impl Bench {
    /// Starts an engine whose random numbers are all the same.
    pub(crate) fn new(resume_state: &ResumeState) -> Self {
        Self::with(Engine::new(1_000, resume_state, || 500))
    }

    /// Starts this engine at 1,000 ms.
    pub(crate) fn with(engine: Engine) -> Self {
        let mut bench = Self {
            engine,
            now: 1_000,
            effects: Vec::new(),
            listening: None,
        };
        bench.give(Input::Tick);
        bench
    }

    pub(crate) fn give(&mut self, input: Input) -> &mut Self {
        self.effects = self.engine.handle(self.now, input);
        let listens = self.effects.iter().find_map(|effect| match effect {
            Effect::Listen { attempt } => Some(*attempt),
            _ => None,
        });
        self.listening = listens.or(self.listening);
        self
    }

    pub(crate) fn after(&mut self, ms: i64) -> &mut Self {
        self.now += ms;
        self.give(Input::Tick)
    }

    /// Ticks at the moments the engine asks for, until it asks for a push.
    pub(crate) fn until_push(&mut self) -> PushOrder {
        for _ in 0..1_000 {
            if let Some(order) = self.maybe_push() {
                return order;
            }
            self.now = self.engine.wake_at().expect("it never wakes").max(self.now);
            self.give(Input::Tick);
        }
        panic!("no push came");
    }

    pub(crate) fn maybe_push(&self) -> Option<PushOrder> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::Push(order) => Some(order.clone()),
            _ => None,
        })
    }

    pub(crate) fn push(&self) -> PushOrder {
        self.maybe_push().expect("no push among the effects")
    }

    pub(crate) fn maybe_pull(&self) -> Option<PullOrder> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::Pull(order) => Some(order.clone()),
            _ => None,
        })
    }

    pub(crate) fn pull(&self) -> PullOrder {
        self.maybe_pull().expect("no pull among the effects")
    }

    pub(crate) fn raised(&self) -> Vec<AttentionCode> {
        let raised = self.effects.iter().filter_map(|effect| match effect {
            Effect::Attention { code } => Some(*code),
            _ => None,
        });
        raised.collect()
    }

    pub(crate) fn local(&mut self, seq: u64) -> &mut Self {
        let hash = hash(EPOCH, seq);
        self.give(Input::LocalChanged(LocalState {
            head: Head {
                epoch: EPOCH,
                seq,
                hash,
            },
            profiles_pending: false,
        }))
    }

    /// Answers a push, with the ledger's correct own hash.
    pub(crate) fn answer(
        &mut self,
        attempt: Attempt,
        head: SignedHead,
        ratchet: &str,
    ) -> &mut Self {
        let own = hash(head.epoch, head.seq);
        self.answer_with(attempt, head, ratchet, Some(own))
    }

    pub(crate) fn answer_with(
        &mut self,
        attempt: Attempt,
        head: SignedHead,
        ratchet: &str,
        own_hash: Option<Hash>,
    ) -> &mut Self {
        let answer = PushAnswer {
            head,
            ratchet: ratchet.to_owned(),
            already: 0,
            quarantined: Vec::new(),
            feed_seq: 10,
        };
        self.give(Input::PushAnswered {
            attempt,
            answer: Box::new(answer),
            own_hash,
        })
    }

    /// Answers a push, and notes the answer if the engine wants that.
    pub(crate) fn settle(
        &mut self,
        attempt: Attempt,
        head: SignedHead,
        ratchet: &str,
    ) -> &mut Self {
        self.answer(attempt, head, ratchet);
        let notes = |effect: &Effect| matches!(effect, Effect::Acknowledge(_));
        if self.effects.iter().any(notes) {
            self.noted(attempt);
        }
        self
    }

    pub(crate) fn noted(&mut self, attempt: Attempt) -> &mut Self {
        self.give(Input::Acknowledged {
            attempt,
            profiles_pending: false,
        })
    }

    pub(crate) fn refuse(&mut self, attempt: Attempt, code: RefusalCode) -> &mut Self {
        self.refuse_at(attempt, code, None, None)
    }

    pub(crate) fn refuse_at(
        &mut self,
        attempt: Attempt,
        code: RefusalCode,
        head: Option<SignedHead>,
        own_hash: Option<Hash>,
    ) -> &mut Self {
        let refusal = Refusal {
            code,
            message: String::new(),
            head,
            server_time_ms: SERVER_TIME,
        };
        self.give(Input::Refused {
            attempt,
            refusal: Box::new(refusal),
            retry_after_ms: None,
            own_hash,
        })
    }

    pub(crate) fn page(
        &mut self,
        attempt: Attempt,
        seqs: &[u64],
        next: u64,
        more: bool,
    ) -> &mut Self {
        let rows = seqs.iter().map(|seq| FeedRow {
            feed_seq: *seq,
            origin: None,
            change: FeedChange::Unknown(UnknownChange::new(serde_json::json!({"entity": "moon"}))),
        });
        let page = PullAnswer {
            feed_epoch: FEED,
            rows: rows.collect(),
            next,
            more,
            server_time_ms: SERVER_TIME,
        };
        self.give(Input::PullAnswered {
            attempt,
            page: Box::new(page),
        })
    }
}
