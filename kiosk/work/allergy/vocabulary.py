"""What allergens, allergies and their absence are called in eight languages: en, es, fr, de, it, pl, pt, nl.

Words are folded: small letters without accents, ß as ss. `word*` is any word that begins so, `one_two` are two words.
"""

from __future__ import annotations


def words_of(words: str) -> frozenset[str]:
    """Return words parted by blanks as a set."""
    return frozenset(words.split())


KINDS: dict[str, tuple[str, ...]] = {
    "nuts": ("peanuts", "tree-nuts"),
    "seafood": ("molluscs", "shellfish"),
    "gluten": ("gluten", "wheat"),
    "nothing": (),
}
"""What a word stands for where it is wider than one allergen: who says nuts may mean peanuts, who says gluten wheat.

Every other kind is the allergen of that name; `nothing` is for what only looks like one.
"""

ENGLISH = {
    "milk": "milk dairy lactose lactase cheese cheeses cheddar cream butter whey casein* yogurt* yoghurt* buttermilk "
    "butterfat ghee curd curds paneer quark kefir lactalbumin* lactoglobulin*",
    "egg": "egg eggs mayo mayonnaise egg_white* albumen* albumin* ovalbumin* lysozyme* ovomucoid* meringue*",
    "fish": "fish salmon cod tuna anchov* swordfish monkfish catfish dogfish haddock hake halibut mackerel herring* "
    "sardine* trout plaice tilapia caviar roe surimi",
    "shellfish": "crustacean* shrimp* prawn* crab crabs lobster* crayfish* crawfish* langoustine* scampi krill",
    "seafood": "shellfish seafood",
    "tree-nuts": "tree_nut* treenut* walnut* almond* hazelnut* cashew* pecan* pistachio* macadamia* brazil_nut* "
    "marzipan* frangipan* gianduja nutella praline* nougat*",
    "nuts": "nut nuts",
    "peanuts": "peanut_butter peanut* pnut* groundnut* monkey_nut* ground_nut*",
    "wheat": "wheat* bulgur bulghur couscous cous_cous semolina* durum farro kamut einkorn triticale freekeh spelt",
    "soy": "soy soya soybean* tofu edamame tempeh miso lecithin*",
    "sesame": "sesame tahini tahina tehina halva halvah",
    "gluten": "gluten celiac* coeliac* seitan rye barley",
    "celery": "celery celeriac",
    "mustard": "mustard mustards",
    "lupin": "lupin lupins lupine lupines",
    "molluscs": "mollusc* mollusk* mussel* oyster* clam clams squid octopus scallop* cuttlefish* "
    "cockle* whelk* winkle winkles periwinkle* abalone* calamari snail snails escargot*",
    "sulphites": "sulphite* sulfite* sulphur_dioxide sulfur_dioxide",
    "nothing": "coconut* oat_milk coconut_milk rice_milk nutmeg* butternut* cocoa_butter body_butter nut_case",
}
SPANISH = {
    "milk": "leche leches lacteo* lactosa queso quesos mantequilla nata suero_de_leche caseina*",
    "egg": "huevo huevos mayonesa albumina* ovoalbumina* clara_de_huevo",
    "fish": "pescado pescados pez atun salmon bacalao anchoa*",
    "shellfish": "crustaceo* gamba gambas camaron* langostin* langosta* cangrejo*",
    "seafood": "marisco mariscos",
    "tree-nuts": "nuez nueces almendra* avellana* anacardo* pistacho* pacana*",
    "nuts": "frutos_secos fruto_seco frutos_de_cascara frutas_secas",
    "peanuts": "cacahuete* cacahuate* al_mani el_mani de_mani con_mani alergia_mani",
    "wheat": "trigo espelta semola cuscus bulgur",
    "soy": "soja lecitina*",
    "sesame": "sesamo ajonjoli",
    "gluten": "celiac* soy_celiac* soy_coeliac*",
    "celery": "apio",
    "mustard": "mostaza mostazas",
    "lupin": "altramuz altramuces",
    "molluscs": "molusco* mejillon* almeja* ostras calamar* pulpo pulpos",
    "sulphites": "sulfito*",
    "nothing": "soy_de soy_el soy_la soy_yo soy_vegan* soy_vegetarian* "
    "soy_alerg* soy_intoler* soy_muy yo_soy no_soy_alerg* no_soy_intoler* "
    "no_soy_celi* no_soy_coeli* no_soy_de no_soy_el no_soy_la que_soy nuez_moscada",
}
FRENCH = {
    "milk": "lait laits laitier* laitage* lactose fromage* beurre creme caseine* lactoserum babeurre",
    "egg": "oeuf oeufs mayonnaise albumine* ovalbumine*",
    "fish": "poisson poissons saumon thon cabillaud anchois",
    "shellfish": "crustace* crevette* crabe* homard* langouste*",
    "seafood": "fruits_de_mer coquillage*",
    "tree-nuts": "noix noisette* amande* noix_de_cajou cajou pistache* fruits_a_coque fruit_a_coque",
    "peanuts": "arachide* cacahuete* cacahouete*",
    "wheat": "ble bles froment semoule* boulgour epeautre",
    "soy": "soja lecithine*",
    "sesame": "sesame sesames",
    "gluten": "gluten coeliaq* celiaq*",
    "celery": "celeri celeris",
    "mustard": "moutarde moutardes",
    "lupin": "lupin lupins",
    "molluscs": "mollusque* moule moules huitre* calamar* poulpe* bulot*",
    "sulphites": "sulfite* anhydride_sulfureux",
    "nothing": "noix_de_coco noix_de_muscade beurre_de_cacao beurre_de_cacahuete lait_de_coco lait_d_avoine",
}
GERMAN = {
    "milk": "milch* kuhmilch* laktose* lactose* kase* kaese* butter sahne* molke* joghurt* kasein* quark* topfen",
    "egg": "ei eier eiern eiweiss* huhnerei* huehnerei* huhnereiweiss* mayonnaise mayo eierspeis* eierteig* albumin*",
    "fish": "fisch fische fischen fischeiweiss* fischsoss* fischsauce* lachs thunfisch* kabeljau sardelle*",
    "shellfish": "krebstier* krustentier* garnele* krabbe* hummer* shrimps krebs krebse krebsen",
    "seafood": "meeresfrucht* meeresfruecht* schalentier*",
    "tree-nuts": "walnuss* walnuess* haselnuss* haselnuess* mandel* cashew* pistazie* paranuss* schalenfrucht*",
    "nuts": "nuss nusse nussen nuesse nuessen nussmus* nussol*",
    "peanuts": "erdnuss* erdnuess*",
    "wheat": "weizen* dinkel* griess* bulgur couscous hartweizen* emmer einkorn grunkern",
    "soy": "soja* lecithin* lezithin*",
    "sesame": "sesam*",
    "gluten": "gluten* zoliaki* zoeliaki* seitan roggen* gerste* backware*",
    "celery": "sellerie*",
    "mustard": "senf*",
    "lupin": "lupine*",
    "molluscs": "weichtier* muschel* auster austern tintenfisch* schnecke*",
    "sulphites": "sulfit* schwefeldioxid*",
    "nothing": "kokosnuss* muskatnuss* kokosmilch* hafermilch* reismilch* kakaobutter* butternut* butternuss*",
}
ITALIAN = {
    "milk": "latte latticin* lattosio formaggi* burro panna caseina* casear* siero_di_latte",
    "egg": "uovo uova maionese albume albumina*",
    "fish": "pesce pesci salmone tonno merluzzo acciug*",
    "shellfish": "crostace* gamber* granchi* aragost* scampi",
    "seafood": "frutti_di_mare frutto_di_mare",
    "tree-nuts": "noce noci nocciol* mandorl* anacardi* pistacch* frutta_a_guscio",
    "nuts": "frutta_secca",
    "peanuts": "arachid*",
    "wheat": "frumento grano semola* semolino farro cuscus bulgur",
    "soy": "soia lecitina*",
    "sesame": "sesamo",
    "gluten": "glutine celiac*",
    "celery": "sedano",
    "mustard": "senape",
    "lupin": "lupino lupini",
    "molluscs": "mollusc* cozza cozze vongol* ostrica ostriche calamar* polpo polpi seppi*",
    "sulphites": "solfit* anidride_solforosa",
    "nothing": "noce_moscata noce_di_cocco burro_di_cacao latte_di_cocco latte_di_avena latte_d_avena grano_saraceno",
}
POLISH = {
    "milk": "mleko mleka mleku mlekiem mleczn* laktoz* nabial* maslo masla maslem smietan* jogurt* kazein* "
    "ser_zolty na_ser sery serze serem",
    "egg": "jajko jajka jajek jajk* jaja jaj jajo bialko_jaj* majonez*",
    "fish": "ryba ryby ryb rybe rybach rybie rybami rybn* losos* tunczyk* dorsz*",
    "shellfish": "skorupiak* krewet* krab kraby krabow homar*",
    "seafood": "owoce_morza owocow_morza owocami_morza",
    "tree-nuts": "orzech*_wlosk* orzech*_laskow* migdal* nerkowc* pistacj* orzech*_nerkow*",
    "nuts": "orzech*",
    "peanuts": "orzech*_ziemn* orzesz*_ziemn* orzech*_arachidow* orzesz*_arachidow* arachid* fistaszk*",
    "wheat": "pszenic* pszen* orkisz* kasza_mann* kaszy_mann* kuskus",
    "soy": "soja soje soi soja sojow* lecytyn*",
    "sesame": "sezam*",
    "gluten": "gluten* celiaki*",
    "celery": "seler selera selery selerem selerow*",
    "mustard": "musztard* gorczyc*",
    "lupin": "lubin lubinu lubinem lubinow*",
    "molluscs": "mieczak* malz malze malzy ostryg* kalmar* osmiornic*",
    "sulphites": "siarczyn* dwutlenek_siarki",
    "nothing": "galka_muszkatolow* orzech*_kokosow* maslo_kakaow* mleko_kokosow* mleko_owsian*",
}
PORTUGUESE = {
    "milk": "leite leites laticinio* lactose queijo queijos manteiga natas caseina soro_de_leite",
    "egg": "ovo ovos maionese",
    "fish": "peixe peixes atum salmao bacalhau anchova*",
    "shellfish": "crustaceo* camarao camaroes lagosta* caranguejo* gamba gambas",
    "seafood": "marisco mariscos frutos_do_mar",
    "tree-nuts": "noz nozes amendoa* avela avelas caju pistache* pistacio*",
    "nuts": "frutos_secos frutas_secas castanha castanhas oleaginosas frutos_de_casca*",
    "peanuts": "amendoim amendoins",
    "wheat": "trigo",
    "soy": "soja",
    "sesame": "sesamo gergelim",
    "gluten": "gluten celiac*",
    "celery": "aipo",
    "mustard": "mostarda mostardas",
    "lupin": "tremoco tremocos",
    "molluscs": "molusco* mexilh* ameijoa* ostra ostras lula lulas polvo",
    "sulphites": "sulfito* dioxido_de_enxofre",
    "nothing": "noz_moscada leite_de_coco leite_de_aveia manteiga_de_cacau manteiga_de_amendoim",
}
DUTCH = {
    "milk": "melk* koemelk* lactose* kaas* boter slagroom zuivel* yoghurt* wei_eiwit caseine",
    "egg": "ei eieren eiwit* kippenei* mayonaise mayo",
    "fish": "vis vissen zalm tonijn kabeljauw ansjovis*",
    "shellfish": "schaaldier* garnaal garnalen krab krabben kreeft*",
    "seafood": "zeevrucht* schelpdier*",
    "tree-nuts": "walnoot walnoten amandel* hazelno* cashew* pistache* pecan*",
    "nuts": "noot noten",
    "peanuts": "pinda* aardnoot aardnoten pindakaas",
    "wheat": "tarwe*",
    "soy": "soja*",
    "sesame": "sesam*",
    "gluten": "gluten* coeliaki*",
    "celery": "selderij* selderie* knolselderij",
    "mustard": "mosterd*",
    "lupin": "lupine*",
    "molluscs": "weekdier* mossel* oester* inktvis*",
    "sulphites": "sulfiet* zwaveldioxide",
    "nothing": "kokosnoot* nootmuskaat kokosmelk havermelk* sojamelk_zonder cacaoboter",
}
LANGUAGES = {
    "en": ENGLISH,
    "es": SPANISH,
    "fr": FRENCH,
    "de": GERMAN,
    "it": ITALIAN,
    "pl": POLISH,
    "pt": PORTUGUESE,
    "nl": DUTCH,
}
OTHERS = {
    "peanuts": "jordnot* jordnodd* maapahkin* maapahkl* yer_fistig* fistik* fistig* arasid* arahid* kacang* "
    "dau_phong kikirik* foldimogyoro* zemes_riesut* zemesriekst* kakahuete* cacauet* mungfali moongphali moongfali "
    "lac",
    "nuts": "notter nodder nott* nodde* pahkin* pahkl* findik* findig* ceviz* orech* orah* oras* oresck* orisk* "
    "mogyoro* dio dios diot diora diotol nuci nuca alune alunele alunelor hnet* riesut* riekst* arra arrat intxaur* "
    "fruits_secs",
    "milk": "mejeri* meieri* melkeprodukt* "
    "mjolk* maelk* melk maito* maido* sut sute sutten sutlu mleko mlek* mlec* mlijek* tej tejet tejes "
    "tejtol tejre tejfeherje lapte* susu sua laktos* laktoz* pieno pienu piena pienas piim piima "
    "piimast juusto* sajt sajtot peynir* qumesht* lactoz* laktoo* llet esne esnea gatas doodh dudh",
    "egg": "agg aeg aegg* agget egg kananmuna* muna munaa munad yumurta* vejce vajec* vajic* tojas* oua ouale "
    "ou jaje jaja jajca jajc telur trung kiausin* olas veze vezet ous arrautz* itlog ande",
    "fish": "fisk* kala kalaa kalasta balik* balig* hal halat haltol ryby peste pestele riba ribu ribe ikan "
    "zuvis zuvies zivis zivju peshk* peix isda machhli",
    "shellfish": "skaldjur* skalldyr* rakor reker rejer katkarapu* karides* kreveta krevet* rak rakovi udang hipon "
    "jhinga",
    "gluten": "glutenitont* glutensiz gluteenit* bezlepk* lepek lepku glutenmentes* liszterzekeny* sprue",
    "wheat": "vete hvete hvede vehna* bugday* psenic* psenice buza* grau",
    "soy": "soija* szoja*",
    "sesame": "seesam* susam* szezam* susan",
    "mustard": "senap sennep sinapp* hardal* horcic* mustar* gorusic* senf",
    "celery": "selleri* kereviz* celer zeller* telina",
}
"""Beginnings for the languages guests write in that nobody here reads whole."""

