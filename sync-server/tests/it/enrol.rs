//! Enrolment: founding, joining, repeated requests, and every reason for a refusal.

use protocol::{
    CodeAnswer, CodeRequest, EnrolAnswer, PROTOCOL, Proof, RefusalCode, RequestParts, path,
};
use reqwest::Method;
use sync_server::{clock, random};
use uuid::Uuid;

use crate::support::{Device, TestServer};

#[tokio::test]
async fn a_founding_code_brings_an_organization_with_its_first_register() {
    let server = TestServer::start().await;
    let mut device = Device::new(&server.url(), Uuid::now_v7());
    let code = server.founding_code("Toko Maju").await;
    let answer = device.enrol(&code.to_lowercase(), true).await;
    assert_eq!(answer.organization_id, device.organization_id);
    assert_eq!(answer.organization_name, "Toko Maju");
    assert_eq!(answer.pepper, "ab".repeat(32));
    assert_eq!(answer.server_public_key, server.state.keys.public());
    assert!((clock::now_ms() - answer.server_time_ms).abs() < 60_000);
    let stored = "select store_name from organizations";
    assert_eq!(server.database.texts(stored).await, ["Toko Maju Jaya"]);
}

#[tokio::test]
async fn the_pepper_cannot_be_read_from_the_database() {
    let server = TestServer::start().await;
    server.founded().await;
    let pepper = "select encode(pepper_sealed, 'hex') from organizations";
    let sealed = server.database.texts(pepper).await;
    assert!(!sealed[0].contains("abababab"));
}

#[tokio::test]
async fn a_joining_code_lets_a_second_register_into_the_same_organization() {
    let server = TestServer::start().await;
    let first = server.founded().await;
    let mut second = Device::new(&server.url(), first.organization_id);
    let code = server.joining_code(&first).await;
    let answer = second.enrol(&code, false).await;
    assert_eq!(answer.organization_id, first.organization_id);
    assert_eq!(answer.store_id, first.store_id);
    assert_eq!(answer.pepper, "ab".repeat(32));
    let registers = "select count(*) from registers";
    assert_eq!(server.database.number(registers).await, 2);
}

#[tokio::test]
async fn the_same_register_asking_again_gets_the_same_answer() {
    let server = TestServer::quiet().await;
    let mut device = Device::new(&server.url(), Uuid::now_v7());
    let code = server.founding_code("Toko Maju").await;
    let first = device.enrol(&code, true).await;
    let before = server.database.fingerprint(device.organization_id).await;
    let second = device.enrol(&code, true).await;
    let same = EnrolAnswer {
        server_time_ms: first.server_time_ms,
        ..second
    };
    assert!(same == first);
    assert_eq!(
        server.database.fingerprint(device.organization_id).await,
        before
    );
}

#[tokio::test]
async fn two_of_the_same_request_at_once_get_the_same_answer() {
    let server = TestServer::start().await;
    let device = Device::new(&server.url(), Uuid::now_v7());
    let code = server.founding_code("Toko Maju").await;
    let request = device.enrol_request(&code, true);
    let (one, other) = tokio::join!(
        device.post_as(Uuid::nil(), path::ENROL, &request),
        device.post_as(Uuid::nil(), path::ENROL, &request),
    );
    let (one, other): (EnrolAnswer, EnrolAnswer) = (one.ok(), other.ok());
    assert_eq!(one.ratchet, other.ratchet);
}

#[tokio::test]
async fn a_used_code_lets_nobody_else_in() {
    let server = TestServer::start().await;
    let first = server.founded().await;
    let code = server.joining_code(&first).await;
    Device::new(&server.url(), first.organization_id)
        .enrol(&code, false)
        .await;
    let late = Device::new(&server.url(), first.organization_id);
    let request = late.enrol_request(&code, false);
    let reply = late.post_as(Uuid::nil(), path::ENROL, &request).await;
    reply.is_refused(RefusalCode::CodeInvalid);
}

