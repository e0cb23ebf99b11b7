//! Files that the server gives away, kept for programs of others to read: `cargo xtask readers`.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// Keeps a file where the environment names a folder for it. Gives a name without an ending, under
/// which [`also`] keeps what belongs to it.
pub fn keep(ending: &str, bytes: impl AsRef<[u8]>) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    let name = format!("{:03}", NUMBER.fetch_add(1, Ordering::Relaxed));
    also(&name, ending, bytes);
    name
}

/// Keeps a file of another kind under the same name.
pub fn also(name: &str, ending: &str, bytes: impl AsRef<[u8]>) {
    if let Some(folder) = std::env::var_os("PASSERELLE_SAMPLES") {
        std::fs::write(PathBuf::from(folder).join(name).with_extension(ending), bytes).unwrap();
    }
}
