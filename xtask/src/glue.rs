//! What a module and the script around it say to each other, made short.
//!
//! wasm-bindgen gives every function that goes from one to the other a long name that ends in a hash,
//! which no compression makes shorter, and writes it into both. It also keeps the way open for classes
//! of dependencies that nothing of ours makes. Measured by `cargo xtask size`, as sent: settings
//! 238,742 bytes and 233,904 with this, steering 283,191 and 279,113.

use std::path::Path;

use anyhow::{Result, bail};
use wasm_encoder::{EntityType, ExportKind, ExportSection, ImportSection, Module, RawSection};
use wasmparser::{ExternalKind, Parser, Payload, TypeRef};

/// Streams that are written in Rust and read in JavaScript. Nothing of ours makes one; exported as
/// they are, their code stays in every program.
const UNUSED_CLASSES: [&str; 3] =
    ["IntoUnderlyingByteSource", "IntoUnderlyingSink", "IntoUnderlyingSource"];

/// Shortens a module and its script, in place. The script must not have been made smaller before.
///
/// # Errors
/// When the two do not look as wasm-bindgen writes them.
pub fn shorten(module: &Path, script: &Path) -> Result<()> {
    let (short_module, short_script) =
        shortened(&std::fs::read(module)?, std::fs::read_to_string(script)?)?;
    std::fs::write(module, short_module)?;
    Ok(std::fs::write(script, short_script)?)
}

fn shortened(module: &[u8], mut script: String) -> Result<(Vec<u8>, String)> {
    for class in UNUSED_CLASSES {
        script = without_class(script, class)?;
    }
    let mut made = Module::new();
    for part in Parser::new(0).parse_all(module) {
        let part = part?;
        match &part {
            Payload::ImportSection(imports) => {
                let mut short = ImportSection::new();
                for (index, import) in imports.clone().into_imports().enumerate() {
                    let import = import?;
                    let TypeRef::Func(of_type) = import.ty else {
                        bail!("{} is imported and no function", import.name)
                    };
                    let of_type = EntityType::Function(of_type);
                    if is_of_the_script(import.module) {
                        let name = short_name(index);
                        script = renamed(&script, "", import.name, &name)?;
                        short.import(import.module, &name, of_type);
                    } else {
                        short.import(import.module, import.name, of_type);
                    }
                }
                made.section(&short);
            }
            Payload::ExportSection(exports) => {
                let mut short = ExportSection::new();
                for (index, export) in exports.clone().into_iter().enumerate() {
                    let export = export?;
                    if occurrences(&script, PREFIX, export.name).next().is_some() {
                        let name = short_name(index);
                        script = renamed(&script, PREFIX, export.name, &name)?;
                        short.export(&name, kind(export.kind)?, export.index);
                    }
                }
                made.section(&short);
            }
            _ => {
                if let Some((id, range)) = part.as_section() {
                    made.section(&RawSection { id, data: &module[range] });
                }
            }
        }
    }
    Ok((made.finish(), script))
}

/// How the script says a name of the module.
const PREFIX: &str = "wasm.";

/// Pieces of JavaScript that are not of the script itself are files of their own, with names of
/// their own.
fn is_of_the_script(module: &str) -> bool {
    module.ends_with("_bg.js")
}

fn kind(kind: ExternalKind) -> Result<ExportKind> {
    Ok(match kind {
        ExternalKind::Func => ExportKind::Func,
        ExternalKind::Table => ExportKind::Table,
        ExternalKind::Memory => ExportKind::Memory,
        ExternalKind::Global => ExportKind::Global,
        other => bail!("an export of another kind: {other:?}"),
    })
}

/// `a` to `z`, `ba`, `bb` and so on: numbers with letters for digits.
fn short_name(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b"abcdefghijklmnopqrstuvwxyz"[number % 26]));
        number /= 26;
        if number == 0 {
            return name;
        }
    }
}

