//! The set of files that browsers are sent, put together from what was built. Pure: reads and
//! writes nothing.
//!
//! Every file but a few has the hash of its content in its name and may be kept for ever. The
//! few with plain names (the shell, the service worker, the manifest) refer to the others.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};

use crate::assets::{self, Names};
use crate::wasm::Module;

/// Files whose address people and browsers know, so that it cannot hold a hash.
const PLAIN: [&str; 5] =
    ["favicon.ico", "index.html", "manifest.webmanifest", "robots.txt", "sw.js"];
/// Those of [`PLAIN`] that may hold placeholders, in the order they are filled.
const TEMPLATES: [&str; 3] = ["manifest.webmanifest", "index.html", "sw.js"];
/// The script that starts the application: filled like a template, named by its hash.
const BOOT: &str = "boot.js";
/// The style sheet of the registration page, which is rendered by the server and needs none of
/// the application.
const REGISTER_STYLE: &str = "register.css";
/// Name of the list that the server reads.
pub const MANIFEST: &str = "site.json";

/// What the files are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    /// The application.
    pub module: Module,
    /// Style sheets, joined and minified, by name.
    pub styles: Vec<(String, String)>,
    /// Everything in `public/`, by path.
    pub public: Vec<(String, Vec<u8>)>,
}

/// What the server reads at its start to know the names of the files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Changes whenever any file does.
    pub version: String,
    /// Name in the sources → path of its URL.
    pub files: Names,
}

/// All files, by their path below the site's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Path → content.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The list of names.
    pub manifest: Manifest,
}

/// Puts the files together. `salt` makes another version of the same sources, which tests of
/// the update need; it is empty otherwise.
///
/// # Errors
/// When a file that the application needs is missing, or one refers to a file that is not there.
pub fn assemble(sources: &Sources, salt: &str) -> Result<Site> {
    let mut hashed = Hashed::default();
    for (name, bytes) in &sources.public {
        if !PLAIN.contains(&name.as_str()) && name != BOOT {
            hashed.add(name, "assets", name, bytes.clone());
        }
    }
    for (name, css) in &sources.styles {
        let css = assets::fill(css, name, &hashed.names)?;
        hashed.add(name, "pkg", name, css.into_bytes());
    }
    hashed.add_module(&sources.module)?;
    let boot = assets::fill(template(sources, BOOT)?, BOOT, &hashed.names)?;
    hashed.add(BOOT, "pkg", BOOT, boot.into_bytes());

    let version = version(&hashed, sources, salt);
    let mut values = hashed.names.clone();
    values.insert("version".to_owned(), version.clone());
    values.insert("precache".to_owned(), precache(&hashed, sources)?);
    let Hashed { names, mut files } = hashed;
    for name in PLAIN {
        let Some((_, bytes)) = sources.public.iter().find(|(other, _)| other == name) else {
            continue;
        };
        let content = if TEMPLATES.contains(&name) {
            assets::fill(template(sources, name)?, name, &values)?.into_bytes()
        } else {
            bytes.clone()
        };
        files.insert(name.to_owned(), content);
    }
    for name in ["index.html", "sw.js"] {
        if !files.contains_key(name) {
            bail!("public/{name} is missing");
        }
    }
    let manifest = Manifest { version, files: names };
    files.insert(MANIFEST.to_owned(), serde_json::to_vec_pretty(&manifest)?);
    Ok(Site { files, manifest })
}

#[derive(Debug, Default)]
struct Hashed {
    names: Names,
    files: BTreeMap<String, Vec<u8>>,
}

impl Hashed {
    /// Files `bytes` under `folder/path` with its hash, known as `name` to those that refer to
    /// it. Gives the path.
    fn add(&mut self, name: &str, folder: &str, path: &str, bytes: Vec<u8>) -> String {
        let path = format!("{folder}/{}", assets::hashed_name(path, &bytes));
        self.names.insert(name.to_owned(), format!("/{path}"));
        self.files.insert(path.clone(), bytes);
        path
    }

    fn add_module(&mut self, module: &Module) -> Result<()> {
        let mut js = module.js.clone();
        for (path, bytes) in &module.snippets {
            let hashed = self.add(path, "pkg", path, bytes.clone());
            let (before, after) = (format!("./{path}"), hashed.replacen("pkg/", "./", 1));
            if !js.contains(&before) {
                bail!("wasm-bindgen made {path}, which its script does not import");
            }
            js = js.replace(&before, &after);
        }
        self.add("app_bg.wasm", "pkg", "app_bg.wasm", module.wasm.clone());
        self.add("app.js", "pkg", "app.js", js.into_bytes());
        Ok(())
    }
}

fn template<'a>(sources: &'a Sources, name: &str) -> Result<&'a str> {
    let (_, bytes) = sources
        .public
        .iter()
        .find(|(other, _)| other == name)
        .with_context(|| format!("public/{name} is missing"))?;
    std::str::from_utf8(bytes).with_context(|| format!("public/{name} is not text"))
}

/// Hash of all names with their hashes, and of the files that have none in their name.
fn version(hashed: &Hashed, sources: &Sources, salt: &str) -> String {
    let mut all = String::from(salt);
    for path in hashed.files.keys() {
        all.push('\n');
        all.push_str(path);
    }
    for name in PLAIN {
        if let Some((_, bytes)) = sources.public.iter().find(|(other, _)| other == name) {
            all.push('\n');
            all.push_str(name);
            all.push(' ');
            all.push_str(&assets::hash(bytes));
        }
    }
    assets::hash(all.as_bytes())
}

