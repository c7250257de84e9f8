"""Keep the photos of walls and rooms with the activity where they were taken, and take one away."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from levain.foundation import documents, files
from levain.people.models import User
from levain.seminars.models import Activity, ActivityPhoto, Registration
from levain.seminars.services.deeds import made_once, record


@transaction.atomic
def add_photo(
    activity: Activity,
    upload: Any,
    *,
    caption: str,
    people: Iterable[Registration] = (),
    by: User,
    token: UUID | None = None,
) -> ActivityPhoto:
    """`people` are those who can be recognised: the photo shows as long as each of them agrees."""
    photo, new = made_once(ActivityPhoto(activity=activity, caption=caption, added_by=by), token)
    if new:
        photo.people.set(people)
        documents.attach(photo, upload, by=by, alt=caption, kinds=files.PICTURES)
        record("photo.added", on=photo, seminar=activity.seminar, by=by)
    return photo


@transaction.atomic
def remove_photo(photo: ActivityPhoto, *, by: User) -> None:
    """The picture goes for good; that it was there stays in the journal."""
    activity = photo.activity
    photo.documents.all().delete()
    photo.delete()
    record("photo.removed", on=activity, seminar=activity.seminar, by=by)
