"""What each package says of its objects when it starts, so that lower pages can show them without knowing them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from levain.foundation.verdicts import Verdict, refused


@dataclass(frozen=True)
class Speaker:
    """Who said a text: the person if she is known, her side as a role code, and the words to name it."""

    side: str
    name: str = ""
    user: Any = None


@dataclass(frozen=True)
class Gesture:
    """Something one may do with an object: the button, the rule that grants it, the page that does it.

    `url_name` is reversed with content type id and object id; `passage` gestures take a selected text too.
    """

    label: Any
    url_name: str
    rule: Callable[[Any, models.Model], Verdict]
    passage: bool = False


@dataclass(frozen=True)
class Kept:
    """A passage that an upper package keeps of a text: its plain offsets, its name and its page."""

    start: int
    end: int
    label: str
    to: str


@dataclass
class Registered:
    """`texts` maps each citable field to its label; `place` gives the project (or call, cohort) of an object.

    `file` is the rule of the files that hang from it, when it is not the one of the object.
    `insiders(place, ids)` is said by what people are in (a project): those, of these people, who are.
    `told(obj)` names it in a sentence of news, where its title alone says too little.
    `along` are the links read with it in lists, when some of those its rule and its place ask of it may be missing.
    `invitation(obj)` is the subject of the mail that lets somebody in.
    `within(place)` is said by what stands in a wider place (a project in its cohort): those of this one.
    """

    model: type[models.Model]
    visible: Callable[[Any, Any], Verdict]
    title: Callable[[Any], str]
    place: Callable[[Any], Any] = lambda obj: None
    texts: dict[str, Any] = field(default_factory=dict)
    speaker: Callable[[Any, str], Speaker] | None = None
    date: Callable[[Any], Any] | None = None
    file: Callable[[Any, Any, Any], Verdict] | None = None
    gestures: list[Gesture] = field(default_factory=list)
    insiders: Callable[[Any, list[int]], set[int]] | None = None
    within: Callable[[Any], models.QuerySet] | None = None
    invitation: Callable[[Any], str] | None = None
    told: Callable[[Any], str] | None = None
    along: tuple[str, ...] = ()


_registered: dict[type[models.Model], Registered] = {}
_sentences: dict[str, Any] = {}
_quoted: dict[str, str] = {}
_everywhere: list[Gesture] = []
_keepers: list[Callable[[Any, models.Model, str, dict], list[Kept]]] = []
_ahead: list[Callable[[list[tuple[Any, models.Model]]], Any]] = []


def register(model: type[models.Model], **said: Any) -> None:
    """Called from an app's `ready`: see Registered for what is said."""
    _registered[model] = Registered(model, **said)


def of(obj: models.Model | type[models.Model]) -> Registered | None:
    """What was said of an object's class, or None."""
    model = obj if isinstance(obj, type) else type(obj)
    return _registered.get(model)


def everything() -> list[Registered]:
    return list(_registered.values())


def may_see(user: Any, obj: models.Model) -> Verdict:
    """Ask the rule registered for this object; what nobody registered nobody sees."""
    said = of(obj)
    return said.visible(user, obj) if said else refused("")


def before_asking(deed: Callable[[list[tuple[Any, models.Model]]], Any]) -> None:
    """Let a package read ahead, in a fixed number of queries, what its rules ask of many people and objects."""
    _ahead.append(deed)


def read_ahead(asked: list[tuple[Any, models.Model]]) -> None:
    """To call before `may_see` is asked of many pairs (person, object)."""
    for deed in _ahead:
        deed(asked)


def add_gesture(model: type[models.Model], gesture: Gesture) -> None:
    """Let an upper package offer a gesture on a lower object."""
    _registered[model].gestures.append(gesture)


def offer_everywhere(gesture: Gesture) -> None:
    """Let an upper package offer a gesture on every object that has texts, whenever it is registered."""
    _everywhere.append(gesture)


def tell_kept(deed: Callable[[Any, models.Model, str, dict], list[Kept]]) -> None:
    """Let an upper package show, to those who work on it, what it keeps of a text.

    `deed(person, object, field, known)`: `known` lasts as long as the page, so that many texts ask few questions.
    """
    _keepers.append(deed)


def kept_of(user: Any, obj: models.Model, field: str, known: dict[Any, Any]) -> list[Kept]:
    return [one for deed in _keepers for one in deed(user, obj, field, known)]


def gestures(obj: models.Model) -> list[Gesture]:
    """The gestures offered on an object, its own first."""
    said = of(obj)
    if said is None:
        return []
    return [*said.gestures, *(_everywhere if said.texts else ())]


def word(**sentences: Any) -> None:
    """Give each journal verb its sentence: word(**{"need.referred": _("%(actor)s referred …")})."""
    _sentences.update(sentences)


def quotes(**fields: str) -> None:
    """Say which text of its object each verb is about: quotes(**{"need.qualified": "adviser_words"})."""
    _quoted.update(fields)


def words_of(verb: str, obj: models.Model | None) -> str:
    """The words that an entry tells: those of its verb, or the only text of its object; nothing in a reminder."""
    said = of(obj) if obj is not None and not verb.startswith("reminder.") else None
    if said is None:
        return ""
    name = _quoted.get(verb, next(iter(said.texts)) if len(said.texts) == 1 else "")
    return getattr(obj, name) or "" if name else ""


def sentence(verb: str) -> Any:
    return _sentences.get(verb, verb)
