//! What crosses to a screen or a command line, and what comes back: plain serializable types.
//!
//! Amounts arrive both as a number of minor units and as the text a person reads, so no screen
//! formats money. Times are milliseconds since 1970 in UTC. All types are exported to TypeScript.

mod cart;
mod catalog_import;
mod money;
mod printing;
mod product;
mod product_editing;
mod recovery;
mod report;
mod settings;
mod setup;
mod shift;
mod status;
mod support;
mod sync;
mod tender;
mod transaction;
mod user;
mod words;

pub use self::catalog_import::{
    ColumnMapping, ColumnQuestion, ImportPreview, ImportProgress, ImportSample, ImportState,
};
pub use cart::{
    CartItemView, CartView, DiscountInput, DiscountKind, DiscountPreview, ScanOutcome, ScanView,
    TaxLineView, ToWeighView,
};
pub use money::{CurrencyView, MoneyView};
pub use printing::{
    PrintJobState, PrintJobView, PrintedDocument, PrinterInput, PrinterKind, QueueView,
    ReceiptAlign, ReceiptLineView, ReceiptState, ReceiptView,
};
pub use product::ProductHit;
pub use product_editing::{ProductDetail, ProductInput, ProductRow, ProductsPage};
pub use recovery::{
    BackupStatusView, BackupView, MissingView, ReceiptMark, RecoveryCodeView, RestoreInput,
    RestoreView,
};
pub use report::DayReportView;
pub use settings::{
    RoundingDirection, RoundingInput, SettingsInput, SettingsView, TaxInput, TaxMode,
};
pub use setup::{CatalogChoice, KeyringState, SetupInput, SetupState, SetupStatus, SetupTax};
pub use shift::{
    CountInput, DenominationCount, DenominationView, DrawerDifference, MethodTotalView,
    ReportTaxLine, ShiftReportView, ShiftRowView, ShiftView,
};
pub use status::{AlertCode, AlertView, StatusView};
pub use support::{
    AboutView, CheckItem, CheckState, DoctorView, EntryView, SupportFileView, VerifyView,
};
pub use sync::{
    ConflictView, JoinInput, JoiningCodeView, QuarantinedView, RegisterView, SyncAttentionCode,
    SyncAttentionView, SyncErrorView, SyncOnceView, SyncState, SyncStatusView,
};
pub use tender::{DoneView, OfferInput, PaymentView, QuickCashView, TakenPartsView, TenderView};
pub use transaction::{
    TransactionItemView, TransactionPage, TransactionQuery, TransactionRow, TransactionView,
};
pub use user::{ApprovalInput, PersonView, UserInput};
pub use words::{
    ConflictField, DenominationKind, Language, PaymentMethod, Permission, ProductStatus,
    QuarantineCode, RegisterStatus, Role, Theme, TransactionKind,
};
