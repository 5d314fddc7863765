"""What makes a note one to ask about although it says no allergy: words of danger, and what is plainly a wish.

Words are folded as those of `vocabulary`; patterns have one blank between words.
"""

from __future__ import annotations

from kiosk.work.allergy.vocabulary import WITHOUT
from kiosk.work.allergy.vocabulary import words_of as _set

DANGER = (
    r"traces? of|(?:no|any|even|contain|contains) traces?",
    r"traza\w*|tracc[ei]\w*|spuren|slad\w*|vestigio\w*|sporen|cross (?:contam\w+|contact)",
    r"contamin\w+|kontamin\w+|kreuz\w+|kruisbesm\w+|zanieczyszcz\w+",
    r"anaphyl\w*|anafil\w*|auto ?injector|adrenalin\w*|epinephrin\w*|jext|benadryl|antihistamin\w*|notfall\w*",
    r"(?:bad |severe |allergic )?reactions?|reacts?|reacting|reaccion\w*|reagi\w+|reaktion\w*|reakcj\w+|reazion\w+",
    r"reacao|reage|reagee\w+|hives|(?:a|get|skin) rash|swell\w*|swollen|throat|asthma\w*|urtic\w+|vomit\w*",
    r"medical\w*|vertrag\w* (?:\w+ )?nicht|pregnan\w*|embaraz\w*|enceinte|schwanger\w*|incinta|w ciazy|gravida|zwanger",
    r"ma(?:kes?|de) (?:me|her|him|us|them|you) (?:\w+ )?(?:ill|sick|unwell|itch\w*)|(?:ill|sick) (?:from|of|after)",
    r"(?:me|le|nos) (?:sienta\w*|cae\w*|hace\w*|pone\w*) (?:muy )?(?:mal\w?|dano|enferm\w)|rend\w* malade",
    r"(?:mi|gli|le) fa\w* (?:stare |molto )?male|macht (?:mich|sie|ihn|mir) (?:\w+ )?(?:krank|schlecht)|faz\w* mal",
    r"(?:milk|egg|wheat) proteins?|throw up|cmpa",
    r"danger\w*|deadly|lethal\w*|fatal\w*|mort[ae]l\w*|lebensgefahr\w*|gefahr\w*|gefaehr\w*|tod|todlich\w*|toedlich\w*",
    r"pelig\w+|perig\w+|pericol\w*|niebezpiecz\w+|gevaar\w*|poison\w*|toxic|venen\w*|trucizn\w+",
    r"ambulance\w*|szpital\w*|krankenhaus\w*|ospedale|hopital|ziekenhuis|emergency room|kills? (?:me|her|him|us)",
    r"muere?\w*|medic\w+ reasons?|health reasons?|doctors? (?:says?|said|told|orders?)",
    r"hypersens\w*|(?:sensitiv|sensib)\w* (?:to|a|al|ai|au|aux|auf|na)|overgevoelig\w*|overfolsom\w*|ofnaemi\w*|di ung",
    (
        r"(?:clean|new|fresh|separate|different|change|limpi\w+|propres?|saubere?\w*|puliti?|czyst\w+|schone) "
        r"(?:\w+ )?(?:gloves?|knife|knives|pan|fryer|board|tongs|grill|oil|surface|utensils?|guantes|cuchillo|gants|"
        r"couteau|handschuhe?|messer|guanti|coltello|rekawiczk\w+|noz|handschoenen|mes)"
    ),
    r"favism\w*|fabism\w*|g6pd|mcas|mast ?(?:cell|zell)\w*|mastozyt\w*|mastoc[iy]t\w*|histamin\w*|istamin\w*|hfi|csid",
    r"pku|phenylk\w+|phenylc\w+|fenylok\w+|fenylk\w+|fenilc\w+|fru[ck]to[sz]\w*|frutose|fruttosio|sorbit\w*|fodmaps?",
    r"fpies|eoe|eosinophil\w*|eozynofil\w*|al(?:ph|f)a gal|gala[ck]tos\w*|galattos\w*|sali[cz][iy]l\w*|t[iy]ramin\w*",
    r"porphyri\w*|porfiri\w*|crohns?|ibs|lat[ei]x\w*",
    r"frei von|free (?:from|of)(?! charge| cost)|libres? de|exempts? de",
    r"priv[oi] di|wolne? od|livres? de|vrij van",
)
"""Words that are asked about wherever they stand, with an allergen or without."""

AVOID = r"avoid\w*|evit\w+|vermeid\w+|vermijd\w*|unika\w*|exclud\w+|excluir|ausschlie\w+|esclud\w+"
"""Words that are asked about unless what is avoided is known to harm nobody."""

