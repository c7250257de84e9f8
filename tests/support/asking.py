"""Pages opened and forms sent by one person after another."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def open_as(client, user, name, *args, **asked):
    client.force_login(user)
    return client.get(reverse(name, args=args), asked)


def send_as(client, user, name, *args, **typed):
    client.force_login(user)
    return client.post(reverse(name, args=args), typed)


def queries_of(client, address):
    client.get(address)  # what the process keeps between requests is not counted
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
