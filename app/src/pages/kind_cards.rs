//! The cards for the five kinds of scheme.

use crate::text::fr::common::scheme_kind;
use crate::ui::ChoiceOption;
use domain::scheme::SchemeKind;

/// One card a kind, in the order in which they are offered.
#[must_use]
pub fn kind_cards() -> Vec<ChoiceOption<SchemeKind>> {
    let card = |kind| ChoiceOption::new(kind, scheme_kind(kind), Some(picture_of(kind)));
    SchemeKind::ALL.map(card).to_vec()
}

const fn picture_of(kind: SchemeKind) -> &'static str {
    match kind {
        SchemeKind::SocialIntegration => "social",
        SchemeKind::VocationalTraining => "training",
        SchemeKind::ExperienceValidation => "vae",
        SchemeKind::Employment => "job",
        SchemeKind::LanguageCourse => "french",
    }
}