REACTIONS = (
    r"(?:can ?t|cannot|no pued\w+|peu[xt] pas|(?:kann|darf) nicht|non (?:posso|puo)|nie mo[gz]e|kan niet)$",
    r"nao (?:posso|pode)$|me brot\w+",
    r"swell\w*|swollen|swole|itch\w*|chok(?:e|es|ed|ing)|suffocat\w*|rash|rashes|blister\w*|breathe|wheez\w*|faint",
    r"schwill\w*|schwell\w*|\w*schwoll\w*|anschw[ei]ll\w*|juck\w*|erstick\w*|ausschlag\w*|quaddel\w*|atemnot|pusteln",
    r"gonfl\w*|enfl\w*|demang\w*|me gratt\w*|etouff\w*|boutons|hinch\w*|me pica\w?|picor\w*|picazon|me ahog\w*",
    r"asfixi\w*|sarpull\w*|ronchas|gonfi\w*|prurit\w*|prude|prudono|soffoc\w*|puchn\w*|\w*puchl\w*|opuch\w*|swedz\w*",
    r"dus[zi]\w* sie|wysypk\w*|incho|incha\w*|comichao|coceira|sufoc\w*|zwel\w*|\w*zwollen|jeuk\w*|ik stik|huiduitslag",
    r"lips|tongue|bl(?:ow|ew|own)\w* up|blotch\w*|out of the question|taboo|tabu|cramps?|diar+h?o?e?a\w*",
    r"the runs|nause\w*|bloat\w*|numb|in spots|migra\w*|e[ck]zeem|e[ck]zem\w*|vomi\w*|break(?:s|ing)? out",
    r"gall ?\w+|puk(?:e|es|ing)|tingl\w*",
    r"stomach|tummy|(?<!pork )belly|guts|body rejects",
    r"(?:kill|hurt|upset|destroy|wreck|ruin|floor|poison)\w* (?:me|him|her|us|my)",
    r"(?:be|am|i m|gets?|got|feels?|falls?) (?:\w+ )?(?:sick|ill|unwell|poorly)",
    r"(?:me|se|le|nos|estoy) (?:\w+ ){0,2}(?:mal|mal[oa]|enferm[oa])|dolor de (?:tripa|barriga|estomago)|diarrea",
    r"(?:suis|est|tombe\w*|sens) (?:\w+ )?(?:malades?|mal)|mal (?:au|de) (?:ventre|coeur)|plaques|diarrhee",
    r"(?:mir|ihr|ihm|uns|werde|wird) (?:\w+ ){0,3}(?:schlecht|ue?bel|krank|elend)|bauch(?:weh|schm|kr)\w*",
    r"durchfall\w*|keine luft|geht (?:\w+ ){0,3}gar nicht|ue?belkeit|kra(?:m|em)pf\w*|crampi",
    r"mal di (?:pancia|stomaco)|zle (?:sie|mi)",
    r"(?:sto|sta|stare|stiamo|sento|sente) (?:\w+ )?mal\w+|dor\w* de (?:barriga|estomago)|diarreia|enjo\w+",
    r"mdlosci|wymiot\w*|boli|bola|biegunk\w*|choruj\w*|(?:word|wordt|ben|voel) (?:\w+ ){0,3}(?:ziek|beroerd)",
    r"misselijk|braken|buik(?:pijn|kramp)\w*|diarree|val\w* (?:\w+ )?(?:verkeerd|slecht)",
)
"""What a body does of what it does not bear; asked about wherever an allergen stands in the same note."""

OR_ELSE = (
    r"or else|otherwise|else|or (?:i|we|he|she|they|it|my)|sonst|ansonsten|andernfalls",
    r"oder (?:ich|er|sie|es|wir|mein\w*)|sinon|ou (?:je|il|elle|on|eu|ele|ela)|si no|sino|de lo contrario|altrimenti",
    r"o (?:me|mi|se|nos|le|si)|se no|senno|inaczej|bo|albo|senao|caso contrario|anders|of ik",
    r"annars|ellers|muuten|muidu|jinak|inak|inace|drugace|kulonben|altfel|yoksa|citadi|kitaip|kalau tidak|neu khong",
)
"""What stands between what is not wanted and what would come of it."""

CONSEQUENCES = (
    *REACTIONS,
    r"hospital\w*|emergenc\w*|ambulan\w*|911|112|999|doctor\w*|medic\w*|sick|ill|die|dead|dies|faints?",
    r"krank\w*|klinik\w*|not(?:arzt|aerzt|aufnahm|ruf)\w*|rettung\w*|arzt\w*|schlecht|ubel|uebel|sterb\w*|tot|tod\w*",
    r"urgenc\w*|hopital\w*|samu|malad\w*|meurs|mourir|enferm\w*|malo|mala|mal|muer\w*|morir\w*|ospedale|soccorso",
    r"(?:sjuk|syg|syk)\w*|sairaal\w*|kuol\w*|haigla\w*|nemocnic\w*|bolnic\w*|korhaz\w*|meghal\w*|spital\w*|hastane\w*",
    r"olur\w*|slimnic\w*|ligonin\w*|rumah sakit|benh vien",
    r"male|muoio|szpital\w*|pogotowi\w*|lekarz\w*|chor\w*|umr\w*|morro|ziek\w*|dokter|arts|dood",
)
"""What would come of it; asked about after one of those, whatever is not wanted."""

