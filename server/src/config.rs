//! The settings: defaults, below the configuration file, below the environment, below the flags of
//! the command line.

mod messages;

pub use messages::{MessageSettings, Secret};

use crate::post::sms::BadGateway;
use crate::post::smtp::BadAddress;
use crate::services::Lifetimes;
use config::{Config, Environment, File, FileFormat};
use serde::Deserialize;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One JSON object a line, for machines.
    Json,
    /// For people.
    #[default]
    Pretty,
}

/// Everything that can be set. Each key is also an environment variable in capitals with
/// `PASSERELLE_` before it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Settings {
    /// Address of the database, `sqlite:///path/to/file`.
    pub database: String,
    /// Folder of the files that browsers are sent, as `cargo xtask` builds it.
    pub site: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address people type, without a path. It must be `https`, except on the machine itself.
    pub base_url: String,
    /// How log lines are written.
    pub log: LogFormat,
    /// A supervisor's session ends after so many minutes without use.
    pub supervisor_idle_minutes: u32,
    /// An adviser's session ends after so many minutes without use.
    pub adviser_idle_minutes: u32,
    /// Any session ends after so many minutes.
    pub session_minutes: u32,
    /// A device's store stays open for so many minutes without the server, 15 to 4320.
    pub lease_minutes: u32,
    /// Timers, and the way out for messages.
    #[serde(skip)]
    pub messages: MessageSettings,
}

const KEYS: [&str; 9] = [
    "database",
    "site",
    "listen",
    "base_url",
    "log",
    "supervisor_idle_minutes",
    "adviser_idle_minutes",
    "session_minutes",
    "lease_minutes",
];

/// A lesson is not cut short; a device that was lost on a Friday is shut on Monday.
const LEASE_MINUTES: RangeInclusive<u32> = 15..=3 * 24 * 60;

