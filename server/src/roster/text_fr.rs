//! The French sentences about a file and its rows: what is wrong, and what to do.

use super::columns::Column;
use super::error::{RosterError, RowProblem};
use super::table::{MAX_CELL, MAX_COLUMNS, MAX_FILE, MAX_ROWS};

/// Why a file was refused and what to do about it.
#[must_use]
pub fn sentence(error: &RosterError) -> String {
    let save_as = "Ouvrez-le dans Excel ou LibreOffice, choisissez « Enregistrer sous », \
                   format « Classeur Excel (.xlsx) », puis réessayez.";
    match error {
        RosterError::Empty => {
            "Ce fichier est vide. Vérifiez que vous avez choisi le bon fichier.".to_owned()
        }
        RosterError::TooLarge => format!(
            "Ce fichier dépasse {} Mo. Retirez les images et les feuilles inutiles, ou coupez la \
             liste en plusieurs fichiers.",
            MAX_FILE / (1024 * 1024)
        ),
        RosterError::TooManyRows => format!(
            "Ce fichier a plus de {} lignes. Coupez la liste en plusieurs fichiers de {0} lignes \
             au plus et importez-les l’un après l’autre.",
            thousands(MAX_ROWS)
        ),
        RosterError::TooManyColumns { line } => format!(
            "La ligne {line} a plus de {MAX_COLUMNS} colonnes. Ne gardez que les colonnes utiles : \
             nom, prénom, naissance, téléphone, courriel, niveau, fin de formation."
        ),
        RosterError::CellTooLong { line } => format!(
            "La ligne {line} contient une cellule de plus de {} caractères. Dans un fichier CSV, \
             il s’agit souvent d’un guillemet (\") ouvert et jamais refermé : corrigez-le, ou \
             enregistrez la liste au format .xlsx.",
            thousands(MAX_CELL)
        ),
        RosterError::TooMuchText => {
            "Ce fichier contient trop de texte pour une liste de personnes. Ne gardez que les \
             colonnes utiles, ou coupez la liste en plusieurs fichiers."
                .to_owned()
        }
        RosterError::OldExcel => format!(
            "Ce fichier est un ancien classeur Excel (.xls) ou un classeur protégé par un mot de \
             passe. Retirez le mot de passe s’il y en a un. {save_as}"
        ),
        RosterError::OpenDocument => {
            format!("Ce fichier est un classeur OpenDocument (.ods). {save_as}")
        }
        RosterError::Pdf => {
            "Ce fichier est un PDF : on ne peut pas y lire une liste sans erreur. Demandez la \
             liste au format Excel (.xlsx) ou CSV à la personne qui vous l’a envoyée."
                .to_owned()
        }
        RosterError::WebPage => {
            format!("Ce fichier est une page web, même si son nom dit autre chose. {save_as}")
        }
        RosterError::Binary => {
            "Ce fichier n’est ni un classeur Excel ni un fichier CSV. Choisissez un fichier .xlsx \
             ou .csv."
                .to_owned()
        }
        RosterError::NotAWorkbook => {
            "Ce fichier ne contient pas de classeur Excel au format .xlsx. S’il s’agit d’une \
             archive (.zip), ouvrez-la et choisissez le fichier qui est dedans."
                .to_owned()
        }
        RosterError::Damaged => format!(
            "Ce classeur est abîmé ou incomplet : il a peut-être été mal téléchargé. Récupérez-le \
             de nouveau. {save_as}"
        ),
        RosterError::Inflates => {
            "Ce classeur prend une taille anormale une fois ouvert : par sécurité, il n’est pas \
             lu. Copiez la liste dans un nouveau classeur, sans image ni mise en forme, et \
             réessayez."
                .to_owned()
        }
        RosterError::NoHeaderRow => {
            "Aucune ligne de titres n’a été trouvée dans les dix premières lignes. Ajoutez \
             au-dessus de la liste une ligne avec par exemple : Nom, Prénom, Date de naissance, \
             Téléphone."
                .to_owned()
        }
        RosterError::NoRows => {
            "Ce fichier a des titres de colonnes, mais personne en dessous. Vérifiez que vous avez \
             choisi le bon fichier."
                .to_owned()
        }
        RosterError::NoNameColumn => {
            "Aucune colonne ne contient le nom. Indiquez la colonne du nom de famille, ou celle du \
             nom complet."
                .to_owned()
        }
        RosterError::NameTwice => {
            "Vous avez choisi à la fois une colonne pour le nom complet et une colonne pour le nom \
             ou le prénom. Gardez soit le nom complet, soit le nom et le prénom."
                .to_owned()
        }
        RosterError::ColumnTwice(column) => format!(
            "Deux colonnes sont choisies pour « {} ». Gardez-en une et mettez l’autre sur « {} ».",
            column_name(*column),
            column_name(Column::Ignore)
        ),
        RosterError::OtherFile { .. } => {
            "Le choix des colonnes ne correspond pas à ce fichier. Choisissez de nouveau le \
             fichier, puis vérifiez les colonnes."
                .to_owned()
        }
    }
}