CAREFUL = (
    AVOID,
    r"careful|caution|beware|warning|attention|achtung|vorsicht|cuidado|atencao|atencion|attenzione|uwaga|pas op",
    r"ojo|let op|severe\w*|serious\w*|strict\w*|absolut\w*|whatsoever|at all|not even|under no|auf keinen fall",
    r"doi(?:s|t|vent) pas|no deb\w+|darf (?:\w+ )?(?:kein\w*|nicht)|non dev\w+|nie moze|nao deve",
    r"mag (?:\w+ )?(?:geen|niet)|conten\w+",
    r"keinesfalls|bajo ningun\w*|en ningun caso|surtout|nie wolno|must not|mustn t|nada de|nem um",
    (
        r"(?:can ?t|cannot|can not|don ?t|do not|doesn ?t|does not|won t|never) (?:\w+ )?"
        r"(?:eat|do|have|take|digest|stomach|handle|put|use|drink|tolerate|touch|be|contain|allow)"
    ),
    r"not? (?:allowed|permitted)|forbid\w*|prohib\w+|proib\w+|verboten|interdit\w*|vietat\w*|zakaz\w*|verboden",
    r"sick|ill|illness|unwell|enferm\w+|malad\w+|malo|mala|mal|male|krank\w*|schlecht|ubel|uebel|chor\w+|ziek|itch\w*",
    r"safe|safely|unsafe|segur\w+|sicher|sicuro|bezpieczn\w+|veilig|away from|near|touch\w*|contact\w*|kontakt\w*",
    r"contain\w*|contien\w+|enthalt\w*|enthaelt|contiene|contem|zawiera\w*|bevat\w*|ensure|make sure|is there",
    r"sensitiv\w*|sensib\w+|hospital\w*|doctors?|medical\w*|arzt\w*|medico|lekarz\w*|kills?",
    r"i die|will die|could die|rash|dietary|traces?|bad|not good|no good|no go|off limits|problems?|trouble",
    r"any|does|check|verify|confirm|need to know|lleva|llevan|y a t il|est ce qu\w*|c e|drin|czy|zit er|onko|finns det",
    r"er der|var mi|tem \w+ n[oa]|diet\w*|niet tegen|tolera\w*|toler\w*",
)
"""Words that are asked about beside an allergen: careful with a bag is nothing, careful with nuts is."""

PATIENTS = (
    r"sick|ill|unwell|sensitiv\w*|sensib\w+|reflux|thyroid|doc|(?:dr|doc\w*) (?:say|said)\w*|baby|babies",
    r"bebe|infant|newborn|toddler|nursing|breast ?feed\w*",
    r"(?:i|he|she|they|we) (?:can ?t|cannot)|enferm\w+|malad\w+|krank\w*|malat\w+|chor[aey]|doente|ziek",
    r"sjuk|syg|syk|empfindlich\w*|neonato|saugling|still(?:e|t)",
)
"""Who it is left out for; asked about where an allergen is left out in other words of the same note."""

INSISTENT = (
    r"insisted|make sure|ensure|check|verify|confirm|must|really|seriously|definitely|absolutely|strictly|at all",
    r"important\w*|matters|wirklich|unbedingt|ernst\w*|wichtig|auf jeden fall|de verdad|en serio|vraiment",
    r"exceptions?|absolument",
    r"davvero|assolutamente|mi raccomando|naprawde|koniecznie|wazne|absoluut|belangrijk|verdade|pizca",
    r"gota|miette|krumel",
)
"""How people say that they mean it; asked about where an allergen is left out."""

CHILDREN = (
    r"kids?|child\w*|son|daughter|baby|toddler|hijo|hija|nino|nina|enfant|fils|fille|kind|sohn|tochter|bambin\w+",
    r"figli[oa]|dzieck\w*|syn|syna|cork\w*|filho|filha|zoon|dochter",
)
"""Asked about beside an allergen too, but for what is called so: a kids' mac and cheese."""

SURNAMES = r"tod|slad\w*|kreuz\w*|mort[ae]l\w*|muer\w*|swell\w*|swedz\w*"
"""Words of danger that people are called by."""

