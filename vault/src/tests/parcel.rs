//! What is handed over without being read.

use proptest::prelude::*;

use super::{counting, flipped, golden, key, owner, somebody_else};
use crate::parcel::{
    MAX_FILE, MAX_PARCEL, MAX_ROWS, NoParcel, Parcel, Row, digest, file_of, pack, parcels_of,
};

fn row(place: &str, value: &[u8]) -> Row {
    Row { place: place.to_owned(), value: value.to_vec() }
}

fn sealed_row(place: &str, nonce: u8, value: &[u8]) -> Row {
    row(place, &key().seal(place, [nonce; 24], value))
}

fn parcel(rows: Vec<Row>) -> Parcel {
    Parcel { owner: owner(), sealed: Some(golden::vault().sealed().clone()), rows }
}

/// The fields one after the other: what a device has written must be read by every later version.
#[rustfmt::skip]
fn written() -> Vec<u8> {
    let fields = [
        "505350", // PSP
        "01", // format
        "100190a1b2c3d470008000000000000001", // owner
        "01", // there is a key
        "07", // office key 7
        "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a", // encapsulated key
        "d4f458ef92ae9a2b1607deefe19dfca33a271401b298238f3640d32ab0ba8807", // key
        "1e1007b0a5782a89853b62efc27bcd33", // tag
        "01", // one row
        "08", "6f7574626f782f61", // outbox/a
        "03", "010203", // its value
    ];
    hex::decode(fields.concat()).expect("hex")
}

#[test]
fn the_written_form_stays() {
    let bytes = parcel(vec![row("outbox/a", &[1, 2, 3])]).encode();
    assert_eq!(bytes, written());
    assert_eq!(Parcel::decode(&written()), Ok(parcel(vec![row("outbox/a", &[1, 2, 3])])));
    let file = file_of(&[vec![7, 8], vec![9]]);
    assert_eq!(file, hex::decode("5053460102020708".to_owned() + "0109").expect("hex"));
    assert_eq!(parcels_of(&file), Ok(vec![vec![7, 8], vec![9]]));
}

#[test]
fn what_was_cut_grown_or_is_another_thing_is_no_parcel() {
    let whole = written();
    for length in 0..whole.len() {
        assert_eq!(Parcel::decode(&whole[..length]), Err(NoParcel), "{length} bytes");
    }
    assert_eq!(Parcel::decode(&[whole.as_slice(), &[0]].concat()), Err(NoParcel));
    assert_eq!(Parcel::decode(&file_of(std::slice::from_ref(&whole))), Err(NoParcel));
    assert_eq!(parcels_of(&whole), Err(NoParcel));
    let mut newer = whole;
    newer[3] = 2;
    assert_eq!(Parcel::decode(&newer), Err(NoParcel));
}

#[test]
fn what_is_beyond_the_bounds_is_not_read() {
    let many = parcel(vec![row("", &[]); MAX_ROWS + 1]);
    assert_eq!(Parcel::decode(&many.encode()), Err(NoParcel));
    let large = parcel(vec![row("shelter", &vec![0; MAX_PARCEL])]);
    assert_eq!(Parcel::decode(&large.encode()), Err(NoParcel));
    assert_eq!(parcels_of(&file_of(&[vec![0; MAX_FILE]])), Err(NoParcel));
    // A length that promises more than there is takes no memory.
    let mut lies = written();
    let place = lies.len() - 13;
    lies.splice(place..=place, [0xff, 0xff, 0xff, 0xff, 0x0f]);
    assert_eq!(Parcel::decode(&lies), Err(NoParcel));
}

#[test]
fn a_store_without_rows_makes_a_parcel_that_says_so() {
    let packed = pack(owner(), None, Vec::new());
    assert_eq!(packed.len(), 1);
    let empty = Parcel { owner: owner(), sealed: None, rows: Vec::new() };
    assert_eq!(Parcel::decode(&packed[0]), Ok(empty));
}

#[test]
fn a_large_store_is_cut_and_a_value_is_not() {
    let rows: Vec<Row> = (0..2_500).map(|at| row(&format!("outbox/{at}"), &[5; 300])).collect();
    let packed = pack(owner(), None, rows.clone());
    assert!(packed.len() > 2 && packed.iter().all(|it| it.len() <= 300 * 1024), "{}", packed.len());
    let back: Vec<Row> =
        packed.iter().flat_map(|it| Parcel::decode(it).expect("a parcel").rows).collect();
    assert_eq!(back, rows);
    let shelter = vec![row("outbox/1", &[1]), row("shelter", &vec![7; 2_500_000])];
    let packed = pack(owner(), None, shelter);
    assert_eq!(packed.len(), 2);
    assert!(packed.iter().all(|it| Parcel::decode(it).is_ok()));
}

