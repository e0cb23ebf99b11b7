//! What the schemes of the demo say to the people they are for, in plain words.
//!
//! French was written by hand. English and Arabic were translated by machine: no speaker has
//! checked them.

use domain::language::Language;
use domain::scheme::Card;

/// The card of a scheme in each language: title and text.
pub(super) struct Texts {
    fr: (&'static str, &'static str),
    en: (&'static str, &'static str),
    ar: (&'static str, &'static str),
}

impl Texts {
    /// The cards.
    pub(super) fn cards(&self) -> Vec<Card> {
        let card = |language, (title, text): (&str, &str)| Card {
            language,
            title: title.to_owned(),
            text: text.to_owned(),
        };
        vec![
            card(Language::French, self.fr),
            card(Language::English, self.en),
            card(Language::Arabic, self.ar),
        ]
    }
}

pub(super) const NEIGHBOURS: Texts = Texts {
    fr: (
        "Rencontrer des gens",
        "On se retrouve le mardi matin. On parle, on visite la ville, on apprend à faire ses \
         papiers. C'est gratuit.",
    ),
    en: (
        "Meet people",
        "We meet on Tuesday mornings. We talk, visit the town and learn to do paperwork. It is \
         free.",
    ),
    ar: (
        "التعرف على الناس",
        "نلتقي صباح كل يوم ثلاثاء. نتحدث ونزور المدينة ونتعلم إنجاز الأوراق الإدارية. النشاط مجاني.",
    ),
};

pub(super) const WALKS: Texts = Texts {
    fr: (
        "Balades",
        "Chaque samedi, une sortie à pied ou en bus avec des habitants. Les enfants peuvent venir. \
         C'est gratuit.",
    ),
    en: (
        "Walks",
        "Every Saturday, an outing on foot or by bus with local people. Children can come. It is \
         free.",
    ),
    ar: (
        "نزهات",
        "كل يوم سبت نزهة مشيا أو بالحافلة مع سكان المدينة. يمكن للأطفال المجيء. النشاط مجاني.",
    ),
};

pub(super) const PARENTS: Texts = Texts {
    fr: (
        "Parents et école",
        "On parle de l'école, de la crèche et de la santé des enfants. Les petits jouent à côté. \
         C'est gratuit.",
    ),
    en: (
        "Parents and school",
        "We talk about school, day care and children's health. Little ones play nearby. It is free.",
    ),
    ar: (
        "الآباء والمدرسة",
        "نتحدث عن المدرسة والحضانة وصحة الأطفال. الصغار يلعبون بجانبنا. النشاط مجاني.",
    ),
};

pub(super) const BUILDING: Texts = Texts {
    fr: (
        "Les métiers du bâtiment",
        "Pendant 8 semaines, on essaie plusieurs métiers : maçon, peintre, électricien. Il y a deux \
         stages.",
    ),
    en: (
        "Building trades",
        "For 8 weeks you try several trades: mason, painter, electrician. There are two work \
         placements.",
    ),
    ar: ("مهن البناء", "خلال 8 أسابيع نجرب عدة مهن: بناء، دهان، كهربائي. هناك فترتا تدريب."),
};

pub(super) const HOME_HELP: Texts = Texts {
    fr: (
        "Aider à domicile",
        "On apprend à aider des personnes âgées chez elles : le repas, le ménage, l'écoute. Cela \
         dure 10 semaines.",
    ),
    en: (
        "Home help",
        "You learn to help older people at home: meals, cleaning, listening. It lasts 10 weeks.",
    ),
    ar: (
        "المساعدة في المنزل",
        "نتعلم مساعدة كبار السن في بيوتهم: الطعام والتنظيف والاستماع. المدة 10 أسابيع.",
    ),
};

pub(super) const COOKING: Texts = Texts {
    fr: (
        "Cuisiner pour un groupe",
        "On prépare des repas pour une cantine, avec un chef. Cela dure 12 semaines.",
    ),
    en: ("Cooking for a group", "You prepare meals for a canteen, with a chef. It lasts 12 weeks."),
    ar: ("الطبخ لمجموعة", "نحضر وجبات لمطعم جماعي مع طاه. المدة 12 أسبوعا."),
};

pub(super) const EXPERIENCE: Texts = Texts {
    fr: (
        "Mon expérience compte",
        "Vous avez déjà travaillé ? Une conseillère regarde avec vous quel diplôme vous pouvez \
         demander. Par téléphone ou vidéo.",
    ),
    en: (
        "My experience counts",
        "Have you worked before? An adviser looks with you at which diploma you can ask for. By \
         phone or video.",
    ),
    ar: (
        "خبرتي مهمة",
        "هل عملت من قبل؟ تنظر معك مستشارة في الشهادة التي يمكنك طلبها. بالهاتف أو بالفيديو.",
    ),
};

pub(super) const WORK: Texts = Texts {
    fr: (
        "Trouver un travail",
        "Un conseiller vous aide : écrire un CV, préparer un rendez-vous, connaître vos droits.",
    ),
    en: (
        "Find a job",
        "An adviser helps you: write a CV, prepare for an interview, know your rights.",
    ),
    ar: ("إيجاد عمل", "يساعدك مستشار على كتابة السيرة الذاتية والتحضير لمقابلة ومعرفة حقوقك."),
};

pub(super) const YOUNG: Texts = Texts {
    fr: (
        "Jeunes et emploi",
        "Vous avez entre 18 et 25 ans. On cherche ensemble un stage, une formation ou un travail.",
    ),
    en: (
        "Young people and work",
        "You are between 18 and 25. Together we look for a placement, a training course or a job.",
    ),
    ar: ("الشباب والعمل", "عمرك بين 18 و25 سنة. نبحث معا عن تدريب أو تكوين أو عمل."),
};

pub(super) const COURSE: Texts = Texts {
    fr: (
        "Continuer le français",
        "Un cours pour aller du niveau A2 au niveau B1. Deux soirs par semaine. C'est gratuit.",
    ),
    en: (
        "Carry on with French",
        "A course to go from level A2 to level B1. Two evenings a week. It is free.",
    ),
    ar: (
        "متابعة تعلم الفرنسية",
        "درس للانتقال من مستوى A2 إلى مستوى B1. مساءان في الأسبوع. الدرس مجاني.",
    ),
};

pub(super) const ONLINE_COURSE: Texts = Texts {
    fr: (
        "Le français sur Internet",
        "Un cours en ligne avec une professeure, du niveau A2 au niveau B1. Il faut Internet à la \
         maison.",
    ),
    en: (
        "French online",
        "An online course with a teacher, from level A2 to level B1. You need the Internet at home.",
    ),
    ar: (
        "الفرنسية عبر الإنترنت",
        "درس عبر الإنترنت مع أستاذة، من مستوى A2 إلى مستوى B1. تحتاج إلى الإنترنت في البيت.",
    ),
};

pub(super) const READING: Texts = Texts {
    fr: (
        "Lire et écrire",
        "On apprend à lire et à écrire, doucement, en petit groupe. C'est gratuit.",
    ),
    en: ("Read and write", "You learn to read and write, slowly, in a small group. It is free."),
    ar: ("القراءة والكتابة", "نتعلم القراءة والكتابة بهدوء في مجموعة صغيرة. الدرس مجاني."),
};
