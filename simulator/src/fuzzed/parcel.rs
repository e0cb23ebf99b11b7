//! What a revoked device hands over, and files of it: anybody can send them.

use histories::ADVISERS;
use vault::parcel::{Parcel, Row, file_of, pack, parcels_of};
use vault::{OfficeKey, Sealed, StoreKey, new_pair};

/// From which the office's key pair is made here.
const PAIR: [u8; 32] = [7; 32];

/// A parcel, or a file of parcels.
pub(super) fn parcel(input: &[u8]) {
    if let Ok(parcel) = Parcel::decode(input) {
        assert_eq!(Parcel::decode(&parcel.encode()), Ok(parcel.clone()));
        if let Ok(opened) = parcel.open(&new_pair(PAIR).0) {
            assert_eq!(opened.len(), parcel.rows.len(), "each row is accounted for");
        }
    }
    if let Ok(parcels) = parcels_of(input) {
        assert_eq!(parcels_of(&file_of(&parcels)), Ok(parcels));
    }
}

/// Parcels that the office can open, that it cannot open, that lay in the clear, and a file.
pub(super) fn seeds() -> Vec<Vec<u8>> {
    let (owner, key) = (ADVISERS[0], StoreKey::from_bytes([3; 32]));
    let sealed_to = |random| {
        let office = OfficeKey { id: 1, public: new_pair(random).1 };
        Sealed::new(&office, owner, &key, [5; 32]).ok()
    };
    let row =
        |place: &str| Row { place: place.to_owned(), value: key.seal(place, [1; 24], b"value") };
    let rows = || vec![row("outbox/1"), row("meta/journal/1"), row("shelter")];
    let mut all = Vec::new();
    for sealed in [sealed_to(PAIR), sealed_to([8; 32]), None] {
        all.extend(pack(owner, sealed.as_ref(), rows()));
    }
    all.extend(pack(owner, None, Vec::new()));
    all.push(file_of(&all));
    all
}
