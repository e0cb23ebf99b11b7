//! The programs that browsers run: the binaries of the package `app` (decision 0011).

/// One of the programs. Each has a shell, a script and a module of its own; what else browsers
/// are sent is common to both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// The adviser's in class, kept on the tablet for rooms without a network.
    Room,
    /// Everybody's for signing in, at `/connexion` and `/verrou`. Kept with the room.
    Door,
    /// The adviser's for what follows, whose pages are `/parcours` and those below. Kept too.
    FollowUp,
    /// The adviser's for sending people to a scheme, whose pages are below `/orientation`. Kept with
    /// the follow-up.
    Referrals,
    /// The supervisor's for the work of the day, whose pages are below `/suivi`, and the adviser's own
    /// times below `/mes-creneaux`.
    Desk,
    /// The supervisor's for figures, partners and schemes, whose pages are below `/suivi` too.
    Steering,
    /// The supervisor's for accounts and centres, whose pages are below `/suivi` as well.
    Settings,
}

impl Program {
    /// All.
    pub const ALL: [Self; 7] = [
        Self::Room,
        Self::Door,
        Self::FollowUp,
        Self::Referrals,
        Self::Desk,
        Self::Steering,
        Self::Settings,
    ];

    /// The name of the binary, and the beginning of the names of all that is its own.
    pub fn word(self) -> &'static str {
        match self {
            Self::Room => "room",
            Self::Door => "door",
            Self::FollowUp => "follow_up",
            Self::Referrals => "referrals",
            Self::Desk => "desk",
            Self::Steering => "steering",
            Self::Settings => "settings",
        }
    }

    /// The page that loads it.
    pub fn shell(self) -> &'static str {
        match self {
            Self::Room => "index.html",
            Self::Door => "door.html",
            Self::FollowUp => "follow_up.html",
            Self::Referrals => "referrals.html",
            Self::Desk => "desk.html",
            Self::Steering => "steering.html",
            Self::Settings => "settings.html",
        }
    }

    /// What cargo makes of it.
    pub fn compiled(self) -> String {
        format!("{}.wasm", self.word())
    }

    /// The JavaScript that loads the module, as wasm-bindgen calls it.
    pub fn script(self) -> String {
        format!("{}.js", self.word())
    }

    /// The module, as wasm-bindgen calls it.
    pub fn module(self) -> String {
        format!("{}_bg.wasm", self.word())
    }

    /// The name of a piece of JavaScript that the script imports. Several programs may import
    /// the same one: each has it under a name of its own.
    pub fn snippet(self, path: &str) -> String {
        format!("{}/{path}", self.word())
    }

    /// The style sheet of its pages. The door and the adviser's programs have one in common, the
    /// supervisor's another.
    pub fn style(self) -> &'static str {
        match self {
            Self::Room | Self::Door | Self::FollowUp | Self::Referrals => "staff.css",
            Self::Desk | Self::Steering | Self::Settings => "desk.css",
        }
    }

    /// Whether the file of this name is this program's and not another's.
    pub fn owns(self, name: &str) -> bool {
        name == self.shell()
            || name == self.script()
            || name == self.module()
            || name.starts_with(&self.snippet(""))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("index.html", Some(Program::Room))]
    #[case("room_bg.wasm", Some(Program::Room))]
    #[case("door.html", Some(Program::Door))]
    #[case("door.js", Some(Program::Door))]
    #[case("referrals.html", Some(Program::Referrals))]
    #[case("referrals_bg.wasm", Some(Program::Referrals))]
    #[case("follow_up.html", Some(Program::FollowUp))]
    #[case("follow_up_bg.wasm", Some(Program::FollowUp))]
    #[case("desk.html", Some(Program::Desk))]
    #[case("desk.js", Some(Program::Desk))]
    #[case("desk/snippets/x/inline0.js", Some(Program::Desk))]
    #[case("staff.css", None)]
    #[case("desk.svg", None)]
    fn a_file_is_of_one_program_or_common(#[case] name: &str, #[case] owner: Option<Program>) {
        for program in Program::ALL {
            assert_eq!(program.owns(name), owner == Some(program), "{program:?}");
        }
    }
}
