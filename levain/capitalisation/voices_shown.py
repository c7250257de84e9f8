"""How a voice is named: to everyone in a report, and to the person herself when she is asked."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from levain.capitalisation.models import Evidence, Pseudonym, Report
from levain.capitalisation.repeats import words_of
from levain.formulas import anonymity
from levain.foundation import passages
from levain.foundation.models import Passage
from levain.people.models import Role, RoleCode
from levain.programmes.models import Cohort, Programme
from levain.projects.models import Project, ProjectTerritory
from levain.territories.models import Territory

# Under this number of people on a side of a project, a pseudonym hides nobody.
CROWD = anonymity.floor()
IN_THE_COHORT = (RoleCode.ADVISER, RoleCode.EVALUATOR, RoleCode.FACILITATOR, RoleCode.EXPERT)
AROUND = 200
LEFT_OUT = "[…]"
# Words that may be read as they were said.
AS_SAID = (Evidence.Consent.AGREED, Evidence.Consent.ANONYMOUS)


Key = tuple[int | None, str]
TITLES = {"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle", "dr"}


def key_of(evidence: Evidence) -> Key:
    """Who stands behind a pseudonym: an account, or somebody of a project by the words that name her."""
    if evidence.speaker_user_id:
        return evidence.speaker_user_id, ""
    return None, known_as(evidence.project_id, evidence.speaker)


def known_as(project: int | str | None, speaker: str) -> str:
    """“Mme Roy” and “madame ROY” are one person of a project."""
    words = [word for word in words_of(speaker) if word not in TITLES]
    return f"{project or ''}:{' '.join(words)}"[:160] if words else ""


def same_people(cohort: Cohort) -> dict[Key, list[Key]]:
    """Whoever speaks under two addresses, or with an account and without: the keys of one whole name in a project."""
    rows = Evidence.objects.filter(cohort=cohort).exclude(speaker="", speaker_user=None)
    said = rows.order_by().values_list("project", "speaker_user", "speaker_user__name", "speaker").distinct()
    groups: dict[str, set[Key]] = defaultdict(set)
    for project, user, name, speaker in said:
        whole = known_as(project, name if user else speaker)
        groups[whole].add((user, "" if user else whole))
    return {
        key: sorted(keys, key=str)
        for whole, keys in groups.items()
        if len(keys) > 1 and _is_whole(whole.partition(":")[2])
        for key in keys
    }


def _is_whole(name: str) -> bool:
    """A first name and a name: « Odile » alone, or « Odile P. », may be two people."""
    words = name.split()
    return len(words) > 1 and len(words[-1]) > 1


def names_in(report: Report | None) -> dict[Key, str]:
    """The pseudonyms of a report, by whom they stand for."""
    if report is None:
        return {}
    rows = Pseudonym.objects.filter(report=report).order_by("pk").values_list("person", "known_as", "name")
    names: dict[Key, str] = {}
    for person, known, name in rows:
        names.setdefault((person, "" if person else known_as(*known.split(":", 1))), name)
    for key, others in same_people(report.cohort).items() if names else ():
        found = next((names[one] for one in others if one in names), "")
        if found:
            names[key] = found
    return names


def side_of(evidence: Evidence) -> str:
    return evidence.get_side_display()


def named(evidence: Evidence, names: dict[Key, str]) -> str:
    """Her pseudonym in this report and her side; her side alone where she has none yet."""
    name = names.get(key_of(evidence), "")
    return f"{name}, {side_of(evidence)}" if name else side_of(evidence)


def who_in(report: Report, evidence: Iterable[Evidence]) -> dict[int, str]:
    """Whom the report says each passage is from: never the name by which the house knows her.

    Words said without a name keep their side where enough people of the session hold it; words told by the team keep
    theirs, without the project.
    """
    rows = list(evidence)
    names = names_in(report)
    unnamed = {one.side for one in rows if one.consent == Evidence.Consent.ANONYMOUS}
    many = _sides_held_by_many(report.cohort, unnamed) if unnamed else set()
    said = {}
    for one in rows:
        if one.consent == Evidence.Consent.ANONYMOUS:
            said[one.pk] = side_of(one) if one.side in many else _("a person of the session")
        elif one.consent == Evidence.Consent.TOLD:
            said[one.pk] = side_of(one)
        else:
            said[one.pk] = named(one, names)
    return said


def _sides_held_by_many(cohort: Cohort, sides: set[str]) -> set[str]:
    """The sides that as many people hold, in the projects of the session, as a public count asks."""
    kind = ContentType.objects.get_for_model(Project)
    here = Role.objects.filter(scope_type=kind, scope_id__in=cohort.projects.values("pk"), code__in=sides)
    held = Counter(code for code, _user in set(here.values_list("code", "user")))
    least = anonymity.floor(public=True)
    return {side for side, n in held.items() if n >= least} | ({"inhabitant"} & sides)


def crowds(evidence: Iterable[Evidence]) -> dict[tuple[int | None, str], int]:
    """How many people hold, or held, the side of each passage in its project: two queries at most three."""
    # Inhabitants hold no role: nobody counts them.
    rows = [one for one in evidence if one.project_id and one.side in RoleCode.values]
    projects, sides = {one.project_id for one in rows}, {one.side for one in rows}
    if not rows:
        return {}
    held: dict[tuple[int | None, str], set[int]] = {(one.project_id, one.side): set() for one in rows}
    kind = ContentType.objects.get_for_model(Project)
    for scope, code, user in Role.objects.filter(scope_type=kind, scope_id__in=projects, code__in=sides).values_list(
        "scope_id", "code", "user"
    ):
        held.setdefault((scope, code), set()).add(user)
    if RoleCode.STATE_SERVICE in sides:
        for project, user in _state_agents(projects):
            held.setdefault((project, RoleCode.STATE_SERVICE.value), set()).add(user)
    if sides & set(IN_THE_COHORT):
        _add_the_team(held, rows)
    return {key: len(users) for key, users in held.items()}


def _state_agents(projects: set[int]) -> list[tuple[int, int]]:
    """Those whose role is held for a territory that contains one of the project's communes."""
    land = ProjectTerritory.objects.filter(project__in=projects)
    around: dict[int, set[int]] = {}
    for project, outer in land.values_list("project", "territory__outer_links__outer"):
        around.setdefault(outer, set()).add(project)
    kind = ContentType.objects.get_for_model(Territory)
    roles = Role.objects.filter(scope_type=kind, scope_id__in=around, code=RoleCode.STATE_SERVICE)
    return [(project, user) for scope, user in roles.values_list("scope_id", "user") for project in around[scope]]


