"""What people say that food does to them, that they cannot have it, and what doctors call it.

Words are folded as those of `vocabulary`; patterns have one blank between words. Each is asked about wherever it
stands: in most of these languages nobody here knows the names of all foods.
"""

from __future__ import annotations

HARM = {
    "en": (
        r"(?:do(?:es)?n ?t|do(?:es)? not|never|dis) ?agrees? with (?:me|her|him|us)|goes? (?:right|"
        r"straight) through me"
    ),
    "es": (
        r"(?:me|le|se|nos) (?:da|dan|provoca\w*|produce\w*|causa\w*) (?:\w+ )?(?:diarrea|vomito\w*|nausea\w*|"
        r"alergia|ronchas)"
    ),
    "fr": r"(?:me|lui|nous) (?:reussi\w+|va|vont) pas|digere pas",
    "de": r"bekomm\w* (?:mir|ihr|ihm|uns) nicht|(?:mir|ihr|ihm) (?:\w+ )?nicht gut",
    "it": r"(?:mi|gli|le|ci) (?:da|danno|fa|fanno) (?:\w+ )?(?:fastidio|nausea|vomitare|venire)|non digeri\w+",
    "pl": r"(?:mi|jej|mu|nam) (?:\w+ )?(?:szkodz\w*|sluz\w+)|szkodz\w+ mi|(?:mi|jej|mu) (?:\w+ )?niedobrze",
    "pt": r"(?:cai|caem|faz|fazem)(?: me)? (?:\w+ )?mal|pass\w+ mal|fic\w+ (?:doente|mal)",
    "nl": r"verdra\w+ (?:\w+ )?(?:geen|niet)",
    "sv da no": (
        r"(?:tal|taler|klarar|klarer) (?:\w+ )?(?:inte|ej|ikke)|(?:inte|ikke|ej) (?:\w+ )?(?:tala|tale|ata|"
        r"aeta|spise)|(?:blir|bliver|mar|foler) (?:\w+ )?(?:sjuk\w*|syg\w*|syk\w*|darlig\w*|illa|kvalm\w*)|"
        r"(?:ont|ondt|vondt) i (?:magen|maven)|utslag|udslaet|udslet|utslett|kliar|klada|kloe|klor|svullnar|"
        r"hovner|overkanslig\w*"
    ),
    "fi": (
        r"(?:voi|saa|pysty|kesta) (?:\w+ )?(?:syoda|juoda)|en (?:\w+ )?(?:kesta|sieda)|ei (?:\w+ )?(?:kesta|"
        r"sieda)|ei sovi (?:minulle|hanelle|meille)|tule\w+ (?:\w+ )?(?:kipea\w*|sairaa\w*|huono\w*)|oireita|"
        r"oireil\w+|ihottum\w*|pahoinvoi\w*|vatsakipu\w*|yliherk\w*"
    ),
    "cs sk": (
        r"nesm(?:im|is|i|ime|ite|eji|iem|ies|ie|ieme|iete|u)|(?:nemuz|nemoz)\w+ (?:\w+ )?(?:jist|jest|pit|mit|"
        r"mat)|nesnas\w+|neznas\w+|(?:mi|ji|mu|jej|nam) (?:\w+ ){0,3}(?:spatne|zle|nevolno)|(?:spatne|zle) mi|"
        r"(?:mi|ji|mu) (?:nedela|nerobi) dobre"
    ),
    "hu": (
        r"\w*erzeken\w*|rosszul (?:\w+ )?(?:leszek|vagyok|lesz|lett\w*)|nem (?:ehet\w*|ihat\w*|birom|birja|"
        r"tesz jot)"
    ),
    "ro": (
        r"(?:imi|ii|ne|mi|i) (?:\w+ )?(?:fac\w*|face) (?:\w+ )?rau|nu (?:suport\w*|toler\w*)|(?:nu|n) (?:am|"
        r"are|pot|poate) (?:voie|sa )?(?: ?(?:manc|manan|bea|bau|consum)\w*)"
    ),
    "tr": (
        r"dokun(?:uyor|ur|du)\w*|hasta (?:ed(?:er|iyor)|ol(?:ur|uyor)|yap(?:ar|iyor))\w*|hastas[iy]\w*|"
        r"hastaligi\w*|yiyem\w+|icem(?:em|ez|iyor)\w*|rahatsiz\w*|kasin(?:ti|iyor)\w*|sisiyor\w*"
    ),
    "hr sr sl": (
        r"(?:mi|mu|joj|nam) (?:\w+ )?(?:lose|slabo|zlo|muka)|muka mi|ne (?:podnos|prenas|toleri)\w*|(?:smem|"
        r"smijem|smije|sme|mogu|morem) (?:da )?(?:jest\w*|jed\w*|pit\w*)|skodi\w* mi|mi skodi\w*"
    ),
    "sq": r"nuk (?:mund te )?(?:ha|pi|duroj|toleroj)|me ben\w* (?:keq|dem)",
    "et": r"(?:teeb|hakkab) (?:\w+ )?(?:halb\w*|halva\w*|paha\w*)|ei (?:talu|kannata|tohi suua)|talumat\w*",
    "lv": (r"(?:man|vinam|vinai|paliek) (?:\w+ )?slikti|slikti no|nepanes\w*|(?:nedrikst|nevar)\w* (?:est|dzert)"),
    "lt": r"(?:man|darosi|buna) (?:\w+ )?blog\w+|bloga nuo|netoler\w+|negali\w* (?:valgyti|gerti)",
    "is": r"\w*othol\w*|thol\w* (?:\w+ )?ekki|ma (?:\w+ )?ekki|verd (?:\w+ )?veik\w*",
    "ca gl": (
        r"em (?:fa|fan|senta|senten) (?:\w+ )?mal\w*|no puc (?:menjar|beure)|sentame mal|faime (?:mal|dano)|"
        r"non podo comer"
    ),
    "eu": r"ezin (?:dut|du) (?:\w+ )?(?:jan|edan)|gaixotz\w*|kalte egiten",
    "cy ga": r"(?:methu|ddim yn gallu) (?:a )?(?:bwyta|cael)|ni feidir (?:liom|leis) (?:\w+ )?ithe",
    "id ms": (
        r"(?:tidak|tak|ga|gak|nggak|ngga) (?:boleh|bisa|tahan) (?:makan|minum)|(?:bikin|buat|"
        r"membuat) (?:\w+ )?(?:gatal|sakit|mual|bengkak|sesak)|gatal\w*|sesak nap\w*|pantang"
    ),
    "vi": (
        r"(?:khong|ko|k) (?:an|uong) (?:duoc|dc)|(?:khong|ko) duoc (?:an|uong)|khong dung nap|kho tho|noi man|"
        r"bi ngua"
    ),
    "tl sw": r"bawal (?:sa|ako|ang|siya)|(?:hindi|di) (?:\w+ )?pwede (?:sa|kumain)|siwezi kula|mzio",
    "hi": r"nahi?n? (?:kha|pi|pee)\w*|bimaar|bimar|beemar",
    "ar ru el ja ko zh": (
        r"has+asi?ya\w*|7as+as\w*|nelzya|ploh?o ot|pl?oxo ot|mne ploho|den (?:mporo na|kanei na) \w+|k(?:oi|"
        r"i)liokak\w*|arerugi\w*|taberare\w+|alleleugi|guo ?min|bu neng chi"
    ),
    "diseases": (
        r"sprue|duhring\w*|herpetiformis|msud|maple syrup urine|leu[ck]inos\w*|tyrosin\w*|tirosin\w*|"
        r"homo[ck][yi]stin\w*|angio ?(?:o?ed|od)em\w*|malabsor\w*|sibo|celiach\w*|galar ceili\w*|"
        r"fav[iy][sz]m\w*|(?:fructo[sz]|frukto[sz]|lacto[sz]|lakto[sz])\w* (?:int|mal)\w*"
    ),
}
"""By codes of languages; those of other scripts as people write them in Latin letters."""

HARMS = tuple(HARM.values())
"""Those of all languages."""
