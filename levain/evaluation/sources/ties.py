"""M-SNA: at each wave, how dense and how mutual the ties are, around whom and through whom, and what lasted."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.evaluation import rules
from levain.evaluation.figures import Figure, Row
from levain.evaluation.models import RosterMember, RosterSheet, RosterWave, Tie
from levain.evaluation.networks import ANY, METHOD, Ties
from levain.evaluation.periods import EVER, Period
from levain.programmes.models import Cohort
from levain.projects.models import Project

Group = RosterMember.Group
INFORMATION = Tie.Kind.INFORMATION
AMONG = {
    Group.PROJECT: lambda: _("Ties of information among projects"),
    Group.STATE_SERVICE: lambda: _("Ties of information among State services"),
}


def figures(cohort: Cohort, projects: list[Project], period: Period = EVER) -> Iterator[Figure]:
    """Four queries, whatever the number of members and waves. Of a period: the waves that closed inside it, whole."""
    ties = Ties(cohort)
    for place, wave in enumerate(ties.waves, start=1):
        if period.holds(wave.closes_on):
            earlier = ties.before(wave)
            compared = bool(earlier and period.holds(earlier.closes_on))
            yield from _of_wave(ties, wave, place, compared)


def _of_wave(ties: Ties, wave: RosterWave, place: int, compared: bool) -> Iterator[Figure]:
    read = ties.read(wave)
    rows = [
        Row(sheet.get_absolute_url(), sheet.member.name)
        for sheet in ties.sheets[wave.pk]
        if sheet.state == RosterSheet.State.ANSWERED
    ]
    common: dict[str, Any] = {
        "method": METHOD,
        "subject": wave.title,
        "n": read.n,
        "invited": read.invited,
        "rows": rows,
        "readable": partial(_may_read, cohort=ties.cohort),
    }
    yield from _of_the_net(ties, wave, place, common)
    yield from _among(ties, wave, place, common)
    if compared and read.change:
        yield _lasting(read.change, place, common)


def _of_the_net(ties: Ties, wave: RosterWave, place: int, common: dict[str, Any]) -> Iterator[Figure]:
    """Density, of each kind too, reciprocity, centralisations, openness to others."""
    read = ties.read(wave)
    small = _("Fewer than four members: read the ties one by one.") if read.net.too_small else ""
    told: list[tuple[str, str, float | None, str, dict[str, Any]]] = [
        ("density", _("Density of the ties"), read.density, _("from 0 to 1"), {"kind": ANY}),
        *(
            (
                f"density-{kind.replace('_', '-')}",
                _("Density of the ties: %(kind)s") % {"kind": label},
                ties.read(wave, kind).density,
                _("from 0 to 1"),
                {"kind": kind},
            )
            for kind, label in Tie.Kind.choices
        ),
        ("reciprocity", _("Share of the ties that both sides say"), read.reciprocity, _("from 0 to 1"), {}),
        ("degree", _("Centralisation of the ties"), read.degree_centralisation, _("from 0 to 1"), {}),
        ("between", _("Centralisation of the paths"), read.betweenness_centralisation, _("from 0 to 1"), {}),
        ("outward", _("How far projects turn to others (E-I)"), read.outward(Group.PROJECT), _("from −1 to 1"), {}),
        ("brokered", _("Introductions that State services could make"), _brokered(read), _("open paths"), {}),
    ]
    for code, label, value, unit, parameters in told:
        yield Figure(
            f"{place}-{code}",
            label=label,
            value=value,
            unit=unit,
            parameters=parameters,
            why_not="" if value is not None else small or _("No tie was said."),
            places=0 if code == "brokered" else 2,
            **common,
        )


def _among(ties: Ties, wave: RosterWave, place: int, common: dict[str, Any]) -> Iterator[Figure]:
    """What members of one group tell one another."""
    said = ties.read(wave, INFORMATION)
    for group, label in AMONG.items():
        members = sum(one == group for one in ties.read(wave).groups.values())
        if members > 1:
            possible = members * (members - 1)
            yield Figure(
                f"{place}-among-{group.value.replace('_', '-')}",
                label=label(),
                value=said.between(group, group),
                unit=ngettext("of %(n)d possible tie", "of %(n)d possible ties", possible) % {"n": possible},
                parameters={"kind": INFORMATION, "group": group.value, "members": members},
                places=0,
                **common,
            )


def _lasting(change, place: int, common: dict[str, Any]) -> Figure:
    return Figure(
        f"{place}-jaccard",
        label=_("Ties that last since the wave before (Jaccard)"),
        value=change.jaccard,
        unit=_("from 0 to 1"),
        parameters={"kept": change.kept, "created": change.created, "lost": change.lost, "rows": change.rows},
        why_not="" if change.jaccard is not None else _("No tie was said."),
        places=2,
        **common,
    )


def _brokered(read) -> float | None:
    return None if read.net.too_small else read.brokered_by(Group.STATE_SERVICE)


def _may_read(user, *, cohort: Cohort):
    return rules.can_read_ties(user, cohort)
