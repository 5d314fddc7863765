"""What people like more, less or otherwise, on what and with what: beside an allergen it makes a note a wish.

Words are folded as those of `vocabulary`.
"""

from __future__ import annotations

from kiosk.work.allergy.vocabulary import AND, WITHOUT
from kiosk.work.allergy.vocabulary import words_of as _set

WISH = WITHOUT | _set(
    "with extra light plus hold add more less lots lot much little bit double triple single half side sides sunny "
    "on top over under up swap instead melt melted toast toasted grilled fried scrambled boiled poached easy hard "
    "soft hot cold warm iced well done crispy sauce sugar salt burger sandwich bagel roll wrap coffee tea latte "
    "espresso cappuccino shake cake pie cookie soup salad fries bacon ketchup steamed foamed skimmed whole fat oz g "
    "ml please both bun buns bread chips like love loved remember first cat dog nog glass cup two three four five "
    "six dos tres cuatro deux trois quatre zwei drei vier due tre quattro dwa dwie trzy cztery dois duas twee drie "
    "revueltos revueltas fritos cocidos brouilles mollet durs strapazzate strapazzati sode fritte sadzone miekko "
    "twardo glas cafe caffe kawa kawy macchiato milchkaffee koffie kaffe kaffet kava kahvi kahviin kave cafea kahve "
    "med cu utan uden ekstra lisaa enemman vahemman navic mai kuuma varm varmt kold kall pouca muita tanto tanta "
    "broodje tosti panino bocadillo tartine brotchen broetchen kanapka separately pls range organic dessert "
    "breakfast could you can put one con mas menos poco poca mucho mucha doble aparte caliente frio fria bien "
    "azucar salsa por favor avec moins peu beaucoup part cote cuit chaud froid sucre du au aux un en mit mehr "
    "weniger wenig viel doppelt dazu statt zum zur gut heiss kalt zucker kaffee hart weich gekocht piu meno molto "
    "doppio doppia triplo caldo calda freddo fredda parte zucchero ben z ze wiecej mniej duzo malo podwojny "
    "podwojna podwojne osobno dodatkow cukier obok com sem mais muito pouco duplo dobro acucar quente zonder met "
    "meer minder veel weinig dubbel apart suiker fine ok okay welcome"
)
"""Beside an allergen, one of these makes it something the guest likes more, less or otherwise."""

IS = _set(
    "is are es son est sont ist sind sono jest sa sao zijn we i us our your my you for in nel nella lol haha pls "
    "plz thx ty svp stp prosze gracias merci danke grazie obrigado bedankt tack tak takk kiitos im"
)
"""What stands between something and how it is liked, or beside it."""

