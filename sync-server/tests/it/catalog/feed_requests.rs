//! Requests for the feed, and a catalog that is filled without a push.

use std::io::Read as _;

use domain::feed::FeedRow;
use protocol::{PullAnswer, RequestParts, SnapshotHeader, path};
use reqwest::Method;
use uuid::Uuid;

use crate::support::{Device, Reply, TestDatabase};

/// Writes products of an organization directly to the database, each with its row in the feed.
pub(crate) async fn stock_up(database: &TestDatabase, organization_id: Uuid, many: u32) {
    database
        .change(&format!(
            "begin;
             with number as (
                 update feed_counters set feed_seq = feed_seq + {many}
                 where organization_id = '{organization_id}' returning feed_seq - {many} as before
             ), made as (
                 insert into products (organization_id, product_id, sku, barcode, name, category, unit,
                     price_cents, cost_cents, status, revision, field_revisions)
                 select '{organization_id}', ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
                     'SKU-' || n, lpad((8990000000000 + n)::text, 13, '0'),
                     'Barang nomor ' || n || ' isi dua belas', 'Kategori ' || n % 40, 'pcs', n * 100,
                     n * 70, 'active', 1, '{{}}'
                 from generate_series(1, {many}) as n
             )
             insert into catalog_feed (organization_id, feed_seq, entity, entity_id,
                 origin_register_id, origin_entry_id)
             select '{organization_id}', number.before + n, 'product',
                 ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
                 '{organization_id}', gen_random_uuid()
             from number, generate_series(1, {many}) as n;
             commit;
             analyze products; analyze catalog_feed;"
        ))
        .await;
}

/// A page of the feed.
pub(crate) async fn pull(device: &Device, feed_epoch: Uuid, after: u64, limit: u32) -> Reply {
    let target = format!(
        "{}?feed_epoch={feed_epoch}&after={after}&limit={limit}",
        path::PULL
    );
    device.get(&target).await
}

/// Everything after a cursor, and the cursor after it.
pub(crate) async fn pull_all(
    device: &Device,
    feed_epoch: Uuid,
    mut after: u64,
    limit: u32,
) -> (Vec<FeedRow>, u64) {
    let mut rows = Vec::new();
    loop {
        let page: PullAnswer = pull(device, feed_epoch, after, limit).await.ok();
        assert!(page.next >= after);
        after = page.next;
        rows.extend(page.rows);
        if !page.more {
            return (rows, after);
        }
    }
}

/// Asks for the snapshot with more headers.
pub(crate) async fn fetch(device: &Device, headers: &[(&str, &str)]) -> reqwest::Response {
    let parts = RequestParts {
        method: "GET",
        target: path::SNAPSHOT,
        body: &[],
    };
    let proof = device.proof(device.organization_id, parts);
    let url = format!("{}{}", device.url, path::SNAPSHOT);
    let mut request = device.http.request(Method::GET, url);
    for (name, value) in proof.headers() {
        request = request.header(name, value);
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

/// A header of an answer.
pub(crate) fn header<'r>(response: &'r reqwest::Response, name: &str) -> &'r str {
    response.headers().get(name).unwrap().to_str().unwrap()
}

pub(crate) fn unpacked(packed: &[u8]) -> (SnapshotHeader, Vec<FeedRow>) {
    let mut text = String::new();
    zstd::Decoder::new(packed)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    assert!(text.ends_with('\n'));
    let mut lines = text.lines();
    let header = serde_json::from_str(lines.next().unwrap()).unwrap();
    let rows = lines.map(|line| serde_json::from_str(line).unwrap());
    (header, rows.collect())
}
