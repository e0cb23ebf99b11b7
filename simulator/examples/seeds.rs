//! Writes the inputs that the fuzzers begin with: `seeds FOLDER`, one folder a target below it.

use simulator::fuzzed::Target;
use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "seeds".to_owned()));
    for target in Target::ALL {
        let folder = folder.join(target.name());
        std::fs::create_dir_all(&folder)?;
        for (number, seed) in target.seeds().iter().enumerate() {
            std::fs::write(folder.join(format!("{number:04}")), seed)?;
        }
    }
    Ok(())
}
