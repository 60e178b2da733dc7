//! `user`: the people of the store.

use clap::{Subcommand, ValueEnum};
use register::view::{PersonView, Role, UserInput};

use super::command_id;
use crate::error::CliError;
use crate::global::{Global, Who};
use crate::opening;
use crate::output::{CommandOutput, word};
use crate::secret::NewPinOption;

/// What to do with people.
#[derive(Subcommand)]
pub(crate) enum User {
    /// Add a person; an owner permits it
    Add {
        #[command(flatten)]
        who: Who,
        /// The new person's username
        #[arg(long, value_name = "USER")]
        username: String,
        /// The new person's full name [default: the username]
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// What the new person may do
        #[arg(long, value_enum)]
        role: RoleChoice,
        #[command(flatten)]
        new_pin: NewPinOption,
    },
    /// List the people
    List,
}

/// A role as a word on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum RoleChoice {
    Cashier,
    Supervisor,
    Owner,
}

impl From<RoleChoice> for Role {
    fn from(choice: RoleChoice) -> Self {
        match choice {
            RoleChoice::Cashier => Self::Cashier,
            RoleChoice::Supervisor => Self::Supervisor,
            RoleChoice::Owner => Self::Owner,
        }
    }
}

impl User {
    pub(crate) fn run(&self, global: &Global) -> Result<CommandOutput, CliError> {
        match self {
            Self::Add {
                who,
                username,
                name,
                role,
                new_pin,
            } => {
                let register = opening::open_for(global, who)?;
                let pin = new_pin.read()?;
                let input = UserInput {
                    username: username.clone(),
                    full_name: name.clone().unwrap_or_else(|| username.clone()),
                    role: (*role).into(),
                    pin,
                };
                Ok(listed(&register.user_add(command_id(), &input)?))
            }
            Self::List => Ok(listed(&opening::open(global)?.people()?)),
        }
    }
}

fn listed(people: &[PersonView]) -> CommandOutput {
    let lines: Vec<String> = people
        .iter()
        .map(|person| {
            format!(
                "{:<16} {:<12} {}",
                person.username,
                word(person.role),
                person.full_name
            )
        })
        .collect();
    CommandOutput::new(&people, lines.join("\n"))
}
