//! The set of files that browsers are sent, put together from what was built. Pure: reads and
//! writes nothing.
//!
//! Every file but a few has the hash of its content in its name and may be kept for ever. The
//! few with plain names (the shells, the service worker, the manifest) refer to the others.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};

use crate::assets::{self, Names};
use crate::program::Program;
use crate::wasm::Module;

/// The template of the shells, which differ in the program that they load.
const SHELL: &str = "index.html";
/// Files whose address people and browsers know, so that it cannot hold a hash.
const PLAIN: [&str; 4] = ["favicon.ico", "manifest.webmanifest", "robots.txt", "sw.js"];
/// Those of [`PLAIN`] that may hold placeholders.
const TEMPLATES: [&str; 2] = ["manifest.webmanifest", WORKER];
/// The service worker, without which nothing is kept on a device.
pub const WORKER: &str = "sw.js";
/// The style sheets of the pages that are rendered by the server and need none of the application.
const RENDERED_STYLES: [&str; 2] = ["register.css", "partner.css"];
/// Name of the list that the server reads.
pub const MANIFEST: &str = "site.json";

/// What the files are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    /// The programs.
    pub modules: Vec<(Program, Module)>,
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
/// When a file that the programs need is missing, or one refers to a file that is not there.
pub fn assemble(sources: &Sources, salt: &str) -> Result<Site> {
    let mut hashed = Hashed::default();
    for (name, bytes) in &sources.public {
        if !PLAIN.contains(&name.as_str()) && name != SHELL {
            hashed.add(name, "assets", name, bytes.clone());
        }
    }
    for (name, css) in &sources.styles {
        let css = assets::fill(css, name, &hashed.names)?;
        hashed.add(name, "pkg", name, css.into_bytes());
    }
    for (program, module) in &sources.modules {
        hashed.add_module(*program, module)?;
    }

    let version = version(&hashed, sources, salt);
    let mut values = hashed.names.clone();
    values.insert("version".to_owned(), version.clone());
    let Hashed { names, mut files } = hashed;
    for program in Program::ALL {
        files.insert(program.shell().to_owned(), shell(sources, &values, program)?);
    }
    for (program, addresses) in kept(&names, sources) {
        let placeholder = format!("kept.{}", program.word());
        values.insert(placeholder, serde_json::to_string(&addresses)?);
    }
    // Without it the site would work and keep nothing.
    template(sources, WORKER)?;
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

    fn add_module(&mut self, program: Program, module: &Module) -> Result<()> {
        let mut js = module.js.clone();
        for (path, bytes) in &module.snippets {
            let hashed = self.add(&program.snippet(path), "pkg", path, bytes.clone());
            let (before, after) = (format!("./{path}"), hashed.replacen("pkg/", "./", 1));
            if !js.contains(&before) {
                bail!("wasm-bindgen made {path}, which its script does not import");
            }
            js = imported_from(&js, &before, &after);
        }
        self.add(&program.module(), "pkg", &program.module(), module.wasm.clone());
        self.add(&program.script(), "pkg", &program.script(), js.into_bytes());
        Ok(())
    }
}

/// The script with what it imports from `before` imported from `after`. Where the address is the name by
/// which the module knows it, a key of an object, it stays.
fn imported_from(js: &str, before: &str, after: &str) -> String {
    let mut pieces = js.split(before);
    let mut script = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let is_key = piece.trim_start_matches(['"', '\'']).trim_start().starts_with(':');
        script.push_str(if is_key { before } else { after });
        script.push_str(piece);
    }
    script
}

/// The template, filled for one program.
fn shell(sources: &Sources, values: &Names, program: Program) -> Result<Vec<u8>> {
    let mut values = values.clone();
    for (placeholder, name) in [
        ("program.js", program.script()),
        ("program.wasm", program.module()),
        ("program.css", program.style().to_owned()),
    ] {
        let address = values.get(&name).cloned();
        values.insert(placeholder.to_owned(), address.with_context(|| format!("no {name}"))?);
    }
    Ok(assets::fill(template(sources, SHELL)?, SHELL, &values)?.into_bytes())
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
    for name in PLAIN.into_iter().chain([SHELL]) {
        if let Some((_, bytes)) = sources.public.iter().find(|(other, _)| other == name) {
            all.push('\n');
            all.push_str(name);
            all.push(' ');
            all.push_str(&assets::hash(bytes));
        }
    }
    assets::hash(all.as_bytes())
}

/// Whether a file belongs to the first load of a program, which is what is kept of it on a
/// device. The registration page has its own style, and the pictures of the home screen are
/// fetched by a browser that installs the application, not by one that opens it.
pub fn is_loaded_by(program: Program, name: &str) -> bool {
    let picture = Path::new(name).extension().is_some_and(|ending| ending == "png");
    let of_another = Program::ALL.into_iter().any(|other| other != program && other.owns(name));
    let styles_another =
        name != program.style() && Program::ALL.into_iter().any(|other| other.style() == name);
    !RENDERED_STYLES.contains(&name) && !picture && !of_another && !styles_another
}

