//! Who may do what, decided before anything is done.

use domain::user::{Approval, Permission, Pin, allows};
use ledger::UserRow;
use uuid::Uuid;

use crate::error::AppError;
use crate::register::Register;
use crate::shop::Shop;
use crate::view::ApprovalInput;

/// The person at the register, and who else had to permit it.
#[derive(Debug, Clone)]
pub(crate) struct Actor {
    pub(crate) user_id: Uuid,
    pub(crate) approval: Option<Approval>,
}

/// Whether a supervisor may permit the action in place.
#[derive(Debug, Clone, Copy)]
pub(crate) enum InPlace<'a> {
    /// No: whoever lacks the permission is refused.
    Refused,
    /// Yes, with this PIN if it came along.
    Approved(Option<&'a ApprovalInput>),
}

impl Register {
    /// The unlocked person, whatever they may do.
    pub(crate) fn actor(&self, shop: &Shop) -> Result<UserRow, AppError> {
        let user_id = (*self.session()).ok_or(AppError::Locked)?;
        match shop.ledger.user(user_id)? {
            Some(user) if user.active => Ok(user),
            _ => Err(AppError::Locked),
        }
    }

    /// Whether anybody may look things up: somebody is unlocked, or this serves support.
    pub(crate) fn may_look(&self, shop: &Shop) -> Result<(), AppError> {
        if self.parts.how.support {
            return Ok(());
        }
        self.actor(shop).map(|_| ())
    }

    /// See [`Register::permit`]; nobody in particular when this serves support and is locked.
    pub(crate) fn permit_support(
        &self,
        shop: &Shop,
        permission: Permission,
    ) -> Result<Option<Uuid>, AppError> {
        if self.parts.how.support && self.session().is_none() {
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
            approval: None,
        };
        if allows(user.role, permission) {
            return Ok(actor);
        }
        match in_place {
            InPlace::Refused => Err(AppError::PermissionDenied { permission }),
            InPlace::Approved(None) => Err(AppError::ApprovalRequired { permission }),
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
        let pin = Pin::parse(&input.pin).map_err(|_| AppError::WrongPin)?;
        let approver = self.check_pin(shop, input.user_id, &pin)?;
        if !allows(approver.role, permission) {
            return Err(AppError::PermissionDenied { permission });
        }
        log::info!("{permission:?} was approved by {}", approver.user_id);
        Ok(Approval {
            user_id: approver.user_id,
            permission,
        })
    }
}
