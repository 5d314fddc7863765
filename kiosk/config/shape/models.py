"""The shapes of a playbook's files, as pydantic models: what may stand in them, and what it means.

The JSON Schemas that editors read are made from these. Every value arrives as text (see `yaml_file`) and is typed here.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator

from kiosk.work.playbook.condition import LONGEST
from kiosk.work.playbook.reasons import Reasons

_WHOLE = re.compile(r"[+-]?\d{1,9}")
_NUMBER = re.compile(r"[+-]?\d{1,9}(\.\d{1,6})?")
_AMOUNT = re.compile(r"[+-]?\d{1,7}(\.\d{1,2})?")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_BACK = re.compile(r"back to [a-z0-9]+(-[a-z0-9]+)*")
_REASONS = Reasons()


def _matched(pattern: re.Pattern[str], raw: object, words: str) -> str:
    """Return text that fits a pattern as a whole; otherwise say what is expected."""
    if isinstance(raw, str) and pattern.fullmatch(raw.strip()):
        return raw.strip()
    said = f"“{raw}” is" if isinstance(raw, str) else "This is"
    raise ValueError(f"{said} not {words}")


def _whole(raw: object) -> int:
    """Read a whole number."""
    return int(_matched(_WHOLE, raw, "a whole number of at most 9 digits, such as 45"))


def _number(raw: object) -> Decimal:
    """Read a number with or without decimals."""
    return Decimal(_matched(_NUMBER, raw, "a number, such as 155 or 41.5"))


def _cents(raw: object) -> int:
    """Read an amount of money into cents."""
    return int(Decimal(_matched(_AMOUNT, raw, "an amount of money, such as 4.50")) * 100)


def _minutes(raw: object) -> int:
    """Read a time of day into minutes after midnight."""
    hours, minutes = _matched(_TIME, raw, 'a time of day, such as "04:00"').split(":")
    return int(hours) * 60 + int(minutes)


def _back_to(raw: object) -> str:
    """Read the step that is gone back to."""
    words = _matched(_BACK, raw, "what comes of a miss: write `back to STEP`, such as `back to cook`")
    return words.removeprefix("back to ")


def _truth(raw: object) -> bool:
    """Read true or false, and nothing that only looks like it."""
    return _matched(re.compile("true|false"), raw, "true or false") == "true"


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
"""A short name for keys, commands and other files: small letters, digits and hyphens."""
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
BackTo = Annotated[str, BeforeValidator(_back_to), WithJsonSchema({"type": "string", "pattern": f"^{_BACK.pattern}$"})]
"""Where an order goes by itself: the step's short name is kept."""
ConditionText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST)]
"""For which orders something is: see kiosk/docs/playbooks.md."""
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]
"""What a worker gives as a reason with one key; as long as a narrow screen is wide."""
Whole = Annotated[int, BeforeValidator(_whole, json_schema_input_type=int)]
Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
Cents = Annotated[int, BeforeValidator(_cents), WithJsonSchema({"type": "number"})]
TimeOfDay = Annotated[
    int, BeforeValidator(_minutes), WithJsonSchema({"type": "string", "pattern": f"^{_TIME.pattern}$"})
]
Truth = Annotated[bool, BeforeValidator(_truth, json_schema_input_type=bool)]
LANGUAGE_CODE = r"^[a-z]{2,3}(-[A-Z]{2})?$"
Language = Annotated[str, StringConstraints(pattern=LANGUAGE_CODE)]
Allergen = Literal[
    "milk", "egg", "fish", "shellfish", "tree-nuts", "peanuts", "wheat", "soy", "sesame", "gluten", "celery",
    "mustard", "lupin", "molluscs", "sulphites",
]  # fmt: skip
"""The nine of United States law first, then what the European Union adds."""


