//! `register revoke` and `alarms`: what an administrator can do about a register, and what the
//! commands print.

use domain::entry::EntryKind;
use domain::feed::{FeedChange, RegisterStatus};
use protocol::{QuarantineReason, RefusalCode};
use uuid::Uuid;

use super::{fails, succeeds};
use crate::catalog::feed_requests::pull;
use crate::catalog::shop::Shop;
use crate::support::TestServer;

const URL: &str = "KASAPRO_DATABASE_URL";

#[tokio::test]
async fn a_revoked_register_drains_its_log_aside_and_learns_nothing_while_the_others_learn_of_it() {
    // No background task folds stock during the test.
    let mut shop = Shop::open_at(TestServer::quiet().await).await;
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let owner = shop.server.database.urls.owner_url.clone();
    let settings = [(URL, owner.as_str())];
    let organization_id = shop.front.device.organization_id;
    let (org, register) = (
        organization_id.to_string(),
        shop.back.device.register_id.to_string(),
    );
    let revoke = ["register", "revoke", "--org", &org, "--register", &register];
    let said = succeeds(folder, &settings, &revoke);
    assert!(said.contains("Kasir 1 is revoked"), "{said}");

    shop.back.books.receive(&shop.back.device, 5);
    let answer = shop.back.push().await;
    let reasons: Vec<_> = answer.quarantined.iter().map(|one| one.reason).collect();
    assert_eq!(reasons, [QuarantineReason::RegisterRevoked]);
    // Another node, which has not cached the register.
    let beside = TestServer::quiet_beside(&shop.server);
    shop.back.device.url = beside.url();
    let reply = pull(&shop.back.device, shop.feed_epoch, 0, 10).await;
    reply.is_refused(RefusalCode::Forbidden);

    let told = shop.front.feed(shop.feed_epoch).await;
    let revoked = told.iter().filter(|row| {
        matches!(&row.change, FeedChange::Register(register)
            if register.register_id == shop.back.device.register_id
                && register.status == RegisterStatus::Revoked)
    });
    assert_eq!(revoked.count(), 1);

    let before = shop.server.database.fingerprint(organization_id).await;
    let said = succeeds(folder, &settings, &revoke);
    assert!(said.contains("was revoked before"), "{said}");
    let after = shop.server.database.fingerprint(organization_id).await;
    assert_eq!(after, before);
    let alarms = succeeds(folder, &settings, &["alarms", "--org", &org]);
    let aside = "no alarms\nentries in quarantine:\n  register_revoked, not counted: 1\n";
    assert_eq!(alarms, aside);
}

#[tokio::test]
async fn who_is_not_there_is_named() {
    let server = TestServer::quiet().await;
    let device = server.founded().await;
    let folder = tempfile::tempdir().unwrap();
    let settings = [(URL, server.database.urls.owner_url.as_str())];
    let (org, nobody) = (
        device.organization_id.to_string(),
        Uuid::now_v7().to_string(),
    );
    let register = ["register", "revoke", "--org", &org, "--register", &nobody];
    let says = format!("there is no register {nobody} in the organization {org}");
    fails(folder.path(), &settings, &register, &says);
    let says = format!("there is no organization {nobody}");
    let register = [
        "register",
        "revoke",
        "--org",
        &nobody,
        "--register",
        &nobody,
    ];
    fails(folder.path(), &settings, &register, &says);
    fails(
        folder.path(),
        &settings,
        &["alarms", "--org", &nobody],
        &says,
    );
}

#[tokio::test]
async fn alarms_are_listed_with_their_register_and_what_is_quarantined_is_counted() {
    let mut shop = Shop::open_at(TestServer::quiet().await).await;
    for version in [2, 3] {
        let (device, books) = (&shop.front.device, &mut shop.front.books);
        books.append_raw(device, EntryKind::StockMoved, version, b"{}".to_vec());
    }
    shop.front.push().await;
    shop.front.books.sell(&shop.front.device, 1);
    shop.front.device.ratchet = "11".repeat(16);
    let (epoch, last) = (
        shop.front.books.epoch(),
        shop.front.books.entries.last().unwrap().clone(),
    );
    let reply = shop.front.device.try_push(epoch, &[last]).await;
    reply.is_refused(RefusalCode::Ratchet);

    let folder = tempfile::tempdir().unwrap();
    let settings = [(URL, shop.server.database.urls.owner_url.as_str())];
    let org = shop.front.device.organization_id.to_string();
    let said = succeeds(folder.path(), &settings, &["alarms", "--org", &org]);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "alarms:");
    let register = shop.front.device.register_id;
    let row = format!("  ratchet  register {register}  Kasir 1  epoch {epoch}  times 1  ");
    assert!(lines[1].contains(&row), "{said}");
    let counted = ["entries in quarantine:", "  unknown_kind, not counted: 2"];
    assert_eq!(lines[2..], counted);
}
