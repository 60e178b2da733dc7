//! Fetching and reading a snapshot.

use std::path::{Path, PathBuf};

use domain::feed::{FeedChange, FeedRow, RegisterState, RegisterStatus};
use protocol::{
    FetchError, PROTOCOL, Peer as _, RequestError, SnapshotHeader, SnapshotReadError,
    SnapshotReader, TransportError, pack,
};
use tempfile::TempDir;
use uuid::Uuid;

use crate::scripted::{Reply, STAMP, Scripted, reply};

fn row(number: u64) -> FeedRow {
    FeedRow {
        feed_seq: number,
        origin: None,
        change: FeedChange::Register(RegisterState {
            register_id: Uuid::from_u128(u128::from(number)),
            store_id: Uuid::nil(),
            name: format!("Kasir {number}"),
            status: RegisterStatus::Active,
        }),
    }
}

fn lines(said: u64, rows: u64) -> Vec<u8> {
    let header = SnapshotHeader {
        protocol: PROTOCOL,
        feed_epoch: Uuid::from_u128(4),
        feed_seq: 100,
        rows: said,
    };
    let mut text = serde_json::to_string(&header).unwrap();
    for number in 1..=rows {
        text.push('\n');
        text.push_str(&serde_json::to_string(&row(number)).unwrap());
    }
    text.push('\n');
    text.into_bytes()
}

fn whole(etag: &str, packed: &[u8]) -> Reply {
    reply("200 OK", &format!("etag: {etag}\r\n"), packed)
}

struct Fetch {
    folder: TempDir,
    server: Scripted,
}

impl Fetch {
    async fn new(replies: Vec<Reply>) -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            server: Scripted::new(replies).await,
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("snapshot.part")
    }

    async fn once(&self) -> Result<(), FetchError> {
        let client = self.server.client();
        client.snapshot(&self.file(), STAMP, &|| {}).await
    }
}

fn read(file: &Path) -> Result<Vec<FeedRow>, SnapshotReadError> {
    SnapshotReader::open(file)?.collect()
}

fn is_broken(outcome: &Result<(), FetchError>) -> bool {
    let broken = RequestError::Transport(TransportError::Broken);
    matches!(outcome, Err(FetchError::Request(error)) if *error == broken)
}

#[tokio::test]
async fn a_broken_fetch_goes_on_where_it_ended() {
    let packed = pack(&lines(500, 500)).unwrap();
    let mut cut = whole("\"a\"", &packed);
    cut.truncate(cut.len() - packed.len() / 2);
    let kept = packed.len() - packed.len() / 2;
    let (total, last) = (packed.len(), packed.len() - 1);
    let range = format!("etag: \"a\"\r\ncontent-range: bytes {kept}-{last}/{total}\r\n");
    let rest = reply("206 Partial Content", &range, &packed[kept..]);
    let fetch = Fetch::new(vec![cut, rest]).await;
    assert!(is_broken(&fetch.once().await));
    fetch.once().await.unwrap();
    let requests = fetch.server.requests();
    assert_eq!(requests[0].header("range"), None);
    assert_eq!(
        requests[1].header("range"),
        Some(format!("bytes={kept}-").as_str())
    );
    assert_eq!(requests[1].header("if-range"), Some("\"a\""));
    let rows = read(&fetch.file()).unwrap();
    assert_eq!(rows, (1..=500).map(row).collect::<Vec<_>>());
    let client = fetch.server.client();
    client.forget_snapshot(&fetch.file()).await.unwrap();
    assert_eq!(std::fs::read_dir(fetch.folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn another_snapshot_replaces_the_part_of_the_old_one() {
    let (old, new) = (pack(&lines(9, 9)).unwrap(), pack(&lines(2, 2)).unwrap());
    let mut cut = whole("\"a\"", &old);
    cut.truncate(cut.len() - 5);
    let fetch = Fetch::new(vec![cut, whole("\"b\"", &new)]).await;
    assert!(is_broken(&fetch.once().await));
    fetch.once().await.unwrap();
    assert_eq!(read(&fetch.file()).unwrap().len(), 2);
}

#[tokio::test]
async fn a_range_that_begins_elsewhere_is_refused() {
    let packed = pack(&lines(9, 9)).unwrap();
    let mut cut = whole("\"a\"", &packed);
    cut.truncate(cut.len() - 5);
    let wrong = reply(
        "206 Partial Content",
        "content-range: bytes 0-4/9\r\n",
        b"12345",
    );
    let fetch = Fetch::new(vec![cut, wrong]).await;
    assert!(is_broken(&fetch.once().await));
    assert!(fetch.once().await.is_err());
    assert!(
        read(&fetch.file()).is_err(),
        "nothing was put behind the part"
    );
}

#[test]
fn a_snapshot_has_exactly_the_rows_it_says() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("snapshot");
    let read = |bytes: &[u8]| {
        std::fs::write(&file, bytes).unwrap();
        read(&file)
    };
    let cut = read(&pack(&lines(3, 2)).unwrap());
    assert!(matches!(
        cut,
        Err(SnapshotReadError::CutShort { missing: 1 })
    ));
    let more = read(&pack(&lines(1, 2)).unwrap());
    assert!(matches!(more, Err(SnapshotReadError::TooManyRows)));
    let mut text = lines(2, 2);
    text.pop();
    let unended = read(&pack(&text).unwrap());
    assert!(matches!(unended, Err(SnapshotReadError::LineWithoutEnd)));
    let packed = pack(&lines(2, 2)).unwrap();
    assert!(matches!(
        read(&packed[..packed.len() - 4]),
        Err(SnapshotReadError::File(_))
    ));
    assert!(matches!(
        read(b"no zstd at all"),
        Err(SnapshotReadError::File(_))
    ));
    assert!(matches!(
        read(&pack(b"{}\n").unwrap()),
        Err(SnapshotReadError::NoHeader)
    ));
}
