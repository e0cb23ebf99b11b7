//! Crates that must not reach the browser, and who may bring one along all the same.
//!
//! Each costs tens of kilobytes on the wire for something that browsers do by themselves
//! (`Intl`, `RegExp`, `URL`).

use std::collections::{BTreeMap, BTreeSet};

/// Exact names, or beginnings of names (with a star at the end).
const FORBIDDEN: [&str; 11] = [
    "regex",
    "regex-automata",
    "validator",
    "garde",
    "url",
    "idna",
    "jiff",
    "chrono*",
    "icu_*",
    "plotters*",
    "charming*",
];

/// Who may depend on a forbidden crate: (depending crate, forbidden crate, reason). What comes
/// in only through such a dependency is accepted with it.
const ACCEPTED: [(&str, &str, &str); 3] = [
    (
        "leptos_config",
        "regex",
        "reads Cargo.toml on the server; the browser never calls it and the linker leaves it out",
    ),
    ("server_fn", "url", "part of the framework; measured in the size budget"),
    ("leptos_router", "url", "part of the framework; measured in the size budget"),
];

/// A way by which a forbidden crate gets in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The forbidden crate.
    pub name: String,
    /// The crate that depends on it.
    pub through: String,
}

type Edges = BTreeMap<String, BTreeSet<String>>;

/// Looks for forbidden crates in what `cargo tree --prefix depth` printed.
pub fn find(tree: &str) -> Vec<Finding> {
    let (root, edges) = parse(tree);
    let mut findings = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = root.iter().map(String::as_str).collect();
    while let Some(crate_name) = open.pop() {
        if !seen.insert(crate_name) {
            continue;
        }
        for dependency in edges.get(crate_name).into_iter().flatten() {
            if is_accepted(crate_name, dependency) {
                continue;
            }
            if is_forbidden(dependency) {
                findings
                    .insert(Finding { name: dependency.clone(), through: crate_name.to_owned() });
            } else {
                open.push(dependency);
            }
        }
    }
    findings.into_iter().collect()
}

fn is_forbidden(name: &str) -> bool {
    FORBIDDEN.iter().any(|rule| match rule.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == *rule,
    })
}

fn is_accepted(from: &str, to: &str) -> bool {
    ACCEPTED.iter().any(|(by, what, _)| *by == from && *what == to)
}

/// Reads lines such as `2regex v1.13.2 (*)`: a depth, a name, the rest.
fn parse(tree: &str) -> (Option<String>, Edges) {
    let mut edges = Edges::new();
    let mut root = None;
    let mut above: Vec<String> = Vec::new();
    for line in tree.lines() {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let (depth, rest) = line.split_at(digits);
        let (Ok(depth), Some(name)) = (depth.parse::<usize>(), rest.split_whitespace().next())
        else {
            continue;
        };
        above.truncate(depth);
        match above.last() {
            Some(parent) => {
                edges.entry(parent.clone()).or_default().insert(name.to_owned());
            }
            None => root = Some(name.to_owned()),
        }
        above.push(name.to_owned());
    }
    (root, edges)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn found(tree: &str) -> Vec<(String, String)> {
        find(tree).into_iter().map(|finding| (finding.through, finding.name)).collect()
    }

    fn pair(through: &str, name: &str) -> (String, String) {
        (through.to_owned(), name.to_owned())
    }

    #[test]
    fn what_the_framework_brings_along_is_accepted_with_all_that_it_needs() {
        let tree = "0app v0.1.0\n1leptos v0.8.23\n2leptos_config v0.8.10\n3regex v1.13.2\n\
                    4regex-automata v0.4.1\n2server_fn v0.8.13\n3url v2.5.8\n4idna v1.1.0\n\
                    5idna_adapter v1.2.2\n6icu_normalizer v2.4.0\n";
        assert_eq!(found(tree), []);
    }

    #[test]
    fn the_same_crate_through_another_door_is_found() {
        let tree = "0app v0.1.0\n1leptos v0.8.23\n2leptos_config v0.8.10\n3regex v1.13.2\n\
                    1domain v0.1.0\n2regex v1.13.2 (*)\n1jiff v1.0.0\n";
        assert_eq!(found(tree), [pair("app", "jiff"), pair("domain", "regex")]);
    }

    #[test]
    fn what_hides_below_an_accepted_crate_is_found_when_it_has_another_door() {
        let tree = "0app v0.1.0\n1server_fn v0.8.13\n2url v2.5.8\n3idna_adapter v1.2.2\n\
                    4icu_normalizer v2.4.0\n1names v1.0.0\n2idna_adapter v1.2.2 (*)\n";
        assert_eq!(found(tree), [pair("idna_adapter", "icu_normalizer")]);
    }

    #[rstest]
    #[case("icu_provider", true)]
    #[case("chrono-tz", true)]
    #[case("regex-syntax", false)]
    #[case("url-escape", false)]
    fn rules_are_names_or_beginnings(#[case] name: &str, #[case] expected: bool) {
        assert_eq!(is_forbidden(name), expected);
    }
}
