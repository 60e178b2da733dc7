//! The names of all settings, with their descriptions.

use std::fmt::Write as _;

/// Every setting: its key in a file, its default, and its description. The environment variable is
/// the key in capitals after `KASAPRO_`.
pub(super) const SETTINGS: [(&str, &str, &str); 21] = [
    (
        "database_url",
        "",
        "the database, as a role that owns nothing there; must be set",
    ),
    (
        "database_password",
        "",
        "the password of database_url, where the URL has none",
    ),
    (
        "migrate_database_url",
        "",
        "the database, as the owner of its tables: for every command but serve",
    ),
    (
        "migrate_database_password",
        "",
        "the password of migrate_database_url, where the URL has none",
    ),
    (
        "database_ca_file",
        "",
        "the certificates, PEM, that PostgreSQL is believed by; without it those of the system",
    ),
    (
        "app_role",
        "kasapro_app",
        "the role of database_url, which migrate grants what it needs",
    ),
    ("listen", "127.0.0.1:8080", "the address to answer at"),
    (
        "secret_file",
        "kasapro-server.key",
        "the server's secret, made where there is none: keep a copy",
    ),
    (
        "tls_cert",
        "",
        "the certificate chain, PEM; without it a proxy has to do TLS",
    ),
    ("tls_key", "", "the certificate's key, PEM"),
    (
        "max_packed_bytes",
        "2097152",
        "the most bytes of a request as sent",
    ),
    (
        "max_unpacked_bytes",
        "4194304",
        "the most bytes of a request after unpacking",
    ),
    ("max_push_entries", "500", "the most entries of a push"),
    (
        "max_push_body_bytes",
        "1048576",
        "the most bytes of entry bodies in a push of several entries",
    ),
    (
        "max_connections",
        "16",
        "the most connections to the database",
    ),
    (
        "max_verifying",
        "",
        "how many pushes are verified at once; without it one a processor",
    ),
    (
        "max_code_tries_per_minute",
        "10",
        "tries of enrolment codes from one address",
    ),
    (
        "max_requests_per_minute",
        "6000",
        "requests of one register",
    ),
    (
        "max_header_seconds",
        "30",
        "how long the headers of a request may take",
    ),
    (
        "max_idle_seconds",
        "30",
        "how long no byte of a body may arrive",
    ),
    ("max_body_seconds", "300", "how long a whole body may take"),
];

/// The settings that may hold a password. A variable with `_FILE` at the end of its name names the
/// file that holds the value.
pub(super) const SECRETS: [&str; 4] = [
    "database_url",
    "database_password",
    "migrate_database_url",
    "migrate_database_password",
];

/// The settings as help shows them.
pub fn help() -> String {
    let mut text = String::from(
        "Settings, by environment or in the file of --config (there in small letters, without KASAPRO_):\n",
    );
    for (key, default, what) in SETTINGS {
        let default = match default {
            "" => String::new(),
            _ => format!(" ({default})"),
        };
        // Writing into a String cannot fail.
        let _infallible = writeln!(text, "  KASAPRO_{:<26} {what}{default}", key.to_uppercase());
    }
    text.push_str(
        "  RUST_LOG                           how much is logged, as JSON lines (info)\n\n\
         Passwords and database URLs may stand in a file of their own: KASAPRO_DATABASE_PASSWORD_FILE\n\
         names the file that holds KASAPRO_DATABASE_PASSWORD, and so on.",
    );
    text
}

/// A settings file with these values and a comment for every other setting.
pub fn template(values: &[(&str, &str)]) -> String {
    let mut text = String::from(
        "# Settings of kasapro-sync-server. A line that begins with # shows the default.\n\
         # A variable of the environment, such as KASAPRO_LISTEN, wins over this file.\n",
    );
    for (key, default, what) in SETTINGS {
        let set = values.iter().find(|(known, _)| *known == key);
        let (mark, value) = set.map_or(("#", default), |(_, value)| ("", *value));
        let value = match value.parse::<u64>() {
            Ok(number) => number.to_string(),
            Err(_) => toml::Value::from(value).to_string(),
        };
        // Writing into a String cannot fail.
        let _infallible = write!(text, "\n# {what}\n{mark}{key} = {value}\n");
    }
    text
}