/// Whether a file belongs to the first load of the staff application and is kept on the device.
/// The registration page has its own style, and the pictures of the home screen are fetched by a
/// browser that installs the application, not by one that opens it.
pub fn is_kept(name: &str) -> bool {
    let picture = Path::new(name).extension().is_some_and(|ending| ending == "png");
    name != REGISTER_STYLE && !picture
}

/// The addresses that the service worker keeps, as a JSON list. The shell is not among them:
/// the worker fetches it by itself, to see that it is of its own version.
fn precache(hashed: &Hashed, sources: &Sources) -> Result<String> {
    let mut addresses: Vec<&str> = hashed
        .names
        .iter()
        .filter(|(name, _)| is_kept(name))
        .map(|(_, address)| address.as_str())
        .collect();
    for name in ["favicon.ico", "manifest.webmanifest"] {
        if sources.public.iter().any(|(other, _)| other == name) {
            addresses.push(if name == "favicon.ico" {
                "/favicon.ico"
            } else {
                "/manifest.webmanifest"
            });
        }
    }
    addresses.sort_unstable();
    Ok(serde_json::to_string(&addresses)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources() -> Sources {
        let public = [
            ("index.html", "<link href=%%style.css%%><script src=%%boot.js%%></script>%%version%%"),
            ("boot.js", "import('%%app.js%%'); start('%%app_bg.wasm%%')"),
            ("sw.js", "const V='%%version%%', P=%%precache%%;"),
            ("manifest.webmanifest", "{\"icons\":[{\"src\":\"%%mark.svg%%\"}]}"),
            ("mark.svg", "<svg/>"),
            ("icon-192.png", "picture"),
            ("voice/fr.txt", "bonjour"),
        ];
        Sources {
            module: Module {
                js: "import { a } from './snippets/x-1/inline0.js';".to_owned(),
                wasm: b"\0asm".to_vec(),
                snippets: vec![(
                    "snippets/x-1/inline0.js".to_owned(),
                    b"export const a=1".to_vec(),
                )],
            },
            styles: vec![
                ("style.css".to_owned(), "a{background:url(%%mark.svg%%)}".to_owned()),
                ("register.css".to_owned(), "b{}".to_owned()),
            ],
            public: public.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).to_vec(),
        }
    }

    fn text(site: &Site, path: &str) -> String {
        let path = path.trim_start_matches('/');
        String::from_utf8(site.files[path].clone()).expect("text")
    }

    #[test]
    fn every_reference_leads_to_a_file() {
        let site = assemble(&sources(), "").expect("assembles");
        for (name, address) in &site.manifest.files {
            assert!(site.files.contains_key(&address[1..]), "{name}: {address}");
        }
        let names = &site.manifest.files;
        assert!(text(&site, "index.html").contains(&names["boot.js"]));
        assert!(text(&site, &names["boot.js"]).contains(&names["app_bg.wasm"]));
        assert!(text(&site, &names["style.css"]).contains(&names["mark.svg"]));
        assert!(text(&site, "manifest.webmanifest").contains(&names["mark.svg"]));
        let snippet = &names["snippets/x-1/inline0.js"]["/pkg".len()..];
        assert!(text(&site, &names["app.js"]).contains(&format!("'.{snippet}'")));
    }

    #[test]
    fn the_service_worker_keeps_what_the_application_needs_to_open() {
        let site = assemble(&sources(), "").expect("assembles");
        let worker = text(&site, "sw.js");
        for (name, address) in &site.manifest.files {
            let needless = ["register.css", "icon-192.png"].contains(&name.as_str());
            assert_eq!(worker.contains(address), !needless, "{name}");
        }
        assert!(worker.contains("\"/manifest.webmanifest\""));
        assert!(worker.contains(&site.manifest.version));
        assert!(text(&site, "index.html").contains(&site.manifest.version));
    }

    #[test]
    fn any_change_makes_another_version_and_no_change_makes_none() {
        let first = assemble(&sources(), "").expect("assembles").manifest.version;
        assert_eq!(assemble(&sources(), "").expect("assembles").manifest.version, first);
        assert_ne!(assemble(&sources(), "next").expect("assembles").manifest.version, first);

        let mut other_wasm = sources();
        other_wasm.module.wasm.push(1);
        assert_ne!(assemble(&other_wasm, "").expect("assembles").manifest.version, first);

        let mut other_worker = sources();
        other_worker.public[2].1.push(b' ');
        assert_ne!(assemble(&other_worker, "").expect("assembles").manifest.version, first);
    }

    #[test]
    fn a_missing_file_stops_the_build() {
        let mut without_worker = sources();
        without_worker.public.retain(|(name, _)| name != "sw.js");
        let error = assemble(&without_worker, "").expect_err("no worker").to_string();
        assert_eq!(error, "public/sw.js is missing");

        let mut without_mark = sources();
        without_mark.public.retain(|(name, _)| name != "mark.svg");
        let error = assemble(&without_mark, "").expect_err("no mark").to_string();
        assert!(error.contains("%%mark.svg%%"), "{error}");
    }
}
