//! How a cluster is started.

/// How a cluster is started; other settings have PostgreSQL's defaults.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    fsync: bool,
    counts_statements: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl Options {
    /// The default: a commit is on disk when it is acknowledged, as on a shop's server.
    pub const fn new() -> Self {
        Self {
            fsync: true,
            counts_statements: false,
        }
    }

    /// Without waiting for the disk: quicker, and just as safe if only processes die.
    #[must_use]
    pub const fn without_fsync(self) -> Self {
        Self {
            fsync: false,
            ..self
        }
    }

    /// Loads `pg_stat_statements`; the test creates the extension, through
    /// [`crate::Database::superuser_url`].
    #[must_use]
    pub const fn counting_statements(self) -> Self {
        Self {
            counts_statements: true,
            ..self
        }
    }

    /// The server's configuration.
    pub(crate) fn configuration(self, port: u16) -> String {
        let mut lines = format!(
            "listen_addresses = '127.0.0.1'\n\
             port = {port}\n\
             unix_socket_directories = ''\n\
             max_connections = 500\n\
             log_line_prefix = '%m %d '\n\
             timezone = 'UTC'\n"
        );
        if cfg!(target_os = "linux") {
            // After a crash, sync the file system in one call instead of each of a thousand files.
            lines.push_str("recovery_init_sync_method = syncfs\n");
        }
        if !self.fsync {
            lines.push_str("fsync = off\nfull_page_writes = off\n");
        }
        if self.counts_statements {
            lines.push_str("shared_preload_libraries = 'pg_stat_statements'\n");
        }
        lines
    }
}
