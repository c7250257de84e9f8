"""The ties of a cohort as networks, wave by wave: what `levain/formulas/networks.py` computes on (M-SNA)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from levain.evaluation.models import RosterSheet, RosterWave, Tie
from levain.formulas import networks
from levain.formulas.networks import Change, Network
from levain.programmes.models import Cohort

METHOD = "M-SNA"
ANY = ""
State = RosterSheet.State


class Ties:
    """Everything said in the waves of a cohort: four queries."""

    def __init__(self, cohort: Cohort) -> None:
        self.cohort = cohort
        self.members = {member.pk: member for member in cohort.roster.all()}
        self.groups = {pk: member.group for pk, member in self.members.items()}
        self.waves: list[RosterWave] = list(cohort.roster_waves.select_related("seminar"))
        self.sheets: dict[int, list[RosterSheet]] = defaultdict(list)
        for member in self.members.values():
            member.cohort = cohort
        by_pk = {wave.pk: wave for wave in self.waves}
        for wave in self.waves:
            wave.cohort = cohort
        for sheet in RosterSheet.objects.filter(wave__in=by_pk):
            sheet.wave, sheet.member = by_pk[sheet.wave_id], self.members[sheet.member_id]
            self.sheets[sheet.wave_id].append(sheet)
        said = Tie.objects.filter(sheet__wave__in=by_pk, sheet__state=State.ANSWERED)
        self._said: dict[int, dict[str, set[tuple[int, int]]]] = defaultdict(lambda: defaultdict(set))
        for wave, start, end, kind in said.values_list("sheet__wave", "sheet__member", "to", "kind"):
            self._said[wave][kind].add((start, end))
            self._said[wave][ANY].add((start, end))

    def arcs(self, wave: RosterWave, kind: str = ANY) -> set[tuple[int, int]]:
        return self._said[wave.pk][kind]

    def network(self, wave: RosterWave, kind: str = ANY) -> Network:
        sheets = self.sheets[wave.pk]
        silent = {sheet.member_id for sheet in sheets if sheet.state != State.ANSWERED}
        nodes = sorted((sheet.member_id for sheet in sheets), key=list(self.members).index)
        return networks.network(nodes, self.arcs(wave, kind), silent=silent)

    def before(self, wave: RosterWave) -> RosterWave | None:
        place = self.waves.index(wave)
        return self.waves[place - 1] if place else None

    def change(self, wave: RosterWave, kind: str = ANY) -> Change | None:
        """Since the wave before it."""
        earlier = self.before(wave)
        return networks.change(self.network(earlier, kind), self.network(wave, kind)) if earlier else None

    def read(self, wave: RosterWave, kind: str = ANY) -> "Reading":
        return Reading(self.network(wave, kind), self.groups, self.change(wave, kind))

    def latest(self) -> RosterWave | None:
        """The last wave to which somebody answered; else the last one."""
        answered = [wave for wave in self.waves if any(s.state == State.ANSWERED for s in self.sheets[wave.pk])]
        return next(reversed(answered or self.waves), None)


@dataclass
class Reading:
    """What one network says."""

    net: Network
    groups: dict[int, str]
    change: Change | None = None
    roles: Sequence[str] = field(default=networks.ROLES)

    @property
    def n(self) -> int:
        return len(self.net.answered)

    @property
    def invited(self) -> int:
        return len(self.net.nodes)

    @cached_property
    def density(self) -> float | None:
        return networks.density(self.net)

    @cached_property
    def reciprocity(self) -> float | None:
        return networks.reciprocity(self.net)

    @cached_property
    def degree_centralisation(self) -> float | None:
        return networks.degree_centralisation(self.net)

    @cached_property
    def betweenness_centralisation(self) -> float | None:
        return networks.betweenness_centralisation(self.net)

    @cached_property
    def brokers(self) -> list[tuple[int, list[int], int]]:
        """Who stands between others, the most often first: the five roles, then their sum."""
        if self.net.too_small:
            return []
        found = networks.brokerage(self.net, self.groups)
        lines = [(pk, [counts[role] for role in self.roles], counts.total()) for pk, counts in found.items()]
        return sorted((line for line in lines if line[2]), key=lambda line: -line[2])

    def brokered_by(self, group: str) -> int:
        return sum(total for pk, _roles, total in self.brokers if self.groups[pk] == group)

    def outward(self, group: str) -> float | None:
        """The E-I index of what a group says."""
        return networks.e_i_index(self.net, self.groups, group)

    def between(self, first: str, second: str) -> int:
        """How many ties are said from one group to the other, either way."""
        pairs = {(first, second), (second, first)}
        return sum((self.groups[start], self.groups[end]) in pairs for start, end in self.net.arcs)
