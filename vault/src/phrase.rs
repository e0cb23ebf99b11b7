<<<<<<< HEAD
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
=======
//! Phrases for people to remember: six words of a list, drawn by the device.
//!
//! The words are common French ones of three to eight letters without accents, and none can be
//! taken for another by one wrong letter. What no test sees, that a word is known to everybody and
//! offends nobody, was decided word by word.

/// How many words a phrase has.
const LENGTH: usize = 6;

/// The phrase that these random bytes choose: six different words, one of 512 · 511 · … · 507
/// phrases, which is 54 bits. All of them are as likely, to within a thousandth.
#[must_use]
pub fn phrase(random: [u8; 8]) -> String {
    let mut rest = u64::from_le_bytes(random);
    let mut left = WORDS.to_vec();
    let mut words = Vec::with_capacity(LENGTH);
    for _ in 0..LENGTH {
        let choices = left.len() as u64;
        let choice = usize::try_from(rest % choices).unwrap_or_default();
        rest /= choices;
        words.push(left.swap_remove(choice));
    }
    words.join(" ")
}

/// The words that phrases are made of, in alphabetical order. No phrase is stored as numbers of
/// words, so that the list may change.
#[rustfmt::skip]
pub const WORDS: [&str; 512] = [
    "abeille", "abri", "acier", "agneau", "aigle", "album", "algue", "aliment", "alpage",
    "amande", "ananas", "anchois", "animal", "antenne", "appareil", "arbre", "arc", "ardoise",
    "argile", "armoire", "artisan", "asperge", "assiette", "astre", "atelier", "atlas", "automne",
    "autruche", "avion", "avril", "baguette", "balance", "balcon", "baleine", "bambou", "banane",
    "bandeau", "banquet", "baobab", "barrage", "basilic", "bassin", "bateau", "berceau", "berger",
    "beurre", "biberon", "bijou", "biscuit", "bison", "blouson", "bobine", "bocal", "bonbon",
    "bonnet", "bordure", "bosquet", "botte", "bouclier", "boulon", "bourdon", "boussole",
    "boutique", "bracelet", "branche", "brioche", "brique", "brocoli", "brosse", "brouette",
    "bruit", "buffet", "buisson", "bureau", "burin", "cabane", "cacao", "cactus", "cadeau",
    "cadran", "cahier", "caillou", "caisse", "calepin", "camion", "campagne", "canal", "canard",
    "cannelle", "cantine", "carafe", "caramel", "caravane", "carotte", "cartable", "carton",
    "cascade", "casque", "castor", "ceinture", "cerise", "chaise", "chalet", "chameau", "chanson",
    "charbon", "chariot", "chaton", "chemin", "chemise", "chenille", "cheval", "chiffon",
    "chocolat", "chouette", "cigale", "cigogne", "ciment", "cirque", "ciseau", "citron",
    "clairon", "clavier", "cloche", "clou", "coffre", "coiffeur", "colibri", "colis", "colline",
    "colombe", "colonne", "compote", "concert", "coquille", "corail", "corbeau", "corde",
    "costume", "coton", "couleur", "couloir", "couronne", "courrier", "coussin", "couteau",
    "crabe", "cravate", "crayon", "crevette", "cube", "cuisine", "cuivre", "dauphin", "dentiste",
    "dessert", "dessin", "diamant", "digue", "disque", "dortoir", "douche", "dragon", "drapeau",
    "dune", "duvet", "enclume", "encrier", "escalier", "escargot", "falaise", "famille",
    "fanfare", "farine", "faucon", "fauteuil", "fenouil", "ferme", "feuille", "ficelle", "filet",
    "film", "flacon", "flamme", "fleur", "fleuve", "fontaine", "football", "forge", "foulard",
    "fourmi", "fraise", "frelon", "frites", "fromage", "galaxie", "galerie", "galet", "galop",
    "gant", "garage", "gare", "gazelle", "gazon", "girafe", "glace", "glycine", "gobelet",
    "gomme", "gorille", "gouache", "gourde", "grange", "granit", "gratin", "gravier", "grelot",
    "grenier", "grillon", "grive", "grotte", "groupe", "guide", "guitare", "habit", "hamac",
    "hamster", "haricot", "herbe", "hibou", "histoire", "hiver", "horizon", "horloge", "hublot",
    "huile", "iceberg", "iguane", "image", "insecte", "ivoire", "jaguar", "jardin", "jasmin",
    "jongleur", "jouet", "journal", "jument", "jungle", "jupe", "kayak", "kimono", "kiosque",
    "kiwi", "koala", "lac", "laine", "lampe", "lanterne", "lapin", "laurier", "lavabo", "lavande",
    "lentille", "lettre", "lierre", "ligne", "lilas", "limace", "lion", "liquide", "livre",
    "logement", "loupe", "loutre", "lucarne", "lunette", "lustre", "lynx", "machine", "magasin",
    "maillot", "maison", "mangue", "manoir", "manteau", "maquette", "marais", "marin", "marmite",
    "marmotte", "marron", "matelas", "melon", "menthe", "meringue", "merle", "meuble", "miel",
    "mimosa", "mirador", "miroir", "moineau", "moisson", "montagne", "montre", "moteur", "moto",
    "mouchoir", "mouette", "moulin", "mousse", "mouton", "mur", "museau", "myrtille", "nappe",
    "navet", "navire", "neige", "nid", "noisette", "nougat", "nuage", "nuit", "oasis", "olive",
    "olivier", "omelette", "ongle", "opale", "oranger", "oreille", "ortie", "ours", "paille",
    "palace", "palmier", "panda", "panier", "panneau", "pantalon", "papaye", "papillon",
    "paprika", "paquet", "parasol", "parfum", "passoire", "patin", "peigne", "pelle", "pelote",
    "perche", "phare", "photo", "piano", "pichet", "pieuvre", "pigeon", "pilier", "pinceau",
    "pingouin", "piscine", "pistache", "piste", "pivoine", "plage", "plan", "platane", "plateau",
    "plombier", "plume", "poignet", "poirier", "poivre", "poivron", "pollen", "polo", "pompier",
    "poney", "ponton", "portail", "portrait", "potage", "poteau", "poterie", "potiron",
    "poubelle", "poulain", "poule", "poumon", "prairie", "prune", "pupitre", "puzzle", "quiche",
    "quille", "racine", "radar", "radio", "raisin", "rasoir", "ravioli", "remorque", "renard",
    "requin", "rideau", "robe", "robinet", "robot", "rocher", "roman", "rondelle", "roseau",
    "rosier", "rouleau", "roulotte", "route", "ruban", "rubis", "ruche", "ruisseau", "sable",
    "sabot", "safran", "salade", "saladier", "salon", "sandale", "sardine", "saumon", "savane",
    "scooter", "semaine", "semelle", "sentier", "serpent", "serrure", "sifflet", "silence",
    "silo", "singe", "soda", "soleil", "sommet", "sorbet", "soucoupe", "source", "souris",
    "spirale", "statue", "stylo", "sucre", "tableau", "tablier", "tabouret", "tambour", "tango",
    "tapis", "tarte", "tartine", "tasse", "taureau", "taxi", "tenaille", "tennis", "terrasse",
    "tigre", "tilleul", "timbre", "tissu", "toboggan", "toile", "tomate", "tonneau", "tonnerre",
    "torche", "torrent", "tortue", "toucan", "toupie", "tracteur", "train", "triangle", "tricot",
    "triton", "tronc", "truffe", "truite", "tulipe", "tunnel", "turban", "tuyau", "vaisseau",
    "valise", "vanille", "velours", "verre", "veste", "village", "vinaigre", "violette", "violon",
    "vitrail", "vitre", "voiture", "volcan", "volet", "voyage", "wagon", "yaourt",
>>>>>>> crate
];
