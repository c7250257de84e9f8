"""What houses share, and how each recognises it; what stays in a house and never travels, with the reason."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

Model = type[models.Model]


@dataclass(frozen=True)
class Shared:
    """Rows that another house may hold too, recognised there by `key`.

    They travel when a row that travels names them; those `of` a field, with what that field names; those that `link`,
    when everything they name travels.
    """

    label: str
    key: tuple[str, ...]
    of: str = ""
    link: bool = False
    only: tuple[tuple[str, str], ...] = ()


# In the order in which they are rebuilt: each names only those above it, or rows of the session itself.
SHARED = (
    Shared("territories.Territory", ("kind", "code")),
    Shared("territories.Containment", ("outer", "inner"), of="outer", only=(("outer__kind", "perimeter"),)),
    Shared("territories.PerimeterOutline", ("perimeter",), of="perimeter"),
    Shared("people.User", ("email",)),
    Shared("people.Organisation", ("kind", "name")),
    Shared("people.Organisation_territories", ("organisation", "territory"), of="organisation"),
    Shared("people.Affiliation", ("user", "organisation", "since"), link=True),
    Shared("programmes.Programme", ("slug",)),
    Shared("programmes.Engagement", ("version", "number")),
    Shared("questionnaires.Questionnaire", ("slug",)),
    Shared("questionnaires.Revision", ("questionnaire", "number"), of="questionnaire"),
    Shared("questionnaires.Section", ("revision", "position"), of="revision"),
    Shared("questionnaires.Question", ("revision", "code"), of="revision"),
    Shared("support.Support", ("slug",)),
    Shared("support.Support_territories", ("support", "territory"), of="support"),
    Shared("support.Expert", ("user",), link=True),
    Shared("support.Expert_territories", ("expert", "territory"), of="expert"),
    Shared("people.Role", ("user", "code", "scope_type", "scope_id", "since"), link=True),
)

HOUSE_OF_ITS_OWN = _("Belongs to a house: its queue, its links, its accounts.")
READ_AGAIN = _("Read again from what was written.")
IN_THE_ROOM = _("The room while a seminar is held; what was said in it travels.")
STAYS = {
    "account.EmailAddress": HOUSE_OF_ITS_OWN,
    "account.EmailConfirmation": HOUSE_OF_ITS_OWN,
    "auth.Group": HOUSE_OF_ITS_OWN,
    "auth.Permission": HOUSE_OF_ITS_OWN,
    "auth.Group_permissions": HOUSE_OF_ITS_OWN,
    "contenttypes.ContentType": HOUSE_OF_ITS_OWN,
    "django_tasks_database.DBTaskResult": HOUSE_OF_ITS_OWN,
    "sessions.Session": HOUSE_OF_ITS_OWN,
    "capitalisation.CorpusMark": READ_AGAIN,
    "capitalisation.CorpusText": READ_AGAIN,
    "evaluation.UsageFactor": _("The table of factors of a house, which its team keeps up to date."),
    "foundation.CalendarFeed": _("A private address is valid in one house."),
    "foundation.Letter": _("A letter leaves once, from the house that wrote it."),
    "foundation.MailAnswer": _("A link in a letter is valid in one house."),
    "foundation.Notice": _("News of what happened: the journal travels, people are not told twice."),
    "foundation.Preference": _("What a person chose in one house."),
    "foundation.Reminder": _("Recomputed from the state of things."),
    "people.AccessKey": _("A key opens one house."),
    "people.Invitation": _("A link in a letter is valid in one house."),
    "portal.ColumnChoice": _("What a person chose in one house."),
    "portal.Extraction": _("A file that waits for its owner a day, in one house."),
    "programmes.House": HOUSE_OF_ITS_OWN,
    "projects.HandOver": _("Names files across sessions; what changed hands is in the rows themselves."),
    "projects.PrivateLink": _("A private address is valid in one house."),
    "projects.Reading": _("How far each has read."),
    "seminars.Device": IN_THE_ROOM,
    "seminars.Live": IN_THE_ROOM,
    "seminars.LiveEvent": IN_THE_ROOM,
    "seminars.Presence": IN_THE_ROOM,
    "seminars.SeminarTemplate": _("The models of a house for its seminars."),
    "support.HistoricalSupport_territories": _("Former states stay with the house that refined its catalogue."),
    "support.Synonym": _("The dictionary of a house, kept with its catalogue."),
}
# Columns that mean nothing elsewhere: passwords, marks that a form was sent once, dates a house keeps for itself.
COLUMNS_THAT_STAY = {
    "people.User": ("password", "last_login"),
    "support.Support": ("changed_at",),
}


def label(model: Model) -> str:
    return model._meta.label


def key_of(model: Model) -> Shared | None:
    return _BY_LABEL.get(label(model))


_BY_LABEL = {one.label: one for one in SHARED}


def shared_models() -> list[tuple[Shared, Model]]:
    return [(one, apps.get_model(one.label)) for one in SHARED]


def tracked(model: Model) -> Model | None:
    """The class whose former states a table keeps, if that is what it keeps."""
    return getattr(model, "instance_type", None) if hasattr(model, "history_id") else None


def own_models() -> list[Model]:
    """Every table that may hold rows of a session, in the order of their names."""
    kept = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and label(model) not in STAYS and label(model) not in _BY_LABEL
    ]
    kept = [model for model in kept if not _of_what_is_shared(model)]
    return sorted(kept, key=label)


def _of_what_is_shared(model: Model) -> bool:
    """Former states of what houses share stay with the house that refined it."""
    said = tracked(model)
    return said is not None and (label(said) in _BY_LABEL or label(said) in STAYS)


def foreign_keys(model: Model) -> list[tuple[models.Field, Model]]:
    """Each field that names a row of another table, with that table."""
    return [
        (field, field.related_model)
        for field in model._meta.local_concrete_fields
        if field.is_relation and field.related_model is not ContentType
    ]


def loose_keys(model: Model) -> list[tuple[models.Field, models.Field]]:
    """Each pair (class, number) of fields that names a row of any table."""
    kinds = [field for field in model._meta.local_concrete_fields if field.related_model is ContentType]
    return [(kind, model._meta.get_field(f"{kind.name.removesuffix('_type')}_id")) for kind in kinds]
