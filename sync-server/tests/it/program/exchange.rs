//! Nodes of two versions in front of one database, while an administrator replaces them.

use reqwest::StatusCode;
use serde_json::Value;

use super::{Serving, fails, succeeds};
use crate::support::{Books, Device, TestDatabase, http};

/// Notes a migration of a newer program; `{number}` in its name is the number of this program's
/// newest.
async fn migrate_further(database: &TestDatabase, name: &str) {
    let number = database
        .number("select max(version)::bigint from refinery_schema_history")
        .await;
    let name = name.replace("{number}", &number.to_string());
    let newer = number + 1;
    database
        .change(&format!(
            "insert into refinery_schema_history (version, name, applied_on, checksum) \
             values ({newer}, '{name}', '2027-01-01T00:00:00Z', '1')"
        ))
        .await;
}

async fn ready(serving: &Serving) -> (StatusCode, Value) {
    let url = format!("http://{}/ready", serving.address);
    let answered = http::get(url).await.unwrap();
    let status = answered.status();
    let body = answered.bytes().await.unwrap();
    (status, serde_json::from_slice(&body).unwrap())
}

#[tokio::test]
async fn an_old_node_goes_on_and_starts_again_in_a_newer_schema_that_bears_it() {
    let database = TestDatabase::migrated().await;
    let folder = tempfile::tempdir().unwrap();
    let settings = [("KASAPRO_DATABASE_URL", database.urls.app_url.as_str())];
    let owner = [("KASAPRO_DATABASE_URL", database.urls.owner_url.as_str())];
    let running = Serving::start(folder.path(), &settings);
    migrate_further(&database, "adds_a_table").await;
    migrate_further(&database, "drops_a_column_needs_5").await;
    assert_eq!(ready(&running).await.0, StatusCode::OK);
    assert_eq!(running.signalled("-TERM").0, Some(0));

    let restarted = Serving::start(folder.path(), &settings);
    assert_eq!(ready(&restarted).await.0, StatusCode::OK);
    let made = succeeds(folder.path(), &owner, &["org", "create", "--name", "Toko"]);
    let code = made.lines().next().unwrap().rsplit(' ').next().unwrap();
    let url = format!("http://{}", restarted.address);
    let mut device = Device::new(&url, uuid::Uuid::now_v7());
    device.enrol(code, true).await;
    let books = Books::opened(&device);
    device.push(books.epoch(), &books.entries).await;
}

#[tokio::test]
async fn an_old_node_is_unready_and_does_not_start_in_a_schema_that_needs_a_newer_program() {
    let database = TestDatabase::migrated().await;
    let folder = tempfile::tempdir().unwrap();
    let settings = [("KASAPRO_DATABASE_URL", database.urls.app_url.as_str())];
    let running = Serving::start(folder.path(), &settings);
    migrate_further(&database, "drops_a_column_needs_{number}").await;
    assert_eq!(ready(&running).await.0, StatusCode::OK);

    migrate_further(&database, "drops_what_this_program_reads_needs_{number}").await;
    let (status, body) = ready(&running).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(body["reason"], "program_too_old");
    fails(folder.path(), &settings, &["serve"], "run a newer");
}

#[tokio::test]
async fn an_old_program_does_not_migrate_a_newer_schema() {
    let database = TestDatabase::migrated().await;
    let folder = tempfile::tempdir().unwrap();
    let owner = [("KASAPRO_DATABASE_URL", database.urls.owner_url.as_str())];
    migrate_further(&database, "adds_a_table").await;
    // Its list of grants may lack the grants of the newer program.
    let extra = "grant delete on table alarms to kasapro_app";
    database.change(extra).await;
    fails(folder.path(), &owner, &["migrate"], "run a newer");
    let kept = "select count(*) from information_schema.role_table_grants \
                where table_name = 'alarms' and privilege_type = 'DELETE' \
                  and grantee <> 'kasapro_owner'";
    assert_eq!(database.number(kept).await, 1);
}