MISSPELT = {
    "peanuts": "peanut peanuts groundnuts cacahuete cacahuetes cacahuate arachide arachides arachidi erdnuss "
    "erdnusse amendoim amendoins pindas",
    "tree-nuts": "walnut walnuts almond almonds cashew cashews hazelnut hazelnuts pistachio pistachios "
    "noisette noisettes haselnuss haselnusse walnuss walnusse avellanas nocciole mandorle",
    "nuts": "orzechy orzechow orzeszki",
    "shellfish": "shrimp shrimps prawns lobster crustaceans crevette crevettes crostacei gamberi krewetki "
    "camarones camarao",
    "seafood": "shellfish seafood mariscos",
    "molluscs": "mussels oyster oysters",
    "sesame": "sesame sesamo",
    "mustard": "mustard mostaza moutarde mostarda mosterd musztarda",
    "celery": "celery sellerie",
    "gluten": "gluten glutine",
    "milk": "lactose lactosa lattosio laktose laktoza",
    "egg": "mayonnaise",
}
"""Names of which a letter may be wrong, missing, too many or in another's place."""

ALLERGY = (
    *("allerg", "alerg", "alerj", "ailleirg", "alllerg", "allegi", "allergeen", "anaph", "anaf", "epipen"),
    *("overgevoel", "overfols", "ofnaem"),
    *("intoleran", "intoller", "nietoleran", "unvertrag", "unvertraeg", "hypersensit", "uberempfindlich", "nadwrazliw"),
    *("uczul", "celiac", "coeliac", "celiaq", "coeliaq", "celiak", "zoliaki", "zoeliaki", "coeliak"),
)
"""Beginnings of the words that tell of an allergy."""

