//! The program itself: its commands from a terminal.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

pub const COMMUNES: &str = r#"[
    {"code":"02408","nom":"Laon","departement":"02","type":"commune-actuelle","codesPostaux":["02000"]},
    {"code":"02691","nom":"Saint-Quentin","departement":"02","type":"commune-actuelle","codesPostaux":["02100"]},
    {"code":"02722","nom":"Soissons","departement":"02","type":"commune-actuelle","codesPostaux":["02200"]},
    {"code":"02168","nom":"Château-Thierry","departement":"02","type":"commune-actuelle","codesPostaux":["02400"]},
    {"code":"02738","nom":"Tergnier","departement":"02","type":"commune-actuelle","codesPostaux":["02700"]},
    {"code":"02173","nom":"Chauny","departement":"02","type":"commune-actuelle","codesPostaux":["02300"]},
    {"code":"02381","nom":"Hirson","departement":"02","type":"commune-actuelle","codesPostaux":["02500"]},
    {"code":"60057","nom":"Beauvais","departement":"60","type":"commune-actuelle","codesPostaux":["60000"]},
    {"code":"75056","nom":"Paris","departement":"75","type":"commune-actuelle","codesPostaux":["75001"]}
]"#;

pub fn passerelle(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let database = format!("sqlite://{}", folder.join("p.sqlite3").display());
    let mut child = Command::new(env!("CARGO_BIN_EXE_passerelle"))
        .args(arguments)
        .args(["--database", &database])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that needs no input may have ended before it was written.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn the_demo_tells_who_can_sign_in_and_can_be_made_again() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("communes.json"), COMMUNES).unwrap();
    let demo = ["demo", "--communes", "communes.json", "--year", "0"];
    let first = passerelle(folder.path(), &demo, "");
    assert!(first.status.success(), "{}", said(&first));
    let text = said(&first);
    assert!(text.contains("communes: 8\ncentres: 7\npeople: 120\n"), "{text}");
    let code = text.lines().find_map(|line| line.strip_prefix("registration-code: ")).unwrap();
    assert!(domain::code::RegistrationCode::parse(code).is_ok(), "{code}");
    let adviser = "login: conseil1 password: demonstration-passerelle role: adviser";
    assert!(text.lines().any(|line| line == adviser), "{text}");
    assert_eq!(text.matches("role: supervisor").count(), 2);
    assert_eq!(said(&passerelle(folder.path(), &demo, "")), text, "the same again");
}

#[test]
fn the_demo_can_be_large_and_never_mixes_with_real_accounts() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("communes.json"), COMMUNES).unwrap();
    let new = [
        "create-user",
        "--login",
        "real",
        "--name",
        "Real",
        "--role",
        "supervisor",
        "--directorate",
        "Real",
    ];
    let large = ["demo", "--communes", "communes.json", "--people", "1000", "--year", "0"];
    let made = passerelle(folder.path(), &large, "");
    assert!(said(&made).contains("people: 1000\n"), "{}", said(&made));
    let created = passerelle(folder.path(), &new, "une longue phrase\n");
    assert!(created.status.success(), "{}", said(&created));
    let refused = passerelle(folder.path(), &large, "");
    assert!(!refused.status.success());
    assert!(said(&refused).contains("accounts of its own"), "{}", said(&refused));
}

#[test]
fn accounts_need_a_long_password_and_a_login_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let new = [
        "create-user",
        "--login",
        "Nadia",
        "--name",
        "Nadia Exemple",
        "--role",
        "adviser",
        "--directorate",
        "DT",
    ];
    let short = passerelle(folder.path(), &new, "court\n");
    assert!(said(&short).contains("at least 12"), "{}", said(&short));
    assert!(passerelle(folder.path(), &new, "une longue phrase\n").status.success());
    let again = passerelle(folder.path(), &new, "une longue phrase\n");
    assert!(said(&again).contains("there is an account"), "{}", said(&again));
}

#[test]
fn an_account_is_disabled_and_enabled_but_not_the_last_supervisor() {
    let folder = tempfile::tempdir().unwrap();
    let create = |login, role| {
        let new = [
            "create-user",
            "--login",
            login,
            "--name",
            "Exemple",
            "--role",
            role,
            "--directorate",
            "DT",
        ];
        assert!(passerelle(folder.path(), &new, "une longue phrase\n").status.success());
    };
    let turn = |command, login| passerelle(folder.path(), &[command, "--login", login], "");
    create("nadia", "adviser");
    create("omar", "supervisor");
    let done = turn("disable-user", "NADIA");
    assert!(said(&done).contains("The account is disabled."), "{}", said(&done));
    let done = turn("enable-user", "nadia");
    assert!(said(&done).contains("The account is enabled."), "{}", said(&done));
    let last = turn("disable-user", "omar");
    assert!(!last.status.success() && said(&last).contains("last supervisor"), "{}", said(&last));
    create("pia", "supervisor");
    assert!(turn("disable-user", "omar").status.success());
    let nobody = turn("disable-user", "personne");
    assert!(said(&nobody).contains("no account with this login"), "{}", said(&nobody));
}

#[test]
fn communes_are_imported_for_the_departments_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("communes.json"), COMMUNES).unwrap();
    let import = |department| {
        let arguments = [
            "import-communes",
            "--communes",
            "communes.json",
            "--directorate",
            "DT",
            "--department",
            department,
        ];
        passerelle(folder.path(), &arguments, "")
    };
    for _ in 0..2 {
        let done = import("02=Aisne");
        assert!(said(&done).contains("communes: 7"), "{}", said(&done));
    }
    assert!(!import("99=Nowhere").status.success());
}

#[test]
fn the_doctor_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let sick = passerelle(folder.path(), &["doctor", "--site", "none"], "");
    assert!(!sick.status.success());
    let text = said(&sick);
    assert!(text.contains("FAIL     site:") && text.contains("cargo xtask"), "{text}");
    assert!(text.contains("run `passerelle migrate`"), "{text}");
    assert!(passerelle(folder.path(), &["migrate"], "").status.success());
    let text = said(&passerelle(folder.path(), &["doctor", "--site", "none"], ""));
    assert!(text.contains("ok       database: schema up to date"), "{text}");
    let wrong = passerelle(folder.path(), &["doctor", "--base-url", "http://example.org"], "");
    assert!(said(&wrong).contains("FAIL     configuration: base_url"), "{}", said(&wrong));
}

#[test]
fn a_server_without_files_or_database_does_not_start_in_silence() {
    let folder = tempfile::tempdir().unwrap();
    let no_site = passerelle(folder.path(), &["serve", "--site", "none"], "");
    assert!(said(&no_site).contains("site.json cannot be read"), "{}", said(&no_site));
    let mut wrong = Command::new(env!("CARGO_BIN_EXE_passerelle"));
    wrong.args(["migrate", "--database", "mysql://x"]);
    let output = wrong.output().unwrap();
    assert!(said(&output).contains("sqlite:///path"), "{}", said(&output));
}
