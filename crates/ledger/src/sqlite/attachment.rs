//! Bytes after the last page of a copy, so that one file holds everything that is needed to restore
//! it. The engine ignores them; the caller decides what they are.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::files;
use crate::error::LedgerError;

/// The last bytes of a file with an attachment.
const SEAL: &[u8; 16] = b"kasapro-attached";
/// Bytes of the length in front of the seal.
const LENGTH_BYTES: u64 = 4;
/// The largest attachment, in bytes.
const BYTES_MOST: u64 = 65_536;

/// The attachment of a file, and where it begins.
struct Attachment {
    bytes: Vec<u8>,
    offset: u64,
}

/// The file for the attachment of a ledger's copies: `ledger.db` has `ledger.recovery`.
pub fn attachment_file(ledger: &Path) -> PathBuf {
    ledger.with_extension("recovery")
}

/// The attachment of a copy; `None` if it has none.
pub fn read_attachment(copy: &Path) -> Result<Option<Vec<u8>>, LedgerError> {
    let found = File::open(copy).and_then(|mut file| find(&mut file));
    Ok(found.map_err(of(copy))?.map(|found| found.bytes))
}

/// Appends the bytes to a finished copy.
pub(crate) fn append(copy: &Path, bytes: &[u8]) -> Result<(), LedgerError> {
    let write = || {
        let too_large = |_| io::Error::from(ErrorKind::InvalidInput);
        let length = u32::try_from(bytes.len()).map_err(too_large)?;
        let mut file = OpenOptions::new().append(true).open(copy)?;
        file.write_all(bytes)?;
        file.write_all(&length.to_le_bytes())?;
        file.write_all(SEAL)
    };
    write().map_err(of(copy))
}

/// Removes the attachment from a copy that becomes a ledger. It is stored beside the ledger, unless
/// a file is already there, which is newer.
pub(crate) fn detach(ledger: &Path) -> Result<(), LedgerError> {
    let detach = || {
        let mut file = File::open(ledger)?;
        let Some(found) = find(&mut file)? else {
            return Ok(());
        };
        keep(&attachment_file(ledger), &found.bytes)?;
        let file = OpenOptions::new().write(true).open(ledger)?;
        file.set_len(found.offset)?;
        file.sync_all()
    };
    detach().map_err(of(ledger))
}

fn keep(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let draft = files::beside(path, ".new");
    let mut file = File::create(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&draft, path)
}

fn find(file: &mut File) -> io::Result<Option<Attachment>> {
    let tail = LENGTH_BYTES + SEAL.len() as u64;
    let size = file.metadata()?.len();
    let Some(tail_at) = size.checked_sub(tail) else {
        return Ok(None);
    };
    file.seek(SeekFrom::Start(tail_at))?;
    let mut length = [0; 4];
    file.read_exact(&mut length)?;
    let mut seal = [0; SEAL.len()];
    file.read_exact(&mut seal)?;
    let length = u64::from(u32::from_le_bytes(length));
    let Some(offset) = tail_at.checked_sub(length) else {
        return Ok(None);
    };
    if seal != *SEAL || length > BYTES_MOST {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(Some(Attachment { bytes, offset }))
}

fn of(path: &Path) -> impl Fn(io::Error) -> LedgerError {
    let path = path.to_path_buf();
    move |source| {
        let kind = source.kind();
        if kind == ErrorKind::StorageFull {
            LedgerError::DiskFull
        } else if matches!(
            kind,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
        ) {
            LedgerError::ReadOnly
        } else {
            LedgerError::File {
                path: path.clone(),
                source,
            }
        }
    }
}