class Shape(BaseModel):
    """The ground of all shapes: unknown keys are refused, and so are keys with nothing behind them (see `shaping`)."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, raw: Any) -> Any:
        """Leave out known keys that have no value: they are told elsewhere, and hide no other problem."""
        if not isinstance(raw, dict):
            return raw
        return {key: value for key, value in raw.items() if value is not None or key not in known_keys(cls)}


def known_keys(shape: type[BaseModel]) -> dict[str, str]:
    """Return the field of every key a shape knows."""
    return {field.alias or name: name for name, field in shape.model_fields.items()}


class StationShape(Shape):
    """One place at the counter with a terminal of its own."""

    id: Id
    """Short name for keys and commands."""
    name: Name
    """What the header says."""
    role: Literal["front", "prep", "expo"]
    """`front` takes orders, `prep` makes things, `expo` puts orders together and hands them over."""
    at_once: Whole = 1
    """How many tickets are worked on at the same time; forecasts count with it."""
    short: Name = ""
    """What is said where there is no room for the name."""
    names: dict[Language, Words] = {}
    """What the header says in other languages, by their codes: the name, a bar, and the short one."""


class ReasonsShape(Shape):
    """What a worker can give as a reason with one key, for each verb that asks for one."""

    void: list[Reason] = list(_REASONS.void)
    """Why an order or a line is not made."""
    skip: list[Reason] = list(_REASONS.skip)
    """Why a point of the procedure is not kept."""
    recall: list[Reason] = list(_REASONS.recall)
    """Why a step is done again."""
    rush: list[Reason] = list(_REASONS.rush)
    """Why an order goes before all others."""
    hold: list[Reason] = list(_REASONS.hold)
    """Why an order waits."""
    waste: list[Reason] = list(_REASONS.waste)
    """Why something made is thrown away."""
    early: list[Reason] = list(_REASONS.early)
    """Why an order is handed over although something is missing."""
    problem: list[Reason] = list(_REASONS.problem)
    """What is wrong with a step."""
    suggest: list[Reason] = list(_REASONS.suggest)
    """Why a step would be better another way."""


class ApprovalShape(Shape):
    """Who has to approve edited files before they are worked by."""

    roles: list[Name] = []
    """Roles of people, such as Manager: whoever has one of them can approve. Empty: nobody has to."""
    approvers: Whole = 1
    """How many different people have to approve."""


class ProbeShape(Shape):
    """What the instruments for one unit can show."""

    unit: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    """As the specs have it."""
    min: Number
    """Least value they can show."""
    max: Number
    """Greatest value they can show."""


class StationsFile(Shape):
    """`stations.yaml`: the counter and its stations."""

    title: Name
    """What guests and headers read."""
    language: Language = "en"
    """The language these files are written in."""
    currency: Annotated[str, StringConstraints(max_length=8)] = "$"
    """The sign before a price."""
    day_starts: TimeOfDay = 240
    """When a business day begins."""
    stations: list[StationShape]
    """Where steps are done."""
    most_rushed: Whole = 3
    """How many orders may be rushed at the same time."""
    reasons: ReasonsShape = ReasonsShape()
    """What can be given as a reason with one key."""
    approval: ApprovalShape = ApprovalShape()
    """Who has to approve what is edited; until then it is a draft that no order is opened under."""
    probes: list[ProbeShape] = []
    """What instruments here can show, where that is not the usual; a reading outside it is asked about."""
    names: dict[Language, Name] = {}
    """The title in other languages."""
    words: dict[Words, dict[Language, Words]] = {}
    """What reasons, roles, units and other loose words of this playbook are in other languages."""


class ClockShape(Shape):
    """Times for the whole order, in seconds from its opening."""

    target: Whole
    """On pace up to here."""
    warn: Whole
    """Due from here."""
    late: Whole
    """Late from here."""


class StepShape(Shape):
    """One sub-process, done at one station."""

    id: Id
    """Short name; its procedure is `procedures/<id>.md`."""
    name: Name
    """What screens call it."""
    station: Id
    """Where it is done."""
    after: list[Id] = []
    """Steps that must be done first, all of them."""
    makes: list[Id] = []
    """Parts made here; a step that makes none concerns the whole order."""
    needs: list[Name] = []
    """What must exist before."""
    gives: list[Name] = []
    """What exists after."""
    takes: Literal["order"] | None = None
    """`order` marks the step in which the guest's wishes become the order."""
    per: Literal["line"] | None = None
    """`line` opens each line here as soon as it is done before, whatever the other lines wait for."""
    confirms: Literal["changed", "all"] | None = None
    """Which lines must be bumped singly before the step: `changed` here or where they are made, `all` here."""
    when: ConditionText = ""
    """The condition under which an order needs it, such as `allergy`, or `part lens and not item repair`."""
    short: Name = ""
    """What is said where there is no room for the name."""
    names: dict[Language, Words] = {}
    """What it is called in other languages: the name, a bar, and the short one."""


class RegularShape(Shape):
    """How often a guest has come who is a regular."""

    orders: Whole = 3
    """Finished orders under their name before this one."""
    days: Whole = 60
    """In so many days."""


class FieldOptionShape(Shape):
    """One thing that a field of kind `choice` can say."""

    id: Id
    """Short name for conditions and commands."""
    name: Name
    """What screens call it."""
    names: dict[Language, Name] = {}
    """What it is called in other languages."""


