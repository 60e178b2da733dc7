//! Choices that several views share.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A language of the screens and receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Bahasa Indonesia.
    #[default]
    Id,
    /// English.
    En,
}

/// Light or dark screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
    Dark,
    /// Whatever the desktop uses.
    #[default]
    System,
}

/// What a person is in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sells.
    Cashier,
    /// Approves what a cashier may not do.
    Supervisor,
    /// Runs the shop.
    Owner,
}

/// Something a role may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Ring up and take money.
    Sell,
}

/// A way of paying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// Notes and coins.
    Cash,
    /// A card terminal.
    Card,
    /// QRIS.
    Qris,
    /// A bank transfer.
    Transfer,
    /// Anything else.
    Other,
}

/// Sale or refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TransactionKind {
    /// Goods go out.
    Sale,
    /// Goods come back.
    Refund,
}

/// Whether a product is sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ProductStatus {
    /// It is sold.
    Active,
    /// It is not sold any more.
    Inactive,
}
