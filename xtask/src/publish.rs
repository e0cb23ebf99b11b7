//! Reading sources from the disk, and writing a site so that a running server never sees half.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::compress;
use crate::site::{MANIFEST, Site};
use crate::wasm::Flavour;

/// All files below a folder, by their path with `/`, sorted. Nothing where the folder is
/// missing; hidden files are left out.
///
/// # Errors
/// When a file or folder cannot be read.
pub fn read_folder(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    if folder.is_dir() {
        collect(folder, "", &mut found)?;
    }
    found.sort();
    Ok(found)
}

/// Writes the site and its compressed forms to `folder`. Gives whether anything changed.
///
/// # Errors
/// When the disk refuses.
pub fn publish(site: &Site, folder: &Path, flavour: Flavour) -> Result<bool> {
    let unchanged = std::fs::read(folder.join(MANIFEST))
        .is_ok_and(|old| site.files.get(MANIFEST).is_some_and(|new| *new == old));
    if unchanged {
        return Ok(false);
    }
    let new = beside(folder, "new");
    remove_if_there(&new)?;
    for (path, bytes) in &site.files {
        let file = new.join(path);
        std::fs::create_dir_all(file.parent().unwrap_or(&new))?;
        std::fs::write(&file, bytes)?;
        // A name with a hash has been compressed before if it was there before.
        if path.contains('/') && copy_compressed(&folder.join(path), &file)? {
            continue;
        }
        let compressed = compress::compress(path, bytes, flavour)?;
        for (ending, content) in [("br", compressed.br), ("gz", compressed.gz)] {
            if let Some(content) = content {
                std::fs::write(with_ending(&file, ending), content)?;
            }
        }
    }
    swap(&new, folder)?;
    Ok(true)
}

/// Where the compressed form of a file lies.
pub fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), found)?;
        } else {
            let bytes = std::fs::read(entry.path())
                .with_context(|| format!("cannot read {}", entry.path().display()))?;
            found.push((path, bytes));
        }
    }
    Ok(())
}

fn copy_compressed(old: &Path, new: &Path) -> Result<bool> {
    if !old.is_file() {
        return Ok(false);
    }
    for ending in ["br", "gz"] {
        let compressed = with_ending(old, ending);
        if compressed.is_file() {
            std::fs::copy(compressed, with_ending(new, ending))?;
        }
    }
    Ok(true)
}

fn swap(new: &Path, folder: &Path) -> Result<()> {
    let old = beside(folder, "old");
    remove_if_there(&old)?;
    if folder.exists() {
        std::fs::rename(folder, &old)?;
    }
    std::fs::rename(new, folder)?;
    remove_if_there(&old)
}

fn beside(folder: &Path, word: &str) -> PathBuf {
    with_ending(folder, &format!("{word}-{}", std::process::id()))
}

fn remove_if_there(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::assets::Names;
    use crate::site::Manifest;

    fn site(version: &str) -> Site {
        let big = "text ".repeat(100).into_bytes();
        Site {
            files: BTreeMap::from([
                ("index.html".to_owned(), format!("{version} {}", "a".repeat(400)).into_bytes()),
                ("pkg/a.1.js".to_owned(), big),
                (MANIFEST.to_owned(), version.as_bytes().to_vec()),
            ]),
            manifest: Manifest { version: version.to_owned(), files: Names::new() },
        }
    }

    #[test]
    fn a_site_is_written_with_its_compressed_forms_and_replaces_the_one_before() {
        let place = tempfile::tempdir().expect("folder");
        let folder = place.path().join("site-work");
        assert!(publish(&site("1"), &folder, Flavour::Work).expect("written"));
        assert!(folder.join("pkg/a.1.js.br").is_file());
        assert!(folder.join("index.html.gz").is_file());

        assert!(!publish(&site("1"), &folder, Flavour::Work).expect("unchanged"));
        assert!(publish(&site("2"), &folder, Flavour::Work).expect("replaced"));
        let shell = std::fs::read_to_string(folder.join("index.html")).expect("shell");
        assert!(shell.starts_with('2'));
        let left: Vec<_> = std::fs::read_dir(place.path()).expect("list").collect();
        assert_eq!(left.len(), 1, "nothing is left beside the site: {left:?}");
    }

    #[test]
    fn folders_are_read_with_their_subfolders() {
        let place = tempfile::tempdir().expect("folder");
        std::fs::create_dir_all(place.path().join("voice/fr")).expect("folder");
        std::fs::write(place.path().join("voice/fr/a.mp3"), b"x").expect("file");
        std::fs::write(place.path().join(".hidden"), b"x").expect("file");
        let found = read_folder(place.path()).expect("read");
        assert_eq!(found, [("voice/fr/a.mp3".to_owned(), b"x".to_vec())]);
        assert_eq!(read_folder(&place.path().join("gone")).expect("empty"), []);
    }
}
