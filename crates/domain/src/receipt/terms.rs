//! The words on paper, in both languages.

use crate::currency::Locale;
use crate::tender::PaymentMethod;

/// Declares terms with their Indonesian and English text.
macro_rules! terms {
    ($($term:ident: $id:literal, $en:literal;)*) => {
        /// A word or phrase on paper.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Term { $($term),* }

        impl Term {
            pub(super) const fn text(self, locale: Locale) -> &'static str {
                match (self, locale) {
                    $((Self::$term, Locale::Id) => $id, (Self::$term, Locale::En) => $en,)*
                }
            }
        }
    };
}

terms! {
    Copy: "SALINAN", "COPY";
    Refund: "RETUR", "REFUND";
    Number: "No.", "No.";
    Cashier: "Kasir", "Cashier";
    Subtotal: "Subtotal", "Subtotal";
    Discount: "Diskon", "Discount";
    Tax: "Pajak", "Tax";
    TaxBase: "DPP", "Tax base";
    Includes: "Termasuk", "Includes";
    Rounding: "Pembulatan", "Rounding";
    Total: "TOTAL", "TOTAL";
    Change: "Kembalian", "Change";
    Reference: "Ref.", "Ref.";
    Items: "Total item", "Items";
    Cash: "Tunai", "Cash";
    Card: "Kartu", "Card";
    Qris: "QRIS", "QRIS";
    Transfer: "Transfer", "Transfer";
    Other: "Lainnya", "Other";
    ReportX: "LAPORAN SHIFT (X)", "SHIFT REPORT (X)";
    ReportZ: "TUTUP SHIFT (Z)", "SHIFT CLOSED (Z)";
    Shift: "Shift", "Shift";
    Register: "Register", "Register";
    OpenedBy: "Dibuka oleh", "Opened by";
    OpenedAt: "Dibuka", "Opened";
    ClosedBy: "Ditutup oleh", "Closed by";
    ClosedAt: "Ditutup", "Closed";
    Sales: "Penjualan", "Sales";
    Refunds: "Retur", "Refunds";
    RefundAmount: "Nilai retur", "Refunded";
    Gross: "Penjualan kotor", "Gross sales";
    Net: "Penjualan bersih", "Net sales";
    Lines: "Baris struk", "Receipt lines";
    Payments: "Pembayaran", "Payments";
    Drawer: "Laci kas", "Drawer";
    Float: "Modal awal", "Float";
    CashTaken: "Penerimaan tunai", "Cash taken";
    PaidIn: "Kas masuk", "Paid in";
    PaidOut: "Kas keluar", "Paid out";
    NoSale: "Perintah buka laci", "Drawer told to open";
    Expected: "Uang menurut sistem", "Expected";
    Counted: "Uang fisik", "Counted";
    Difference: "Selisih", "Difference";
}

/// The name of a method of payment.
pub(super) const fn method_name(method: PaymentMethod, locale: Locale) -> &'static str {
    match method {
        PaymentMethod::Cash => Term::Cash.text(locale),
        PaymentMethod::Card => Term::Card.text(locale),
        PaymentMethod::Qris => Term::Qris.text(locale),
        PaymentMethod::Transfer => Term::Transfer.text(locale),
        PaymentMethod::Other => Term::Other.text(locale),
    }
}
