"""A real server killed in the middle of a vote, and started again: nothing is lost, everyone comes back."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import pytest
from django.db import connection

from levain.portal import serving
from tests.houses import a_base_with_tables

PHONES = 24
CSRF = "a" * 32

HOUSE = """
import json, sys, django
django.setup()
from levain.portal.bench import room
from tests.people.factories import someone
from tests.programmes.factories import CohortFactory
from levain.people.models import RoleCode
deed, given = sys.argv[1], json.loads(sys.argv[2])
if deed == "opened":
    someone(RoleCode.ADVISER, CohortFactory())
print(json.dumps(getattr(room, deed)(given)))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class House:
    def __init__(self, folder, told):
        self.port = free_port()
        self.told = {**serving.environment(), **told, "LEVAIN_DATA": str(folder)}
        self.told |= {"DJANGO_SETTINGS_MODULE": "config.settings"}
        self.process = None

    def asks(self, deed, given):
        done = subprocess.run(
            [sys.executable, "-c", HOUSE, deed, json.dumps(given)], env=self.told, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout)

    def starts(self):
        command = serving.server_command("127.0.0.1", self.port, 1, "config.asgi:application")
        self.process = subprocess.Popen(command, env=self.told, start_new_session=True)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                self.sends("GET", "/healthz")
                return
            except (OSError, HTTPException):
                time.sleep(0.1)
        raise AssertionError("The server did not start.")

    def dies(self):
        """kill -9, with its children: nothing is put in order."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def sends(self, method, path, body="", **headers):
        talk = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            talk.request(method, path, body, headers)
            answer = talk.getresponse()
            return answer.status, answer.read()
        finally:
            talk.close()


@pytest.fixture
def house(tmp_path, transactional_db):
    told = a_base_with_tables(tmp_path, "killed")
    made = House(tmp_path, told)
    if connection.vendor == "postgresql":
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=made.told, check=True)
    made.starts()
    yield made
    made.dies()


def stream(house, path, versions, number, over):
    """What a browser does: it listens, and when nothing comes any more it comes back."""
    while not over.is_set():
        talk = HTTPConnection("127.0.0.1", house.port, timeout=20)
        try:
            talk.request("GET", path)
            for line in talk.getresponse():
                if line.startswith(b'data: {"version":'):
                    versions[number] = json.loads(line[6:])["version"]
                if over.is_set():
                    return
        except (OSError, HTTPException):
            time.sleep(0.3)
        finally:
            talk.close()


def answer(house, room, number, acknowledged):
    """The outbox of a telephone: sent again until somebody says that it was received."""
    headers = {
        "Accept": "application/json",
        "Origin": f"http://127.0.0.1:{house.port}",
        "Cookie": f"salle={room['cookies'][number]}; csrftoken={CSRF}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    body = urlencode({"csrfmiddlewaretoken": CSRF, "activity": room["activity"], "value": number % 4})
    for _try in range(200):
        try:
            if house.sends("POST", f"/s/{room['code']}/repondre/", body, **headers)[0] == 200:
                acknowledged.append(number)
                return
        except (OSError, HTTPException):
            pass
        time.sleep(0.2)


def test_killed_in_the_middle_of_a_vote_and_started_again(house):
    room = house.asks("opened", PHONES)
    versions, over, acknowledged = {}, threading.Event(), []
    followers = [
        threading.Thread(target=stream, args=(house, room["phone_stream"], versions, number, over), daemon=True)
        for number in range(4)
    ]
    for follower in followers:
        follower.start()

    def votes(numbers):
        voters = [threading.Thread(target=answer, args=(house, room, number, acknowledged)) for number in numbers]
        for voter in voters:
            voter.start()
        return voters

    half = votes(range(PHONES // 2))
    while len(acknowledged) < PHONES // 4:
        time.sleep(0.005)
    house.dies()
    before = list(acknowledged)
    rest = votes(range(PHONES // 2, PHONES))
    house.starts()
    for voter in [*half, *rest]:
        voter.join(60)
    house.asks("closed", room["live"])
    last = house.asks("version", room["live"])
    until = time.monotonic() + 30
    while time.monotonic() < until and list(versions.values()).count(last) < len(followers):
        time.sleep(0.1)
    over.set()

    assert len(before) >= PHONES // 4
    assert sorted(acknowledged) == list(range(PHONES))
    assert house.asks("counted", room["live"]) == {"lost": 0, "doubled": 0}
    assert list(versions.values()) == [last] * len(followers)
