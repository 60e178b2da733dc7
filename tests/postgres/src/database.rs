//! Databases of a cluster, made by its superuser through `psql`.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::cluster_folder::Access;
use crate::error::ClusterError;
use crate::programs::succeeded;

/// The role that owns each database and runs the migrations.
pub const OWNER_ROLE: &str = "kasapro_owner";

/// The role that the server works as: it owns no tables, and row-level security applies to it.
pub const APP_ROLE: &str = "kasapro_app";

/// The superuser, whom only tests use.
const SUPERUSER: &str = "postgres";

/// A separate database for one test, with the URL for each role.
#[derive(Debug, Clone)]
pub struct Database {
    /// The URL as [`OWNER_ROLE`].
    pub owner_url: String,
    /// The URL as [`APP_ROLE`].
    pub app_url: String,
    /// The URL as the superuser: for inspecting the server, never for the program under test.
    pub superuser_url: String,
}

/// Makes the two roles.
pub(crate) fn make_roles(access: &Access) -> Result<(), ClusterError> {
    let limits = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS";
    let password = &access.password;
    psql(
        access,
        &format!(
            "CREATE ROLE {OWNER_ROLE} {limits} PASSWORD '{password}';\n\
             CREATE ROLE {APP_ROLE} {limits} PASSWORD '{password}';\n"
        ),
    )
}

/// Makes an empty database with a new name, which only the two roles may enter.
pub(crate) fn make(access: &Access) -> Result<Database, ClusterError> {
    let name = format!("kasapro_{:016x}", getrandom::u64()?);
    psql(access, &format!("CREATE DATABASE {};\n", creation(&name)))?;
    let_roles_in(access, &name)?;
    Ok(named(access, &name))
}

/// The database of this name, made when it is missing.
pub(crate) fn make_once(access: &Access, name: &str) -> Result<Database, ClusterError> {
    psql(
        access,
        &format!(
            "SELECT 'CREATE DATABASE {}' WHERE NOT EXISTS \
             (SELECT FROM pg_database WHERE datname = '{name}') \\gexec\n",
            creation(name)
        ),
    )?;
    let_roles_in(access, name)?;
    Ok(named(access, name))
}

fn creation(name: &str) -> String {
    format!("{name} OWNER {OWNER_ROLE} TEMPLATE template0")
}

fn let_roles_in(access: &Access, name: &str) -> Result<(), ClusterError> {
    psql(
        access,
        &format!(
            "REVOKE ALL ON DATABASE {name} FROM PUBLIC;\n\
             GRANT CONNECT ON DATABASE {name} TO {APP_ROLE};\n"
        ),
    )
}

/// The URLs of the database for each role.
fn named(access: &Access, name: &str) -> Database {
    let Access { port, password, .. } = access;
    let url = |role: &str| format!("postgresql://{role}:{password}@127.0.0.1:{port}/{name}");
    Database {
        owner_url: url(OWNER_ROLE),
        app_url: url(APP_ROLE),
        superuser_url: url(SUPERUSER),
    }
}

/// Runs statements one by one, each in a separate database transaction, up to the first that fails.
fn psql(access: &Access, statements: &str) -> Result<(), ClusterError> {
    let mut psql = access.programs.call("psql", access.account);
    psql.args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"])
        .args(["--host=127.0.0.1", "--dbname=postgres", "--no-password"])
        .arg(format!("--port={}", access.port))
        .arg(format!("--username={SUPERUSER}"))
        .env("PGPASSWORD", &access.password)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    feed(&mut psql, statements)
}

fn feed(command: &mut Command, input: &str) -> Result<(), ClusterError> {
    let program = command.get_program().display().to_string();
    let failed = |source| ClusterError::NotStarted { program, source };
    let mut fed = || {
        let mut child = command.spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(input.as_bytes())?;
        }
        child.wait_with_output()
    };
    let output = fed().map_err(failed)?;
    succeeded(command, &output)
}
