//! French, the language in which the page is written; the others follow it.

use super::{Ask, Catalogue, Told};
use domain::threshold::Basis;

/// The French texts.
pub const CATALOGUE: Catalogue = Catalogue {
    machine: false,
    ask: Ask {
        link: "Quel niveau de français pour ma carte ?",
        title: "Quel niveau de français ?",
        lead: "Pour une carte de séjour ou pour devenir français·e.",
        forgets: "Nous ne gardons pas vos réponses.",
        goal: "Je vais demander",
        multi_year: "Ma première carte de plusieurs années",
        multi_year_name: "Carte de séjour pluriannuelle",
        resident: "Ma première carte de 10 ans",
        resident_name: "Carte de résident",
        nationality: "La nationalité française",
        nationality_name: "Naturalisation",
        renewal: "La même carte encore une fois",
        renewal_name: "Renouvellement",
        when: "Quand ?",
        when_hint: "Le mois et l’année de la demande. À peu près, cela suffit.",
        month: "Mois",
        year: "Année",
        protection: "La France me protège",
        protection_hint: "Réfugié·e ou protection subsidiaire. Cela change la règle de certaines cartes.",
        yes: "Oui",
        no: "Non",
        level: "Mon niveau de français",
        level_hint: "Pour voir ce qui manque.",
        level_unknown: "Je ne sais pas",
        button: "Voir la réponse",
        goal_missing: "Choisissez ce que vous allez demander.",
        when_missing: "Choisissez le mois et l’année.",
        protection_missing: "Répondez oui ou non. Pour cette carte, la règle change.",
    },
    told: Told {
        title: "La réponse",
        level: "Niveau demandé :",
        request: "Pour une demande en",
        none: "Aucun niveau de français n’est demandé.",
        none_protected: "La France vous protège. Cette règle n’est pas pour vous.",
        none_protected_else: "Pour devenir français·e, il faut un niveau.",
        none_renewal: "Vous gardez la même carte. La règle ne change rien.",
        none_renewal_else: "Pour une autre carte, il faut peut-être un niveau.",
        no_rule: "Nous ne connaissons pas la règle pour cette date.",
        no_rule_help: "Demandez à l’équipe, ou à la préfecture.",
        reached: "Vous avez ce niveau. Il faut encore le montrer.",
        below: "Votre niveau est plus bas. Continuez le français.",
        unknown: "Vous ne savez pas votre niveau ? Faites un test.",
        certificate: "Il faut un diplôme ou une attestation.",
        course: "Il faut avoir suivi le cours. Le résultat ne compte pas.",
        exam: "Il y a aussi un examen civique.",
        exam_questions: "Questions :",
        exam_right: "Bonnes réponses pour réussir :",
        health: "Une maladie ou un handicap ? Il y a parfois une exception.",
        protection: "La France vous protège ? La règle est parfois différente.",
        next: "Et maintenant ?",
        step_team: "Parlez-en à l’équipe ou à votre conseiller·ère.",
        step_course: "Demandez un cours ou un test de français.",
        step_check: "Avant la demande, regardez encore la règle. Elle peut changer.",
        rule: "La règle",
        since: "Elle existe depuis le",
        until: "Elle a duré jusqu’au",
        source: "Elle est écrite ici :",
        not_advice: "Ce n’est pas un conseil juridique. La préfecture décide.",
        again: "Recommencer",
    },
};

/// Where a rule is written: French texts, whatever the page's language.
#[must_use]
pub const fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::BeforeReform => {
            "règles d’avant la loi n° 2024-42, en vigueur jusqu’au 31 décembre 2025"
        }
        Basis::LawOf2024 => {
            "loi n° 2024-42 du 26 janvier 2024, décret n° 2025-647 du 15 juillet 2025"
        }
    }
}
