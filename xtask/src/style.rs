//! Style sheets: `@import`s joined into one file, minified, written for the oldest browsers we
//! serve.

use std::path::Path;

use anyhow::{Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Targets};

/// Oldest browsers served: the first with cascade layers (spring 2022), which cannot be written
/// in another way. Newer syntax such as nesting is rewritten for them.
const BROWSERS: Browsers = Browsers {
    android: Some(version(99, 0)),
    chrome: Some(version(99, 0)),
    edge: Some(version(99, 0)),
    firefox: Some(version(97, 0)),
    ie: None,
    ios_saf: Some(version(15, 4)),
    opera: Some(version(85, 0)),
    safari: Some(version(15, 4)),
    samsung: Some(version(18, 0)),
};

/// Joins and minifies a style sheet and all that it imports.
///
/// # Errors
/// When a file is missing or is not CSS; the error names the file and the line.
pub fn bundle(entry: &Path) -> Result<String> {
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(entry).map_err(|error| anyhow!("{error}"))?;
    let targets = Targets::from(BROWSERS);
    sheet
        .minify(MinifyOptions { targets, ..MinifyOptions::default() })
        .map_err(|error| anyhow!("{error}"))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() })
        .map_err(|error| anyhow!("{error}"))?;
    Ok(printed.code)
}

const fn version(major: u32, minor: u32) -> u32 {
    (major << 16) | (minor << 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_joined_and_nesting_is_rewritten() {
        let folder = tempfile::tempdir().expect("folder");
        let write = |name: &str, css: &str| {
            std::fs::write(folder.path().join(name), css).expect("written");
        };
        write("tokens.css", ":root { --space: 1rem; }");
        write("main.css", "@import './tokens.css';\n.card { padding: 1px; & a { color: red } }");

        let css = bundle(&folder.path().join("main.css")).expect("bundles");

        assert_eq!(css, ":root{--space:1rem}.card{padding:1px}.card a{color:red}");
    }

    #[test]
    fn a_missing_import_is_named() {
        let folder = tempfile::tempdir().expect("folder");
        let main = folder.path().join("main.css");
        std::fs::write(&main, "@import './gone.css';").expect("written");
        let error = bundle(&main).expect_err("import is missing").to_string();
        assert!(error.contains("gone.css") || error.contains("main.css"), "{error}");
    }

    #[test]
    fn placeholders_of_files_survive() {
        let folder = tempfile::tempdir().expect("folder");
        let main = folder.path().join("main.css");
        std::fs::write(&main, "a { background: url(\"%%mark.svg%%\") }").expect("written");
        let css = bundle(&main).expect("bundles");
        assert!(css.contains("%%mark.svg%%"), "{css}");
    }
}