class FieldShape(Shape):
    """One thing that is asked about an order beside its lines."""

    id: Id
    """Short name for conditions, scripts, commands and orders from outside."""
    name: Name
    """What screens call it."""
    kind: Literal["text", "number", "choice", "day", "time", "phone", "yes-no"]
    """What can be said of it."""
    unit: Annotated[str, StringConstraints(max_length=20)] = ""
    """Of a number."""
    decimals: Whole | None = None
    """How many decimals a number has at most; left out, as many as are typed."""
    least: Number | None = None
    """The least that a number can be."""
    most: Number | None = None
    """The most that a number can be."""
    required: Id = ""
    """The step that cannot be bumped before it is said; of the step that takes the order, nothing is sent before."""
    shown: list[Id] = []
    """The steps at which it stands; left out, at all."""
    seen_by: list[Name] = []
    """Roles whose people may see it; left out, everybody may."""
    forget: Whole | None = None
    """Days after the order's end after which it is forgotten; left out, it is known as long as the guest is."""
    when: ConditionText = ""
    """The condition under which it is asked about an order; left out, it is of every one."""
    options: list[FieldOptionShape] = []
    """Of a choice: what may be chosen."""
    names: dict[Language, Name] = {}
    """What it is called in other languages."""


class ProcessFile(Shape):
    """`process.yaml`: WHAT happens to an order."""

    id: Id
    """Short name for commands."""
    name: Name
    """What screens call it."""
    input: Name
    """What it starts from."""
    output: Name
    """What it ends with."""
    clock: ClockShape
    """Times for the whole order."""
    fire: Literal["at-once", "together"] = "at-once"
    """`at-once` opens branches side by side; `together` fires the longest first, so that all end together."""
    busy: Whole = 8
    """From how many unfinished orders on lines marked `(busy)` are said."""
    regular: RegularShape = RegularShape()
    """To whom lines marked `(regular)` are said."""
    sources: list[Name] = []
    """Programs outside that send orders, as `--source` names them: `channel web` in a condition asks for one."""
    fields: list[FieldShape] = []
    """What is asked about an order beside its lines, in the order of its page."""
    steps: list[StepShape]
    """In the order people read them; `after` alone decides what waits for what."""


class WhenShape(ClockShape):
    """Times of a step, in seconds from the moment its ticket opens."""

    earliest: Whole = 0
    """Faster than this is physically impossible; left out where nothing says so."""
    too_early: Literal["warn", "hold"] = "warn"
    """`warn` marks a bump before `earliest` as too fast, `hold` refuses it."""


class SpecShape(Shape):
    """A limit, where it comes from, and what to do when it is missed."""

    id: Id
    """Short name for readings."""
    name: Name
    """What is specified."""
    words: Words
    """How the worker reads it."""
    unit: Annotated[str, StringConstraints(max_length=20)] = ""
    """Of the numbers."""
    min: Number | None = None
    """Least value that keeps it."""
    max: Number | None = None
    """Greatest value that keeps it."""
    limit_from: Id = Field("", alias="from")
    """The field of the order that the limit is taken from, such as an axis as prescribed."""
    within: Number | None = None
    """How far from what that field says a reading may be, to both sides."""
    circle: Number | None = None
    """After how much the figure begins anew, as the axis of a lens does at 180: 179 is 2 from 1."""
    source: Words = ""
    """Where the figure comes from."""
    jurisdiction: Words = ""
    """Where the figure is law or advice."""
    corrective: Words = ""
    """What to do when it is missed."""
    reading: Truth = False
    """Whether a number is typed against it."""
    gate: Truth = False
    """Whether the step cannot be bumped without a reading that keeps it."""
    advice: Truth = False
    """Whether a reading that misses it is only noted, and holds no bump."""
    at: Whole | None = None
    """The second of the step at which it is done, where it is a moment of it, such as the turn of a patty."""
    misses: BackTo = ""
    """`back to STEP` opens that step again by itself, and all after it, where a reading misses the limit."""
    rounds: Whole | None = None
    """How often it goes back, 3 times unless said; missed once more, a critical problem stops the order."""
    when: ConditionText = ""
    """The condition under which it concerns an order; left out, it concerns every one."""


class ProcedureHead(Shape):
    """The head of `procedures/<step>.md`: who does a step, when, and to which specs."""

    step: Id
    """The step it is for; the file's name."""
    title: Name
    """What the document is called."""
    role: Name
    """Who is responsible."""
    when: WhenShape
    """Times of the step."""
    specs: list[SpecShape] = []
    """Limits and figures."""
