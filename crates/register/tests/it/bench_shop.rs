//! A shop in a temporary folder, with a clock that the test turns.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use domain::user::Role;
use register::view::{
    DoneView, ImportProgress, ImportState, OfferInput, PaymentMethod, PrinterInput, PrinterKind,
    SetupInput, SetupTax, UserInput,
};
use register::{OpenRequest, Register, RegisterEvent};
use tempfile::TempDir;
use test_support::clock::TestClock;
use test_support::shop::{self, TestRegister};
use uuid::Uuid;

pub(crate) use test_support::shop::{amount, new_id as id};

pub(crate) const OWNER_PIN: &str = "482913";
pub(crate) const CASHIER_PIN: &str = "1357";
pub(crate) const SUPERVISOR_PIN: &str = "2468";
/// `Air Mineral Tirtajaya 600 ml`, Rp 3.500.
pub(crate) const WATER: &str = "8997100003142";
/// `Air Mineral Tirtajaya Gelas 220 ml`, Rp 800.
pub(crate) const CUP: &str = "8997100001001";

/// How long a register may do nothing before the test fails.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) struct BenchShop {
    pub(crate) folder: TempDir,
    pub(crate) clock: TestClock,
    pub(crate) register: Register,
}

impl BenchShop {
    /// An empty data folder.
    pub(crate) fn empty() -> Self {
        let folder = TempDir::new().unwrap();
        let clock = TestClock::default();
        let register = Register::open(request(&folder, &clock)).unwrap();
        Self {
            folder,
            clock,
            register,
        }
    }

    /// A shop with the sample catalog; the owner is unlocked.
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    pub(crate) fn with(change: impl FnOnce(&mut SetupInput)) -> Self {
        let shop = Self::empty();
        let mut input = setup_input();
        change(&mut input);
        shop.register.setup_create(&input).unwrap();
        shop
    }

    /// A shop with an open shift over a float of Rp 500.000.
    pub(crate) fn open() -> Self {
        let shop = Self::new();
        shop.open_shift();
        shop
    }

    pub(crate) fn open_shift(&self) {
        self.register.shift_open(id(), &amount("500000")).unwrap();
    }

    /// What a process that is killed leaves behind, opened again: nothing is closed in an orderly
    /// way but the lock, which the system takes back from a dead process.
    pub(crate) fn restart(self) -> Self {
        let Self {
            folder,
            clock,
            register,
        } = self;
        drop(register);
        let register = Register::open(request(&folder, &clock)).unwrap();
        Self {
            folder,
            clock,
            register,
        }
    }

    pub(crate) fn unlock_owner(&self) {
        shop::unlock(&self.register, "owner", OWNER_PIN).unwrap();
    }

    pub(crate) fn person(&self, username: &str) -> Uuid {
        let people = self.register.people().unwrap();
        people
            .into_iter()
            .find(|person| person.username == username)
            .unwrap()
            .user_id
    }

    /// Adds somebody; the owner must be unlocked.
    pub(crate) fn add(&self, username: &str, role: Role, pin: &str) -> Uuid {
        let input = UserInput {
            username: username.to_owned(),
            full_name: format!("Person {username}"),
            role,
            pin: pin.to_owned(),
        };
        self.register.user_add(id(), &input).unwrap();
        self.person(username)
    }

    /// Adds a cashier and leaves them unlocked.
    pub(crate) fn as_cashier(&self) -> Uuid {
        let cashier = self.add("budi", Role::Cashier, CASHIER_PIN);
        self.register.session_unlock(cashier, CASHIER_PIN).unwrap();
        cashier
    }

    pub(crate) fn scan(&self, code: &str) {
        let scan = self.register.cart_scan(id(), code, None).unwrap();
        assert!(scan.line_id.is_some(), "{code}: {:?}", scan.outcome);
    }

    pub(crate) fn pay_cash(&self, amount_text: Option<&str>) -> DoneView {
        let revision = self.register.cart_view().unwrap().revision;
        self.register
            .tender_complete(id(), revision, &[offer(PaymentMethod::Cash, amount_text)])
            .unwrap()
    }

    /// What the register tells the screens from now on.
    pub(crate) fn events(&self) -> Receiver<RegisterEvent> {
        let (sender, events) = mpsc::channel();
        self.register.listen(move |event| {
            let _nobody_waits_any_more = sender.send(event);
        });
        events
    }

    /// Waits until the import is done. These are the events since before it began.
    pub(crate) fn wait_for_import(&self, events: &Receiver<RegisterEvent>) -> ImportProgress {
        loop {
            let progress = self.register.import_progress().unwrap();
            match progress.state {
                ImportState::Done => return progress,
                ImportState::Checking | ImportState::Applying => {
                    events
                        .recv_timeout(PATIENCE)
                        .expect("the import does nothing");
                }
                ImportState::Idle | ImportState::Cancelled | ImportState::Failed => {
                    panic!("the import ended: {progress:?}");
                }
            }
        }
    }

    pub(crate) fn paper(&self) -> PathBuf {
        self.folder.path().join("paper.bin")
    }
}

pub(crate) fn request(folder: &TempDir, clock: &TestClock) -> OpenRequest {
    let register = TestRegister {
        name: "A1".to_owned(),
        data: folder.path().join("data"),
        key_file: folder.path().join("key.json"),
    };
    register.request().with_clock(clock.clone())
}

pub(crate) fn setup_input() -> SetupInput {
    SetupInput {
        store_name: "Toko Melati".to_owned(),
        owner_name: "Sri Wahyuni".to_owned(),
        owner_username: "owner".to_owned(),
        pin: OWNER_PIN.to_owned(),
        register_name: "A1".to_owned(),
        tax: SetupTax::None,
        ..shop::setup_input()
    }
}

pub(crate) fn file_printer(path: &std::path::Path) -> PrinterInput {
    PrinterInput {
        kind: PrinterKind::File,
        target: path.display().to_string(),
        ..PrinterInput::default()
    }
}

pub(crate) fn offer(method: PaymentMethod, amount_text: Option<&str>) -> OfferInput {
    OfferInput {
        method,
        amount_text: amount_text.map(str::to_owned),
        reference: None,
    }
}