#[tokio::test]
async fn a_code_past_its_time_and_a_code_of_fantasy_let_nobody_in() {
    let server = TestServer::start().await;
    let code = server.founding_code("Toko Maju").await;
    server
        .database
        .change("update enrolment_codes set expires_at = now() - interval '1 second'")
        .await;
    let device = Device::new(&server.url(), Uuid::now_v7());
    for code in [code.as_str(), "0000-0000", "", "what?"] {
        let request = device.enrol_request(code, true);
        let reply = device.post_as(Uuid::nil(), path::ENROL, &request).await;
        reply.is_refused(RefusalCode::CodeInvalid);
    }
    assert_eq!(
        server
            .database
            .number("select count(*) from organizations")
            .await,
        0
    );
}

#[tokio::test]
async fn a_code_serves_only_what_it_was_made_for() {
    let server = TestServer::quiet().await;
    let first = server.founded().await;
    let before = server.database.fingerprint(first.organization_id).await;
    let stranger = Device::new(&server.url(), Uuid::now_v7());
    for (code, founding) in [
        (server.joining_code(&first).await, true),
        (server.founding_code("Lain").await, false),
    ] {
        let request = stranger.enrol_request(&code, founding);
        let reply = stranger.post_as(Uuid::nil(), path::ENROL, &request).await;
        reply.is_refused(RefusalCode::CodeInvalid);
    }
    assert_eq!(
        server.database.fingerprint(first.organization_id).await,
        before
    );
}

#[tokio::test]
async fn an_organization_that_is_here_cannot_be_founded_again_by_somebody_else() {
    let server = TestServer::quiet().await;
    let first = server.founded().await;
    let before = server.database.fingerprint(first.organization_id).await;
    let thief = Device::new(&server.url(), first.organization_id);
    let request = thief.enrol_request(&server.founding_code("Maling").await, true);
    let reply = thief.post_as(Uuid::nil(), path::ENROL, &request).await;
    reply.is_refused(RefusalCode::AlreadyEnrolled);
    assert_eq!(
        server.database.fingerprint(first.organization_id).await,
        before
    );
}

#[tokio::test]
async fn an_enrolment_that_its_key_did_not_sign_is_refused() {
    let server = TestServer::start().await;
    let device = Device::new(&server.url(), Uuid::now_v7());
    let other = Device::new(&server.url(), Uuid::now_v7());
    let mut request = device.enrol_request(&server.founding_code("Toko").await, true);
    request.public_key = other.key.public();
    let reply = device.post_as(Uuid::nil(), path::ENROL, &request).await;
    reply.is_refused(RefusalCode::NotProved);
    request = other.enrol_request(&server.founding_code("Toko").await, true);
    let reply = device.post_as(Uuid::nil(), path::ENROL, &request).await;
    reply.is_refused(RefusalCode::NotProved);
}

#[tokio::test]
async fn a_protocol_that_is_not_spoken_is_refused() {
    let server = TestServer::start().await;
    let device = Device::new(&server.url(), Uuid::now_v7());
    let code = server.founding_code("Toko").await;
    let refused = [
        (0, RefusalCode::ProtocolTooOld),
        (PROTOCOL + 1, RefusalCode::ProtocolTooNew),
    ];
    for (protocol, code_of_refusal) in refused {
        let mut request = device.enrol_request(&code, true);
        request.protocol = protocol;
        let reply = device.post_as(Uuid::nil(), path::ENROL, &request).await;
        reply.is_refused(code_of_refusal);
    }
}

#[tokio::test]
async fn codes_cannot_be_tried_without_end() {
    let server = TestServer::with_limits(|limits| limits.code_tries_per_minute = 3).await;
    let device = Device::new(&server.url(), Uuid::now_v7());
    let request = device.enrol_request("0000-0000", true);
    for _ in 0..3 {
        let reply = device.post_as(Uuid::nil(), path::ENROL, &request).await;
        reply.is_refused(RefusalCode::CodeInvalid);
    }
    let reply = device.post_as(Uuid::nil(), path::ENROL, &request).await;
    reply.is_refused(RefusalCode::TooManyRequests);
    let seconds: u64 = reply.retry_after.unwrap().parse().unwrap();
    assert!((1..=60).contains(&seconds));
}