LIKED = {
    "en": "batter breaded text call phone message outside late coming hungry starving am ll m hi hello ale "
    "beer tasting tub tubs splash drop dash coleslaw pot dark teas lovers usual marmalade yoghurt shots "
    "sandwich sandwiches burgers omelette wraps rolls bagels croissant muffin pancake pancakes waffle "
    "waffles pizza pasta spaghetti noodles rice curry stew taco tacos burrito nachos fingers nuggets "
    "pies tart brownie cookies icecream sundae smoothie dressing dip dipping topping toppings sticks "
    "platter plate bowl meal menu combo order portion portions piece pieces slice slices spoon spoons "
    "straw straws napkin napkins knife knives fork forks cups mug jug lid box bag bags bottle bottles "
    "tray packet packets pots chopsticks triangles strips cubes cut chop chopped sliced grated crumbled "
    "shredded mashed heat warmed heated split spread pour fill stir mix cook cooked baked smoked "
    "crunchy runny fluffy thick thin brown white black big small large medium heavy put bring pack send "
    "give get want wants need take love loves like likes enjoy share great nice tasty yummy delicious "
    "amazing favourite favorite best fresh door floor gate bell ring knock lobby reception desk room "
    "flat apartment house car table parking pickup collect deliver delivery driver shop market next "
    "behind under wrapped chicken beef pork ham lemon potato potatoes onion tomato lettuce gravy jam "
    "honey shared birthday party cat",
    "es": "mermelada miel pan tostado tostada tortilla ensalada sopa pastel tarta pizza pasta arroz patatas "
    "plato taza vaso botella cuchara servilletas puerta piso portal timbre llamar recoger entregar rico "
    "rica fresco fresca grande pequeno pequena gratinado derretido rallado plancha hecho pasado frito "
    "cocido encima pollo cerdo jamon",
    "fr": "supplement confiture miel pain baguette sandwich croque salade soupe gateau tarte crepe galette "
    "pizza pates riz frites assiette tasse verre bouteille cuillere serviettes porte etage sonner code "
    "livraison recuperer bon fondu rape grille gratine saignant grand petit double poulet jambon dessus "
    "plus",
    "de": "schalchen spiegelei ruhrei marmelade honig konfiture brot semmel toast suppe salat kuchen torte "
    "pizza nudeln pommes teller tasse becher glas dose flasche loffel gabel serviette servietten tur "
    "etage stock klingel klingeln lieferung abholen abstellen lecker grosse grosser kleine kleiner "
    "halbe halber durch medium knusprig scharf kochen gebraten gerieben geschmolzen getoastet "
    "uberbacken doppelte oben drauf huhn schinken kanne",
    "it": "marmellata miele panino pane toast insalata zuppa torta pizza pasta riso patatine piatto tazza "
    "bicchiere bottiglia cucchiaio tovaglioli porta piano citofono campanello consegna buono buona fuso "
    "grattugiato cotto cotta grande piccolo pollo prosciutto sopra",
    "pl": "dzem dzemem miodem bulka chleb tost kanapka zupa salatka ciasto pizza makaron ryz frytki talerz "
    "talerzu kubek kubku szklanka szklance butelka lyzka serwetki drzwi pietro domofon dzwonek odbior "
    "dostawa pyszne roztopiony tarty smazony smazone gotowany gotowane duzy maly duza mala wierzch "
    "wierzchu kurczak szynka",
    "pt": "estrelado mexido compota mel pao sandes torrada salada sopa bolo pizza massa arroz batatas prato "
    "copo chavena garrafa colher guardanapos porta andar campainha entrega bom boa derretido ralado "
    "grelhado frito cozido grande pequeno cima frango fiambre",
    "nl": "jam honing broodje brood tosti salade soep taart pizza pasta rijst friet frietjes bord kopje glas "
    "fles lepel servetten deur verdieping bel aanbellen bezorgen ophalen lekker gesmolten smelten "
    "geraspt gebakken gekookt groot klein dubbele erop kip ham",
    "sv da no fi": "brod brodet smorgas smorrebrod leipa leivan pizza sallad salat soppa suppe kopp kopje "
    "glas tallerken grillad grillet stekt stegt stor liten lille stort pa",
    "tr hu cs ro": "bol olsun fazla az cok sicak soguk ekmek porsiyon bardak tabak keves sok forro kenyer "
    "pohar hodne malo teply studeny chleba sklenice talir mult putin paine pahar farfurie",
}
"""By languages, how food is served, with what and where: as those, but where it matters to nobody's health."""

BESIDE = {
    "en": "a an it its this that these those there here his her hers him me us their he she they who if when "
    "then so very just only again now today tonight tomorrow morning time from to at into by as about "
    "per each every some one another same says tell was been be x chef little out",
    "es": "el un una unos para que son mi tu su muy tambien solo ya hoy aqui",
    "fr": "et a dans sur pour par chez je il elle mon ma mes notre votre c ce cette tres aussi l",
    "de": "der die das den dem ein eine einen einem einer wir er es auch noch nur gerne gern sehr fur fuer "
    "aus bei beim von vom nach an am dann heute morgen mein meine unser unsere ihr bitte",
    "it": "un uno una nel per su da mio mia nostro",
    "pl": "w na do od dla to bardzo tez tylko po",
    "pt": "um uma para que meu minha nosso",
    "nl": "het een van op voor bij aan ik wij je u mijn onze dank graag ook",
    "sv da no": "i till til for og och en ett et det min vi jag jeg",
}
"""By languages, words beside them that say nothing of their own."""

WISHED = WISH | _set(" ".join(LIKED.values()))
KNOWN = WISHED | IS | _set(" ".join(BESIDE.values()))

SOMEBODY = _set(
    "i me my he him she her we us they them am ich mich mir er ihm ihn sie ihr wir uns bin je il elle lui le nous suis "
    "yo se soy estoy io gli ci mi sono ja mnie mu jej nam jestem eu sou estou ik mij hij hem zij haar ons jag mig jeg "
    "mej meg en ben bana minulle nekem imi "
    "not nothing never nicht nie nichts nada rien niente nic nunca jamais nooit niets"
)
"""Of whom something may be said that nobody here knows, and how: beside them every word has to be known."""

SPEAKER = _set("i my me he she we ich mir er sie wir je il elle nous yo io eu ik wij jag jeg krieg krijg bekomme")
"""Who says it, or of whom, that something would come of what is left out."""

POLITE = _set(
    "please thanks thank you bitte danke gracias merci grazie prosze tack tak obrigado obrigada bedankt all "
    "por favor svp vous plait pls alstublieft graag seed seeds flour mehl meel farine harina farina"
)
"""What is said beside a wish."""

PLAIN = (IS | _set(" ".join(BESIDE.values())) | AND) - SOMEBODY
"""Words that say nothing of what they stand beside: the fish is as bare as fish."""
