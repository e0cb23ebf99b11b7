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
    "gomme", "gouache", "gourde", "grange", "granit", "gratin", "gravier", "grelot", "grenier",
    "grillon", "grive", "grotte", "groupe", "guide", "guitare", "habit", "hamac", "hamster",
    "haricot", "herbe", "hibou", "histoire", "hiver", "horizon", "horloge", "hublot", "huile",
    "iceberg", "iguane", "image", "insecte", "ivoire", "jaguar", "jardin", "jasmin", "jongleur",
    "jouet", "journal", "jument", "jungle", "jupe", "kayak", "kimono", "kiosque", "kiwi", "koala",
    "lac", "laine", "lampe", "lanterne", "lapin", "laurier", "lavabo", "lavande", "lentille",
    "lettre", "lierre", "ligne", "lilas", "limace", "lion", "liquide", "livre", "logement",
    "loupe", "loutre", "lucarne", "lunette", "lustre", "lynx", "machine", "magasin", "maillot",
    "maison", "mangue", "manoir", "manteau", "maquette", "marais", "marin", "marmite", "marmotte",
    "marron", "matelas", "melon", "menthe", "meringue", "merle", "meuble", "miel", "mimosa",
    "miroir", "mobilier", "moineau", "moisson", "montagne", "montre", "moteur", "moto",
    "mouchoir", "mouette", "moulin", "mousse", "mouton", "mur", "museau", "myrtille", "nappe",
    "navet", "navire", "neige", "nid", "noisette", "nougat", "nuage", "nuit", "oasis", "olive",
    "olivier", "omelette", "ongle", "opale", "oranger", "oreille", "ortie", "ours", "paille",
    "palace", "palette", "palmier", "panda", "panier", "panneau", "pantalon", "papaye",
    "papillon", "paprika", "paquet", "parasol", "parfum", "passoire", "pastel", "patin", "peigne",
    "pelle", "pelote", "pendule", "perche", "phare", "photo", "piano", "pichet", "pieuvre",
    "pigeon", "pilier", "pinceau", "pingouin", "piscine", "pistache", "piste", "pivoine", "plage",
    "plan", "platane", "plateau", "plombier", "plume", "poignet", "poirier", "poivre", "poivron",
    "pollen", "polo", "pompier", "poney", "ponton", "portail", "portrait", "potage", "poteau",
    "poterie", "potiron", "poulain", "poule", "poumon", "prairie", "prune", "pupitre", "puzzle",
    "quiche", "quille", "racine", "radar", "radio", "raisin", "rasoir", "ravioli", "remorque",
    "renard", "requin", "rideau", "robe", "robinet", "robot", "rocher", "roman", "rondelle",
    "roseau", "rosier", "rouleau", "roulotte", "route", "ruban", "rubis", "ruche", "ruisseau",
    "sable", "sabot", "safran", "salade", "saladier", "salon", "sandale", "sardine", "saumon",
    "savane", "scooter", "semaine", "semelle", "sentier", "serpent", "serrure", "sifflet",
    "silence", "silo", "soda", "soleil", "sommet", "sorbet", "soucoupe", "source", "souris",
    "spirale", "statue", "stylo", "sucre", "tableau", "tablier", "tabouret", "tambour", "tango",
    "tapis", "tarte", "tartine", "tasse", "taureau", "taxi", "tenaille", "tennis", "terrasse",
    "tigre", "tilleul", "timbre", "tissu", "toboggan", "toile", "tomate", "tonneau", "tonnerre",
    "torche", "torrent", "tortue", "toucan", "toupie", "tracteur", "train", "triangle", "tricot",
    "triton", "trombone", "tronc", "truffe", "truite", "tulipe", "tunnel", "tuyau", "vaisseau",
    "valise", "vanille", "velours", "verre", "veste", "village", "vinaigre", "violette", "violon",
    "vitrail", "vitre", "voiture", "volcan", "volet", "voyage", "wagon", "yaourt",
];