HARMS_NOBODY = _set(
    "onion onions tomato tomatoes pickle pickles lettuce ketchup pepper salt sugar ice spicy chilli garlic sauce "
    "stairs lift door gate bell ringing calling road street traffic noise plastic bag bags spilling waste queue "
    "cebolla cebollas tomate pepinillo pepinillos picante sal azucar escaleras oignon oignons tomates cornichons "
    "zwiebel zwiebeln tomaten gurken salz zucker cipolla cipolle pomodoro cetrioli sale cebuli cebula pomidorow "
    "cebola tomates ui uien"
)
"""What is avoided for the taste, or is no food."""

LEFT_OUT = WITHOUT | _set(
    "hold skip leave minus less remove off out none never menos moins weniger meno mniej menos minder"
)
"""What says that a guest does not want something."""

NO_MATTER_OF_TASTE = frozenset(
    ("nuts", "peanuts", "tree-nuts", "shellfish", "seafood", "molluscs", "lupin", "sulphites", "gluten")
)
"""Kinds that are asked about where they are left out too: nobody leaves peanuts out of a burger for the taste."""

NEVER_LIKED_LESS = _set(
    "dairy lactose lactosa lattosio laktose laktozy gluten glutine glutenu lacteos laticinios zuivel"
)
"""Words of other kinds of which that is so too."""

ITSELF = frozenset(("milk", "egg", "fish", "wheat", "soy", "sesame"))
"""Kinds whose bare names are asked about where they are left out: no menu puts milk on a burger."""

TOPPINGS = (
    r"chees\w*|cheddar|butter|cream|queso\w*|mantequilla|nata|fromage\w*|beurre|creme|ka?e?se\w*|sahne\w*|formaggi\w*",
    r"burro|panna|ser|sera|serem|masl\w+|smietan\w+|queijo\w*|manteiga|natas|kaas\w*|boter|slagroom|yog\w+",
    r"jog\w+|ma[yij]o\w*|anchov\w*|anchoa\w*|anchois|acciug\w*|sardel\w*|ansjovis\w*|salmon|tuna|atun|thon|tonno",
    r"tonijn|thunfisch\w*|lachs|saumon|salmone|zalm|tofu|edamame|quark\w*|peynir\w*|sajt\w*|juusto\w*|qumesht\w*",
)
"""Names of what lies on a burger beside other things: left out, they are a matter of taste."""

DERIVED = (
    r"produ[ckz]\w*|produits?|prodott\w+|proizvod\w*|urun\w*|termek\w*|tuotte\w*|derivat\w*|derivad\w*|derives",
    r"powder\w*|pulver\w*|polvo|poudre|polvere|proteins?|proteina\w*|proteines?|proteine|solids|skimmed",
    r"lecithin\w*|laitage\w*|latticin\w*|nabial\w*|mejeri\w*|meieri\w*|lactalbumin\w*|whey|[ck]asein\w*",
    r"\w+(?:produkt|product|produk|ware|erzeugnis|eiweiss|eiwit|protein|tuotte|pulver|poeder)\w*",
)
"""Words of doctors and of labels: who says them beside an allergen that is left out has no taste in mind."""

DRINKS = _set(
    "coffee espresso cappuccino americano mocha flat tea teas chai matcha kaffee tee cafe the te caffe macchiato kawa "
    "kawe herbata cha koffie thee kaffe kava kahve sugar azucar zucker sucre zucchero cukier suiker"
)
"""Beside which milk is a matter of taste."""

FREE_GIFT = _set("of upgrade upgrades refill refills sample samples delivery gift offer coupon voucher deal promo")
"""After free, what says that it costs nothing."""

PICTURES = {
    "🥜": "peanuts",
    "🌰": "hazelnuts",
    "🥛": "milk",
    "🍼": "milk",
    "🧀": "cheese",
    "🧈": "butter",
    "🍦": "milk",
    "🥚": "egg",
    "🍳": "egg",
    "🐟": "fish",
    "🐠": "fish",
    "🐡": "fish",
    "🎣": "fish",
    "🦐": "shrimp",
    "🍤": "shrimp",
    "🦞": "lobster",
    "🦀": "crab",
    "🦪": "oyster",
    "🦑": "squid",
    "🐙": "octopus",
    "🐚": "mussels",
    "🌾": "wheat",
    "🍞": "wheat",
    "🥖": "wheat",
    "🫘": "soya",
    "🍅": "tomato",
    "🧅": "onion",
    "🧄": "garlic",
    "🥒": "pickles",
    "🥬": "lettuce",
    "🌶": "chilli",
    "🧂": "salt",
    **dict.fromkeys("🚫❌✖⛔🙅❎⊘🛇✗✘⃠👎", "avoid"),
    **dict.fromkeys("⚠☠💀🆘🚑🏥💉🤢🤮🚨☣‼❗❕🤧🤒🤕😵", "careful"),
}
"""What a picture says, in a word of the tables."""
