//! The sample words of the living page of the look. The people in it are invented.

/// Title.
pub const TITLE: &str = "Composants";
/// Under the title.
pub const LEAD: &str = "Les valeurs et les composants de Passerelle, tels que les pages les montrent. \
                        Les personnes citées sont inventées.";
/// Turns the samples round.
pub const RIGHT_TO_LEFT: &str = "De droite à gauche";
/// Heading.
pub const COLOURS: &str = "Couleurs";
/// Heading.
pub const SPACES: &str = "Espaces";
/// Heading.
pub const TYPE: &str = "Texte";
/// Heading.
pub const ICONS: &str = "Icônes et pictogrammes";
/// Heading.
pub const BUTTONS: &str = "Boutons";
/// Heading.
pub const BADGES: &str = "États";
/// Heading.
pub const NOTICES: &str = "Messages";
/// Heading.
pub const FORM: &str = "Formulaire";
/// Heading.
pub const LISTS: &str = "Listes";
/// Heading.
pub const LAYERS: &str = "Onglets, dialogue, message bref";
/// Heading.
pub const WAITING: &str = "Attente, vide, échec";
/// Heading.
pub const CODE: &str = "Code à scanner";
/// A sentence.
pub const SENTENCE: &str = "De la fin de la formation linguistique à l'entrée en dispositif.";
/// The same idea in Arabic, to see tall letters and the direction.
pub const ARABIC: &str = "من نهاية التكوين اللغوي إلى الدخول في البرنامج";
/// Sample heading.
pub const HEADING: &str = "Un titre";
/// Button.
pub const SAVE: &str = "Enregistrer";
/// Button.
pub const ORDINARY: &str = "Modifier";
/// Button.
pub const QUIET: &str = "Revenir";
/// Button.
pub const REMOVE: &str = "Retirer";
/// Button while it works.
pub const BUSY: &str = "Enregistrement…";
/// Button that does nothing.
pub const UNAVAILABLE: &str = "Indisponible";
/// Label of a button with an icon alone.
pub const PRINT: &str = "Imprimer";
/// The words of the badges, in the order of their kinds.
pub const STATES: [&str; 8] = [
    "Planifiée",
    "Enregistré ici",
    "À envoyer",
    "Envoyé",
    "À vérifier",
    "Acceptée",
    "Sans réponse",
    "Refusée",
];
/// The titles of the notices, in the order of their kinds.
pub const NOTICE_TITLES: [&str; 4] = [
    "Une nouvelle version est prête",
    "48 personnes importées",
    "Trois lignes à vérifier",
    "Ce fichier ne peut pas être lu",
];
/// Field.
pub const FAMILY_NAME: &str = "Nom de famille";
/// Hint.
pub const FAMILY_NAME_HINT: &str = "Comme sur le titre de séjour.";
/// Field.
pub const PHONE: &str = "Téléphone";
/// A wrong answer.
pub const PHONE_SAMPLE: &str = "06 00 00";
/// Error.
pub const PHONE_ERROR: &str = "Il manque des chiffres : un numéro français en a dix.";
/// Field.
pub const LEVEL: &str = "Niveau de français";
/// Group of cards.
pub const WISHES: &str = "Qu'est-ce qui vous intéresse ? Le plus important d'abord.";
/// Group of cards.
pub const CONTACT: &str = "Comment vous joindre ?";
/// Card to tick.
pub const OPEN: &str = "Ouvert aux orientations";
/// Under it.
pub const OPEN_NOTE: &str = "Sinon, personne ne peut y être orienté.";
/// A chip.
pub const CHIP: &str = "Niveau : A2";
/// Tabs.
pub const TAB_NAMES: [&str; 3] = ["Émargement", "Souhaits", "Remarques"];
/// Opens the dialog.
pub const OPEN_DIALOG: &str = "Ouvrir un dialogue";
/// Title of the dialog.
pub const DIALOG_TITLE: &str = "Retirer cette personne ?";
/// Text of the dialog.
pub const DIALOG_TEXT: &str =
    "Lina Exemple ne sera plus dans la liste de cette intervention. Sa fiche reste.";
/// Answer of the dialog.
pub const KEEP: &str = "Garder";
/// Shows a message.
pub const SHOW_TOAST: &str = "Afficher un message bref";
/// The message.
pub const TOAST: &str = "Lina Exemple : présente";
/// The message after taking back.
pub const TAKEN_BACK: &str = "Annulé";
/// What is under way.
pub const READING: &str = "Lecture du fichier";
/// Nothing in a list.
pub const NOBODY: &str = "Personne n'est encore attendu à cette intervention.";
/// Table.
pub const PEOPLE: &str = "2 personnes";
/// Columns of the table.
pub const COLUMNS: [&str; 3] = ["Nom", "Niveau", "État"];
/// Rows of the table: name and level.
pub const ROWS: [(&str, &str); 2] = [("EXEMPLE Lina", "A2"), ("FICTIF Oleksandr", "A1")];
