//! Concurrent pushes, and connections that die.

use protocol::{PushAnswer, RefusalCode};
use tokio_postgres::Client;

use crate::support::{Books, TestServer, connect};

#[tokio::test]
async fn the_same_push_many_times_at_once_is_stored_once() {
    let server = TestServer::quiet().await;
    let device = server.founded().await;
    let mut books = Books::opened(&device);
    for _ in 0..20 {
        books.sell(&device, 1);
    }
    let push = || device.try_push(books.epoch(), &books.entries);
    let replies = tokio::join!(push(), push(), push(), push(), push(), push());
    let mut ratchets = Vec::new();
    for reply in <[_; 6]>::from(replies) {
        let answer: PushAnswer = reply.ok();
        assert_eq!(answer.head.head(), books.head);
        ratchets.push(answer.ratchet);
    }
    ratchets.dedup();
    assert_eq!(ratchets.len(), 1);
    assert_eq!(
        server
            .database
            .number("select count(*) from transactions")
            .await,
        20
    );
}

#[tokio::test]
async fn of_two_histories_pushed_at_once_one_wins_and_the_other_is_a_fork() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let mut books = Books::opened(&device);
    device.push(books.epoch(), &books.entries).await;
    let mut copy = books.clone();
    let (one, other) = (books.sell(&device, 1), copy.sell(&device, 2));
    let (one, other) = tokio::join!(
        device.try_push(books.epoch(), std::slice::from_ref(&one)),
        device.try_push(books.epoch(), std::slice::from_ref(&other)),
    );
    let loser = if one.status.is_success() { other } else { one };
    loser.is_refused(RefusalCode::Fork);
    assert_eq!(
        server
            .database
            .number("select count(*) from transactions")
            .await,
        1
    );
}

#[tokio::test]
async fn many_registers_of_one_organization_push_at_once() {
    let server = TestServer::quiet().await;
    let first = server.founded().await;
    let mut devices = Vec::new();
    for _ in 0..4 {
        devices.push(server.joined(&first).await);
    }
    let mut pushes = Vec::new();
    for mut device in devices {
        pushes.push(tokio::spawn(async move {
            let mut books = Books::opened(&device);
            device.push(books.epoch(), &books.entries).await;
            for _ in 0..5 {
                let from = books.entries.len();
                books.sell(&device, 1);
                books.stock_product(&device, uuid::Uuid::now_v7(), 1_000);
                device.push(books.epoch(), &books.entries[from..]).await;
            }
        }));
    }
    for push in pushes {
        push.await.unwrap();
    }
    assert_eq!(
        server
            .database
            .number("select count(*) from transactions")
            .await,
        20
    );
    assert_eq!(
        server
            .database
            .number("select count(*) from products")
            .await,
        24
    );
}

#[tokio::test]
async fn a_push_whose_connection_is_killed_leaves_nothing_and_succeeds_when_it_is_sent_again() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let books = Books::opened(&device);
    let before = server.database.fingerprint(device.organization_id).await;
    // Another connection holds a lock that the push needs halfway through.
    let mut holder = connect(&server.database.urls.superuser_url).await;
    let lock = holder.transaction().await.unwrap();
    lock.batch_execute("lock table shifts in access exclusive mode")
        .await
        .unwrap();
    let killer = connect(&server.database.urls.superuser_url).await;
    let kill = async {
        waiting(&killer, "pg_terminate_backend(pid)").await;
    };
    let (reply, ()) = tokio::join!(device.try_push(books.epoch(), &books.entries), kill);
    reply.is_refused(RefusalCode::Unavailable);
    assert!(reply.retry_after.is_some());
    lock.rollback().await.unwrap();
    assert_eq!(
        server.database.fingerprint(device.organization_id).await,
        before
    );
    let answer = device.push(books.epoch(), &books.entries).await;
    assert_eq!(answer.already, 0);
}

#[tokio::test]
async fn a_client_that_hangs_up_in_the_middle_of_its_push_leaves_nothing() {
    let server = TestServer::quiet().await;
    let mut device = server.founded().await;
    let books = Books::opened(&device);
    let before = server.database.fingerprint(device.organization_id).await;
    let mut holder = connect(&server.database.urls.superuser_url).await;
    let lock = holder.transaction().await.unwrap();
    lock.batch_execute("lock table shifts in access exclusive mode")
        .await
        .unwrap();
    let watcher = connect(&server.database.urls.superuser_url).await;
    tokio::select! {
        _ = device.try_push(books.epoch(), &books.entries) => unreachable!("the lock is held"),
        () = waiting(&watcher, "pid") => {}
    }
    lock.rollback().await.unwrap();
    let open = "select pid from pg_stat_activity where application_name = 'kasapro-sync-server' \
                and datname = current_database() and state <> 'idle'";
    while !watcher.query(open, &[]).await.unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(
        server.database.fingerprint(device.organization_id).await,
        before
    );
    let answer = device.push(books.epoch(), &books.entries).await;
    assert_eq!(answer.already, 0);
}

/// Waits until a connection of the server waits for a lock, and then runs this on it.
async fn waiting(client: &Client, then: &str) {
    let question = format!(
        "select {then} from pg_stat_activity where application_name = 'kasapro-sync-server' \
         and wait_event_type = 'Lock' and datname = current_database()"
    );
    while client.query(&question, &[]).await.unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
}
