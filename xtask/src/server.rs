//! A sync server with its own PostgreSQL, for `run --with-server` and `run --server`. Both end with
//! this process.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use kasapro_postgres::{Cluster, Database, Options};

use crate::paths;
use crate::program::{output, program, run};

/// Runs a program until its standard input ends, which happens when this process ends for any
/// reason.
///
/// Ctrl+C also reaches the shell of this script, which ignores it, so that it can wait for the
/// program.
const UNTIL_INPUT_ENDS: &str = r#"
trap '' INT
"$@" & server=$!
read -r end
kill "$server" 2>/dev/null
wait "$server""#;

/// The name of the kept database.
const KEPT_DATABASE: &str = "kasapro";

/// How long the server may take to become ready.
const START_TIMEOUT: Duration = Duration::from_secs(30);

const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// How much of the log is shown when the server does not start.
const LOG_SHOWN: usize = 2_000;

/// A running server.
pub(crate) struct Server {
    settings: Settings,
    process: Child,
    // The last field, so that PostgreSQL is stopped after the server has ended.
    _cluster: Cluster,
}

/// The settings that the server's program gets.
struct Settings {
    program: PathBuf,
    address: SocketAddr,
    secret: PathBuf,
    log: PathBuf,
    database: Database,
}

impl Server {
    /// Starts it on a new database, which is removed with it; returns when it is ready.
    pub(crate) fn start(folder: &Path, release: bool) -> Result<Self> {
        let cluster = Options::new().without_fsync().start()?;
        let database = cluster.database()?;
        Self::start_on(folder, release, free_address()?, cluster, database)
    }

    /// Starts it on the database of this folder, which is kept; returns when it is ready.
    pub(crate) fn start_kept(folder: &Path, release: bool, address: SocketAddr) -> Result<Self> {
        if TcpListener::bind(address).is_err() {
            bail!("{address} is in use: does the server run already? --listen chooses another");
        }
        let cluster = Options::new().start_in(&folder.join("postgresql"))?;
        let database = cluster.lasting_database(KEPT_DATABASE)?;
        Self::start_on(folder, release, address, cluster, database)
    }

    fn start_on(
        folder: &Path,
        release: bool,
        address: SocketAddr,
        cluster: Cluster,
        database: Database,
    ) -> Result<Self> {
        let settings = Settings {
            program: paths::built("kasapro-sync-server", release)?,
            address,
            secret: folder.join("server.key"),
            log: folder.join("server.log"),
            database,
        };
        run(settings.configure(program(&settings.program).arg("migrate")))?;
        let mut server = Self {
            process: settings.serve()?,
            settings,
            _cluster: cluster,
        };
        server.wait_until_ready()?;
        Ok(server)
    }

    /// The address for registers.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.settings.address)
    }

    /// The file with its log.
    pub(crate) fn log(&self) -> &Path {
        &self.settings.log
    }

    /// The organizations and their registers, as `org list` prints them.
    pub(crate) fn organizations(&self) -> Result<Vec<String>> {
        let mut list = program(&self.settings.program);
        list.args(["org", "list"]);
        let printed = output(self.settings.configure(&mut list))?;
        Ok(printed.lines().map(str::to_owned).collect())
    }

    /// Waits until the server has ended by itself.
    pub(crate) fn wait(&mut self) -> Result<()> {
        // `wait` would close the child's input, and this child ends when its input does.
        let input = self.process.stdin.take();
        let status = self.process.wait()?;
        drop(input);
        bail!(
            "the server has ended ({status}); its log: {}",
            self.log().display()
        )
    }

    /// A code with which a register founds an organization of this name.
    pub(crate) fn founding_code(&self, name: &str) -> Result<String> {
        let mut create = program(&self.settings.program);
        create.args(["org", "create", "--name", name]);
        let printed = output(self.settings.configure(&mut create))?;
        let code = printed.lines().next().unwrap_or_default().trim();
        if code.is_empty() {
            bail!("the server gave no founding code");
        }
        Ok(code.to_owned())
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let deadline = Instant::now() + START_TIMEOUT;
        while !is_ready(self.settings.address) {
            let has_ended = self.process.try_wait()?.is_some();
            if has_ended || Instant::now() > deadline {
                let log = fs::read_to_string(self.log()).unwrap_or_default();
                let start = log.len().saturating_sub(LOG_SHOWN);
                bail!(
                    "the server did not start:\n{}",
                    log.get(start..).unwrap_or(&log)
                );
            }
            std::thread::sleep(POLL_INTERVAL);
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.stdin = None;
        self.process.wait().ok();
    }
}

impl Settings {
    fn configure<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command
            .env("KASAPRO_DATABASE_URL", &self.database.app_url)
            .env("KASAPRO_MIGRATE_DATABASE_URL", &self.database.owner_url)
            .env("KASAPRO_SECRET_FILE", &self.secret)
            .env("KASAPRO_LISTEN", self.address.to_string())
    }

    fn serve(&self) -> Result<Child> {
        let log = File::create(&self.log)
            .with_context(|| format!("cannot write {}", self.log.display()))?;
        let mut serve = program("sh");
        serve
            .args(["-c", UNTIL_INPUT_ENDS, "sh"])
            .arg(&self.program)
            .arg("serve")
            .stdin(Stdio::piped())
            .stdout(log.try_clone()?)
            .stderr(log);
        let process = self.configure(&mut serve).spawn();
        process.context("cannot start the server")
    }
}

/// An address of this computer that is free.
fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
    Ok(listener.local_addr()?)
}

/// Whether the server answers that it is ready.
fn is_ready(address: SocketAddr) -> bool {
    let ask = || {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(START_TIMEOUT))?;
        write!(
            stream,
            "GET /ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok::<_, std::io::Error>(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}
