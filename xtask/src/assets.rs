//! Names of the files sent to browsers: content hashes, and the places that refer to them.

use std::collections::BTreeMap;

use thiserror::Error;

/// Hex digits of a hash in a file name: 48 bits, plenty for a few dozen files.
const DIGITS: usize = 12;

/// What each file is called when it is served: name in the sources → path of the URL.
pub type Names = BTreeMap<String, String>;

/// A `%%…%%` that stands for nothing.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum FillError {
    /// No file or value has this name.
    #[error("{file}: %%{name}%% stands for nothing; known are {known}")]
    Unknown {
        /// The template.
        file: String,
        /// The name between the percent signs.
        name: String,
        /// The names that would have been understood.
        known: String,
    },
    /// An opening `%%` without its end.
    #[error("{file}: a %% is not closed")]
    Open {
        /// The template.
        file: String,
    },
}

/// The content's hash as it appears in names.
pub fn hash(bytes: &[u8]) -> String {
    let mut hex = blake3::hash(bytes).to_hex().to_string();
    hex.truncate(DIGITS);
    hex
}

/// `voice/fr.mp3` → `voice/fr.0123456789ab.mp3`.
pub fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
    let hashed = match file.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}.{}.{ending}", hash(bytes)),
        None => format!("{file}.{}", hash(bytes)),
    };
    if folder.is_empty() { hashed } else { format!("{folder}/{hashed}") }
}

/// Replaces each `%%name%%` of a template.
///
/// # Errors
/// When a name stands for nothing: a page that refers to a file that is not there must not be
/// built.
pub fn fill(template: &str, file: &str, names: &Names) -> Result<String, FillError> {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("%%") {
        let Some((name, after)) = after.split_once("%%") else {
            return Err(FillError::Open { file: file.to_owned() });
        };
        let Some(value) = names.get(name) else {
            let known = names.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            return Err(FillError::Unknown { file: file.to_owned(), name: name.to_owned(), known });
        };
        filled.push_str(before);
        filled.push_str(value);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("icons.svg", "icons.")]
    #[case("voice/fr/hello.mp3", "voice/fr/hello.")]
    #[case("LICENCE", "LICENCE.")]
    fn a_name_keeps_its_folder_and_ending(#[case] name: &str, #[case] start: &str) {
        let hashed = hashed_name(name, b"content");
        assert!(hashed.starts_with(start), "{hashed}");
        assert!(hashed.contains(&hash(b"content")), "{hashed}");
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        assert!(hashed.ends_with(ending), "{hashed}");
    }

    #[test]
    fn another_content_has_another_name() {
        assert_ne!(hashed_name("a.js", b"one"), hashed_name("a.js", b"two"));
        assert_eq!(hash(b"one").len(), DIGITS);
    }

    #[test]
    fn every_placeholder_is_filled() {
        let names = Names::from([
            ("app.js".to_owned(), "/pkg/app.1.js".to_owned()),
            ("version".to_owned(), "7".to_owned()),
        ]);
        let filled = fill("a %%app.js%% b %%version%%%%version%% 50 %", "t", &names);
        assert_eq!(filled.as_deref(), Ok("a /pkg/app.1.js b 77 50 %"));
    }

    #[test]
    fn a_reference_to_a_file_that_is_not_there_fails() {
        let names = Names::from([("app.js".to_owned(), "x".to_owned())]);
        let error = fill("%%icon.svg%%", "index.html", &names).expect_err("unknown name");
        assert_eq!(
            error.to_string(),
            "index.html: %%icon.svg%% stands for nothing; known are app.js"
        );
        assert_eq!(fill("%%app.js", "t", &names), Err(FillError::Open { file: "t".to_owned() }));
    }
}