/// What the command line set.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// The configuration file.
    pub file: Option<PathBuf>,
    /// See [`Settings::database`].
    pub database: Option<String>,
    /// See [`Settings::site`].
    pub site: Option<PathBuf>,
    /// See [`Settings::listen`].
    pub listen: Option<SocketAddr>,
    /// See [`Settings::base_url`].
    pub base_url: Option<String>,
    /// See [`Settings::log`].
    pub log: Option<LogFormat>,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A value or the file cannot be read.
    #[error("the configuration cannot be read: {0}")]
    Unreadable(#[from] config::ConfigError),
    /// The file sets something that does not exist.
    #[error("{file} sets `{key}`, which does not exist; there are: {known}", known = known())]
    UnknownKey {
        /// The file.
        file: String,
        /// The key.
        key: String,
    },
    /// The public address does not do.
    #[error("base_url must be https://host without a path; http only on localhost or 127.0.0.1")]
    BaseUrl,
    /// Who messages are from is no address.
    #[error("mail_from must be an address such as `Passerelle <passerelle@example.org>`")]
    MailFrom,
    /// The months of retention are out of bounds.
    #[error("retention_months must be 1 to 36")]
    RetentionMonths,
    /// How long a store stays open is out of bounds.
    #[error("lease_minutes must be 15 to 4320")]
    LeaseMinutes,
    /// The time zone is unknown.
    #[error("time_zone must be a name such as Europe/Paris or Indian/Reunion")]
    TimeZone,
    /// The mail server's address does not do.
    #[error(transparent)]
    Smtp(#[from] BadAddress),
    /// The SMS gateway's settings do not do.
    #[error(transparent)]
    Sms(#[from] BadGateway),
    /// A length of time is zero.
    #[error("{0} must be at least 1")]
    Zero(&'static str),
}

impl Settings {
    /// Gathers the settings. `environment` stands for the process's environment in tests.
    ///
    /// # Errors
    /// When something cannot be read or does not do.
    pub fn gather(
        flags: Flags,
        environment: Option<config::Map<String, String>>,
    ) -> Result<Self, SettingsError> {
        let mut builder = Config::builder()
            .set_default("database", "sqlite://passerelle.sqlite3")?
            .set_default("site", "site")?
            .set_default("listen", "127.0.0.1:3000")?
            .set_default("base_url", "http://localhost:3000")?
            .set_default("log", "pretty")?
            .set_default("supervisor_idle_minutes", 30)?
            .set_default("adviser_idle_minutes", 12 * 60)?
            .set_default("session_minutes", 12 * 60)?
            .set_default("lease_minutes", 12 * 60)?;
        if let Some(file) = &flags.file {
            check_keys(file)?;
            builder = builder.add_source(File::from(file.as_path()).format(FileFormat::Toml));
        }
        let environment = Environment::with_prefix("PASSERELLE")
            .prefix_separator("_")
            .try_parsing(true)
            .source(environment);
        let text = |path: PathBuf| path.to_string_lossy().into_owned();
        let built = builder
            .add_source(environment)
            .set_override_option("database", flags.database)?
            .set_override_option("site", flags.site.map(text))?
            .set_override_option("listen", flags.listen.map(|address| address.to_string()))?
            .set_override_option("base_url", flags.base_url)?
            .build()?;
        let mut settings: Self = built.clone().try_deserialize()?;
        settings.messages = built.try_deserialize()?;
        settings.log = flags.log.unwrap_or(settings.log);
        settings.check()?;
        Ok(settings)
    }

    /// Whether people reach the server by `https`.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// How long sessions last.
    #[must_use]
    pub fn lifetimes(&self) -> Lifetimes {
        let minutes = |count: u32| i64::from(count) * 60_000;
        Lifetimes {
            supervisor_idle: minutes(self.supervisor_idle_minutes),
            adviser_idle: minutes(self.adviser_idle_minutes),
            absolute: minutes(self.session_minutes),
            lease_minutes: self.lease_minutes,
        }
    }

    fn check(&mut self) -> Result<(), SettingsError> {
        self.base_url.truncate(self.base_url.trim_end_matches('/').len());
        let local = ["localhost", "127.0.0.1", "[::1]"];
        let host = |rest: &str| {
            rest.rsplit_once(':')
                .filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()))
                .map_or(rest.to_owned(), |(host, _)| host.to_owned())
        };
        let fits = match self.base_url.split_once("://") {
            Some((_, rest)) if rest.is_empty() || rest.contains(['/', '?', '#', '@']) => false,
            Some(("https", _)) => true,
            Some(("http", rest)) => local.contains(&host(rest).as_str()),
            _ => false,
        };
        if !fits {
            return Err(SettingsError::BaseUrl);
        }
        for (name, value) in [
            ("supervisor_idle_minutes", self.supervisor_idle_minutes),
            ("adviser_idle_minutes", self.adviser_idle_minutes),
            ("session_minutes", self.session_minutes),
        ] {
            if value == 0 {
                return Err(SettingsError::Zero(name));
            }
        }
        if !LEASE_MINUTES.contains(&self.lease_minutes) {
            return Err(SettingsError::LeaseMinutes);
        }
        // Made once and thrown away: what cannot work is told at the start, by `doctor` too.
        self.messages.postroom(Some(Path::new(&self.database)), None)?;
        Ok(())
    }
}

/// All keys, for who misspelt one.
fn known() -> String {
    [KEYS.as_slice(), MessageSettings::KEYS.as_slice()].concat().join(", ")
}

/// A misspelt key would otherwise be passed over in silence.
fn check_keys(file: &Path) -> Result<(), SettingsError> {
    let alone = Config::builder().add_source(File::from(file).format(FileFormat::Toml)).build()?;
    let found: config::Map<String, config::Value> = alone.try_deserialize()?;
    match found
        .into_keys()
        .find(|key| !KEYS.contains(&key.as_str()) && !MessageSettings::KEYS.contains(&key.as_str()))
    {
        Some(key) => Err(SettingsError::UnknownKey { file: file.display().to_string(), key }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn environment(pairs: &[(&str, &str)]) -> config::Map<String, String> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn flags_win_over_the_environment_over_the_file_over_the_defaults() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("passerelle.toml");
        let text = "database = \"sqlite://file\"\nlisten = \"0.0.0.0:1\"\nsite = \"file\"\n\
                    session_minutes = 60\n";
        std::fs::write(&file, text).expect("written");
        let flags = Flags {
            file: Some(file),
            database: Some("sqlite://flag".to_owned()),
            ..Flags::default()
        };
        let variables = [
            ("PASSERELLE_DATABASE", "sqlite://environment"),
            ("PASSERELLE_LISTEN", "0.0.0.0:2"),
            ("PASSERELLE_WASM", "debian"),
        ];
        let settings = Settings::gather(flags, Some(environment(&variables))).expect("settings");
        assert_eq!(settings.database, "sqlite://flag");
        assert_eq!(settings.listen.port(), 2);
        assert_eq!(settings.site, PathBuf::from("file"));
        assert_eq!(settings.lifetimes().absolute, 3_600_000);
        assert_eq!(settings.supervisor_idle_minutes, 30);
    }

    #[test]
    fn a_misspelt_key_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("passerelle.toml");
        std::fs::write(&file, "databse = \"x\"\n").expect("written");
        let flags = Flags { file: Some(file), ..Flags::default() };
        let error =
            Settings::gather(flags, Some(environment(&[]))).expect_err("refused").to_string();
        assert!(error.contains("`databse`") && error.contains("database, site"), "{error}");
    }

    #[rstest]
    #[case("0", false)]
    #[case("14", false)]
    #[case("15", true)]
    #[case("4320", true)]
    #[case("4321", false)]
    #[case("-720", false)]
    fn a_lease_is_a_quarter_of_an_hour_to_three_days(#[case] minutes: &str, #[case] fits: bool) {
        let variables = environment(&[("PASSERELLE_LEASE_MINUTES", minutes)]);
        let gathered = Settings::gather(Flags::default(), Some(variables));
        let lease = gathered.map(|settings| settings.lifetimes().lease_minutes);
        assert_eq!(lease.ok(), minutes.parse().ok().filter(|_| fits));
    }

    #[test]
    fn a_lease_is_half_a_day_unless_it_is_set() {
        let settings = Settings::gather(Flags::default(), Some(environment(&[])));
        assert_eq!(settings.expect("settings").lifetimes().lease_minutes, 720);
        let variables = environment(&[("PASSERELLE_LEASE_MINUTES", "5")]);
        let error = Settings::gather(Flags::default(), Some(variables)).expect_err("refused");
        assert_eq!(error.to_string(), "lease_minutes must be 15 to 4320");
    }

    #[rstest]
    #[case("https://passerelle.example", true)]
    #[case("https://passerelle.example/", true)]
    #[case("http://localhost:3000", true)]
    #[case("http://[::1]:3000", true)]
    #[case("http://passerelle.example", false)]
    #[case("https://passerelle.example/app", false)]
    #[case("https://", false)]
    #[case("localhost:3000", false)]
    fn the_public_address_is_safe_or_local(#[case] base_url: &str, #[case] fits: bool) {
        let flags = Flags { base_url: Some(base_url.to_owned()), ..Flags::default() };
        let settings = Settings::gather(flags, Some(environment(&[])));
        assert_eq!(settings.is_ok(), fits, "{base_url}");
    }
}
