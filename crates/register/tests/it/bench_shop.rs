//! A shop in a temporary folder, with a clock that the test turns.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::user::Role;
use register::view::{
    CatalogChoice, CountInput, DoneView, Language, OfferInput, PaymentMethod, PrinterInput,
    PrinterKind, SetupInput, SetupTax, UserInput,
};
use register::{Clock, ClockTime, KeyStoreChoice, OpenRequest, Register};
use tempfile::TempDir;
use uuid::Uuid;

pub(crate) const OWNER_PIN: &str = "482913";
pub(crate) const CASHIER_PIN: &str = "1357";
pub(crate) const SUPERVISOR_PIN: &str = "2468";
/// `Air Mineral Tirtajaya 600 ml`, Rp 3.500.
pub(crate) const WATER: &str = "8997100003142";
/// `Air Mineral Tirtajaya Gelas 220 ml`, Rp 800.
pub(crate) const CUP: &str = "8997100001001";

/// 22 November 2026, 10:00 in Jakarta.
const START_MS: i64 = 1_795_316_400_000;

#[derive(Clone)]
pub(crate) struct TurnedClock(Arc<AtomicI64>);

impl TurnedClock {
    pub(crate) fn turn(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for TurnedClock {
    fn read(&self) -> ClockTime {
        ClockTime {
            utc_ms: self.0.load(Ordering::SeqCst),
            utc_offset_minutes: 420,
        }
    }
}

pub(crate) struct BenchShop {
    pub(crate) folder: TempDir,
    pub(crate) clock: TurnedClock,
    pub(crate) register: Register,
}

pub(crate) fn id() -> Uuid {
    Uuid::now_v7()
}

impl BenchShop {
    /// An empty data folder.
    pub(crate) fn empty() -> Self {
        let folder = TempDir::new().unwrap();
        let clock = TurnedClock(Arc::new(AtomicI64::new(START_MS)));
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
        let owner = self.person("owner");
        self.register.session_unlock(owner, OWNER_PIN).unwrap();
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

    pub(crate) fn paper(&self) -> PathBuf {
        self.folder.path().join("paper.bin")
    }
}

pub(crate) fn request(folder: &TempDir, clock: &TurnedClock) -> OpenRequest {
    let key = KeyStoreChoice::File(folder.path().join("key.json"));
    OpenRequest::new(folder.path().join("data"), key).with_clock(clock.clone())
}

pub(crate) fn setup_input() -> SetupInput {
    SetupInput {
        language: Language::Id,
        store_name: "Toko Melati".to_owned(),
        address: "Jalan Kenanga 5".to_owned(),
        phone: "021-555-0101".to_owned(),
        currency: "IDR".to_owned(),
        owner_name: "Sri Wahyuni".to_owned(),
        owner_username: "owner".to_owned(),
        pin: OWNER_PIN.to_owned(),
        register_name: "A1".to_owned(),
        tax: SetupTax::None,
        catalog: CatalogChoice::Sample,
        printer: PrinterInput::default(),
        use_key_file: true,
    }
}

pub(crate) fn file_printer(path: &std::path::Path) -> PrinterInput {
    PrinterInput {
        kind: PrinterKind::File,
        target: path.display().to_string(),
        ..PrinterInput::default()
    }
}

pub(crate) fn amount(text: &str) -> CountInput {
    CountInput {
        amount_text: Some(text.to_owned()),
        denominations: Vec::new(),
    }
}

pub(crate) fn offer(method: PaymentMethod, amount_text: Option<&str>) -> OfferInput {
    OfferInput {
        method,
        amount_text: amount_text.map(str::to_owned),
        reference: None,
    }
}