/// Where a name stands after a prefix, and is not a part of a longer one.
fn occurrences<'a>(
    script: &'a str,
    prefix: &'a str,
    name: &'a str,
) -> impl Iterator<Item = usize> + 'a {
    let of_a_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let found = script.match_indices(name).map(|(start, _)| start);
    found.filter(move |start| {
        let (before, after) = (&script[..*start], &script[start + name.len()..]);
        before.ends_with(prefix)
            && !(prefix.is_empty() && before.ends_with(of_a_name))
            && !after.starts_with(of_a_name)
    })
}

fn renamed(script: &str, prefix: &str, name: &str, short: &str) -> Result<String> {
    let mut made = String::with_capacity(script.len());
    let mut done = 0;
    for start in occurrences(script, prefix, name) {
        made.push_str(&script[done..start]);
        made.push_str(short);
        done = start + name.len();
    }
    if done == 0 {
        bail!("the module needs {name}, which its script does not have");
    }
    made.push_str(&script[done..]);
    Ok(made)
}

/// The script without a class that it only exports.
fn without_class(script: String, class: &str) -> Result<String> {
    let mut script = script;
    for (start, end) in [
        (format!("export class {class} {{"), "\n}\n"),
        (format!("if (Symbol.dispose) {class}."), ";\n"),
        (format!("const {class}Finalization = "), ";\n"),
    ] {
        let Some(from) = script.find(&start) else { continue };
        let Some(length) = script[from..].find(end) else {
            bail!("the script's part that begins with “{start}” has no end")
        };
        script.replace_range(from..from + length + end.len(), "");
    }
    if script.contains(class) {
        bail!("{class} is used, and would be taken out: see UNUSED_CLASSES");
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CodeSection, Function, FunctionSection, TypeSection};

    use super::*;

    const IMPORT: &str = "__wbg_add_cf82c8d153d93ae1";
    const SCRIPT: &str = "export class IntoUnderlyingSink {
    free() {
        wasm.__wbg_intounderlyingsink_free(0);
    }
}
if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = 1;

function imports() {
    return { './room_bg.js': {
        __wbg_add_cf82c8d153d93ae1: function() { wasm.run(); wasm.runs(); },
        __wbg_add_cf82c8d153d93ae12: 1,
    } };
}
const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_intounderlyingsink_free(ptr, 1));
";

    fn module(imports_name: &str) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./room_bg.js", imports_name, EntityType::Function(0));
        imports.import("./snippets/own.js", "own", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut exports = ExportSection::new();
        exports.export("__wbg_intounderlyingsink_free", ExportKind::Func, 2);
        exports.export("run", ExportKind::Func, 2);
        let mut code = CodeSection::new();
        let mut function = Function::new([]);
        function.instructions().end();
        code.function(&function);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions);
        module.section(&exports).section(&code);
        module.finish()
    }

    #[test]
    fn both_sides_say_the_same_short_names_and_unused_classes_go() {
        let (short, script) = shortened(&module(IMPORT), SCRIPT.to_owned()).expect("shortened");
        assert_eq!(
            script,
            "
function imports() {
    return { './room_bg.js': {
        a: function() { wasm.b(); wasm.runs(); },
        __wbg_add_cf82c8d153d93ae12: 1,
    } };
}
"
        );
        let mut names = Vec::new();
        for part in Parser::new(0).parse_all(&short) {
            match part.expect("part") {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        names.push(import.expect("import").name.to_owned());
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        names.push(export.expect("export").name.to_owned());
                    }
                }
                _ => {}
            }
        }
        assert_eq!(names, ["a", "own", "b"]);
    }

    #[test]
    fn what_does_not_fit_together_is_refused() {
        let error = shortened(&module("__wbg_other"), SCRIPT.to_owned()).expect_err("no such name");
        assert!(error.to_string().contains("__wbg_other"), "{error}");

        let used = format!("{SCRIPT}IntoUnderlyingSink.__wrap(ptr);");
        let error = shortened(&module(IMPORT), used).expect_err("the class is used");
        assert!(error.to_string().contains("UNUSED_CLASSES"), "{error}");
    }

    #[test]
    fn short_names_are_all_different() {
        let mut names: Vec<String> = (0..2_000).map(short_name).collect();
        assert_eq!([&*names[0], &names[25], &names[26], &names[27]], ["a", "z", "ba", "bb"]);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 2_000);
    }
}
