//! A register and a server of different versions: inside the window they sync. Outside of it the
//! register goes on writing entries, and its status names the side to update.

use protocol::{PROTOCOL, ProtocolWindow};
use sync_driver::{DriverError, SyncError};
use sync_engine::{AttentionCode, EngineState};

use crate::Device;
use crate::server;

#[test]
fn outside_the_window_the_register_works_on_and_its_status_names_the_side_to_update() {
    let window = ProtocolWindow::new(PROTOCOL + 1, PROTOCOL + 2);
    let cases = [
        (
            PROTOCOL,
            SyncError::UpdateNeeded,
            AttentionCode::UpgradeNeeded,
        ),
        (
            PROTOCOL + 3,
            SyncError::ServerOutdated,
            AttentionCode::ServerOutdated,
        ),
    ];
    for (protocol, refused, attention) in cases {
        let (device, peer) = (Device::enrolled(), server());
        peer.world().window = window;
        peer.world().register_protocol = protocol;
        let Err(DriverError::Sync(error)) = device.sync(&peer) else {
            panic!("protocol {protocol} is refused");
        };
        assert_eq!(error, refused);
        let status = device.status.get();
        assert_eq!(status.state, Some(EngineState::NeedsAttention(attention)));
        assert_eq!(status.last_error, Some(refused));
        // The entry is not lost: it is pending, and is sent once a side is updated.
        assert_eq!(device.pending(), 1);
        peer.world().window = ProtocolWindow::new(PROTOCOL, PROTOCOL + 3);
        device.sync(&peer).unwrap();
        assert_eq!((device.pending(), peer.world().entries.len()), (0, 1));
    }
}
