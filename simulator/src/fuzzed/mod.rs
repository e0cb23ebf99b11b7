//! What is done with bytes that nobody can vouch for: the bodies of the fuzz targets.
//!
//! They stand here and not in `fuzz/`, so that the tests can put everything through them that a
//! fuzzer ever found worth keeping, without a fuzzer.

mod command;
mod device;
mod letters;
mod mutation;
mod office;
mod parcel;
mod seeds;
mod wire;

pub use mutation::mutated;

/// Somewhere that bytes come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The decoders of requests.
    Request,
    /// The decoders of answers.
    Answer,
    /// The decoder of commands, and the rules.
    Command,
    /// The office, as it takes in requests.
    Office,
    /// A device, as it takes over answers.
    Device,
    /// What a revoked device hands over.
    Parcel,
}

impl Target {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Request, Self::Answer, Self::Command, Self::Office, Self::Device, Self::Parcel];

    /// The name of its program and of its folder of kept inputs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Answer => "answer",
            Self::Command => "command",
            Self::Office => "office",
            Self::Device => "device",
            Self::Parcel => "parcel",
        }
    }

    /// Takes these bytes in.
    ///
    /// # Panics
    /// When something that was promised of all bytes does not hold of these.
    pub fn take_in(self, bytes: &[u8]) {
        match self {
            Self::Request => wire::request(bytes),
            Self::Answer => wire::answer(bytes),
            Self::Command => command::command(bytes),
            Self::Office => office::office(bytes),
            Self::Device => device::device(bytes),
            Self::Parcel => parcel::parcel(bytes),
        }
    }

    /// Inputs to begin with: whole ones, of every kind.
    #[must_use]
    pub fn seeds(self) -> Vec<Vec<u8>> {
        match self {
            Self::Request => seeds::requests(),
            Self::Answer => seeds::answers(),
            Self::Command => seeds::commands(),
            Self::Office => seeds::office(),
            Self::Device => seeds::device(),
            Self::Parcel => parcel::seeds(),
        }
    }
}
