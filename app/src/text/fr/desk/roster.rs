//! Words of the import of a list.

use crate::api::roster::{Field, RosterReport, Verdict};

/// Title.
pub const TITLE: &str = "Importer la liste";
/// Under the title.
pub const LEAD: &str = "La liste des personnes en fin de formation. Rien n'est enregistré avant \
                        que vous appuyiez sur « Importer ».";
/// In the area for the file.
pub const CHOOSE: &str = "Choisir un fichier";
/// Under it.
pub const CHOOSE_HINT: &str = "ou le déposer ici. CSV ou XLSX, 10 Mo au plus.";
/// Names the steps.
pub const STEPS: &str = "Étapes de l'import";
/// The steps.
pub const STEP_NAMES: [&str; 3] = ["Fichier", "Vérification", "Import"];
/// Stands, unseen, after a step that is done.
pub const STEP_DONE: &str = "(fait)";
/// Error.
pub const TOO_LARGE: &str =
    "Ce fichier dépasse 10 Mo. Enregistrez seulement la feuille de la liste, puis recommencez.";
/// While the file is read.
pub const READING: &str = "Lecture du fichier";
/// While the file is read.
pub const IMPORTING: &str = "Import en cours";
/// Heading.
pub const COLUMNS: &str = "Colonnes";
/// Under the heading.
pub const COLUMNS_HINT: &str =
    "Vérifiez ce que contient chaque colonne. Une colonne ignorée n'est pas lue.";
/// Where a column holds no value.
pub const NO_EXAMPLE: &str = "Aucune valeur";
/// Heading.
pub const LINES: &str = "Lignes";
/// Names the filter by verdict.
pub const VERDICTS: &str = "Montrer les lignes";
/// Column.
pub const LINE: &str = "Ligne";
/// Column.
pub const NAME: &str = "Nom";
/// Column.
pub const VERDICT: &str = "Décision";
/// Column.
pub const REASONS: &str = "Pourquoi";
/// Column.
pub const TAKE: &str = "Importer quand même";
/// No line of the verdict chosen.
pub const NO_LINE: &str = "Aucune ligne de ce genre.";
/// A line without a name.
pub const NAMELESS: &str = "Sans nom";
/// Why the button does not work for a moment.
pub const JUDGING: &str = "Les lignes sont relues avec les colonnes choisies…";
/// Why the button does not work.
pub const NEEDS_NAME: &str =
    "Choisissez d'abord la colonne qui contient le nom : « Nom » ou « Nom et prénom ».";
/// Why the button does not work.
pub const NOTHING_TO_IMPORT: &str = "Aucune ligne ne peut être importée telle quelle.";
/// Takes the file away.
pub const OTHER_FILE: &str = "Choisir un autre fichier";
/// Heading of the report.
pub const DONE: &str = "La liste est importée";
/// Leads to the intervention.
pub const TO_INTERVENTION: &str = "Voir l'intervention";
/// Leads to the people.
pub const TO_PEOPLE: &str = "Voir les personnes";
/// The file changed on disk or can no longer be read.
pub const FILE_GONE: &str = "Le navigateur ne peut plus lire ce fichier : il a changé ou a été déplacé. Choisissez-le \
     à nouveau.";

/// What a column holds.
#[must_use]
pub const fn field(field: Field) -> &'static str {
    match field {
        Field::Ignore => "Ignorer",
        Field::FamilyName => "Nom",
        Field::GivenName => "Prénom",
        Field::FullName => "Nom et prénom",
        Field::Birth => "Date ou année de naissance",
        Field::Phone => "Téléphone",
        Field::Email => "E-mail",
        Field::Level => "Niveau de français",
        Field::TrainingEnds => "Fin de formation",
    }
}

/// What would become of a line.
#[must_use]
pub const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::New => "Nouvelle personne",
        Verdict::AlreadyKnown => "Déjà connue",
        Verdict::ToCheck => "À vérifier",
        Verdict::Refused => "Refusée",
    }
}

/// A verdict with the number of its lines.
#[must_use]
pub fn verdict_count(verdict: Option<Verdict>, count: usize) -> String {
    match verdict {
        None => format!("Toutes ({count})"),
        Some(Verdict::New) => format!("Nouvelles ({count})"),
        Some(Verdict::AlreadyKnown) => format!("Déjà connues ({count})"),
        Some(Verdict::ToCheck) => format!("À vérifier ({count})"),
        Some(Verdict::Refused) => format!("Refusées ({count})"),
    }
}

/// Label of the choice for a column.
#[must_use]
pub fn column(heading: &str, place: usize) -> String {
    if heading.trim().is_empty() {
        format!("Colonne {place} (sans titre)")
    } else {
        format!("Colonne « {} »", heading.trim())
    }
}

/// Values of a column, as they stand in the file.
#[must_use]
pub fn examples(values: &[String]) -> String {
    if values.is_empty() {
        NO_EXAMPLE.to_owned()
    } else {
        format!("Par exemple : {}", values.join(" · "))
    }
}

/// Names the file and how it was read.
#[must_use]
pub fn read_as(name: &str, format: &str) -> String {
    format!("{name} ({format})")
}

/// The button.
#[must_use]
pub fn import(count: usize) -> String {
    match count {
        0 => "Importer".to_owned(),
        1 => "Importer 1 personne".to_owned(),
        _ => format!("Importer {count} personnes"),
    }
}

/// Label of the box that takes a line in spite of a doubt.
#[must_use]
pub fn take(name: &str, line: u32) -> String {
    format!("Importer quand même {name}, ligne {line}, comme nouvelle personne")
}

/// Caption of the table of lines.
#[must_use]
pub fn lines_shown(count: usize) -> String {
    match count {
        0 => NO_LINE.to_owned(),
        1 => "1 ligne".to_owned(),
        _ => format!("{count} lignes"),
    }
}

/// What was done, one sentence a count that matters.
#[must_use]
pub fn report(report: RosterReport) -> Vec<String> {
    let sentence = |count: u32, one: &str, many: &str| match count {
        0 => None,
        1 => Some(one.to_owned()),
        _ => Some(many.replace('#', &count.to_string())),
    };
    let sentences: Vec<String> = [
        sentence(report.created, "1 personne créée.", "# personnes créées."),
        sentence(
            report.joined,
            "1 personne déjà connue ajoutée à la liste.",
            "# personnes déjà connues ajoutées à la liste.",
        ),
        sentence(
            report.unchanged,
            "1 ligne n'a rien changé : la personne était déjà sur la liste.",
            "# lignes n'ont rien changé : les personnes étaient déjà sur la liste.",
        ),
        sentence(report.left_out, "1 ligne laissée de côté.", "# lignes laissées de côté."),
    ]
    .into_iter()
    .flatten()
    .collect();
    if sentences.is_empty() { vec!["Rien n'a changé.".to_owned()] } else { sentences }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_speaks_only_of_what_happened() {
        let done = RosterReport { created: 12, joined: 1, unchanged: 0, left_out: 0 };
        let sentences = ["12 personnes créées.", "1 personne déjà connue ajoutée à la liste."];
        assert_eq!(report(done), sentences);
        assert_eq!(report(RosterReport::default()), ["Rien n'a changé."]);
    }
}
