//! Roles and what they permit.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a user is in the store. Each role may do all that the one before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Role {
    /// Sells.
    Cashier,
    /// Approves what a cashier may not do.
    Supervisor,
    /// Runs the shop.
    Owner,
}

crate::code::codes!(Role {
    Cashier = "cashier",
    Supervisor = "supervisor",
    Owner = "owner",
});

/// Something a role may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Permission {
    /// Ring up and take money; change quantities and remove items of an open cart.
    Sell,
    /// Begin a shift.
    OpenShift,
    /// Count the drawer and end a shift.
    CloseShift,
    /// Give a discount up to the store's limit.
    Discount,
    /// Give a discount above the store's limit.
    DiscountAboveLimit,
    /// Sell at another price than the catalog's.
    ChangePrice,
    /// Throw a whole cart away.
    ClearCart,
    /// Give money back.
    Refund,
    /// Print a copy of a receipt.
    Reprint,
    /// Open the drawer without a sale.
    NoSale,
    /// Put cash into the drawer or take it out.
    MoveCash,
    /// Close a shift whose difference is above the store's limit.
    OverShortAboveLimit,
    /// See the expected drawer before counting.
    SeeExpectedDrawer,
    /// See other people's sales and the reports.
    ViewReports,
    /// Change products one by one.
    EditProducts,
    /// Import a catalog file.
    ImportCatalog,
    /// Receive, count and correct stock.
    MoveStock,
    /// Change the store's settings.
    EditSettings,
    /// Add people, change their role, set their PIN.
    ManageUsers,
    /// Export the ledger and write backups.
    ExportLedger,
}

crate::code::codes!(Permission {
    Sell = "sell",
    OpenShift = "open_shift",
    CloseShift = "close_shift",
    Discount = "discount",
    DiscountAboveLimit = "discount_above_limit",
    ChangePrice = "change_price",
    ClearCart = "clear_cart",
    Refund = "refund",
    Reprint = "reprint",
    NoSale = "no_sale",
    MoveCash = "move_cash",
    OverShortAboveLimit = "over_short_above_limit",
    SeeExpectedDrawer = "see_expected_drawer",
    ViewReports = "view_reports",
    EditProducts = "edit_products",
    ImportCatalog = "import_catalog",
    MoveStock = "move_stock",
    EditSettings = "edit_settings",
    ManageUsers = "manage_users",
    ExportLedger = "export_ledger",
});

impl Permission {
    /// The lowest role that has this permission.
    pub const fn least_role(self) -> Role {
        match self {
            Self::Sell
            | Self::OpenShift
            | Self::CloseShift
            | Self::Discount
            | Self::ClearCart
            | Self::Reprint => Role::Cashier,
            Self::DiscountAboveLimit
            | Self::ChangePrice
            | Self::Refund
            | Self::NoSale
            | Self::MoveCash
            | Self::OverShortAboveLimit
            | Self::SeeExpectedDrawer
            | Self::ViewReports
            | Self::EditProducts
            | Self::MoveStock => Role::Supervisor,
            Self::ImportCatalog | Self::EditSettings | Self::ManageUsers | Self::ExportLedger => {
                Role::Owner
            }
        }
    }
}

/// Whether a role has a permission by itself, without approval.
pub fn allows(role: Role, permission: Permission) -> bool {
    role >= permission.least_role()
}

/// An approval: who approved what. It never holds a PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Who approved.
    pub user_id: Uuid,
    /// What was approved.
    pub permission: Permission,
}
