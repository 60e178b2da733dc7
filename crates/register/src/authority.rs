//! Who may do what. Every right is checked here.

use domain::user::{Approval, Permission, Pin, Role, allows};
use ledger::UserRow;
use uuid::Uuid;

use crate::error::{AccessError, AppError};
use crate::register::Register;
use crate::shop::Shop;
use crate::view::ApprovalInput;

/// The person at the register, and who else had to permit it.
#[derive(Debug, Clone)]
pub(crate) struct Actor {
    pub(crate) user_id: Uuid,
    pub(crate) role: Role,
    /// As receipts name them.
    pub(crate) full_name: String,
    pub(crate) approval: Option<Approval>,
}

/// Whether somebody with a higher role may approve the action on the spot.
#[derive(Debug, Clone, Copy)]
pub(crate) enum InPlace<'a> {
    /// No. Whoever lacks the permission is refused.
    Refused,
    /// Yes, with this PIN if it came along.
    Approved(Option<&'a ApprovalInput>),
}

impl Register {
    /// The unlocked person, whatever their role.
    pub(crate) fn actor(&self, shop: &Shop) -> Result<UserRow, AppError> {
        let user_id = (*self.session()).ok_or(AccessError::Locked)?;
        match shop.ledger.user(user_id)? {
            Some(user) if user.active => Ok(user),
            _ => Err(AccessError::Locked.into()),
        }
    }

    /// Reading takes an unlocked person, or a register that was opened for support.
    pub(crate) fn may_look(&self, shop: &Shop) -> Result<(), AppError> {
        if self.inner.options.support {
            return Ok(());
        }
        self.actor(shop).map(|_| ())
    }

    /// See [`Register::permit`]. Nobody when the register serves support and is locked.
    pub(crate) fn permit_support(
        &self,
        shop: &Shop,
        permission: Permission,
    ) -> Result<Option<Uuid>, AppError> {
        if self.inner.options.support && self.session().is_none() {
            return Ok(None);
        }
        self.permit(shop, permission)
            .map(|actor| Some(actor.user_id))
    }

    /// The unlocked person, if their role has the permission by itself.
    pub(crate) fn permit(&self, shop: &Shop, permission: Permission) -> Result<Actor, AppError> {
        self.permit_in_place(shop, permission, InPlace::Refused)
    }

    /// The unlocked person, if their role has the permission or somebody approves.
    pub(crate) fn permit_in_place(
        &self,
        shop: &Shop,
        permission: Permission,
        in_place: InPlace<'_>,
    ) -> Result<Actor, AppError> {
        let user = self.actor(shop)?;
        let actor = Actor {
            user_id: user.user_id,
            role: user.role,
            full_name: user
                .profile
                .map(|profile| profile.full_name)
                .unwrap_or_default(),
            approval: None,
        };
        if allows(user.role, permission) {
            return Ok(actor);
        }
        match in_place {
            InPlace::Refused => Err(AccessError::PermissionDenied { permission }.into()),
            InPlace::Approved(None) => Err(AccessError::ApprovalRequired { permission }.into()),
            InPlace::Approved(Some(input)) => {
                let approval = Some(self.approve(shop, permission, input)?);
                Ok(Actor { approval, ..actor })
            }
        }
    }

    fn approve(
        &self,
        shop: &Shop,
        permission: Permission,
        input: &ApprovalInput,
    ) -> Result<Approval, AppError> {
        let pin = Pin::parse(&input.pin).map_err(|_| AccessError::WrongPin)?;
        let approver = self.check_pin(shop, input.user_id, &pin)?;
        if !allows(approver.role, permission) {
            return Err(AccessError::PermissionDenied { permission }.into());
        }
        log::info!("{permission:?} was approved by {}", approver.user_id);
        Ok(Approval {
            user_id: approver.user_id,
            permission,
        })
    }
}