/// What is wrong or doubtful in a row and what to do about it. The caller says which line.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one sentence a problem, and no logic")]
pub fn reason(problem: &RowProblem) -> String {
    let fixed = match problem {
        RowProblem::NoName => "Le nom manque. Complétez-le dans le fichier.",
        RowProblem::NotAName(column) => {
            return format!(
                "Ce qui est écrit dans « {} » n’est pas un nom (formule, numéro ou signes). \
                 Corrigez-le dans le fichier.",
                column_name(*column)
            );
        }
        RowProblem::NameTooLong(column) => {
            return format!(
                "Le texte de « {} » est trop long pour un nom. Corrigez-le dans le fichier.",
                column_name(*column)
            );
        }
        RowProblem::NameOrderGuessed => {
            "Le nom et le prénom ont été séparés sans certitude. Vérifiez lequel est lequel."
        }
        RowProblem::DigitsInName => {
            "Le nom contient un chiffre. Vérifiez que la ligne est bien une personne."
        }
        RowProblem::DoubtfulLetters => {
            "Des lettres du nom semblent abîmées (par exemple « Ã© » au lieu de « é »). Vérifiez \
             l’orthographe."
        }
        RowProblem::PhoneUnreadable => {
            "Le numéro de téléphone n’a pas pu être lu et ne sera pas repris. Il faut dix chiffres \
             commençant par 0, ou + et l’indicatif du pays."
        }
        RowProblem::EmailUnreadable => {
            "L’adresse e-mail n’a pas pu être lue et ne sera pas reprise. Vérifiez-la dans le \
             fichier."
        }
        RowProblem::LevelUnknown => {
            "Le niveau n’est pas reconnu et ne sera pas repris. Niveaux possibles : infra-A1, A1, \
             A2, B1, B2."
        }
        RowProblem::BirthUnreadable => {
            "La date de naissance n’a pas pu être lue et ne sera pas reprise. Écrivez-la \
             jour/mois/année avec quatre chiffres pour l’année (07/03/1990), ou l’année seule."
        }
        RowProblem::BirthInFuture => {
            "La date de naissance est dans le futur et ne sera pas reprise. Corrigez-la dans le \
             fichier."
        }
        RowProblem::BirthTooLongAgo => {
            "La date de naissance est trop ancienne et ne sera pas reprise. Corrigez-la dans le \
             fichier."
        }
        RowProblem::TrainingEndUnreadable => {
            "La date de fin de formation n’a pas pu être lue et ne sera pas reprise. Écrivez-la \
             jour/mois/année (30/06/2026)."
        }
        RowProblem::TrainingEndUnlikely => {
            "La date de fin de formation est invraisemblable et ne sera pas reprise. Corrigez-la \
             dans le fichier."
        }
        RowProblem::DayOrMonth(column) => {
            return format!(
                "La date de « {} » ne sera pas reprise : d’autres dates de cette colonne sont \
                 écrites mois/jour/année, on ne sait donc pas lequel est le jour. Écrivez toutes \
                 les dates jour/mois/année.",
                column_name(*column)
            );
        }
        RowProblem::SeveralValues(column) => {
            return format!(
                "« {} » contient plusieurs valeurs : la première lisible est reprise. Vérifiez que \
                 c’est la bonne.",
                column_name(*column)
            );
        }
        RowProblem::ErrorCell(column) => {
            return format!(
                "« {} » affiche une erreur du tableur (#N/A…) et ne sera pas repris. Corrigez la \
                 formule dans le fichier.",
                column_name(*column)
            );
        }
        RowProblem::MoreCellsThanHeaders => {
            "La ligne a plus de cellules que de titres : il y a peut-être un séparateur de trop. \
             Vérifiez que chaque valeur est dans sa colonne."
        }
        RowProblem::SameNameOtherBirth => {
            "Une personne déjà connue porte le même nom, avec une autre date de naissance. \
             Cochez la ligne seulement s’il s’agit d’une autre personne."
        }
        RowProblem::SameNameNotCertain => {
            "Une personne déjà connue porte le même nom, mais rien ne permet de dire si c’est la \
             même. Cochez la ligne seulement s’il s’agit d’une autre personne."
        }
        RowProblem::SamePhoneOtherName => {
            "Une personne déjà connue, d’un autre nom, a le même numéro de téléphone. Cochez la \
             ligne s’il s’agit bien de deux personnes, par exemple d’une même famille."
        }
        RowProblem::SameEmailOtherName => {
            "Une personne déjà connue, d’un autre nom, a la même adresse e-mail. Cochez la ligne \
             s’il s’agit bien de deux personnes."
        }
        RowProblem::SameNameAsLine(line) => {
            return format!(
                "La ligne {line} porte le même nom. Cochez cette ligne seulement s’il s’agit d’une \
                 autre personne."
            );
        }
        RowProblem::SameContactAsLine(line) => {
            return format!(
                "La ligne {line} a le même téléphone ou la même adresse e-mail. Cochez cette ligne \
                 s’il s’agit bien de deux personnes."
            );
        }
        RowProblem::SamePersonAsLine(line) => {
            return format!(
                "La ligne {line}, elle aussi à vérifier, semble être la même personne. Cochez une \
                 seule des deux lignes."
            );
        }
    };
    fixed.to_owned()
}

