"""A board as the room reads it: the inbox, then in each column the pinned ideas, the groups, the others."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType

from levain.foundation.models import Document
from levain.seminars.models import Activity, Contribution, Group


@dataclass
class Idea:
    """An idea as it is shown: with those merged into it, and the votes of all."""

    said: Contribution
    merged: list[Contribution] = field(default_factory=list)
    pinned: bool = False

    @property
    def votes(self) -> int:
        return self.said.votes + sum(each.votes for each in self.merged)

    @property
    def times(self) -> int:
        """How many times it was said."""
        return 1 + len(self.merged)


@dataclass
class Cluster:
    group: Group
    ideas: list[Idea] = field(default_factory=list)

    @property
    def votes(self) -> int:
        return sum(idea.votes for idea in self.ideas)


@dataclass
class Column:
    id: str
    label: str
    clusters: list[Cluster] = field(default_factory=list)
    ideas: list[Idea] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.ideas) + sum(len(cluster.ideas) for cluster in self.clusters)


@dataclass
class Board:
    inbox: list[Idea] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)

    @property
    def shown(self) -> list[Idea]:
        """What the room sees, in reading order."""
        return [
            idea
            for column in self.columns
            for idea in [*(one for cluster in column.clusters for one in cluster.ideas), *column.ideas]
        ]


def placed(activity: Activity):
    """The contributions with their place: what a board is read from."""
    return activity.contributions.select_related("place__group", "author", "project", "organisation")


def board_of(activity: Activity, given: Iterable[Contribution] | None = None) -> Board:
    """Two queries; hidden ideas are left out, those merged stand with the one they say the same as."""
    given = [each for each in (placed(activity) if given is None else given) if each.text and not each.hidden]
    groups = list(activity.groups.all())
    ideas, merged = _gathered(given)
    board = Board(columns=[Column(one["id"], one["label"]) for one in activity.columns])
    columns = {column.id: column for column in board.columns}
    clusters = {group.pk: Cluster(group) for group in groups}
    rest = Column("", "")
    for idea in ideas:
        idea.merged = merged[idea.said.pk]
        place = place_of(idea.said)
        if place is None and activity.setup.get("inbox"):
            board.inbox.append(idea)
        elif place is not None and place.group_id in clusters:
            clusters[place.group_id].ideas.append(idea)
        else:
            columns.get(idea.said.column, rest).ideas.append(idea)
    for group in groups:
        columns.get(group.column, rest).clusters.append(clusters[group.pk])
    if rest.ideas or rest.clusters:
        board.columns.append(rest)
    for column in board.columns:
        _in_order(column)
    return board


def _gathered(given: list[Contribution]) -> tuple[list[Idea], dict[int, list[Contribution]]]:
    """The ideas that stand by themselves, and those merged into each; into a hidden one, an idea stands again."""
    there = {each.pk for each in given}
    ideas, merged = [], defaultdict(list)
    for each in given:
        place = place_of(each)
        if place and place.merged_into_id in there:
            merged[place.merged_into_id].append(each)
        else:
            ideas.append(Idea(each, pinned=bool(place and place.pinned)))
    return ideas, merged


def place_of(said: Contribution):
    return getattr(said, "place", None)


def _in_order(column: Column) -> None:
    column.ideas.sort(key=lambda idea: (not idea.pinned, -idea.votes, idea.said.rank))
    for cluster in column.clusters:
        cluster.ideas.sort(key=lambda idea: (not idea.pinned, -idea.votes, idea.said.rank))


def ideas_of(activity: Activity) -> list[str]:
    """What a vote can weigh: the groups, then the pinned ideas, then the others, the most supported first."""
    board = board_of(activity)
    clusters = [cluster for column in board.columns for cluster in column.clusters if cluster.ideas]
    clusters.sort(key=lambda cluster: -cluster.votes)
    alone = [idea for column in board.columns for idea in column.ideas]
    alone.sort(key=lambda idea: (not idea.pinned, -idea.votes, idea.said.rank))
    titles = [cluster.group.title for cluster in clusters] + [" ".join(idea.said.text.split()) for idea in alone]
    return list(dict.fromkeys(title[:200] for title in titles))


def with_photos(given: Iterable[Contribution]) -> list[Contribution]:
    """The same, each with the photographs that came with it: one query."""
    given = list(given)
    kind = ContentType.objects.get_for_model(Contribution)
    photos = defaultdict(list)
    for document in Document.objects.filter(object_type=kind, object_id__in=[each.pk for each in given]):
        photos[document.object_id].append(document)
    for each in given:
        each.photos = photos[each.pk]
    return given


def by_table(given: Iterable[Contribution]) -> Counter:
    return Counter(each.table for each in given if not each.hidden)
