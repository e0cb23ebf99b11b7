//! Phrases that a device proposes: six words of a list that everybody can spell.

/// Words of a phrase.
const WORDS: usize = 6;
/// Bits that choose one word of the list.
const BITS: u32 = 9;

/// Six words, chosen by the first 54 of these bits.
#[must_use]
pub fn phrase(random: [u8; 8]) -> String {
    let mut bits = u64::from_le_bytes(random);
    let mut phrase = String::new();
    for _ in 0..WORDS {
        let place = (bits % (1 << BITS)) as usize;
        bits >>= BITS;
        if !phrase.is_empty() {
            phrase.push(' ');
        }
        phrase.push_str(LIST.get(place).copied().unwrap_or_default());
    }
    phrase
}

/// Nouns without accents, no two of which can be taken for each other.
#[rustfmt::skip]
const LIST: [&str; 1 << BITS] = [
    "abeille", "abricot", "accord", "adresse", "affiche", "agenda", "aiguille", "aile", "alarme",
    "album", "algue", "alliance", "allumage", "ambre", "amour", "ampoule", "ancre", "angle",
    "antenne", "appel", "arc", "argile", "armoire", "arrosoir", "artiste", "asperge", "atelier",
    "atlas", "attelage", "aube", "auberge", "avenir", "avion", "avoine", "azur", "badge",
    "baguette", "baignade", "balade", "baleine", "bambou", "bandeau", "banjo", "banque",
    "barrage", "basilic", "bateau", "batterie", "bazar", "berceau", "berger", "biberon", "bijou",
    "billet", "bison", "bistro", "blason", "blouse", "bobine", "bois", "bonbon", "bordure",
    "bosse", "bouche", "bouillon", "boule", "bourgeon", "boussole", "bouton", "bravo",
    "bretelle", "brique", "brouette", "bruit", "buisson", "bulle", "bureau", "cabinet", "cacao",
    "cactus", "cadeau", "cadran", "caillou", "caisse", "calme", "camion", "campagne", "canard",
    "canif", "cantine", "canton", "capuche", "caravane", "carnet", "carreau", "cartable",
    "cascade", "castor", "ceinture", "cerf", "cerise", "chaise", "chamois", "champ", "chant",
    "chapeau", "charbon", "chemin", "cheval", "chocolat", "choix", "chorale", "ciel", "cigale",
    "cigogne", "circuit", "cirque", "clairon", "classe", "clavier", "climat", "cloche", "club",
    "coiffeur", "coin", "colline", "colombe", "comique", "commode", "compas", "concert",
    "conseil", "copain", "coquille", "corail", "corde", "costume", "couleur", "couloir", "coupe",
    "courrier", "cousin", "crabe", "cravate", "crayon", "cuivre", "culture", "curseur", "danse",
    "date", "demain", "dent", "dentelle", "dessert", "dessin", "digue", "dimanche", "dindon",
    "docteur", "domino", "dos", "douane", "dragon", "drap", "dune", "enfance", "engrais",
    "ensemble", "escalier", "escargot", "espoir", "essai", "essence", "euro", "examen",
    "fabrique", "facteur", "faisan", "famille", "fanfare", "faucon", "fauteuil", "fenouil",
    "fermier", "festival", "feuille", "ficelle", "filet", "film", "flamme", "flanelle", "flocon",
    "fondue", "foot", "forge", "formule", "four", "fourmi", "frigo", "frite", "fromage",
    "fusain", "gadget", "galet", "galop", "gant", "gare", "gazelle", "genou", "gentiane",
    "girafe", "glycine", "golf", "gorille", "goutte", "grain", "gravier", "grenier", "grillon",
    "grimace", "grotte", "guidon", "guitare", "gymnase", "haie", "hamac", "hamster", "hangar",
    "haricot", "herbe", "hibou", "hiver", "homard", "horloge", "huile", "humour", "hymne",
    "idole", "igloo", "immeuble", "index", "instant", "iris", "ivoire", "jaguar", "jambon",
    "jardin", "jasmin", "jaune", "jeudi", "joie", "jouet", "joueur", "journal", "juillet",
    "jumeau", "jupe", "jury", "kayak", "kiosque", "kiwi", "koala", "lac", "laine", "lama",
    "lampe", "lande", "lanterne", "lapin", "laurier", "lavabo", "lavande", "lentille", "lessive",
    "levier", "lexique", "liane", "lien", "lierre", "limonade", "linge", "liseron", "livreur",
    "logement", "losange", "loup", "lucarne", "lunette", "lustre", "lynx", "macaron", "machine",
    "magasin", "magie", "magnet", "mairie", "maison", "manoir", "manteau", "maquette", "marche",
    "mardi", "marron", "matelas", "matin", "membre", "menthe", "mercredi", "merle", "message",
    "meuble", "midi", "milieu", "mimosa", "minerai", "miroir", "mobile", "monde", "monnaie",
    "montagne", "morceau", "moteur", "moufle", "moulin", "mousse", "muraille", "musique", "nage",
    "nappe", "navet", "neige", "nid", "noisette", "nord", "notaire", "nouille", "novembre",
    "noyau", "oasis", "objet", "office", "oignon", "oiseau", "omelette", "oncle", "oreille",
    "orgue", "orteil", "otarie", "ourson", "ovale", "pacte", "pagaie", "pain", "palais",
    "palmier", "panda", "panier", "pantalon", "papaye", "paquet", "parfum", "parole", "patron",
    "paysage", "pelle", "peluche", "pendule", "persil", "phare", "phoque", "phrase", "piano",
    "pigeon", "pilote", "pinceau", "pioche", "pipeau", "pirogue", "piscine", "pistache",
    "pivoine", "placard", "plage", "planche", "plateau", "poisson", "poivre", "pompier", "poney",
    "pont", "porte", "potage", "potiron", "poudre", "prairie", "prix", "prune", "pull",
    "pupitre", "puzzle", "pyramide", "quai", "quart", "question", "queue", "racine", "radio",
    "raisin", "recette", "record", "refuge", "regard", "reine", "remorque", "repas", "rideau",
    "rire", "robinet", "roman", "rondin", "route", "ruban", "rugby", "rythme", "sabot", "safran",
    "saladier", "salon", "samedi", "sandale", "sardine", "saule", "saumon", "saveur", "science",
    "secret", "semaine", "semelle", "serrure", "sifflet", "signal", "silex", "sirop", "soif",
    "soleil", "sommeil", "sorbet", "sortie", "souris", "spatule", "sport", "statue", "studio",
    "sucre", "sud", "suite", "surprise", "symbole", "tablier", "tabouret", "tambour", "tarte",
    "tasse", "taureau", "taxi", "tennis", "terrasse", "terre", "tigre", "timbre", "tisane",
    "toit", "tomate", "torche", "tortue", "toucan", "tracteur", "travail", "tresse", "tribune",
    "tricot", "trousse", "truite", "tulipe", "turbine", "tuyau", "univers", "urne", "usine",
    "vague", "valise", "vapeur", "vase", "velours", "vernis", "veste", "victoire", "vigne",
    "village", "virage", "virgule", "vitrine", "voile", "voisin", "volcan", "volet", "voyelle",
    "wagon", "yaourt", "zigzag", "zone",
];