IN_COMPOUNDS = ("allerg", "alerg", "alerj", "intoleran", "unvertrag", "unvertraeg", "ofnaem")
"""Those that German hangs onto what one is allergic to."""

COMPOUNDED = {"nuts": "not nut nuss nus nodd", "egg": "eggja aegge"}
"""Words that mean this only where they are hung together: nötallergi."""

HARMLESS = ("hypo", "anti")
"""What before them says the contrary: hypoallergenic."""

FREE = words_of("free frei freie freies freier freien freiem vrij vrije")
"""Said after an allergen: nut free."""

FREE_WORDS = {
    "gluten": "bezglutenow* singluten glutenvrij* gf",
    "milk": "bezlaktozow* bezmleczn* df",
    "egg": "bezjajeczn*",
    "nuts": "bezorzechow*",
}
"""Words that say all of it."""

WITHOUT = words_of(
    "no without sin sans senza bez ohne kein keine keinen keinem keiner zero pas niente sem zonder geen utan uden "
    "uten ilman fara nelkul "
)
"""Said before what is not wanted, a wish: but gluten and lactose are nothing a guest leaves out for the taste."""

POSTPOSED = words_of("nelkul")
"""Those that are said behind it."""

WISHES = WITHOUT | words_of("extra light side plus hold")
"""Where what was said before ends and a wish begins."""

