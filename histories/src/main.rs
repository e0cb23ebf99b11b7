//! Tells the digest of each history. On this machine: `histories FROM COUNT` writes one line a
//! history. As WebAssembly: the function `digest`.

/// The digest of the history of this number.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn digest(seed: u64) -> u64 {
    histories::digest(seed)
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|it| it.parse().ok()).collect();
    let [from, count] = numbers[..] else {
        eprintln!("usage: histories FROM COUNT");
        return std::process::ExitCode::FAILURE;
    };
    for seed in from..from.saturating_add(count) {
        println!("{}", histories::digest(seed));
    }
    std::process::ExitCode::SUCCESS
}
