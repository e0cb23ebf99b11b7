//! The catalogue of the page that says which level of French is asked for, and by when, in the manner
//! of the registration's: plain language, one idea a sentence, twelve words at most.

pub mod ar;
pub mod en;
pub mod fr;
#[cfg(test)]
mod tests;

use super::register::texts;
use domain::language::Language;

texts! {
    /// The questions.
    Ask {
        /// What leads here from other pages.
        link,
        /// Heading.
        title,
        /// What the page is for.
        lead,
        /// Nothing is kept.
        forgets,
        /// What the person will ask for.
        goal,
        /// The first multi-year card.
        multi_year,
        /// Its name in offices.
        multi_year_name,
        /// The first card of ten years.
        resident,
        /// Its name in offices.
        resident_name,
        /// Nationality.
        nationality,
        /// Its name in offices.
        nationality_name,
        /// The same card once more.
        renewal,
        /// Its name in offices.
        renewal_name,
        /// When they will ask for it.
        when,
        /// About is enough.
        when_hint,
        /// The month, from 01 to 12.
        month,
        /// The year.
        year,
        /// Whether they are under international protection.
        protection,
        /// What that is, and why it is asked.
        protection_hint,
        /// It is so.
        yes,
        /// It is not.
        no,
        /// Their level, as they know it.
        level,
        /// What it is for.
        level_hint,
        /// They do not know it.
        level_unknown,
        /// Sends the questions.
        button,
        /// No goal was chosen.
        goal_missing,
        /// Month or year were not chosen.
        when_missing,
        /// The rule depends on the protection, and that was not answered.
        protection_missing,
    }
}

texts! {
    /// The answer.
    Told {
        /// Heading.
        title,
        /// Stands before the level.
        level,
        /// Stands before month and year of the request.
        request,
        /// No level is asked for.
        none,
        /// Because of the protection.
        none_protected,
        /// Another goal may ask for one.
        none_protected_else,
        /// Because it is a renewal.
        none_renewal,
        /// Another card may ask for one.
        none_renewal_else,
        /// No rule is known.
        no_rule,
        /// What to do then.
        no_rule_help,
        /// They have the level.
        reached,
        /// They are below it.
        below,
        /// They do not know theirs.
        unknown,
        /// A diploma or a certificate shows it.
        certificate,
        /// Having followed a course does.
        course,
        /// An exam goes with it.
        exam,
        /// Stands before the number of questions.
        exam_questions,
        /// Stands before the number of right answers.
        exam_right,
        /// There are exceptions for the ill.
        health,
        /// Protection may change the rule.
        protection,
        /// Heading over what to do.
        next,
        /// Talk to the team.
        step_team,
        /// Ask for a course or a test.
        step_course,
        /// Look again before the request.
        step_check,
        /// Heading over the rule.
        rule,
        /// Stands before the first day of the rule.
        since,
        /// Stands before the last day of the rule.
        until,
        /// Stands before where the rule is written.
        source,
        /// The office decides.
        not_advice,
        /// Goes back to empty questions.
        again,
    }
}

/// All texts of one language.
#[derive(Clone, Copy, Debug)]
pub struct Catalogue {
    /// Whether no speaker has checked the translation.
    pub machine: bool,
    /// The questions.
    pub ask: Ask,
    /// The answer.
    pub told: Told,
}

/// The texts of a language.
#[must_use]
pub const fn catalogue(language: Language) -> &'static Catalogue {
    super::in_language(language, [&fr::CATALOGUE, &en::CATALOGUE, &ar::CATALOGUE])
}

impl Catalogue {
    /// Every text with its name.
    #[must_use]
    pub fn all(&self) -> Vec<(&'static str, &'static str)> {
        [self.ask.all(), self.told.all()].concat()
    }
}
