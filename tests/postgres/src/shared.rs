//! One cluster for all test processes of a person.

use crate::cluster::Cluster;
use crate::database::Database;
use crate::error::ClusterError;
use crate::options::Options;

/// A share in the cluster that all test processes of this user have in common.
///
/// A test runner that gives each test a process of its own would start a server for each. The first
/// process starts it, the others join, and some seconds after the last has ended, or was killed, it
/// is gone. It does not wait for the disk, and nobody may stop it: tests that do take a
/// [`Cluster`].
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
