//! Everything that fuzzing found worth keeping (`fuzz/corpus`), and inputs changed at random from
//! it, taken in without a fuzzer. What was found once stays mended.

use simulator::Chance;
use simulator::fuzzed::{Target, mutated};
use std::fmt::Write as _;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

/// So many changed inputs a target: a few seconds' work.
const CHANGED: u32 = 2_000;
/// What is kept has to stay small, since everybody fetches it.
const MOST_BYTES: usize = 300 * 1024;

fn folder(target: Target) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(target.name())
}

/// The kept inputs of a target with their names, in the order of these.
fn kept(target: Target) -> std::io::Result<Vec<(String, Vec<u8>)>> {
    let mut inputs = Vec::new();
    for entry in std::fs::read_dir(folder(target))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        inputs.push((name, std::fs::read(entry.path())?));
    }
    inputs.sort();
    Ok(inputs)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Takes all of these in, and names those that break something.
fn take_in(target: Target, inputs: impl IntoIterator<Item = (String, Vec<u8>)>) {
    let breaking: Vec<String> = inputs
        .into_iter()
        .filter(|(_, input)| catch_unwind(|| target.take_in(input)).is_err())
        .map(|(name, input)| format!("{name}: {}", hex(&input)))
        .collect();
    assert!(breaking.is_empty(), "{}\n{}", target.name(), breaking.join("\n"));
}

#[test]
fn what_fuzzing_found_stays_mended() {
    for target in Target::ALL {
        let inputs = kept(target).expect("a folder of kept inputs");
        assert!(!inputs.is_empty(), "{} has no kept inputs", target.name());
        take_in(target, inputs);
    }
}

#[test]
fn what_the_fuzzers_begin_with_is_taken_in() {
    for target in Target::ALL {
        take_in(target, target.seeds().into_iter().map(|seed| ("a seed".to_owned(), seed)));
    }
}

#[test]
fn inputs_changed_at_random_are_taken_in() {
    for target in Target::ALL {
        let kept = kept(target).expect("a folder of kept inputs");
        let mut inputs: Vec<Vec<u8>> = kept.into_iter().map(|(_, input)| input).collect();
        inputs.extend(target.seeds());
        let mut chance = Chance::new(1);
        let changed = (0..CHANGED).map(|turn| (turn.to_string(), mutated(&inputs, &mut chance)));
        take_in(target, changed);
    }
}

#[test]
fn what_is_kept_is_small() {
    let inputs = Target::ALL.into_iter().flat_map(|target| kept(target).expect("kept inputs"));
    let bytes: usize = inputs.map(|(_, input)| input.len()).sum();
    assert!(bytes <= MOST_BYTES, "{bytes} bytes");
}
