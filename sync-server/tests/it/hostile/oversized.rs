//! Bodies with too many bytes.

use protocol::{RefusalCode, pack, path};
use reqwest::Method;
use uuid::Uuid;

use super::parts;
use crate::support::{Books, TestServer};

#[tokio::test]
async fn a_body_that_unpacks_to_gigabytes_is_refused_without_being_unpacked() {
    let server = TestServer::quiet().await;
    let device = server.founded().await;
    let mut packer = zstd::stream::Encoder::new(Vec::new(), 1).unwrap();
    let zeros = vec![0_u8; 1 << 20];
    for _ in 0..2_048 {
        std::io::Write::write_all(&mut packer, &zeros).unwrap();
    }
    let bomb = packer.finish().unwrap();
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    let before = memory_peak_kb();
    let signed = parts(&Method::POST, path::PUSH, &bomb);
    let proof = device.proof(device.organization_id, signed);
    let reply = device
        .send(&proof, Method::POST, path::PUSH, true, bomb)
        .await;
    reply.is_refused(RefusalCode::TooLarge);
    let grown = memory_peak_kb() - before;
    assert!(grown < 100_000, "{grown} kB");
}

/// The most memory this process ever had.
fn memory_peak_kb() -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let digits = peak.map(|text| text.trim_end_matches("kB").trim().parse());
    digits.and_then(Result::ok).unwrap_or(0)
}

#[tokio::test]
async fn a_push_of_a_million_entries_is_refused() {
    let server = TestServer::quiet().await;
    let device = server.founded().await;
    let epoch = Uuid::now_v7();
    let head = serde_json::to_string(&device.push_request(epoch, &[])).unwrap();
    let entry = "{},";
    let million = format!("\"entries\":[{}{{}}]", entry.repeat(999_999));
    let empty = head.replace("\"entries\":[]", &million);
    let books = Books::opened(&device);
    let one = serde_json::to_string(&device.push_request(epoch, &books.entries[..1])).unwrap();
    let (start, end) = (one.find("[{").unwrap(), one.find("}]").unwrap());
    let entry = &one[start + 1..=end];
    let full = one.replace(
        entry,
        &format!("{}{entry}", format!("{entry},").repeat(9_999)),
    );
    for (body, code) in [
        (empty, RefusalCode::Malformed),
        (full, RefusalCode::TooLarge),
    ] {
        let packed = pack(body.as_bytes()).unwrap();
        let signed = parts(&Method::POST, path::PUSH, &packed);
        let proof = device.proof(device.organization_id, signed);
        let sent = device.send(&proof, Method::POST, path::PUSH, true, packed);
        sent.await.is_refused(code);
    }
}

#[tokio::test]
async fn a_body_above_the_limit_is_refused_packed_or_not() {
    let server = TestServer::with_limits(|limits| limits.body.packed = 10_000).await;
    let device = server.founded().await;
    for packed in [true, false] {
        let body = vec![b'x'; 10_001];
        let signed = parts(&Method::POST, path::PUSH, &body);
        let proof = device.proof(device.organization_id, signed);
        let sent = device.send(&proof, Method::POST, path::PUSH, packed, body);
        sent.await.is_refused(RefusalCode::TooLarge);
    }
}
