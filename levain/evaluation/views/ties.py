"""Read the ties of a cohort: drawn, counted, in words, as a file."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.design.charts import Graph, Point
from levain.evaluation import rules
from levain.evaluation.models import RosterMember, RosterSheet, Tie
from levain.evaluation.networks import ANY, Ties
from levain.foundation import sheets
from levain.foundation.sheets import Column
from levain.foundation.verdicts import require
from levain.programmes.models import Cohort
from levain.seminars.models import Seminar

Group = RosterMember.Group
GROUPS = list(Group.values)
KINDS = {"information": Tie.Kind.INFORMATION, "conseil": Tie.Kind.ADVICE, "action": Tie.Kind.JOINT_ACTION}
COLUMNS = [
    Column("wave", "string", gettext_lazy("Wave")),
    Column("day", "date", gettext_lazy("Day of the answer")),
    Column("from", "string", gettext_lazy("Who says it")),
    Column("from_group", "string", gettext_lazy("Group of who says it"), one_of=tuple(GROUPS)),
    Column("to", "string", gettext_lazy("Of whom")),
    Column("to_group", "string", gettext_lazy("Group of whom"), one_of=tuple(GROUPS)),
    Column("kind", "string", gettext_lazy("Kind of tie"), one_of=tuple(Tie.Kind.values)),
]


def cohort_or_404(slug) -> Cohort:
    return get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)


def ties(request, slug):
    cohort = cohort_or_404(slug)
    require(rules.can_read_ties(request.user, cohort))
    read = Ties(cohort)
    chosen = request.GET.get("vague", "")
    wave = next((one for one in read.waves if str(one.pk) == chosen), None) or read.latest()
    kind = KINDS.get(request.GET.get("lien", ""), ANY)
    context = {
        "cohort": cohort,
        "waves": read.waves,
        "wave": wave,
        "kinds": [(path, Tie.Kind(value).label) for path, value in KINDS.items()],
        "kind": next((path for path, value in KINDS.items() if value == kind), ""),
        "may_keep": rules.can_keep_roster(request.user, cohort),
        "fictional": cohort.fictional,
        "wide": True,
    }
    if wave:
        context |= shown(request.user, read, wave, kind)
    return render(request, "evaluation/ties.html", context)


def of_seminar(request, kind, pk):
    """From a seminar to the ties of its cohort; the class, always a seminar's, is the gesture's."""
    seminar = get_object_or_404(Seminar.objects.select_related("cohort__programme"), pk=pk)
    require(rules.can_read_ties_around(request.user, seminar))
    return redirect("evaluation:ties", seminar.cohort.slug)


def shown(user, read: Ties, wave, kind) -> dict:
    """The drawing of a wave, the figures of every wave, and each tie in words."""
    now = read.read(wave, kind)
    ours = rules.spoken_for(user, read.members.values()) if wave.is_open() else set()
    return {
        "earlier": read.before(wave),
        "chart": drawing(read, wave, kind),
        "read": now,
        "lines": [(one, read.read(one, kind)) for one in read.waves],
        "brokers": [(read.members[pk], roles, total) for pk, roles, total in now.brokers],
        "said": in_words(read, wave, kind),
        "mine": [sheet for sheet in read.sheets[wave.pk] if sheet.member_id in ours],
    }


def drawing(read: Ties, wave, kind) -> Graph:
    """What is new since the wave before stands out; what was lost is dotted."""
    net, earlier = read.network(wave, kind), read.before(wave)
    nodes = sorted(net.nodes, key=lambda pk: (GROUPS.index(read.groups[pk]), read.members[pk].position))
    place = {pk: number for number, pk in enumerate(nodes)}
    now = set(net.arcs)
    answered = set(read.network(earlier, kind).answered) & set(net.answered) if earlier else set()
    was = {arc for arc in (read.arcs(earlier, kind) if earlier else set()) if arc[0] in answered and arc[1] in place}
    new = {arc for arc in now - was if arc[0] in answered}
    said = [
        (_("said before too"), now - new),
        (_("new since the wave before"), new),
        (_("no longer said"), was - now),
    ]
    if not earlier:
        said = [("", now)]
    title = _("Ties: %(wave)s") % {"wave": wave.title}
    about = _("%(ties)s ties said by %(n)s members out of %(all)s. The table below names each of them.")
    return Graph(
        id=f"liens-{wave.pk}",
        title=title,
        description=about % {"ties": len(now), "n": len(net.answered), "all": len(net.nodes)},
        points=[Point(read.members[pk].name, GROUPS.index(read.groups[pk]), hollow=pk in net.silent) for pk in nodes],
        lines=[(label, {(place[a], place[b]) for a, b in arcs}) for label, arcs in said],
        groups=tuple(label for _value, label in Group.choices),
        hollow=_("did not answer"),
    )


def in_words(read: Ties, wave, kind) -> list:
    """For each member: the sheet, whom it names, and who names it."""
    arcs = read.arcs(wave, kind)
    told = []
    for sheet in read.sheets[wave.pk]:
        names = [read.members[end] for start, end in sorted(arcs) if start == sheet.member_id]
        named_by = [read.members[start] for start, end in sorted(arcs) if end == sheet.member_id]
        told.append((sheet, sheet.state == RosterSheet.State.ANSWERED, names, named_by))
    return told


def export(request, slug):
    """One line a tie, all waves."""
    cohort = cohort_or_404(slug)
    require(rules.can_read_ties(request.user, cohort))
    said = (
        Tie.objects.filter(sheet__wave__cohort=cohort, sheet__state=RosterSheet.State.ANSWERED)
        .select_related("sheet__wave", "sheet__member", "to")
        .order_by("sheet__wave__opened_on", "sheet__member__position", "to__position", "kind")
    )
    lines = (
        (
            *(tie.sheet.wave.title, tie.sheet.answered_on, tie.sheet.member.name, tie.sheet.member.group),
            *(tie.to.name, tie.to.group, tie.kind),
        )
        for tie in said
    )
    return sheets.as_file(f"{cohort.slug}-liens.csv", COLUMNS, lines)
