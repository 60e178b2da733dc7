//! Joins a shop that a server has: key, enrolment, ledger, snapshot.
//!
//! Each step leaves something that the next attempt finds: the draft with the register's id, the
//! key at its place, the ledger. `register.json` is written last and marks the end of the join.
//! Until then the same code enrols the same register again.

mod draft;

use std::sync::Arc;

use domain::entry::kinds::RegisterOpened;
use domain::entry::{EntryBody, SigningKey};
use domain::hex::from_hex;
use domain::text::clean;
use ledger::{Identity, Ledger, LedgerKey};
use protocol::{EnrolAnswer, EnrolRequest, PROTOCOL};
use sync_driver::{
    ClientIdentity, DriverError, ServerAddress, SharedStatus, SyncContext, SyncError, enrol,
    enrolment,
};
use uuid::Uuid;

use self::draft::Draft;
use crate::cart::new_cart;
use crate::error::{AppError, SettingsError, SetupError};
use crate::events::RegisterEvent;
use crate::key::{KeyLocation, Secret};
use crate::printing::check_printer;
use crate::register::Register;
use crate::setup_file::SetupFile;
use crate::shop::{Preferences, set_register_name};
use crate::view::{JoinInput, StatusView};

/// The longest name of a register.
const MAX_NAME_LETTERS: usize = 40;

/// A join in progress.
struct Join {
    draft: Draft,
    key_location: KeyLocation,
    address: ServerAddress,
    code: String,
    register_name: String,
    own: Preferences,
}

impl Register {
    /// Joins a shop that a server has: makes this register's ledger, and fetches people, settings
    /// and catalog, so that people can unlock it at once. After an error it can be repeated with
    /// the same code. The same command again, once it is done, changes nothing.
    pub fn enrol_join(&self, command_id: Uuid, input: &JoinInput) -> Result<StatusView, AppError> {
        let _one_setup = self.one_setup();
        if self.is_set_up() && self.shop()?.ledger.command_is_known(command_id)? {
            return self.app_status();
        }
        if self.is_set_up() || SetupFile::read(self.data_dir())?.is_some() {
            return Err(SetupError::AlreadySetUp.into());
        }
        let join = self.join_plan(input)?;
        let secret = join.key_location.read_or_create()?;
        let (ledger, secret) = self.joined_ledger(&join, secret)?;
        let ledger = Arc::new(ledger);
        self.fetch_shop(&ledger, &secret, &join.key_location)?;
        ledger.commit(|commit| commit.command_remember(command_id))?;
        SetupFile::new(join.draft.register_id, &join.key_location).write(self.data_dir())?;
        Draft::remove(self.data_dir())?;
        self.start(ledger, secret, &join.key_location)?;
        log::info!("joined a shop as register {}", join.draft.register_id);
        self.tell(RegisterEvent::StatusChanged);
        self.app_status()
    }

    fn join_plan(&self, input: &JoinInput) -> Result<Join, AppError> {
        let address = ServerAddress::parse(&input.server_url).map_err(SyncError::from)?;
        let name = clean(&input.register_name);
        if name.is_empty() || name.chars().count() > MAX_NAME_LETTERS {
            return Err(SettingsError::Invalid {
                field: "register_name",
            }
            .into());
        }
        check_printer(&input.printer)?;
        if input.code.trim().is_empty() {
            return Err(SyncError::CodeInvalid.into());
        }
        let draft = Draft::found_or_new(self.data_dir(), self.new_id())?;
        Ok(Join {
            key_location: self.new_key_location(draft.register_id, input.use_key_file)?,
            draft,
            address,
            code: input.code.trim().to_owned(),
            register_name: name,
            own: Preferences::new(&input.printer),
        })
    }