/// The addresses that the service worker keeps of the room, and those that it keeps for the
/// other programs beside them. The shells are not among them: the worker fetches them by itself, to see that
/// they are of its own version.
fn kept(names: &Names, sources: &Sources) -> Vec<(Program, BTreeSet<String>)> {
    let loaded_by = |program| -> BTreeSet<String> {
        let loaded = names.iter().filter(|(name, _)| is_loaded_by(program, name));
        loaded.map(|(_, address)| address.clone()).collect()
    };
    let mut room = loaded_by(Program::Room);
    for name in ["favicon.ico", "manifest.webmanifest"] {
        if sources.public.iter().any(|(other, _)| other == name) {
            room.insert(format!("/{name}"));
        }
    }
    Program::ALL
        .into_iter()
        .map(|program| match program {
            Program::Room => (program, room.clone()),
            other => (other, loaded_by(other).difference(&room).cloned().collect()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_module_calls_a_script_stays() {
        let js = "import * as a from \"./s/x.js\"\nf({ \"./s/x.js\": a, './s/x.js' : b });\
                  import{c}from\"./s/x.js\";";
        assert_eq!(
            imported_from(js, "./s/x.js", "./s/x.1.js"),
            "import * as a from \"./s/x.1.js\"\nf({ \"./s/x.js\": a, './s/x.js' : b });\
             import{c}from\"./s/x.1.js\";"
        );
    }

    fn module(program: Program) -> Module {
        Module {
            js: format!("import './snippets/x-1/inline0.js'; // {program:?}"),
            wasm: program.word().as_bytes().to_vec(),
            snippets: vec![("snippets/x-1/inline0.js".to_owned(), b"export {}".to_vec())],
        }
    }

    fn sources() -> Sources {
        let public = [
            (
                "index.html",
                "%%program.css%% %%boot.js%% %%program.js%% %%program.wasm%% %%version%%",
            ),
            ("boot.js", "import(document.body.dataset.program)"),
            (
                "sw.js",
                "'%%version%%'\n%%kept.room%%\n%%kept.door%%\n%%kept.follow_up%%\n\
                 %%kept.referrals%%\n%%kept.desk%%\n%%kept.steering%%\n%%kept.settings%%",
            ),
            ("manifest.webmanifest", "{\"icons\":[{\"src\":\"%%mark.svg%%\"}]}"),
            ("mark.svg", "<svg/>"),
            ("icon-192.png", "picture"),
            ("voice/fr.txt", "bonjour"),
        ];
        Sources {
            modules: Program::ALL.map(|program| (program, module(program))).to_vec(),
            styles: vec![
                ("staff.css".to_owned(), "a{background:url(%%mark.svg%%)}".to_owned()),
                ("desk.css".to_owned(), "b{}".to_owned()),
                ("register.css".to_owned(), "b{}".to_owned()),
                ("partner.css".to_owned(), "i{}".to_owned()),
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
        assert!(text(&site, &names["staff.css"]).contains(&names["mark.svg"]));
        assert!(text(&site, "manifest.webmanifest").contains(&names["mark.svg"]));
        for program in Program::ALL {
            let snippet = &names[&program.snippet("snippets/x-1/inline0.js")]["/pkg".len()..];
            let script = text(&site, &names[&program.script()]);
            assert!(script.contains(&format!("'.{snippet}'")), "{script}");
        }
    }

    #[test]
    fn each_shell_loads_its_own_program() {
        let site = assemble(&sources(), "").expect("assembles");
        let names = &site.manifest.files;
        let loads = |shell: &str, name: &str| text(&site, shell).contains(&names[name]);
        for program in Program::ALL {
            let shell = program.shell();
            assert!(loads(shell, "boot.js") && loads(shell, program.style()), "{shell}");
            assert!(text(&site, shell).contains(&site.manifest.version), "{shell}");
            for other in Program::ALL {
                for name in [other.script(), other.module()] {
                    assert_eq!(loads(shell, &name), other == program, "{shell} {name}");
                }
            }
        }
    }

    #[test]
    fn the_service_worker_keeps_what_each_program_needs_to_open() {
        let site = assemble(&sources(), "").expect("assembles");
        let worker = text(&site, "sw.js");
        let lines: Vec<&str> = worker.lines().collect();
        let [version, room, others @ ..] = lines.as_slice() else { panic!("{worker}") };
        assert!(version.contains(&site.manifest.version));
        for (name, address) in &site.manifest.files {
            let needless = ["register.css", "partner.css", "icon-192.png"].contains(&name.as_str());
            // The snippet and the staff's style are the same files for others, and kept with the room.
            let is_of = |program: Program| {
                *name == program.script()
                    || *name == program.module()
                    || (*name == program.style() && program.style() != Program::Room.style())
            };
            let mut of_room = !needless;
            for (program, kept) in Program::ALL.into_iter().skip(1).zip(others) {
                assert_eq!(kept.contains(address), is_of(program), "{program:?} {name}");
                of_room &= !is_of(program);
            }
            assert_eq!(room.contains(address), of_room, "{name}");
        }
        assert!(room.contains("\"/manifest.webmanifest\""));
    }

    #[test]
    fn any_change_makes_another_version_and_no_change_makes_none() {
        let first = assemble(&sources(), "").expect("assembles").manifest.version;
        assert_eq!(assemble(&sources(), "").expect("assembles").manifest.version, first);
        assert_ne!(assemble(&sources(), "next").expect("assembles").manifest.version, first);

        let mut other_wasm = sources();
        other_wasm.modules[1].1.wasm.push(1);
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

        let mut without_shell = sources();
        without_shell.public.retain(|(name, _)| name != "index.html");
        let error = assemble(&without_shell, "").expect_err("no shell").to_string();
        assert_eq!(error, "public/index.html is missing");

        let mut without_mark = sources();
        without_mark.public.retain(|(name, _)| name != "mark.svg");
        let error = assemble(&without_mark, "").expect_err("no mark").to_string();
        assert!(error.contains("%%mark.svg%%"), "{error}");
    }
}
