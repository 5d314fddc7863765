"""Versions of a playbook: what is published under a name, who approved it, and the rules of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.words import _, own
from kiosk.work.order.counter_events import PlaybookApproved, PlaybookPublished
from kiosk.work.people.person import Person, same_word
from kiosk.work.playbook.playbook import Approval, Playbook
from kiosk.work.time.instant import Instant


class Version(Struct, frozen=True):
    """One published version; never changed again."""

    name: str
    """The playbook's id."""
    number: int
    """1, 2, 3 in the order of publication."""
    hash: str
    at: Instant | None = None
    """When it was published; None for what was in use before anything was published."""
    by: str = ""
    """Who published it; empty for nobody."""
    approved: tuple[str, ...] = ()
    """Who approved it; empty where nobody had to."""
    not_proved: tuple[str, ...] = ()
    """Who of these was only said, by a command at a counter where people have PINs."""

    def named(self, name: str) -> str:
        """Name one of these, with whether they were only said."""
        return _("{who} (not proved)", who=name) if name in self.not_proved else name


class Versions(Struct, frozen=True):
    """What stands at a counter of the versions of its playbooks."""

    published: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    """By playbook: its versions, oldest first."""
    approvals: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """By playbook and hash of a draft: who has approved it since anything was published under that name."""
    not_proved: tuple[str, ...] = ()
    """Who of those was only said."""

    def of(self, name: str) -> tuple[Version, ...]:
        """Return a playbook's versions, oldest first; none where what is in use is still the first."""
        return self.published.get(name, ())

    def newest(self, name: str) -> Version | None:
        """Return the version in use."""
        return self.of(name)[-1] if self.of(name) else None

    def number(self, name: str, hash_: str) -> int:
        """Return the number a hash was published under last; 0 where it was not."""
        return next((one.number for one in reversed(self.of(name)) if one.hash == hash_), 0)

    def approved(self, name: str, hash_: str) -> tuple[str, ...]:
        """Name those who have approved a draft."""
        return self.approvals.get((name, hash_), ())


def after_approval(versions: Versions, event: PlaybookApproved, by: str, *, not_proved: bool = False) -> Versions:
    """Return what stands after somebody approved a draft."""
    key = event.name, event.hash
    known = versions.approvals.get(key, ())
    approvals = {**versions.approvals, key: (*known, *(() if by in known else (by,)))}
    return replace(versions, approvals=approvals, not_proved=(*versions.not_proved, *((by,) if not_proved else ())))


def after_publication(
    versions: Versions, event: PlaybookPublished, by: str, at: Instant, *, not_proved: bool = False
) -> Versions:
    """Return what stands after a publication; approvals were of drafts that would have followed the version before."""
    known = versions.of(event.name)
    if not known and event.before:
        known = (Version(event.name, 1, event.before),)
    said = tuple(name for name in event.approved if name in versions.not_proved) + ((by,) if not_proved else ())
    new = Version(event.name, len(known) + 1, event.hash, at, by, event.approved, said)
    left = {key: names for key, names in versions.approvals.items() if key[0] != event.name}
    return Versions({**versions.published, event.name: (*known, new)}, left)


def may_approve(approval: Approval, people: Sequence[Person], name: str) -> bool:
    """Whether somebody known has a role that approves."""
    return any(same_word(person.name, name) and _holds(person, approval) for person in people)


def approvers(approval: Approval, people: Sequence[Person]) -> tuple[str, ...]:
    """Name everybody who can approve."""
    return tuple(person.name for person in people if _holds(person, approval))


def is_asked(approval: Approval, people: Sequence[Person]) -> bool:
    """Whether edited files have to be approved: a role is named, and somebody known has it."""
    return bool(approvers(approval, people))


def _holds(person: Person, approval: Approval) -> bool:
    return any(same_word(own, role) for own in person.roles for role in approval.roles)


def publish(
    versions: Versions, running: Playbook | None, draft: Playbook, people: Sequence[Person], by: str
) -> tuple[PlaybookApproved | PlaybookPublished, ...]:
    """Approve a draft as somebody, and publish it as soon as enough people have; nothing where it runs already.

    `running` is the version in use, whose rules hold: a draft cannot free itself of them. What says the same as that
    needs no approval.
    """
    newest = versions.newest(draft.id)
    if running is not None and running.hash == draft.hash and newest in (None, *_same(newest, draft)):
        return ()
    before = running.hash if running is not None and newest is None else ""
    if running == draft:  # the same, as a program writes it that knows more fields
        return (PlaybookPublished(draft.id, draft.hash, before, newest.approved if newest else ()),)
    if running is None or not is_asked(running.approval, people):
        return (PlaybookPublished(draft.id, draft.hash, before),)
    name = _approver(running.approval, people, by)
    given = versions.approved(draft.id, draft.hash)
    events: tuple[PlaybookApproved | PlaybookPublished, ...] = ()
    if not any(same_word(name, one) for one in given):
        given, events = (*given, name), (PlaybookApproved(draft.id, draft.hash),)
    if len(given) >= running.approval.approvers:
        events += (PlaybookPublished(draft.id, draft.hash, before, given),)
    return events


def _same(newest: Version | None, draft: Playbook) -> tuple[Version, ...]:
    return (newest,) if newest and newest.hash == draft.hash else ()


def _approver(approval: Approval, people: Sequence[Person], by: str) -> str:
    """Return the name of who approves as it is known; refused where they may not."""
    known = approvers(approval, people)
    found = next((name for name in known if same_word(name, by.strip())), "")
    if found:
        return found
    roles, names = ", ".join(map(own, approval.roles)), ", ".join(known)
    if not by.strip():
        words = _("Say who approves. These have the role {roles}: {names}.", roles=roles, names=names)
        raise Refused("needs-approval", words)
    raise Refused(
        "needs-approval",
        _("{name} has not the role {roles} and cannot approve. These can: {names}.", name=by, roles=roles, names=names),
    )


def still_needed(approval: Approval, given: Sequence[str]) -> int:
    """Count the people who still have to approve."""
    return max(0, approval.approvers - len(given))
