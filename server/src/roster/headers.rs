//! The words of French headers, and what they mean.

use super::columns::Column;
use domain::person::fold_name;

/// What a header says, and how telling it is (0 the most).
pub(super) fn meaning(header: &str) -> Option<(Column, u8)> {
    // No header is longer than this; a paragraph that contains "nom" is none.
    if header.chars().count() > 60 {
        return None;
    }
    // `Nº` and `Mᵐᵉ` are written with letters that are not letters of the word.
    let folded = fold_name(&header.replace(['º', 'ª'], ""));
    let key = without_additions(&folded);
    EXACT
        .iter()
        .find(|(words, ..)| words.contains(&key))
        .map(|&(_, column, rank)| (column, rank))
        .or_else(|| by_part(&folded))
}

/// Whose or in which form, which does not change what the column holds.
fn without_additions(folded: &str) -> &str {
    const ADDITIONS: [&str; 17] = [
        "jjmmaaaa",
        "jjmmaa",
        "aaaa",
        "delapprenant",
        "delapprenante",
        "dustagiaire",
        "dusignataire",
        "dubeneficiaire",
        "ducandidat",
        "delapersonne",
        "deleleve",
        "apprenant",
        "stagiaire",
        "signataire",
        "beneficiaire",
        "personnel",
        "obligatoire",
    ];
    let mut key = folded;
    while let Some(rest) = ADDITIONS.iter().find_map(|end| key.strip_suffix(end)) {
        if rest.is_empty() {
            break;
        }
        key = rest;
    }
    key
}

/// Headers that say more than the exact ones, such as `Adresse e-mail / courriel`.
fn by_part(folded: &str) -> Option<(Column, u8)> {
    /// Somebody else's data, or another thing of the same word.
    const OTHERS: [&str; 13] = [
        "referent",
        "formateur",
        "formatrice",
        "conseiller",
        "organisme",
        "centre",
        "urgence",
        "employeur",
        "conjoint",
        "prescripteur",
        "lieu",
        "ville",
        "pays",
    ];
    const PARTS: [(&str, Column); 8] = [
        ("courriel", Column::Email),
        ("email", Column::Email),
        ("adressemail", Column::Email),
        ("telephone", Column::Phone),
        ("portable", Column::Phone),
        ("datedenaissance", Column::Birth),
        ("findeformation", Column::TrainingEnds),
        ("findeparcours", Column::TrainingEnds),
    ];
    if OTHERS.iter().any(|other| folded.contains(other)) {
        return None;
    }
    PARTS.iter().find(|(part, _)| folded.contains(part)).map(|&(_, column)| (column, 5))
}

