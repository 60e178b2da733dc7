//! One cluster for all test processes of a user.

use crate::cluster::Cluster;
use crate::database::Database;
use crate::error::ClusterError;
use crate::options::Options;

/// A lease on the cluster that all test processes of this user share.
///
/// A test runner with a separate process for each test would start a server for each. Here the
/// first process starts the server and the others join. Some seconds after the last one has ended
/// or was killed, it is removed. It does not wait for the disk, and must not be stopped: tests that
/// need either use a [`Cluster`].
#[derive(Debug)]
pub struct SharedCluster(Cluster);

impl SharedCluster {
    /// Joins the cluster, or starts it.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not start.
    pub fn join() -> Result<Self, ClusterError> {
        Cluster::of_everybody(Options::new().without_fsync()).map(Self)
    }

    /// A new database for one test, which only the two roles may enter.
    ///
    /// # Errors
    /// When the server has died.
    pub fn database(&self) -> Result<Database, ClusterError> {
        self.0.database()
    }
}