/// The name of a column in the choice of columns.
const fn column_name(column: Column) -> &'static str {
    match column {
        Column::FamilyName => "Nom de famille",
        Column::GivenName => "Prénom",
        Column::FullName => "Nom complet",
        Column::Birth => "Naissance",
        Column::Phone => "Téléphone",
        Column::Email => "Courriel",
        Column::Level => "Niveau de français",
        Column::TrainingEnds => "Fin de formation",
        Column::Ignore => "Ne pas reprendre",
    }
}

/// A number with a narrow no-break space before its thousands, as French writes it.
fn thousands(number: usize) -> String {
    if number < 1_000 {
        return number.to_string();
    }
    format!("{}\u{202f}{:03}", number / 1_000, number % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_of_rows_is_told_with_what_to_do() {
        let text = sentence(&RosterError::TooManyRows);
        assert!(text.contains("plus de 20\u{202f}000 lignes"), "{text}");
        assert!(text.contains("plusieurs fichiers de 20\u{202f}000 lignes au plus"), "{text}");
    }

    #[test]
    fn every_reason_is_a_sentence_of_its_own() {
        let reasons = [
            RowProblem::NoName,
            RowProblem::NotAName(Column::FamilyName),
            RowProblem::NameTooLong(Column::GivenName),
            RowProblem::NameOrderGuessed,
            RowProblem::DigitsInName,
            RowProblem::DoubtfulLetters,
            RowProblem::PhoneUnreadable,
            RowProblem::EmailUnreadable,
            RowProblem::LevelUnknown,
            RowProblem::BirthUnreadable,
            RowProblem::BirthInFuture,
            RowProblem::BirthTooLongAgo,
            RowProblem::TrainingEndUnreadable,
            RowProblem::TrainingEndUnlikely,
            RowProblem::DayOrMonth(Column::Birth),
            RowProblem::SeveralValues(Column::Phone),
            RowProblem::ErrorCell(Column::Level),
            RowProblem::MoreCellsThanHeaders,
            RowProblem::SameNameOtherBirth,
            RowProblem::SameNameNotCertain,
            RowProblem::SamePhoneOtherName,
            RowProblem::SameEmailOtherName,
            RowProblem::SameNameAsLine(7),
            RowProblem::SameContactAsLine(7),
            RowProblem::SamePersonAsLine(7),
        ];
        let mut sentences: Vec<String> = reasons.iter().map(reason).collect();
        assert!(sentences.iter().all(|text| text.ends_with('.') && !text.contains("  ")));
        sentences.sort_unstable();
        sentences.dedup();
        assert_eq!(sentences.len(), reasons.len());
    }
}