def _add_the_team(held: dict[tuple[int | None, str], set[int]], rows: list[Evidence]) -> None:
    cohort = rows[0].cohort
    kinds = ContentType.objects.get_for_models(Cohort, Programme)
    for scope, kind in ((cohort.pk, kinds[Cohort]), (cohort.programme_id, kinds[Programme])):
        roles = Role.objects.filter(scope_type=kind, scope_id=scope, code__in=IN_THE_COHORT)
        for code, user in roles.values_list("code", "user"):
            for project, side in list(held):
                if side == code:
                    held[project, side].add(user)


TO_HER = {
    Evidence.Consent.PENDING: _lazy("Your answer is hoped for"),
    Evidence.Consent.AGREED: _lazy("You agree"),
    Evidence.Consent.PARAPHRASE: _lazy("You chose other words"),
    Evidence.Consent.REWRITE: _lazy("The team will tell it otherwise"),
    Evidence.Consent.TOLD: _lazy("The team tells it otherwise"),
    Evidence.Consent.REFUSED: _lazy("You refused"),
}


@dataclass(frozen=True)
class Hers:
    """A passage as it is put to its author: in its context, with the name she would have and what it hides."""

    evidence: Evidence
    who: str
    warning: str
    before: str
    quote: str
    after: str
    told: str = ""

    @property
    def until(self) -> date | None:
        """The day an answer is hoped for, while it is."""
        days = [one.deadline for one in self.evidence.voice_asks.all()]
        return min(days, default=None) if self.evidence.consent == Evidence.Consent.PENDING else None

    @property
    def state(self) -> str:
        """Where it stands, said to her."""
        if self.evidence.consent == Evidence.Consent.PENDING and not self.evidence.voice_asks.all():
            return _("Kept, not put to you yet: you may already answer")
        if self.evidence.consent == Evidence.Consent.REFUSED and self._had_agreed:
            return _("You took your agreement back")
        return str(TO_HER.get(self.evidence.consent, self.evidence.get_consent_display()))

    @property
    def _had_agreed(self) -> bool:
        agreed = (Evidence.Consent.AGREED, Evidence.Consent.PARAPHRASE)
        return any(one.choice in agreed for one in self.evidence.voice_answers.all())

    @property
    def project(self) -> str:
        return self.evidence.project.name if self.evidence.project else ""


