"""The fields of verbs: what each is called for people, in help and schema alike."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

OrderId = Annotated[str, Meta(description="45, #45 or 20261122-45", extra={"field": "order"})]
StepId = Annotated[str, Meta(description="a step of the process, such as cook", extra={"field": "step"})]
LineId = Annotated[int, Meta(description="the line, by its number", extra={"field": "line"})]
Quantity = Annotated[int, Meta(description="how many of it; 1 unless said", extra={"field": "quantity"})]
Reason = Annotated[str, Meta(description="why", extra={"field": "reason"})]
Until = Annotated[
    int, Meta(description="milliseconds since 1970, UTC; 0 for until somebody fires it", extra={"field": "until"})
]