#[tokio::test]
async fn an_owner_makes_a_joining_code_and_nobody_else_does() {
    let server = TestServer::start().await;
    let first = server.founded().await;
    let (owner, cashier) = (Uuid::now_v7(), Uuid::now_v7());
    for (user_id, role) in [(owner, "owner"), (cashier, "cashier")] {
        let organization_id = first.organization_id;
        server
            .database
            .change(&format!(
                "insert into users (organization_id, user_id, role, active) \
                 values ('{organization_id}', '{user_id}', '{role}', true)"
            ))
            .await;
    }
    for by_user_id in [cashier, Uuid::now_v7()] {
        let reply = first.post(path::CODES, &CodeRequest { by_user_id }).await;
        reply.is_refused(RefusalCode::Forbidden);
    }
    let reply = first
        .post(path::CODES, &CodeRequest { by_user_id: owner })
        .await;
    let made: CodeAnswer = reply.ok();
    let lives_ms = made.expires_at_ms - clock::now_ms();
    assert!((590_000..=600_000).contains(&lives_ms), "{lives_ms}");
    let mut second = Device::new(&server.url(), first.organization_id);
    second.enrol(&made.code, false).await;
}

#[tokio::test]
async fn a_request_of_another_time_is_told_the_servers_clock() {
    let server = TestServer::start().await;
    let device = server.founded().await;
    for off_ms in [-301_000, 301_000] {
        let parts = RequestParts {
            method: "POST",
            target: path::PUSH,
            body: b"{}",
        };
        let (organization_id, register_id) = (device.organization_id, device.register_id);
        let time_ms = clock::now_ms() + off_ms;
        let nonce = random::bytes().unwrap();
        let proof = Proof::sign(
            organization_id,
            register_id,
            time_ms,
            nonce,
            parts,
            &device.key,
        );
        let reply = device
            .send(&proof, Method::POST, path::PUSH, false, b"{}".to_vec())
            .await;
        reply.is_refused(RefusalCode::ClockOff);
        assert!((reply.refusal().server_time_ms - clock::now_ms()).abs() < 60_000);
    }
}

/// A register of this name that asks to join with a code.
fn of_name(name: &str, server: &TestServer, first: &Device) -> Device {
    let mut device = Device::new(&server.url(), first.organization_id);
    name.clone_into(&mut device.joining_name);
    device
}

/// Asks to join. Returns the refusal's code, or `None` if the register was admitted.
async fn joins(device: &Device, code: &str) -> Option<RefusalCode> {
    let request = device.enrol_request(code, false);
    let reply = device.post_as(Uuid::nil(), path::ENROL, &request).await;
    (!reply.status.is_success()).then(|| reply.refusal().code)
}

#[tokio::test]
async fn two_registers_never_print_the_same_receipt_number() {
    let server = TestServer::start().await;
    let first = server.founded().await;
    let taken = Some(RefusalCode::RegisterNameTaken);
    let code = server.joining_code(&first).await;
    // A receipt begins with the first six letters and digits.
    for name in ["Kasir 1", "kasir-1", "KASIR 10", "Kasir 1 depan"] {
        let device = of_name(name, &server, &first);
        assert_eq!(joins(&device, &code).await, taken, "{name}");
    }
    // A refusal does not use the code up, and the same register may take another name.
    let mut device = of_name("Kasir 1", &server, &first);
    assert_eq!(joins(&device, &code).await, taken);
    "Kasir 2".clone_into(&mut device.joining_name);
    assert_eq!(joins(&device, &code).await, None);
    // The same request again, whose first answer was lost.
    assert_eq!(joins(&device, &code).await, None);

    // A revoked register has printed receipts, too.
    let revoked = format!(
        "update registers set status = 'revoked', revoked_at = now() where register_id = '{}'",
        device.register_id
    );
    server.database.change(&revoked).await;
    let code = server.joining_code(&first).await;
    let device = of_name("Kasir 2", &server, &first);
    assert_eq!(joins(&device, &code).await, taken);
}

#[tokio::test]
async fn of_two_registers_that_join_at_once_under_one_name_one_is_let_in() {
    let server = TestServer::start().await;
    let first = server.founded().await;
    for turn in 0..5 {
        let name = format!("Tab {turn}");
        let (one, other) = (
            of_name(&name, &server, &first),
            of_name(&name, &server, &first),
        );
        let one_code = server.joining_code(&first).await;
        let other_code = server.joining_code(&first).await;
        let refused = tokio::join!(joins(&one, &one_code), joins(&other, &other_code));
        let taken = Some(RefusalCode::RegisterNameTaken);
        assert!(
            refused == (None, taken) || refused == (taken, None),
            "{refused:?}"
        );
    }
}
