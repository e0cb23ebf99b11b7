//! WebAssembly made small as it arrives: compressed by brotli.
//!
//! That is not the same as having few bytes. Brotli says a repetition almost for free, and the code
//! of our pages repeats itself; what makes code short (`-Oz`) makes it less alike. So the code is
//! only cleaned, and functions that are alike are made neighbours. Measured, bytes by brotli:
//!
//! | | room | desk | both in one |
//! |---|---|---|---|
//! | without `wasm-opt` | 313,808 | 298,200 | 439,425 |
//! | `-Oz` | 313,497 | 295,833 | 472,963 |
//! | only what nobody needs taken out | 312,332 | 296,622 | 432,195 |
//! | and sorted by name | 309,090 | 293,533 | |
//! | and sorted by likeness | 300,564 | 284,778 | |
//! | and cleaned: what is done here | 298,458 | 282,369 | |
//! | `-Oz` and sorted by likeness | 303,371 | 285,392 | |

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, anyhow, bail};
use wasm_encoder::{NameMap, NameSection, Section as _};
use wasmparser::{Parser, Payload, TypeRef};

use crate::workspace::Workspace;
use crate::{node, process, similar};

/// What the modules may use; all of it is in every browser that the style sheets are written
/// for. Named because a module can lose its own list of them.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What is done to a module, in this order.
const PASSES: [&str; 13] = [
    // Whole functions and parameters that nobody needs.
    "--duplicate-function-elimination",
    "--remove-unused-module-elements",
    "--simplify-globals",
    "--directize",
    "--dae-optimizing",
    // Small things within a function. Others that were tried made the result larger:
    // `--coalesce-locals`, `--simplify-locals`, `--local-cse`, `--merge-similar-functions`,
    // `--const-hoisting`, `--untee`, `--ssa-nomerge`, and `--inlining` by a third.
    "--remove-unused-brs",
    "--optimize-instructions",
    "--precompute",
    "--simplify-locals-nostructure",
    "--vacuum",
    "--reorder-locals",
    // What was made of one generic function has one name: a good order to begin with.
    SORT,
    FORGET_NAMES,
];

const SORT: &str = "--reorder-functions-by-name";
const FORGET_NAMES: &str = "--strip-debug";

/// Makes modules that still have their names smaller, in place and all at the same time: each
/// keeps one core busy.
///
/// # Errors
/// When `wasm-opt` is not there or refuses a module.
pub fn shrink(workspace: &Workspace, modules: &[PathBuf]) -> Result<()> {
    let program = node::wasm_opt(workspace);
    if !program.exists() {
        bail!(
            "a release needs wasm-opt and {} is not there: run `cargo xtask setup`",
            program.display()
        );
    }
    std::thread::scope(|scope| {
        let running: Vec<_> =
            modules.iter().map(|module| scope.spawn(|| shrink_one(&program, module))).collect();
        running.into_iter().try_for_each(|one| {
            one.join().map_err(|_| anyhow!("the thread that waits for wasm-opt panicked"))?
        })
    })
}

fn shrink_one(program: &Path, module: &Path) -> Result<()> {
    run(program, module, &PASSES)?;
    // wasm-opt cannot sort by likeness, but it sorts by names, and we can give names.
    std::fs::write(module, named_by_place(&std::fs::read(module)?)?)?;
    run(program, module, &[SORT, FORGET_NAMES])
}

fn run(program: &Path, module: &Path, passes: &[&str]) -> Result<()> {
    let made = module.with_extension("new.wasm");
    let mut command = Command::new(program);
    command.args(FEATURES).arg(module).args(passes).arg("-o").arg(&made);
    process::capture(&mut command)?;
    Ok(std::fs::rename(&made, module)?)
}

/// The module with a name for each of its functions, in whose order those that are alike are
/// neighbours.
fn named_by_place(module: &[u8]) -> Result<Vec<u8>> {
    let mut imported = 0_u32;
    let mut bodies = Vec::new();
    for part in Parser::new(0).parse_all(module) {
        match part? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let mut places = vec![0; bodies.len()];
    for (place, function) in similar::order(&bodies).into_iter().enumerate() {
        places[function] = place;
    }
    let mut names = NameMap::new();
    for (function, place) in (imported..).zip(places) {
        names.append(function, &format!("{place:06}"));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    let mut with_names = module.to_vec();
    section.append_to(&mut with_names);
    Ok(with_names)
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, EntityType, Function, FunctionSection, ImportSection, Module, TypeSection,
    };
    use wasmparser::{KnownCustom, Name};

    use super::*;

    fn module(bodies: &[&[u8]]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("browser", "function", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        for body in bodies {
            functions.function(0);
            let mut function = Function::new([]);
            function.raw(body.iter().copied());
            code.function(&function);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&code);
        module.finish()
    }

    #[test]
    fn names_say_the_places_of_a_modules_own_functions() {
        let with_names = named_by_place(&module(&[b"abcdefgh", b"12345678", b"abcdefgi"]));
        let with_names = with_names.expect("a module");
        let mut found = Vec::new();
        for part in Parser::new(0).parse_all(&with_names) {
            let Payload::CustomSection(section) = part.expect("valid") else { continue };
            let KnownCustom::Name(names) = section.as_known() else { panic!("other section") };
            for name in names {
                let Name::Function(map) = name.expect("name") else { panic!("other names") };
                found.extend(map.into_iter().map(|naming| {
                    let naming = naming.expect("naming");
                    (naming.index, naming.name.to_owned())
                }));
            }
        }
        let expected = [(1, "000000"), (2, "000002"), (3, "000001")];
        assert_eq!(found, expected.map(|(index, name)| (index, name.to_owned())));
    }
}
