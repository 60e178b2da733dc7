//! A register as the server sees it: it has a key, signs requests and remembers its ratchet.

use domain::entry::{Entry, ExportedEntry, Head, PublicKey, SignedHead, SigningKey};
use protocol::{
    EnrolAnswer, EnrolRequest, Founding, PROTOCOL, PROTOCOL_HEADER, Proof, PushAnswer, PushRequest,
    Refusal, RefusalCode, RequestParts, pack, path,
};
use reqwest::{Client, Method, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync_server::{clock, random};
use uuid::Uuid;

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) retry_after: Option<String>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// The body of a success.
    #[track_caller]
    pub(crate) fn ok<T: DeserializeOwned>(&self) -> T {
        let text = String::from_utf8_lossy(&self.body);
        assert_eq!(self.status, StatusCode::OK, "{text}");
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The body of a refusal.
    #[track_caller]
    pub(crate) fn refusal(&self) -> Refusal {
        let refusal: Refusal = serde_json::from_slice(&self.body).expect("a refusal");
        assert_eq!(self.status.as_u16(), refusal.code.status());
        refusal
    }

    #[track_caller]
    pub(crate) fn is_refused(&self, code: RefusalCode) {
        assert_eq!(self.refusal().code, code, "{:?}", self.refusal());
    }
}

/// A register.
pub(crate) struct Device {
    pub(crate) http: Client,
    pub(crate) url: String,
    pub(crate) organization_id: Uuid,
    pub(crate) store_id: Uuid,
    pub(crate) register_id: Uuid,
    /// Its name when it joins, which is unique.
    pub(crate) joining_name: String,
    pub(crate) key: SigningKey,
    pub(crate) ratchet: String,
    pub(crate) acknowledged: Option<SignedHead>,
    pub(crate) server_key: Option<PublicKey>,
    /// The protocol that its requests name; the header is left out without one.
    pub(crate) protocol: Option<String>,
}

impl Device {
    /// A register that is not enrolled yet.
    pub(crate) fn new(url: &str, organization_id: Uuid) -> Self {
        let register_id = Uuid::now_v7();
        Self {
            http: super::http::client(),
            url: url.to_owned(),
            organization_id,
            store_id: Uuid::now_v7(),
            register_id,
            joining_name: format!("K{}", &register_id.simple().to_string()[27..]),
            key: SigningKey::from_seed(&random::bytes().unwrap()),
            ratchet: "00".repeat(16),
            acknowledged: None,
            server_key: None,
            protocol: None,
        }
    }

    pub(crate) fn enrol_request(&self, code: &str, founding: bool) -> EnrolRequest {
        EnrolRequest {
            protocol: PROTOCOL,
            code: code.to_owned(),
            register_id: self.register_id,
            register_name: if founding {
                "Kasir 1".to_owned()
            } else {
                self.joining_name.clone()
            },
            public_key: self.key.public(),
            founding: founding.then(|| Founding {
                organization_id: self.organization_id,
                store_id: self.store_id,
                store_name: "Toko Maju Jaya".to_owned(),
                pepper: "ab".repeat(32),
            }),
        }
    }

    /// Enrols, and stores the answer.
    pub(crate) async fn enrol(&mut self, code: &str, founding: bool) -> EnrolAnswer {
        let request = self.enrol_request(code, founding);
        let reply = self.post_as(Uuid::nil(), path::ENROL, &request).await;
        let answer: EnrolAnswer = reply.ok();
        self.store_id = answer.store_id;
        self.ratchet.clone_from(&answer.ratchet);
        self.server_key = Some(answer.server_public_key);
        answer
    }

    /// Signs a request of now.
    pub(crate) fn proof(&self, organization_id: Uuid, parts: RequestParts<'_>) -> Proof {
        let nonce = random::bytes().unwrap();
        let register_id = self.register_id;
        Proof::sign(
            organization_id,
            register_id,
            clock::now_ms(),
            nonce,
            parts,
            &self.key,
        )
    }

    /// Sends a request with a proof of the caller's.
    pub(crate) async fn send(
        &self,
        proof: &Proof,
        method: Method,
        target: &str,
        packed: bool,
        body: Vec<u8>,
    ) -> Reply {
        let mut request = self.http.request(method, format!("{}{target}", self.url));
        for (name, value) in proof.headers() {
            request = request.header(name, value);
        }
        if let Some(protocol) = &self.protocol {
            request = request.header(PROTOCOL_HEADER, protocol);
        }
        if packed {
            request = request.header("content-encoding", "zstd");
        }
        let response = request.body(body).send().await.unwrap();
        let header = |name| {
            response
                .headers()
                .get(name)
                .map(|v| v.to_str().unwrap().to_owned())
        };
        Reply {
            status: response.status(),
            retry_after: header("retry-after"),
            body: response.bytes().await.unwrap().to_vec(),
        }
    }

    pub(crate) async fn post(&self, target: &str, value: &impl Serialize) -> Reply {
        self.post_as(self.organization_id, target, value).await
    }

    /// Posts, packed, under the name of an organization.
    pub(crate) async fn post_as(
        &self,
        organization_id: Uuid,
        target: &str,
        value: &impl Serialize,
    ) -> Reply {
        let body = pack(&serde_json::to_vec(value).unwrap()).unwrap();
        let parts = RequestParts {
            method: "POST",
            target,
            body: &body,
        };
        let proof = self.proof(organization_id, parts);
        self.send(&proof, Method::POST, target, true, body).await
    }

    pub(crate) async fn get(&self, target: &str) -> Reply {
        let parts = RequestParts {
            method: "GET",
            target,
            body: &[],
        };
        let proof = self.proof(self.organization_id, parts);
        self.send(&proof, Method::GET, target, false, Vec::new())
            .await
    }

    /// The push of these entries, as this register would send it now.
    pub(crate) fn push_request(&self, epoch: Uuid, entries: &[Entry]) -> PushRequest {
        let exported: Result<Vec<_>, _> = entries.iter().map(ExportedEntry::of).collect();
        PushRequest {
            protocol: PROTOCOL,
            epoch,
            ratchet: self.ratchet.clone(),
            acknowledged: self.acknowledged.clone(),
            first_seq: entries.first().map_or(1, |entry| entry.header.seq),
            entries: exported.unwrap(),
            profiles: Vec::new(),
        }
    }

    /// Pushes without taking the answer.
    pub(crate) async fn try_push(&self, epoch: Uuid, entries: &[Entry]) -> Reply {
        self.post(path::PUSH, &self.push_request(epoch, entries))
            .await
    }

    /// Pushes, checks the head against its own last entry and takes the answer.
    pub(crate) async fn push(&mut self, epoch: Uuid, entries: &[Entry]) -> PushAnswer {
        let answer: PushAnswer = self.try_push(epoch, entries).await.ok();
        let own = entries.last().map_or(Head::start(epoch), Entry::head);
        assert_eq!(answer.head.head(), own);
        self.take(&answer);
        answer
    }

    /// Takes an answer.
    pub(crate) fn take(&mut self, answer: &PushAnswer) {
        assert!(answer.head.is_signed_by(&self.server_key.unwrap()));
        self.ratchet.clone_from(&answer.ratchet);
        self.acknowledged = Some(answer.head.clone());
    }
}