NEVER_FOR_TASTE = words_of("gluten glutine glutenu lactose lactosa lattosio laktose laktozy")

OF = words_of("de di d del")

NOT = WITHOUT | words_of(
    "not non nicht nie nein ninguna ningunas ningun ninguno aucune aucun nessuna nessun nessuno brak none "
    "never isn aren don doesn hasn isnt dont doesnt zadnych zadnej nothing nil keinerlei nada rien "
    "nichts tampoco nenhuma nenhum sem nem zonder geen niet nada"
)
"""What says that there is none."""

BETWEEN = words_of(
    "known any food other special bekannt bekannte bekannten conocida conocidas connue connues "
    "alimentaire alimentaires alimentaria alimentarias alimentari alimentare nota note znanych znane "
    "pokarmowych pokarmowej zywieniowych es esta estoy is are has have had a an t d de di la el soy "
    "tenho tem alimentar alimentares bekende heeft ik "
    "tengo tiene hay ha ho e jest jestem ma mam sono est suis hat habe haben ist bin sind lebensmittel to "
    "of am n ni ai un una une declared"
)
"""What may stand between that and the word for an allergy."""

EXCEPT = words_of(
    "except besides than apart aside ausser abgesehen salvo excepto menos sauf tranne eccetto oprocz poza"
)
"""What takes a denial back: no allergies except nuts."""

