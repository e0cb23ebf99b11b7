//! Inputs changed at random out of a seed, for a short search without a fuzzer.

use crate::chance::Chance;

/// Bytes at which arithmetic and encodings turn.
const TURNING: [u8; 8] = [0, 1, 2, 0x7f, 0x80, 0xfe, 0xff, 0x10];

/// One of the inputs, changed a little, now and then with the end of another.
#[must_use]
pub fn mutated(inputs: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut input = chance.one(inputs).cloned().unwrap_or_default();
    for _ in 0..=chance.below(4) {
        let place = chance.below(input.len());
        let length = chance.below(9);
        let end = input.len().min(place + length);
        match chance.below(6) {
            0 => change(&mut input, place, |byte| byte ^ (1 << (length % 8))),
            1 => change(&mut input, place, |_| TURNING[length % TURNING.len()]),
            2 => drop(input.drain(place..end)),
            3 => {
                let copy = input[place..end].to_vec();
                input.splice(place..place, copy);
            }
            4 => {
                let bytes = chance.number().to_le_bytes();
                input.splice(place..place, bytes.into_iter().take(length));
            }
            _ => {
                let other = chance.one(inputs).cloned().unwrap_or_default();
                let from = chance.below(other.len());
                input.truncate(place);
                input.extend(&other[from..]);
            }
        }
    }
    input
}

fn change(input: &mut [u8], place: usize, new: impl FnOnce(u8) -> u8) {
    if let Some(byte) = input.get_mut(place) {
        *byte = new(*byte);
    }
}