#[test]
fn the_same_bytes_are_the_same_parcel() {
    let abc = hex::decode("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    // FIPS 180-2, B.1.
    assert_eq!(digest(b"abc").to_vec(), abc.expect("hex"));
}

#[test]
fn values_are_in_no_line_of_a_log() {
    let shown = format!("{:?}", parcel(vec![row("outbox/a", &[201, 202])]));
    assert!(shown.contains("outbox/a") && !shown.contains("201"), "{shown}");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let framed = [b"PSP\x01".as_slice(), &bytes].concat();
        if let Ok(parcel) = Parcel::decode(&framed) {
            prop_assert!(parcel.rows.len() <= MAX_ROWS);
        }
        let _ = parcels_of(&[b"PSF\x01".as_slice(), &bytes].concat());
    }
}

#[cfg(feature = "keys")]
mod opened {
    use super::*;
    use crate::{OfficeKey, Sealed, StoreKey, Unreadable, new_pair};

    /// The key of the store, sealed to the pair of this seed.
    fn sealed_to(seed: u8) -> ([u8; 32], Sealed) {
        let (private, public) = new_pair([seed; 32]);
        let office = OfficeKey { id: 1, public };
        (private, Sealed::new(&office, owner(), &key(), counting(9)).expect("a key"))
    }

    #[test]
    fn the_office_reads_each_row_by_itself() {
        let (private, sealed) = sealed_to(1);
        let good = sealed_row("outbox/a/1", 1, b"one");
        let mut damaged = sealed_row("outbox/a/2", 2, b"two");
        *damaged.value.last_mut().expect("bytes") ^= 1;
        let moved = Row { place: "outbox/a/3".to_owned(), ..sealed_row("outbox/a/4", 3, b"three") };
        let rows = vec![good, damaged, moved, sealed_row("shelter", 4, b"four")];
        let parcel = Parcel { owner: owner(), sealed: Some(sealed), rows };
        let read = parcel.open(&private).expect("the key fits");
        let expected = [
            ("outbox/a/1", Ok(b"one".to_vec())),
            ("outbox/a/2", Err(Unreadable)),
            ("outbox/a/3", Err(Unreadable)),
            ("shelter", Ok(b"four".to_vec())),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn another_pair_and_another_owner_open_nothing() {
        let (private, sealed) = sealed_to(1);
        let rows = vec![sealed_row("outbox/a/1", 1, b"one")];
        let parcel = Parcel { owner: owner(), sealed: Some(sealed), rows };
        assert_eq!(parcel.open(&sealed_to(2).0), Err(Unreadable));
        let claimed = Parcel { owner: somebody_else(), ..parcel.clone() };
        assert_eq!(claimed.open(&private), Err(Unreadable));
        let other = StoreKey::from_bytes([4; 32]).seal("outbox/a/1", [1; 24], b"one");
        let forged = Parcel { rows: vec![row("outbox/a/1", &other)], ..parcel };
        assert_eq!(forged.open(&private).expect("the key fits")[0].1, Err(Unreadable));
    }

    #[test]
    fn no_bit_of_the_sealed_key_can_be_turned_over() {
        let (private, sealed) = sealed_to(1);
        let parcel = Parcel { owner: owner(), sealed: Some(sealed), rows: Vec::new() };
        let whole = parcel.encode();
        let mut read = 0;
        for bytes in flipped(&whole) {
            if let Ok(parcel) = Parcel::decode(&bytes) {
                read += usize::from(parcel.sealed.is_some() && parcel.open(&private).is_ok());
            }
        }
        // X25519 passes over the highest bit of a point; one of the flips may be that.
        assert!(read <= 1, "{read}");
    }

    #[test]
    fn rows_that_lay_in_the_clear_are_given_as_they_are() {
        let rows = vec![row("shelter", b"plain")];
        let parcel = Parcel { owner: owner(), sealed: None, rows };
        let read = parcel.open(&[0; 32]).expect("nothing to open");
        assert_eq!(read, [("shelter", Ok(b"plain".to_vec()))]);
    }
}
