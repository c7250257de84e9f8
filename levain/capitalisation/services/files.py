"""The files of a long report are laid out by the worker: whoever asks sees how far it is, then takes them."""

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import transaction
from django_tasks import task

from levain.capitalisation.models import Edition
from levain.capitalisation.services.publishing import file_name, file_of

# Blocks: some sixty pages, which a page of the site may lay out while one waits.
HEAVY = 900
ASKED, BEGUN, DONE = 1, 2, 3
KEPT_FOR = 60 * 60


def heavy(edition: Edition) -> bool:
    """Known from the digests of its parts, without reading the edition."""
    return len(edition.parts) > HEAVY


def ready(edition: Edition, form: str) -> bool:
    return default_storage.exists(file_name(edition, form))


def ask(edition: Edition, form: str) -> int:
    """How far the file is; asked for the first time, or again after an hour, it is put in the queue once."""
    if cache.add(_key(edition.pk, form), ASKED, KEPT_FOR):
        transaction.on_commit(lambda: make_file.enqueue(edition.pk, form))
    return cache.get(_key(edition.pk, form), ASKED)


def _key(pk: int, form: str) -> str:
    return f"report-file:{pk}:{form}"


@task()
def make_file(pk: int, form: str) -> None:
    cache.set(_key(pk, form), BEGUN, KEPT_FOR)
    file_of(Edition.objects.get(pk=pk), form)
    cache.set(_key(pk, form), DONE, KEPT_FOR)
