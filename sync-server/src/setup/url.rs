//! The administrator's URL, and the same server for other roles.

use super::error::ServerSetupError;

/// A URL of PostgreSQL, parsed so that another role and database can be put into it.
pub(super) struct ServerUrl {
    /// Role and password, as written.
    person: String,
    hosts: String,
    database: String,
    /// Parameters that hold for every role.
    parameters: Vec<String>,
}

impl ServerUrl {
    pub(super) fn read(url: &str) -> Result<Self, ServerSetupError> {
        let (scheme, rest) = url.split_once("://").ok_or(ServerSetupError::AdminUrl)?;
        if !matches!(scheme, "postgres" | "postgresql") {
            return Err(ServerSetupError::AdminUrl);
        }
        // A password may hold any character, but it is always before the last `@`.
        let (person, rest) = rest.rsplit_once('@').unwrap_or(("", rest));
        let (rest, parameters) = rest.split_once('?').unwrap_or((rest, ""));
        let (hosts, database) = rest.split_once('/').unwrap_or((rest, ""));
        let of_role = ["user=", "password=", "dbname=", "application_name="];
        let is_of_role = |parameter: &str| of_role.iter().any(|key| parameter.starts_with(key));
        Ok(Self {
            person: person.to_owned(),
            hosts: hosts.to_owned(),
            database: database.to_owned(),
            parameters: parameters
                .split('&')
                .filter(|parameter| !parameter.is_empty() && !is_of_role(parameter))
                .map(str::to_owned)
                .collect(),
        })
    }

    /// The administrator's URL for a database. By default it is the database that the URL names, or
    /// else the one that every server has.
    pub(super) fn admin(&self, database: Option<&str>) -> String {
        let own = Some(self.database.as_str()).filter(|name| !name.is_empty());
        let database = database.or(own).unwrap_or("postgres");
        let person = match self.person.as_str() {
            "" => String::new(),
            person => format!("{person}@"),
        };
        self.joined(&person, database)
    }

    /// The URL of a role with its password, which has no characters that need escaping.
    pub(super) fn of(&self, role: &str, password: &str, database: &str) -> String {
        self.joined(&format!("{role}:{password}@"), database)
    }

    fn joined(&self, person: &str, database: &str) -> String {
        let parameters = match self.parameters.join("&") {
            none if none.is_empty() => none,
            some => format!("?{some}"),
        };
        format!("postgres://{person}{}/{database}{parameters}", self.hosts)
    }
}

#[cfg(test)]
mod tests {
    use super::ServerUrl;

    #[test]
    fn role_password_and_database_are_exchanged_and_the_rest_stays() {
        for (url, admin, other) in [
            (
                "postgres://postgres:p@ss@db.example:5433",
                "postgres://postgres:p@ss@db.example:5433/postgres",
                "postgres://shop:x@db.example:5433/kasapro",
            ),
            (
                "postgresql://admin@h/defaultdb?sslmode=require&user=admin",
                "postgres://admin@h/defaultdb?sslmode=require",
                "postgres://shop:x@h/kasapro?sslmode=require",
            ),
            (
                "postgres:///?host=/run/postgresql",
                "postgres:///postgres?host=/run/postgresql",
                "postgres://shop:x@/kasapro?host=/run/postgresql",
            ),
        ] {
            let read = ServerUrl::read(url).unwrap();
            assert_eq!(read.admin(None), admin);
            assert_eq!(read.of("shop", "x", "kasapro"), other);
            assert!(other.parse::<tokio_postgres::Config>().is_ok(), "{other}");
        }
        for url in ["host=localhost", "mysql://root@localhost", ""] {
            assert!(ServerUrl::read(url).is_err(), "{url}");
        }
    }
}
