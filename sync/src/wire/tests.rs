//! Envelopes: golden bytes, and everything that can happen to bytes on the way.

mod follow_up;

use super::*;
use domain::attendance::Attendance;
use domain::id::{InterventionId, SignatoryId};
use proptest::prelude::*;
use std::fmt::Write as _;
use uuid::Uuid;

fn request() -> SyncRequest {
    let command = Command::MarkAttendance {
        intervention: InterventionId(Uuid::from_u128(1)),
        signatory: SignatoryId(Uuid::from_u128(2)),
        mark: Some(Attendance::Excused),
    };
    SyncRequest {
        client: ClientId(Uuid::from_u128(3)),
        cursor: Some(Cursor { epoch: 4, seq: 5, tag: 6 }),
        held: Held::Digest(ScopeDigest(7)),
        first_seq: 8,
        commands: vec![Envelope::seal(&command, 9, Instant(10))],
        sent_at: Instant(11),
        waiting: 1,
        part: None,
        journaled: Vec::new(),
        unsettled: Vec::new(),
    }
}

fn answer() -> SyncResponse {
    let scope = Scope::File(SignatoryId(Uuid::from_u128(2)));
    SyncResponse {
        last_seq: 1,
        outcomes: vec![(1, Outcome::Duplicate)],
        reset: None,
        list_scopes: false,
        revoked: Vec::new(),
        granted: vec![scope],
        changes: vec![Change::Remove(scope, part_key())],
        cursor: Cursor { epoch: 4, seq: 5, tag: 6 },
        more: true,
        answered_at: Instant(15),
        forked: Some(16),
        part: Some(Part { scope, after: part_key() }),
        lacking: vec![Lacking { client: ClientId(Uuid::from_u128(3)), known: Some(17) }],
        durable: Some(Cursor { epoch: 4, seq: 3, tag: 18 }),
        settled: Vec::new(),
        names: Vec::new(),
        own: None,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[test]
fn golden_bytes_of_version_two() {
    insta::assert_snapshot!(hex(&encode_as(2, &request()).expect("sayable")), @"50534c0210000000000000000000000000000000030104050600070801010914250010000000000000000000000000000000011000000000000000000000000000000002010216010000591a21fa");
    // With what the first version cannot say.
    let scope = Scope::File(SignatoryId(Uuid::from_u128(2)));
    let mark = |client| Mark { client, seq: 12, hash: 13 };
    let fuller = SyncRequest {
        part: Some(Part { scope, after: part_key() }),
        journaled: vec![mark(None), mark(Some(ClientId(Uuid::from_u128(14))))],
        ..request()
    };
    insta::assert_snapshot!(hex(&encode_as(2, &fuller).expect("sayable")), @"50534c0210000000000000000000000000000000030104050600070801010914250010000000000000000000000000000000011000000000000000000000000000000002010216010102100000000000000000000000000000000201100000000000000000000000000000000202000c0d01100000000000000000000000000000000e0c0d3d54f99c");
    let answer = answer();
    insta::assert_snapshot!(hex(&encode_as(2, &answer).expect("sayable")), @"50534c0201010104000000010210000000000000000000000000000000020101021000000000000000000000000000000002011000000000000000000000000000000002040506011e011001021000000000000000000000000000000002011000000000000000000000000000000002011000000000000000000000000000000003011101040312d9754512");
}

/// What the third version can say and the second cannot.
fn told() -> (SyncRequest, SyncResponse) {
    let settlement = |how| Settlement { how, by: "Dora".to_owned(), at: Instant(20) };
    let asked = SyncRequest { unsettled: vec![7, 1_000], ..request() };
    let settled = vec![
        (7, settlement(Settled::Marked(Some(Attendance::Present)))),
        (1_000, settlement(Settled::Adopted)),
    ];
    let names = vec![(UserId(Uuid::from_u128(19)), "Alice".to_owned())];
    (asked, SyncResponse { settled, names, ..answer() })
}

#[test]
fn golden_bytes_of_version_three() {
    let (asked, told) = told();
    insta::assert_snapshot!(hex(&encode_as(3, &asked).expect("sayable")), @"50534c03100000000000000000000000000000000301040506000708010109142500100000000000000000000000000000000110000000000000000000000000000000020102160100000207e807a742dc0c");
    insta::assert_snapshot!(hex(&encode_as(3, &told).expect("sayable")), @"50534c0301010104000000010210000000000000000000000000000000020101021000000000000000000000000000000002011000000000000000000000000000000002040506011e011001021000000000000000000000000000000002011000000000000000000000000000000002011000000000000000000000000000000003011101040312020700010004446f726128e8070104446f72612801100000000000000000000000000000001305416c696365458a9bec");
    for version in [3, 4] {
        let bytes = encode_as(version, &asked).expect("sayable");
        assert_eq!(decode_with_version(&bytes), Ok((asked.clone(), version)));
        let bytes = encode_as(version, &told).expect("sayable");
        assert_eq!(decode_with_version(&bytes), Ok((told.clone(), version)));
    }
}

#[test]
fn golden_bytes_of_version_four() {
    let (asked, told) = told();
    let told = SyncResponse { own: Some(Own { numbers: vec![(1, 3), (5, 5)], sum: 21 }), ..told };
    insta::assert_snapshot!(hex(&encode(&asked)), @"50534c04100000000000000000000000000000000301040506000708010109142500100000000000000000000000000000000110000000000000000000000000000000020102160100000207e807b71ed794");
    insta::assert_snapshot!(hex(&encode(&told)), @"50534c0401010104000000010210000000000000000000000000000000020101021000000000000000000000000000000002011000000000000000000000000000000002040506011e011001021000000000000000000000000000000002011000000000000000000000000000000002011000000000000000000000000000000003011101040312020700010004446f726128e8070104446f72612801100000000000000000000000000000001305416c6963650102010305051563092c78");
    assert_eq!(decode(&encode(&told)), Ok(told.clone()));
    for version in [1, 2, 3] {
        assert_eq!(encode_as(version, &told), None, "effects would be missing for ever");
    }
}

#[test]
fn what_says_nothing_at_its_end_is_short_and_read_alike() {
    let quiet = SyncRequest { commands: Vec::new(), waiting: 0, ..request() };
    let (short, long) = (encode(&quiet), encode_as(3, &quiet).expect("sayable"));
    assert_eq!(long.len() - short.len(), 4);
    assert_eq!(decode(&short), Ok(quiet));
    let spelled_out = frame(PROTOCOL, &long[MAGIC.len() + 1..long.len() - 4]);
    assert_eq!(decode::<SyncRequest>(&spelled_out), Err(WireError::Damaged));
}

#[test]
fn numbers_of_own_effects_are_told_in_runs() {
    let own = Own::of([1, 2, 3, 7, 9, 10], []);
    assert_eq!(own.numbers, [(1, 3), (7, 7), (9, 10)]);
    let named: Vec<u64> = (0..12).filter(|number| own.contains(*number)).collect();
    assert_eq!(named, [1, 2, 3, 7, 9, 10]);
}

#[test]
fn who_speaks_the_second_version_is_told_all_but_what_became_of_conflicts() {
    let (asked, told) = told();
    for version in [1, 2] {
        let asked = encode_as(version, &asked).expect("sayable");
        assert_eq!(decode_with_version::<SyncRequest>(&asked), Ok((request(), version)));
    }
    let told = encode_as(2, &told).expect("sayable");
    assert_eq!(decode_with_version::<SyncResponse>(&told), Ok((answer(), 2)));
}

#[test]
fn who_speaks_the_first_version_is_understood_and_answered_in_it() {
    let asked = encode_as(1, &request()).expect("sayable");
    assert_eq!(decode_with_version::<SyncRequest>(&asked), Ok((request(), 1)));
    let part = Part { scope: Scope::File(SignatoryId(Uuid::from_u128(2))), after: part_key() };
    let request = SyncRequest { part: Some(part), ..request() };
    assert_eq!(encode_as(1, &request), None, "a part would be taken for the whole");
}

fn part_key() -> RecordKey {
    RecordKey::Signatory(SignatoryId(Uuid::from_u128(2)))
}

/// Bytes of version 1, as devices in the field hold them. They may never change.
#[test]
fn golden_bytes_of_version_one() {
    insta::assert_snapshot!(hex(&encode_as(1, &request()).expect("sayable")), @"50534c01100000000000000000000000000000000301040506000708010109142500100000000000000000000000000000000110000000000000000000000000000000020102169491f7cd");
}

#[test]
fn a_message_survives_the_way() {
    assert_eq!(decode(&encode(&request())), Ok(request()));
    let command = request().commands[0].open();
    assert!(matches!(command, Ok(Command::MarkAttendance { .. })));
}

#[test]
fn a_captive_portal_is_not_an_answer() {
    assert_eq!(decode::<SyncResponse>(b"<!doctype html><title>Wi-Fi"), Err(WireError::Foreign));
    assert_eq!(decode::<SyncResponse>(b""), Err(WireError::Foreign));
}

#[test]
fn a_newer_server_is_told_from_damage() {
    let mut bytes = encode(&request());
    bytes[3] = PROTOCOL + 1;
    assert_eq!(decode::<SyncRequest>(&bytes), Err(WireError::Newer(PROTOCOL + 1)));
}

#[test]
fn an_answer_cut_anywhere_is_damaged() {
    let bytes = encode(&request());
    for length in 4..bytes.len() {
        assert_eq!(decode::<SyncRequest>(&bytes[..length]), Err(WireError::Damaged), "{length}");
    }
}

#[test]
fn what_is_too_large_is_not_even_read() {
    let bytes = vec![b'P'; MAX_ENVELOPE + 1];
    assert_eq!(decode::<SyncRequest>(&bytes), Err(WireError::TooLarge));
}

#[test]
fn a_command_of_a_newer_application_is_recognised() {
    let mut envelope = request().commands.remove(0);
    envelope.version = COMMAND_VERSION + 1;
    assert_eq!(envelope.open(), Err(WireError::Newer(COMMAND_VERSION + 1)));
}

proptest! {
    #[test]
    fn no_bytes_make_the_decoder_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = decode::<SyncRequest>(&bytes);
        let _ = decode::<SyncResponse>(&bytes);
        let envelope = Envelope { version: 1, base: 0, claimed_at: Instant(0), body: bytes };
        let _ = envelope.open();
    }

    #[test]
    fn one_altered_byte_is_noticed(place in 0_usize..100, change in 1_u8..) {
        let mut bytes = encode(&request());
        let place = place % bytes.len();
        bytes[place] ^= change;
        prop_assert_ne!(decode::<SyncRequest>(&bytes), Ok(request()));
    }
}