    /// The ledger of the joining register, which the server knows.
    fn joined_ledger(&self, join: &Join, secret: Secret) -> Result<(Ledger, Secret), AppError> {
        let begun = self.begun_ledger(join, &secret)?;
        if let Some(ledger) = begun {
            if ledger.sync_state()?.enrolment.is_some() {
                return Ok((ledger, secret));
            }
            drop(ledger);
        }
        let answer = self.ask_to_join(join, &secret)?;
        let secret = shared_pepper(join, &secret, &answer)?;
        self.set_unfinished_aside(self.new_id())?;
        let identity = Identity {
            organization_id: answer.organization_id,
            store_id: answer.store_id,
            register_id: join.draft.register_id,
            epoch: self.new_id(),
        };
        let ledger = Ledger::create(
            &self.ledger_path(),
            &LedgerKey::new(secret.ledger_key),
            &identity,
            self.ledger_options(),
        )?;
        self.write_opening(&ledger, &secret, join)?;
        ledger.enrol(&enrolment(&join.address, &answer), &answer.ratchet)?;
        Ok((ledger, secret))
    }

    /// The ledger that an interrupted join of this register left.
    fn begun_ledger(&self, join: &Join, secret: &Secret) -> Result<Option<Ledger>, AppError> {
        let path = self.ledger_path();
        if !path.exists() {
            return Ok(None);
        }
        let key = LedgerKey::new(secret.ledger_key);
        match Ledger::open(&path, &key, self.ledger_options()) {
            Ok(ledger) if ledger.identity().register_id == join.draft.register_id => {
                Ok(Some(ledger))
            }
            Ok(_) | Err(ledger::LedgerError::WrongKey) => Ok(None),
            Err(other) => Err(other.into()),
        }
    }

    fn ask_to_join(&self, join: &Join, secret: &Secret) -> Result<EnrolAnswer, AppError> {
        let key = SigningKey::from_seed(&secret.signing_seed);
        let request = EnrolRequest {
            protocol: PROTOCOL,
            code: join.code.clone(),
            register_id: join.draft.register_id,
            register_name: join.register_name.clone(),
            public_key: key.public(),
            founding: None,
        };
        let identity = ClientIdentity {
            organization_id: Uuid::nil(),
            register_id: join.draft.register_id,
            key: Arc::new(key),
        };
        let answer = enrol(&join.address, identity, &request, self.utc_ms());
        if let Err(DriverError::Sync(SyncError::KnownWithOtherKey)) = &answer {
            // The key of this id is lost. The next attempt, with a new code, takes a new id.
            Draft::remove(self.data_dir())?;
        }
        Ok(answer?)
    }

    fn write_opening(&self, ledger: &Ledger, secret: &Secret, join: &Join) -> Result<(), AppError> {
        let key = SigningKey::from_seed(&secret.signing_seed);
        let now = self.plain_now();
        ledger.commit(|commit| {
            let opened = RegisterOpened {
                store_id: commit.identity().store_id,
                register_name: join.register_name.clone(),
                public_key: key.public(),
                previous: None,
            };
            let body = EntryBody::RegisterOpened(Box::new(opened));
            commit.append(self.new_id(), &body, now, &key)?;
            join.own.write(commit)?;
            set_register_name(commit, &join.register_name)?;
            commit.cart_save(new_cart(self), self.new_id(), 0)?;
            Ok::<_, AppError>(())
        })
    }

    /// Pushes the first entry and pulls the shop: without people and settings the register cannot
    /// be unlocked.
    fn fetch_shop(
        &self,
        ledger: &Arc<Ledger>,
        secret: &Secret,
        key_location: &KeyLocation,
    ) -> Result<(), AppError> {
        let context = Arc::new(SyncContext::new(
            Arc::clone(ledger),
            Arc::new(SigningKey::from_seed(&secret.signing_seed)),
            self.sync_host(key_location),
            self.data_dir(),
        ));
        context.run_once(&Arc::new(SharedStatus::default()))?;
        let somebody = ledger
            .users()?
            .iter()
            .any(|user| user.active && user.pin_hash.is_some());
        if ledger.store_settings()?.is_none() || !somebody {
            return Err(SyncError::ShopIncomplete.into());
        }
        Ok(())
    }
}

/// The secret with the organization's pepper, stored before anything relies on it.
fn shared_pepper(join: &Join, before: &Secret, answer: &EnrolAnswer) -> Result<Secret, AppError> {
    let mut secret = before.clone();
    secret.pepper = from_hex(&answer.pepper).map_err(|_| SyncError::AnswerUnreadable {
        reason: "the pepper cannot be read",
    })?;
    if secret != *before {
        join.key_location.replace(before, &secret)?;
    }
    Ok(secret)
}
