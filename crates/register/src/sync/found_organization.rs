//! Brings a shop that began on this register to a server.

use std::sync::Arc;

use domain::hex::to_hex;
use domain::user::Permission;
use protocol::{EnrolRequest, Founding, PROTOCOL};
use sync_driver::{ClientIdentity, ServerAddress, enrol, enrolment};
use uuid::Uuid;

use crate::command::Command;
use crate::error::{AppError, SyncError};
use crate::events::RegisterEvent;
use crate::register::Register;
use crate::shop::Shop;
use crate::shop::register_name;
use crate::view::SyncStatusView;

impl Register {
    /// Brings this shop to a server: its organization now, and its whole log with the next pushes.
    /// Repeated for the same server it changes nothing, unless that server was restored to a time
    /// before it knew this register. Then a joining code enrols the register again.
    pub fn enrol_found(
        &self,
        command_id: Uuid,
        server_url: &str,
        code: &str,
    ) -> Result<SyncStatusView, AppError> {
        self.run_for_support(
            Command::new(command_id, Permission::EditSettings),
            |context| {
                self.bring_to_server(server_url, code)?;
                context.remember()
            },
            |_, _| self.sync_status(),
        )
    }

    fn bring_to_server(&self, server_url: &str, code: &str) -> Result<(), AppError> {
        let shop = self.shop()?;
        let address = ServerAddress::parse(server_url).map_err(SyncError::from)?;
        if let Some(known) = shop.ledger.sync_state()?.enrolment {
            if known.server_url != address.to_string() {
                return Err(SyncError::AlreadyEnrolled.into());
            }
            return self.reenrol(&shop, &address, code);
        }
        self.enrol_at(&shop, &address, &founding_request(&shop, code)?)?;
        log::info!("this shop was brought to a server");
        self.start_sync(&shop)?;
        self.tell(RegisterEvent::SyncChanged);
        Ok(())
    }

    /// Enrols this register at a server, which must know it under its own organization.
    pub(super) fn enrol_at(
        &self,
        shop: &Shop,
        address: &ServerAddress,
        request: &EnrolRequest,
    ) -> Result<(), AppError> {
        let own = shop.ledger.identity();
        let identity = ClientIdentity {
            organization_id: own.organization_id,
            register_id: own.register_id,
            key: Arc::new(shop.signing_key()),
        };
        let answer = enrol(address, identity, request, self.utc_ms())?;
        if answer.organization_id != own.organization_id {
            return Err(SyncError::AnswerUnreadable {
                reason: "another organization",
            }
            .into());
        }
        let enrolled = enrolment(address, &answer);
        Ok(shop.ledger.enrol(&enrolled, &answer.ratchet)?)
    }
}

pub(super) fn founding_request(shop: &Shop, code: &str) -> Result<EnrolRequest, AppError> {
    let own = shop.ledger.identity();
    Ok(EnrolRequest {
        protocol: PROTOCOL,
        code: code.to_owned(),
        register_id: own.register_id,
        register_name: register_name(&shop.ledger)?,
        public_key: shop.key.public(),
        founding: Some(Founding {
            organization_id: own.organization_id,
            store_id: own.store_id,
            store_name: shop.settings().store.store_name.clone(),
            pepper: to_hex(shop.pepper()),
        }),
    })
}