/// Headers as [`fold_name`] leaves them: lower case, no accents, letters only.
const EXACT: [(&[&str], Column, u8); 15] = [
    (&["nom", "noms", "nomdefamille", "nomfamille"], Column::FamilyName, 0),
    (
        &["nomdusage", "nomusage", "nomusuel", "nommarital", "nomdepouse", "nomdepoux"],
        Column::FamilyName,
        1,
    ),
    (
        &["nomdenaissance", "nomnaissance", "nomdejeunefille", "nompatronymique", "patronyme"],
        Column::FamilyName,
        2,
    ),
    (&["prenom", "prenoms", "premierprenom", "prenomusuel", "prenomdusage"], Column::GivenName, 0),
    (
        &[
            "nometprenom",
            "nometprenoms",
            "nomsetprenoms",
            "nomsetprenom",
            "nomprenom",
            "nomprenoms",
            "nomsprenoms",
            "prenometnom",
            "prenomsetnom",
            "prenomnom",
            "nomcomplet",
        ],
        Column::FullName,
        0,
    ),
    (
        &[
            "identite",
            "stagiaire",
            "stagiaires",
            "apprenant",
            "apprenants",
            "apprenante",
            "beneficiaire",
            "beneficiaires",
            "signataire",
            "signataires",
            "participant",
            "participants",
        ],
        Column::FullName,
        1,
    ),
    (
        &[
            "datedenaissance",
            "datenaissance",
            "datedenaiss",
            "datenaiss",
            "neele",
            "nele",
            "neeleou",
            "naissance",
            "ddn",
            "dnaissance",
            "dtnaissance",
            "dtenaissance",
        ],
        Column::Birth,
        0,
    ),
    (&["anneedenaissance", "anneenaissance", "annaissance", "neeen"], Column::Birth, 1),
    (
        &[
            "portable",
            "mobile",
            "telephoneportable",
            "telephonemobile",
            "telportable",
            "telmobile",
            "numerodeportable",
            "ndeportable",
            "nportable",
            "gsm",
        ],
        Column::Phone,
        0,
    ),
    (
        &[
            "telephone",
            "telephones",
            "tel",
            "tels",
            "phone",
            "numerodetelephone",
            "numerotelephone",
            "numerodetel",
            "ndetelephone",
            "ndetel",
            "ntelephone",
            "ntel",
            "numtel",
            "numdetel",
            "numtelephone",
            "numdetelephone",
        ],
        Column::Phone,
        1,
    ),
    (&["telephonefixe", "telfixe", "fixe"], Column::Phone, 2),
    (
        &[
            "email",
            "emails",
            "mail",
            "mails",
            "mel",
            "courriel",
            "courriels",
            "adressemail",
            "adresseemail",
            "adressemel",
            "adressecourriel",
            "adresseelectronique",
            "courrierelectronique",
            "adressedemessagerie",
        ],
        Column::Email,
        0,
    ),
    (
        &[
            "niveauatteint",
            "niveauacquis",
            "niveauobtenu",
            "niveauvalide",
            "niveaufinal",
            "niveaudesortie",
            "niveausortie",
            "niveauactuel",
            "niveauenfindeformation",
            "niveaucecrlatteint",
        ],
        Column::Level,
        0,
    ),
    (
        &[
            "niveau",
            "cecrl",
            "cecr",
            "niveaucecrl",
            "niveaucecr",
            "niveaudefrancais",
            "niveaufrancais",
            "niveauenfrancais",
            "niveaudelangue",
            "niveaulangue",
            "niveaulinguistique",
        ],
        Column::Level,
        1,
    ),
    (
        &[
            "findeformation",
            "finformation",
            "findelaformation",
            "datedefin",
            "datefin",
            "datedefindeformation",
            "datefindeformation",
            "datefinformation",
            "datedefinformation",
            "datedefindelaformation",
            "findeparcours",
            "finparcours",
            "datedefindeparcours",
            "datefindeparcours",
            "datefinparcours",
            "findecours",
            "findescours",
            "datedefindescours",
            "datedefinprevue",
            "datedefinprevisionnelle",
            "datedesortie",
            "datesortie",
            "finle",
        ],
        Column::TrainingEnds,
        0,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(Column::FamilyName, &["Nom", "NOM DE FAMILLE", "Nom d'usage", "Nom d’usage", "Nom de naissance", "Nom *", "Nom de l'apprenant"])]
    #[case(Column::GivenName, &["Prénom", "PRENOM", "Prénom(s)", "Prénom du stagiaire"])]
    #[case(Column::FullName, &["Nom et prénom", "Nom Prénom", "NOM - Prénom", "Nom/Prénom", "Prénom et nom", "Stagiaire"])]
    #[case(Column::Birth, &["Date de naissance", "DATE NAISSANCE", "Né(e) le", "Né le", "DDN", "Année de naissance", "Date de naissance (jj/mm/aaaa)"])]
    #[case(Column::Phone, &["Téléphone", "Tél", "Tél.", "Portable", "Mobile", "N° de tél.", "Nº Tél", "Numéro de téléphone", "Téléphone 1"])]
    #[case(Column::Email, &["Courriel", "E-mail", "EMAIL", "Mél", "Adresse mail", "Adresse e-mail / courriel"])]
    #[case(Column::Level, &["Niveau", "Niveau atteint", "CECRL", "Niveau de français", "Niveau (CECRL)"])]
    #[case(Column::TrainingEnds, &["Fin de formation", "Date de fin", "Fin de parcours", "Date de fin de formation prévue"])]
    fn headers_are_known_in_every_spelling(#[case] column: Column, #[case] headers: &[&str]) {
        for header in headers {
            assert_eq!(meaning(header).map(|(found, _)| found), Some(column), "{header}");
        }
    }

    #[rstest]
    #[case("Nom du formateur")]
    #[case("Téléphone du référent")]
    #[case("Courriel du centre")]
    #[case("Niveau d'études")]
    #[case("Niveau initial")]
    #[case("Niveau visé")]
    #[case("Lieu et date de naissance")]
    #[case("Pays de naissance")]
    #[case("Date d'entrée")]
    #[case("Adresse")]
    #[case("Sexe")]
    #[case(
        "Liste des stagiaires en fin de cours, à transmettre à la direction territoriale avant le 5"
    )]
    #[case("")]
    fn what_is_not_asked_is_left_aside(#[case] header: &str) {
        assert_eq!(meaning(header), None);
    }
}
