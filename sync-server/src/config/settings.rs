//! The names of all settings, and what each is.

use std::fmt::Write as _;

/// Every setting: its key in a file, and what it is. The environment variable is the key in
/// capitals behind `KASAPRO_`.
pub(super) const SETTINGS: [(&str, &str); 18] = [
    (
        "database_url",
        "the database, as a role that owns nothing there; must be set",
    ),
    (
        "migrate_database_url",
        "the database, as the owner of its tables: for every command but serve",
    ),
    (
        "app_role",
        "the role of database_url, which migrate grants what it needs (kasapro_app)",
    ),
    ("listen", "the address to answer at (127.0.0.1:8080)"),
    (
        "secret_file",
        "the server's secret, made where there is none (kasapro-server.key): keep a copy",
    ),
    (
        "tls_cert",
        "the certificate chain, PEM; without it a proxy has to do TLS",
    ),
    ("tls_key", "the certificate's key, PEM"),
    (
        "max_packed_bytes",
        "the most bytes of a request as sent (2097152)",
    ),
    (
        "max_unpacked_bytes",
        "the most bytes of a request after unpacking (4194304)",
    ),
    ("max_push_entries", "the most entries of a push (500)"),
    (
        "max_push_body_bytes",
        "the most bytes of entry bodies in a push of several entries (1048576)",
    ),
    (
        "max_connections",
        "the most connections to the database (16)",
    ),
    (
        "max_verifying",
        "how many pushes are verified at once (one a processor)",
    ),
    (
        "max_code_tries_per_minute",
        "tries of enrolment codes from one address (10)",
    ),
    ("max_requests_per_minute", "requests of one register (6000)"),
    (
        "max_header_seconds",
        "how long the headers of a request may take (30)",
    ),
    (
        "max_idle_seconds",
        "how long no byte of a body may arrive (30)",
    ),
    ("max_body_seconds", "how long a whole body may take (300)"),
];

/// The settings as help shows them.
pub fn help() -> String {
    let mut text = String::from(
        "Settings, by environment or in the file of --config (there in small letters, without KASAPRO_):\n",
    );
    for (key, what) in SETTINGS {
        // Writing into a String cannot fail.
        let _infallible = writeln!(text, "  KASAPRO_{:<26} {what}", key.to_uppercase());
    }
    text.push_str("  RUST_LOG                           how much is logged, as JSON lines (info)");
    text
}
