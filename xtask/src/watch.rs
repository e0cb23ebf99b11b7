//! Tells when a source changed, by looking at the times of the files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Result;

use crate::workspace::Workspace;

/// What the application and the server are built from.
const SOURCES: [&str; 9] = [
    "domain",
    "sync",
    "vault",
    "app",
    "server",
    "frontend-style",
    "public",
    "Cargo.toml",
    "Cargo.lock",
];

type Times = BTreeMap<PathBuf, SystemTime>;

/// The sources as they were when last looked at.
#[derive(Debug)]
pub struct Watch {
    roots: Vec<PathBuf>,
    seen: Times,
}

impl Watch {
    /// Remembers the sources of a workspace as they are now.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn new(workspace: &Workspace) -> Result<Self> {
        Self::of(SOURCES.iter().map(|source| workspace.path(source)).collect())
    }

    fn of(roots: Vec<PathBuf>) -> Result<Self> {
        let seen = times(&roots)?;
        Ok(Self { roots, seen })
    }

    /// A file that was changed, added or removed since the last look, if any.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn changed(&mut self) -> Result<Option<PathBuf>> {
        let now = times(&self.roots)?;
        let changed = difference(&self.seen, &now);
        self.seen = now;
        Ok(changed)
    }
}

fn difference(before: &Times, now: &Times) -> Option<PathBuf> {
    let touched = now.iter().find(|(path, time)| before.get(*path) != Some(*time));
    let removed = || before.iter().find(|(path, _)| !now.contains_key(*path));
    touched.or_else(removed).map(|(path, _)| path.clone())
}

fn times(roots: &[PathBuf]) -> Result<Times> {
    let mut found = Times::new();
    for root in roots {
        collect(root, &mut found)?;
    }
    Ok(found)
}

fn collect(path: &Path, found: &mut Times) -> Result<()> {
    // Editors make and remove files all the time: one that is gone was no source.
    let Ok(data) = std::fs::metadata(path) else { return Ok(()) };
    if !data.is_dir() {
        found.insert(path.to_owned(), data.modified()?);
        return Ok(());
    }
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        // Hidden files, and the copies that editors keep beside a file.
        if !name.starts_with('.') && !name.ends_with('~') {
            collect(&entry.path(), found)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_change_is_told_once() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("a/main.rs");
        std::fs::create_dir(folder.path().join("a")).expect("folder");
        std::fs::write(&file, "1").expect("written");
        let mut watch = Watch::of(vec![folder.path().to_owned()]).expect("watch");
        assert_eq!(watch.changed().expect("look"), None);

        let handle = std::fs::File::options().write(true).open(&file).expect("open");
        handle.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1)).expect("time");
        assert_eq!(watch.changed().expect("look"), Some(file.clone()));
        assert_eq!(watch.changed().expect("look"), None);

        std::fs::remove_file(&file).expect("removed");
        assert_eq!(watch.changed().expect("look"), Some(file));
    }

    #[test]
    fn hidden_files_and_editors_copies_are_no_sources() {
        let folder = tempfile::tempdir().expect("folder");
        let mut watch = Watch::of(vec![folder.path().to_owned()]).expect("watch");
        std::fs::write(folder.path().join(".main.rs.swp"), "").expect("written");
        std::fs::write(folder.path().join("main.rs~"), "").expect("written");
        assert_eq!(watch.changed().expect("look"), None);
    }
}
