//! Fetches the snapshot into a file, and resumes where a broken fetch ended.

use std::io;
use std::path::{Path, PathBuf};

use reqwest::header::{CONTENT_RANGE, ETAG, HeaderMap, HeaderValue, IF_RANGE, RANGE};
use reqwest::{Response, StatusCode};
use tokio::fs::{self, File, OpenOptions};
use tokio::io::AsyncWriteExt as _;

use protocol::{FetchError, OnProgress, TransportError};

use crate::answer::accepted;
use crate::error::transport_error;

/// The largest snapshot that is fetched. A million products need a tenth of it.
const SNAPSHOT_MOST_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// Writes the answer to a request with the headers of `part` into `file`, packed as it comes. The
/// bytes of an earlier, broken fetch are kept if the server still has the same snapshot.
pub(crate) async fn receive_into(
    file: &Path,
    part: &PartialFile,
    response: Response,
    progress: OnProgress<'_>,
) -> Result<(), FetchError> {
    if response.status() == StatusCode::RANGE_NOT_SATISFIABLE {
        // The partial file is not the beginning of this snapshot: the next attempt starts over.
        forget(file).await?;
        return Err(TransportError::Broken.into());
    }
    let response = accepted(response, progress).await?;
    let (target, begin) = part.opened(file, &response).await?;
    receive(response, target, begin, progress).await
}

/// Removes a fetched snapshot, or a part of one.
pub(crate) async fn forget(file: &Path) -> io::Result<()> {
    for path in [file.to_path_buf(), tag_file(file)] {
        match fs::remove_file(&path).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// The partial file of an earlier fetch.
pub(crate) struct PartialFile {
    bytes: u64,
    etag: Option<HeaderValue>,
}

impl PartialFile {
    pub(crate) async fn found(file: &Path) -> io::Result<Self> {
        let none = Self {
            bytes: 0,
            etag: None,
        };
        let bytes = match fs::metadata(file).await {
            Ok(metadata) => metadata.len(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(none),
            Err(error) => return Err(error),
        };
        let etag = match fs::read(tag_file(file)).await {
            Ok(text) => HeaderValue::from_bytes(&text).ok(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        Ok(Self { bytes, etag })
    }

    /// Asks for the rest if the server still has the same snapshot, and for all of it otherwise.
    pub(crate) fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if let (1.., Some(etag)) = (self.bytes, &self.etag)
            && let Ok(range) = HeaderValue::try_from(format!("bytes={}-", self.bytes))
        {
            headers.insert(RANGE, range);
            headers.insert(IF_RANGE, etag.clone());
        }
        headers
    }

    /// The file to write to, and how many of its bytes stay.
    async fn opened(&self, file: &Path, response: &Response) -> Result<(File, u64), FetchError> {
        if response.status() == StatusCode::PARTIAL_CONTENT {
            if range_begin(response.headers()) != Some(self.bytes) {
                return Err(TransportError::Unreadable.into());
            }
            let target = OpenOptions::new().append(true).open(file).await?;
            return Ok((target, self.bytes));
        }
        forget(file).await?;
        if let Some(etag) = response.headers().get(ETAG) {
            fs::write(tag_file(file), etag.as_bytes()).await?;
        }
        Ok((private(file).await?, 0))
    }
}

/// A new file that only its owner can read: it holds names and PIN hashes.
async fn private(file: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    options.open(file).await
}

/// The first byte in `bytes 100-199/200`.
fn range_begin(headers: &HeaderMap) -> Option<u64> {
    let text = headers.get(CONTENT_RANGE)?.to_str().ok()?;
    let range = text.trim().strip_prefix("bytes ")?;
    range.split_once('-')?.0.trim().parse().ok()
}

async fn receive(
    mut response: Response,
    mut target: File,
    mut bytes: u64,
    progress: OnProgress<'_>,
) -> Result<(), FetchError> {
    loop {
        let piece = match response.chunk().await {
            Ok(Some(piece)) => piece,
            Ok(None) => break,
            Err(error) => {
                // The bytes that arrived stay for the next attempt.
                target.flush().await?;
                return Err(transport_error(&error).into());
            }
        };
        progress();
        bytes = bytes.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        if bytes > SNAPSHOT_MOST_BYTES {
            return Err(TransportError::TooLarge.into());
        }
        target.write_all(&piece).await?;
    }
    target.flush().await?;
    Ok(target.sync_all().await?)
}

/// Holds the `ETag` of the snapshot that the partial file belongs to.
fn tag_file(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_os_string();
    name.push(".etag");
    PathBuf::from(name)
}
