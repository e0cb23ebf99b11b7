//! Devices: who sees them, what is known of them, revoking one, and what it hands over before it is
//! emptied. Here, what these tests have in common.

mod handing_over;
mod in_trouble;
mod rescue_files;
mod revoking;

use crate::app::{TestApp, VISIT};
use crate::client::{Answer, Client};
use crate::device::Device;
use app::api::attention::AttentionRow;
use app::api::devices::{DeviceReport, DeviceRow};
use app::api::vault::Terms;
use domain::attendance::Attendance;
use domain::id::{ClientId, SignatoryId, UserId};
use serde_json::json;
use uuid::Uuid;
use vault::parcel::{Row, digest, pack};
use vault::{OfficeKey, Sealed, StoreKey};

pub const KEY: [u8; 32] = [0xa7; 32];
pub const THIRD: u128 = 1_003;

/// An account's store in a browser, as it lies there.
pub struct Store {
    owner: UserId,
    pub sealed: Sealed,
    pub rows: Vec<Row>,
}

impl Store {
    pub fn new(office: &OfficeKey, owner: UserId) -> Self {
        let sealed = Sealed::new(office, owner, &StoreKey::from_bytes(KEY), [5; 32]).unwrap();
        Self { owner, sealed, rows: Vec::new() }
    }

    /// Puts a value there, sealed for its place.
    pub fn put(&mut self, place: String, value: &[u8]) {
        let mut nonce = [0; 24];
        nonce[..8].copy_from_slice(&(self.rows.len() as u64).to_le_bytes());
        let value = StoreKey::from_bytes(KEY).seal(&place, nonce, value);
        self.rows.push(Row { place, value });
    }

    /// All that waits on a device.
    pub fn holding(mut self, device: &Device) -> Self {
        for (seq, envelope) in &device.outbox {
            let place = format!("outbox/{}/{seq:016x}", device.id.0.simple());
            self.put(place, &postcard::to_allocvec(envelope).unwrap());
        }
        self
    }

    pub fn parcels(&self) -> Vec<Vec<u8>> {
        pack(self.owner, Some(&self.sealed), self.rows.clone())
    }

    pub fn parcel(&self) -> Vec<u8> {
        self.parcels().remove(0)
    }
}

/// What the office seals its keys by.
pub async fn office_key(app: &TestApp) -> OfficeKey {
    let terms: Terms = app.bruno().await.call_postcard("vault/terms", ()).await.read_postcard();
    terms.office
}

/// Alice's tablet, which has synchronised once.
pub async fn tablet(app: &TestApp, number: u128) -> Device {
    let mut device = Device::new(app.alice().await, number);
    device.sync().await;
    device
}

pub async fn list(client: &Client) -> Vec<DeviceRow> {
    client.call("desk/devices", json!({})).await.read()
}

pub async fn row(client: &Client, id: ClientId) -> DeviceRow {
    list(client).await.into_iter().find(|row| row.id == id).unwrap()
}

pub async fn revoke(client: &Client, id: ClientId) -> Answer {
    client.call("desk/devices/revoke", json!({"device": id})).await
}

pub async fn report(client: &Client, id: ClientId) -> DeviceReport {
    client.call("desk/devices/report", json!({"device": id})).await.read()
}

pub async fn attention(client: &Client) -> Vec<AttentionRow> {
    client.call("desk/attention", json!({})).await.read()
}

pub async fn surrender(client: &Client, ids: &[ClientId], parcel: &[u8]) -> Answer {
    client.call_postcard("device/surrender", (ids.to_vec(), parcel.to_vec())).await
}

pub async fn is_revoked(client: &Client, ids: &[ClientId]) -> bool {
    client.call_postcard("device/revoked", ids.to_vec()).await.read_postcard()
}

pub async fn empty(client: &Client, ids: &[ClientId], parcels: &[Vec<u8>]) -> Answer {
    let digests: Vec<[u8; 32]> = parcels.iter().map(|it| digest(it)).collect();
    client.call_postcard("device/empty", (ids.to_vec(), digests)).await
}

/// What the audit table says of devices.
pub async fn noted(app: &TestApp) -> Vec<(String, Option<Uuid>, Option<Uuid>)> {
    let question = "select action, actor, subject from audit
                    where action like 'device_%' or action like 'rescue_%' order by seq";
    app.database.rows(question).await
}

pub async fn mark_of(app: &TestApp, person: SignatoryId) -> Option<Attendance> {
    app.state().await.roster_entry(VISIT, person).unwrap().mark
}
