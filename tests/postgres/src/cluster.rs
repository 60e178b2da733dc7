//! One cluster: the life cycle of its files and its server.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Child;
use std::{fs, io};

use crate::account::Account;
use crate::cluster_folder::{Access, ClusterFolder};
use crate::database::{self, Database};
use crate::error::ClusterError;
use crate::lease::{self, Farewell, Lease, StartLock};
use crate::options::Options;
use crate::programs::{Programs, ended, succeeded};

/// Below the range that the operating system uses for connections, so that a connection does not
/// take our port while the server is stopped.
const PORTS: std::ops::Range<u16> = 20_000..32_000;

/// How long a cluster that many use waits for the next of them, in seconds.
const LINGER_S: u64 = 5;

const PORT_ATTEMPTS: usize = 50;
const START_ATTEMPTS: usize = 3;

/// How much of the server's log is shown when it does not start.
const LOG_SHOWN: usize = 2_000;

/// When the files of a cluster are removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stay {
    /// With the owner that started it.
    Temporary,
    /// When it was not used for a while.
    WhileUsed,
    /// Never.
    Lasting,
}

/// A PostgreSQL server of our own. Dropping it stops the server; a temporary one is removed.
#[derive(Debug)]
pub struct Cluster {
    folder: ClusterFolder,
    access: Access,
    options: Options,
    lease: Option<Lease>,
    watch: Option<Child>,
    stay: Stay,
}

impl Options {
    /// Starts a cluster that is removed with its owner.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not start.
    pub fn start(self) -> Result<Cluster, ClusterError> {
        Cluster::in_temporary_folder(self)
    }

    /// Starts the cluster of a folder, making it the first time, or joins the one that runs there.
    ///
    /// The files are kept after the last owner has ended.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not start, or cannot enter the folder.
    pub fn start_in(self, folder: &Path) -> Result<Cluster, ClusterError> {
        Cluster::in_lasting_folder(self, folder)
    }
}

impl Cluster {
    /// Starts a cluster that is removed with its owner and whose commits are on disk.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not start.
    pub fn start() -> Result<Self, ClusterError> {
        Options::new().start()
    }

    /// A new database for one test, which only the two roles may enter.
    ///
    /// # Errors
    /// When the server is stopped.
    pub fn database(&self) -> Result<Database, ClusterError> {
        database::make(&self.access)
    }

    /// The database of this name, made when it is missing; for a cluster that stays.
    ///
    /// # Errors
    /// When the server is stopped.
    pub fn lasting_database(&self, name: &str) -> Result<Database, ClusterError> {
        database::make_once(&self.access, name)
    }

    /// Stops the server as a power cut would end its processes: uncommitted changes are lost.
    ///
    /// # Errors
    /// When it does not run.
    pub fn stop_immediate(&self) -> Result<(), ClusterError> {
        self.control(&["stop", "-m", "immediate"])
    }

    /// Stops the server in order, breaking connections.
    ///
    /// # Errors
    /// When it does not run.
    pub fn stop_fast(&self) -> Result<(), ClusterError> {
        self.control(&["stop", "-m", "fast"])
    }

    /// Starts the stopped server at the same port; returns when it accepts connections.
    ///
    /// # Errors
    /// When it runs, or does not start.
    pub fn start_again(&self) -> Result<(), ClusterError> {
        self.serve()
    }

    /// The port on the loopback address.
    pub const fn port(&self) -> u16 {
        self.access.port
    }

