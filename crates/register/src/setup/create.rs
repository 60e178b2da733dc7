//! Creating the shop: keys, ledger, first entries.
//!
//! Everything that the wizard asked goes into one commit. `register.json` is written last and marks
//! a finished setup. What an unfinished setup left behind is moved aside and never deleted.

use std::path::PathBuf;
use std::sync::Arc;

use domain::currency::Currency;
use domain::entry::kinds::{ProductsChanged, ProductsSource, RegisterOpened, StoreChanged};
use domain::entry::{EntryBody, SigningKey};
use domain::store::StoreSettings;
use domain::tax::TaxRate;
use domain::text::{clean, clean_lines};
use domain::user::{Pin, Role, check_full_name, check_username};
use ledger::{Commit, Identity, Ledger, LedgerKey, Now, OpenOptions};
use uuid::Uuid;

use crate::cart::new_cart;
use crate::error::{AppError, SettingsError, SetupError, UserError};
use crate::events::RegisterEvent;
use crate::key::{KeyLocation, Secret};
use crate::printing::check_printer;
use crate::register::Register;
use crate::sample;
use crate::setup_file::SetupFile;
use crate::shop::{PinHasher, Preferences, set_register_name};
use crate::user::{Addition, NewUser, append_user};
use crate::view::{CatalogChoice, SetupInput, SetupTax, StatusView};

/// The wizard's answers, checked and ready to be written.
struct SetupPlan {
    store: StoreSettings,
    own: Preferences,
    owner: NewUser,
    register_name: String,
    sample: bool,
}

impl Register {
    /// Creates the shop and leaves its owner unlocked. Wrong answers change nothing.
    pub fn setup_create(&self, input: &SetupInput) -> Result<StatusView, AppError> {
        let _one_setup = self.one_setup();
        // Another process may have finished a setup in the meantime.
        if self.is_set_up() || SetupFile::read(self.data_dir())?.is_some() {
            return Err(SetupError::AlreadySetUp.into());
        }
        let ledger_id = self.new_id();
        let key_location = self.new_key_location(ledger_id, input.use_key_file)?;
        let plan = self.plan(input)?;
        self.set_unfinished_aside(ledger_id)?;
        let secret = key_location.read_or_create()?;
        let ledger = Ledger::create(
            &self.ledger_path(),
            &LedgerKey::new(secret.ledger_key),
            &Identity {
                organization_id: self.new_id(),
                store_id: self.new_id(),
                register_id: ledger_id,
                epoch: self.new_id(),
            },
            OpenOptions {
                maintenance: self.inner.options.background,
            },
        )?;
        self.write_first_entries(&ledger, &secret, &plan)?;
        SetupFile::new(ledger_id, &key_location).write(self.data_dir())?;
        self.start(Arc::new(ledger), secret, &key_location)?;
        *self.session() = Some(plan.owner.user_id);
        log::info!("a new shop was set up, ledger {ledger_id}");
        self.tell(RegisterEvent::StatusChanged);
        self.app_status()
    }

    /// Where the key of a new ledger goes.
    pub(crate) fn new_key_location(
        &self,
        ledger_id: Uuid,
        use_key_file: bool,
    ) -> Result<KeyLocation, AppError> {
        let key_store = &self.inner.options.key_store;
        KeyLocation::for_new_key(key_store, self.data_dir(), ledger_id, use_key_file)
    }

    fn plan(&self, input: &SetupInput) -> Result<SetupPlan, AppError> {
        let invalid = |field| SettingsError::Invalid { field };
        let currency =
            Currency::from_code(input.currency.trim()).map_err(|_| invalid("currency"))?;
        let mut store =
            StoreSettings::new(&clean(&input.store_name), &currency, input.language.into());
        store.address = clean_lines(&input.address);
        store.phone = clean(&input.phone);
        store.tax_rates = match input.tax {
            SetupTax::None => Vec::new(),
            SetupTax::PpnInclusive => vec![TaxRate::ppn()],
            SetupTax::PpnExclusive => vec![TaxRate::ppn().with_inclusive(false)],
        };
        check_printer(&input.printer)?;
        store.receipt.columns =
            u16::try_from(input.printer.columns).map_err(|_| invalid("printer.columns"))?;
        store.check()?;
        let register_name = check_full_name(&input.register_name);
        let owner = NewUser {
            user_id: self.new_id(),
            username: check_username(&input.owner_username)
                .map_err(|_| UserError::UsernameInvalid)?,
            full_name: check_full_name(&input.owner_name).map_err(|_| invalid("owner_name"))?,
            role: Role::Owner,
            pin: Pin::parse(&input.pin).map_err(|_| UserError::PinInvalid)?,
        };
        store.pin_length = owner.pin_length();
        Ok(SetupPlan {
            own: Preferences::new(&input.printer),
            owner,
            register_name: register_name.map_err(|_| invalid("register_name"))?,
            sample: input.catalog == CatalogChoice::Sample,
            store,
        })
    }

    /// Moves a ledger without `register.json` aside. Nobody ever sold with it; it is kept anyway.
    pub(crate) fn set_unfinished_aside(&self, ledger_id: Uuid) -> Result<(), AppError> {
        let path = self.ledger_path();
        if !path.exists() {
            return Ok(());
        }
        log::warn!("an unfinished setup is moved aside");
        let aside = PathBuf::from(format!("{}.unfinished-{ledger_id}", path.display()));
        Ok(Ledger::set_aside(&path, &aside)?)
    }

    /// The clock's time. A new ledger has no entry to compare it with.
    pub(crate) fn plain_now(&self) -> Now {
        let time = self.inner.clock.read();
        Now {
            recorded_at_ms: time.utc_ms,
            utc_offset_minutes: time.utc_offset_minutes,
            suspect: false,
        }
    }

    fn write_first_entries(
        &self,
        ledger: &Ledger,
        secret: &Secret,
        plan: &SetupPlan,
    ) -> Result<(), AppError> {
        let key = SigningKey::from_seed(&secret.signing_seed);
        let pin_hash = PinHasher::new(&secret.pepper)?.hash(&plan.owner.pin)?;
        let now = self.plain_now();
        let sample = if plan.sample {
            sample::changes(&plan.store, || self.new_id())?
        } else {
            Vec::new()
        };
        ledger.commit(|commit| {
            let opened = RegisterOpened {
                store_id: commit.identity().store_id,
                register_name: plan.register_name.clone(),
                public_key: key.public(),
                previous: None,
            };
            let store = StoreChanged {
                by_user_id: None,
                settings: plan.store.clone(),
            };
            let append = |commit: &mut Commit<'_>, body: EntryBody| {
                commit.append(self.new_id(), &body, now, &key).map(|_| ())
            };
            append(commit, EntryBody::RegisterOpened(Box::new(opened)))?;
            append(commit, EntryBody::StoreChanged(Box::new(store)))?;
            for changes in sample {
                let source = ProductsSource::Sample;
                let body = ProductsChanged {
                    source,
                    by_user_id: None,
                    changes,
                };
                append(commit, EntryBody::ProductsChanged(body))?;
            }
            let addition = Addition {
                command_id: self.new_id(),
                by_user_id: None,
                pin_hash: &pin_hash,
                now,
            };
            append_user(commit, &plan.owner, &addition, &key)?;
            plan.own.write(commit)?;
            set_register_name(commit, &plan.register_name)?;
            commit.cart_save(new_cart(self), self.new_id(), 0)?;
            Ok::<_, AppError>(())
        })
    }
}
