//! The settings file, which setup writes or finds.

use std::io::Write as _;
use std::path::Path;

use tempfile::NamedTempFile;
use tokio_postgres::Config as Parsed;

use super::error::ServerSetupError;
use super::{Setup, url::ServerUrl};
use crate::config::{self, Config};
use crate::random;

/// Bytes of a password; it is written as twice as many hexadecimal digits.
const PASSWORD_BYTES: usize = 24;

/// The passwords of both roles.
pub(super) struct Passwords {
    pub(super) owner: String,
    pub(super) app: String,
}

impl Passwords {
    pub(super) fn made() -> Result<Self, ServerSetupError> {
        let one = || {
            let bytes = random::bytes::<PASSWORD_BYTES>().map_err(ServerSetupError::Random)?;
            Ok::<_, ServerSetupError>(domain::hex::to_hex(&bytes))
        };
        Ok(Self {
            owner: one()?,
            app: one()?,
        })
    }
}

/// The passwords of the file, which must belong to this server; `None` if there is no file.
pub(super) fn find(
    file: &Path,
    wanted: &Setup,
    server: &ServerUrl,
) -> Result<Option<Passwords>, ServerSetupError> {
    if !file.exists() {
        return Ok(None);
    }
    let stored = Config::load_file(file)?;
    let password = |url: &str, role: &str| password_of(url, role, file, wanted, server);
    Ok(Some(Passwords {
        owner: password(&stored.owner.url, &wanted.owner_role)?,
        app: password(&stored.database.url, &wanted.app_role)?,
    }))
}

/// The password of a URL, which must be for this role on this server.
fn password_of(
    url: &str,
    role: &str,
    file: &Path,
    wanted: &Setup,
    server: &ServerUrl,
) -> Result<String, ServerSetupError> {
    let expected = server.of(role, "", &wanted.database);
    let (found, expected) = (place(url)?, place(&expected)?);
    if found != expected {
        return Err(ServerSetupError::OtherServer {
            file: file.to_owned(),
            found,
            wanted: expected,
        });
    }
    let parsed: Parsed = crate::database::DatabaseAddress::read(url, wanted.ca_file.as_deref())?
        .config()
        .clone();
    let password = parsed.get_password().map(String::from_utf8_lossy);
    password
        .filter(|password| !password.is_empty())
        .map(std::borrow::Cow::into_owned)
        .ok_or_else(|| ServerSetupError::NoPassword {
            file: file.to_owned(),
            role: role.to_owned(),
        })
}

/// Role, hosts and database of a URL, without its password and its parameters.
fn place(url: &str) -> Result<String, ServerSetupError> {
    let plain = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (person, rest) = plain.rsplit_once('@').ok_or(ServerSetupError::AdminUrl)?;
    let role = person.split(':').next().unwrap_or_default();
    let rest = rest.split('?').next().unwrap_or_default();
    Ok(format!("{role}@{rest}"))
}

/// Writes the file, which only its owner may read. An existing file is replaced if `replace` is
/// set.
pub(super) fn write(
    file: &Path,
    wanted: &Setup,
    server: &ServerUrl,
    passwords: &Passwords,
    replace: bool,
) -> Result<(), ServerSetupError> {
    let app = server.of(&wanted.app_role, &passwords.app, &wanted.database);
    let owner = server.of(&wanted.owner_role, &passwords.owner, &wanted.database);
    let mut values = vec![
        ("database_url", app.as_str()),
        ("migrate_database_url", owner.as_str()),
        ("app_role", wanted.app_role.as_str()),
    ];
    let ca_file = wanted
        .ca_file
        .as_ref()
        .map(|file| file.display().to_string());
    values.extend(ca_file.as_deref().map(|file| ("database_ca_file", file)));
    let text = if replace {
        with_values(file, &values)?
    } else {
        config::template(&values)
    };
    let unwritable = |error| ServerSetupError::NotWritable {
        file: file.to_owned(),
        error,
    };
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    // It is created with mode 0600, and a partial file is never visible.
    let mut made = NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).map_err(unwritable)?;
    made.write_all(text.as_bytes())
        .and_then(|()| made.as_file().sync_all())
        .map_err(unwritable)?;
    let kept = if replace {
        made.persist(file)
    } else {
        made.persist_noclobber(file)
    };
    kept.map(|_| ()).map_err(|error| unwritable(error.error))
}

/// The text of the file with other values on the lines of these settings. All other lines stay.
fn with_values(file: &Path, values: &[(&str, &str)]) -> Result<String, ServerSetupError> {
    let text = std::fs::read_to_string(file).map_err(|error| ServerSetupError::NotWritable {
        file: file.to_owned(),
        error,
    })?;
    let lines = text.lines().map(|line| {
        let key = line.split('=').next().unwrap_or_default().trim();
        let value = values.iter().find(|(known, _)| *known == key);
        value.map_or_else(
            || format!("{line}\n"),
            |(key, value)| format!("{key} = {}\n", toml::Value::from(*value)),
        )
    });
    Ok(lines.collect())
}