    /// The folder with the server's files and its log.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn in_temporary_folder(options: Options) -> Result<Self, ClusterError> {
        // Find the programs first, so that no files are left behind if PostgreSQL is not installed.
        let programs = Programs::find()?;
        let account = Account::choose()?;
        let folder = ClusterFolder::temporary(account)?;
        Self::join(options, programs, account, folder, Stay::Temporary)
    }

    fn in_lasting_folder(options: Options, folder: &Path) -> Result<Self, ClusterError> {
        let programs = Programs::find()?;
        let account = Account::choose()?;
        let folder = ClusterFolder::lasting(account, folder)?;
        Self::join(options, programs, account, folder, Stay::Lasting)
    }

    /// The cluster of all processes of this user.
    pub(crate) fn of_everybody(options: Options) -> Result<Self, ClusterError> {
        let programs = Programs::find()?;
        let account = Account::choose()?;
        let folder = ClusterFolder::shared(account)?;
        Self::join(options, programs, account, folder, Stay::WhileUsed)
    }

    /// Takes a lease on the cluster of this folder, and starts it if it does not run.
    fn join(
        options: Options,
        programs: Programs,
        account: Account,
        folder: ClusterFolder,
        stay: Stay,
    ) -> Result<Self, ClusterError> {
        let lease = Lease::take(&folder.lease())?;
        let _start_lock = StartLock::take(&folder.start_lock())?;
        let mut cluster = Self {
            access: Access {
                programs,
                account,
                port: 0,
                password: String::new(),
            },
            options,
            lease: Some(lease),
            watch: None,
            stay,
            folder,
        };
        if !cluster.joins_running()? {
            cluster.watch = Some(cluster.be_watched()?);
            cluster.bring_up()?;
        }
        Ok(cluster)
    }

    /// Starts the process that cleans up after the last user.
    fn be_watched(&self) -> Result<Child, ClusterError> {
        let folder = &self.folder;
        let (mode, linger_s, remove) = match self.stay {
            Stay::Temporary => ("immediate", 0, Some(folder.path().to_owned())),
            Stay::WhileUsed => ("immediate", LINGER_S, Some(folder.cluster())),
            Stay::Lasting => ("fast", 0, None),
        };
        let farewell = Farewell {
            pg_ctl: &self.access.programs.path("pg_ctl"),
            data: &folder.tables(),
            mode,
            linger_s,
            remove: remove.as_deref(),
        };
        lease::watch(&folder.lease(), self.access.account, farewell)
    }

    /// Reads how to connect to the server, if it runs.
    fn joins_running(&mut self) -> Result<bool, ClusterError> {
        let mut status = self.access.programs.call("pg_ctl", self.access.account);
        status.arg("status").arg("-D").arg(self.folder.tables());
        if !self.folder.made().exists() || !ended(&mut status)?.status.success() {
            return Ok(false);
        }
        // The server writes its port into the fourth line.
        let running = self.folder.tables().join("postmaster.pid");
        let lines = read(&running)?;
        let port = lines.lines().nth(3).and_then(|line| line.parse().ok());
        self.access.port = port.ok_or(ClusterError::NoFreePort)?;
        self.access.password = read(&self.folder.password())?;
        Ok(true)
    }

    /// Starts the server, after creating its files if they are missing or incomplete.
    fn bring_up(&mut self) -> Result<(), ClusterError> {
        // Temporary files that still exist may be incomplete: the process that removed them was
        // killed.
        if matches!(self.stay, Stay::Lasting) && self.folder.made().exists() {
            self.access.password = read(&self.folder.password())?;
            return self.serve_at_free_port();
        }
        self.make_files()?;
        self.serve_at_free_port()?;
        database::make_roles(&self.access)?;
        let made = self.folder.made();
        fs::write(&made, "").map_err(ClusterError::file("write", &made))
    }

    fn make_files(&mut self) -> Result<(), ClusterError> {
        let (cluster, password) = (self.folder.cluster(), self.folder.password());
        if cluster.exists() {
            // A process was killed while it created the cluster, and its server may still run.
            self.stop_immediate().ok();
            fs::remove_dir_all(&cluster).map_err(ClusterError::file("remove", &cluster))?;
        }
        fs::create_dir(&cluster).map_err(ClusterError::file("make", &cluster))?;
        self.access.account.give(&cluster)?;
        self.access.password = format!("{:016x}{:016x}", getrandom::u64()?, getrandom::u64()?);
        fs::write(&password, &self.access.password)
            .map_err(ClusterError::file("write", &password))?;
        self.access.account.give(&password)?;
        let mut initdb = self.access.programs.call("initdb", self.access.account);
        initdb
            .args(["--username=postgres", "--auth=password"])
            .args(["--encoding=UTF8", "--no-locale", "--no-sync"])
            .arg("--pwfile")
            .arg(&password)
            .arg("-D")
            .arg(self.folder.tables());
        let output = ended(&mut initdb)?;
        succeeded(&initdb, &output)
    }

    /// Starts the server at a free port. Another process may take the port between the choice and
    /// the start. Then the server does not start, and another port is tried.
    fn serve_at_free_port(&mut self) -> Result<(), ClusterError> {
        let mut attempts = 1;
        loop {
            self.access.port = free_port()?;
            match self.serve() {
                Err(_) if attempts < START_ATTEMPTS => attempts += 1,
                outcome => return outcome,
            }
        }
    }

    /// Starts the server and waits until it accepts connections.
    fn serve(&self) -> Result<(), ClusterError> {
        let file = self.folder.tables().join("postgresql.conf");
        fs::write(&file, self.options.configuration(self.access.port))
            .map_err(ClusterError::file("write", &file))?;
        let log = self.folder.log();
        let started = self.control(&["start", "-t", "60", "-l", &log.to_string_lossy()]);
        started.map_err(|error| with_log(error, &log))
    }

    /// Calls `pg_ctl` and waits until it is done.
    fn control(&self, arguments: &[&str]) -> Result<(), ClusterError> {
        let mut pg_ctl = self.access.programs.call("pg_ctl", self.access.account);
        pg_ctl.args(arguments).arg("-w").arg("-D");
        pg_ctl.arg(self.folder.tables());
        let output = ended(&mut pg_ctl)?;
        succeeded(&pg_ctl, &output)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let Some(lease) = self.lease.take() else {
            return;
        };
        let mut was_last = false;
        match self.stay {
            // The watching process does it after a while.
            Stay::WhileUsed => return,
            Stay::Temporary => lease.give_back(|| {
                was_last = true;
                self.stop_immediate().ok();
                fs::remove_dir_all(self.folder.path()).ok();
            }),
            Stay::Lasting => lease.give_back(|| {
                was_last = true;
                self.stop_fast().ok();
            }),
        }
        // The watching process has no work left.
        if let Some(watch) = self.watch.as_mut().filter(|_| was_last) {
            watch.wait().ok();
        }
    }
}

/// A port that no program listens on.
fn free_port() -> Result<u16, ClusterError> {
    let count = u32::from(PORTS.end - PORTS.start);
    for _ in 0..PORT_ATTEMPTS {
        let offset = u16::try_from(getrandom::u32()? % count).unwrap_or(0);
        let port = PORTS.start + offset;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(port);
        }
    }
    Err(ClusterError::NoFreePort)
}

fn read(file: &Path) -> Result<String, ClusterError> {
    fs::read_to_string(file).map_err(ClusterError::file("read", file))
}

/// Adds the end of the server's log to the message of `pg_ctl`.
fn with_log(error: ClusterError, log: &Path) -> ClusterError {
    let ClusterError::Failed {
        program,
        status,
        said,
    } = error
    else {
        return error;
    };
    let lines: io::Result<String> = fs::read_to_string(log);
    let lines = lines.unwrap_or_default();
    let start = lines.len().saturating_sub(LOG_SHOWN);
    let end = lines.get(start..).unwrap_or(&lines);
    ClusterError::Failed {
        program,
        status,
        said: format!("{said}\n{end}"),
    }
}