def for_her(rows: list[Evidence], report: Report | None, *, told: dict[int, str] | None = None) -> list[Hers]:
    names, crowd, veiled = names_in(report), crowds(rows), _veiled(rows)
    return [
        Hers(
            one,
            who=named(one, names),
            warning=recognised(crowd.get((one.project_id, one.side))),
            **context(one, veiled[one.pk]),
            told=(told or {}).get(one.pk, ""),
        )
        for one in rows
    ]


def recognised(crowd: int | None) -> str:
    """Plainly: what a pseudonym hides on a side of a project that so many people hold."""
    if crowd is None or crowd >= CROWD:
        return ""
    if crowd <= 1:
        return _("You alone are on this side of the project: everyone will recognise you, whatever the name.")
    return _("You are %(n)d on this side of the project: people will probably recognise you.") % {"n": crowd}


def context(evidence: Evidence, veiled: Iterable[Passage] = ()) -> dict[str, str]:
    """The words, and some of what stands around in the source; words of others that may not be shown are left out."""
    passage = evidence.passage
    source = passage.object
    text = getattr(source, passage.field, None) if source is not None else None
    found = passages.find_in(passage, text)
    if found.start is None or found.end is None:
        return {"before": "", "quote": passage.quote, "after": ""}
    plain = passages.plain(text)
    spans = [(at.start, at.end) for one in veiled if (at := passages.find_in(one, text)).start is not None]
    first, last = max(0, found.start - AROUND), min(len(plain), found.end + AROUND)
    return {
        "before": ("… " if first else "") + _without(plain, first, found.start, spans),
        "quote": plain[found.start : found.end],
        "after": _without(plain, found.end, last, spans) + (" …" if last < len(plain) else ""),
    }


def _without(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> str:
    pieces, here = [], start
    for first, last in sorted(spans):
        if last > here and first < end:
            pieces += [text[here : max(first, here)], LEFT_OUT]
            here = last
    return "".join([*pieces, text[here:end]])


def _veiled(rows: list[Evidence]) -> dict[int, list[Passage]]:
    """Beside each passage, those of the same text that somebody else said and that may not be shown as they stand."""
    texts = {(one.passage.object_type_id, one.passage.object_id, one.passage.field) for one in rows}
    beside = Evidence.objects.exclude(consent__in=AS_SAID).exclude(passage__quote="")
    beside = beside.filter(
        passage__object_type__in={kind for kind, _pk, _field in texts},
        passage__object_id__in={pk for _kind, pk, _field in texts},
    )
    held: dict[tuple[int, int, str], list[Evidence]] = defaultdict(list)
    for one in beside.select_related("passage"):
        held[one.passage.object_type_id, one.passage.object_id, one.passage.field].append(one)
    return {
        row.pk: [
            one.passage
            for one in held[row.passage.object_type_id, row.passage.object_id, row.passage.field]
            if key_of(one) != key_of(row) or not any(key_of(row))
            if one.pk != row.pk
        ]
        for row in rows
    }