CANNOT = (
    r"(?:can ?t|cannot|can not|mustn t|must not|unable to|not allowed to) (?:even )?(?:eat|have|take|tolerate|drink)",
    r"(?:does not|doesn t|don t) tolerate|react(?:s|ion)? (?:badly |severely )?to|sensitive to",
    r"no (?:puede|puedo|pueden|debe) (?:comer|tomar|consumir|beber|probar)|no toler\w+|reacci?on\w* a",
    r"(?:peut|peux|doit|dois|peuvent) pas (?:manger|prendre|consommer|boire)|(?:tolere|supporte) pas|reaction a\w*",
    r"(?:vertra(?:e?g|e?ge)[nt]?|darf|kann) (?:\w+ )?(?:kein\w*|nicht)|reagiert? (?:\w+ )?auf|reaktion auf",
    r"non (?:puo|posso|possono|deve) (?:mangiare|assumere|prendere|bere)|non toller\w+|reazion\w+ a\w*",
    r"nie (?:moze|moge|moga|wolno) (?:jesc|spozywac|pic|miec)|nie toleruj\w+|reaguj\w+ na|reakcj\w+ na",
    r"cross (?:contamination|contact)|contaminacion cruzada|contamination croisee|kreuzkontamination\w*",
    r"contaminazion\w+ crociat\w+|zanieczyszczen\w+ krzyzow\w+|kontaminacj\w+ krzyzow\w+",
)
"""What says it without the word, beside an allergen: she can't eat nuts. Patterns of words with one blank between."""

BUT = words_of("but aber pero mais ale jedoch however sondern sino")

AND = words_of(
    "and und y et e i or oder o ou lub oraz the all any a also of to on auf gegen al alla alle agli ai "
    "allo la las los le les el il lo gli l au aux d de di du des del na please bitte"
)
"""What may stand between the members of a list."""

BARE = (
    BETWEEN
    | AND
    | words_of(
        "severe severely serious seriously strong strongly very highly bad alert warning attention careful "
        "caution guest customer client cliente clienta gast kunde kundin klient klientka ospite grave graves "
        "forte fuerte stark schwer schwere sehr muy tres molto bardzo silna silne ciezka uwaga achtung "
        "attenzione atencion cuidado vorsicht order here my mi mon ma mein meine mio mia this has it it's she "
        "her his child kid nino nina hijo enfant kind bambino dziecko por favor please bitte prego prosze "
        "merci gracias grazie danke thanks thank you reaction"
    )
)
"""Words beside which an allergy has no object of its own, so that the rest of the note gives it."""
