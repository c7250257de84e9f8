"""On PostgreSQL, hear that something changed instead of looking for it. Without it, everything works as well."""

import asyncio
import contextlib
import logging

from django.db import connection

from levain.seminars.live.bell import CHANNEL

logger = logging.getLogger(__name__)
TRY_AGAIN = 3.0
NAMES = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}


_hearing = {"now": False}


def hears(listener: asyncio.Future) -> bool:
    return _hearing["now"] and not listener.done()


async def listen(bell: asyncio.Event) -> None:
    """Ring the bell at each notice; when the connection falls, try again, and the hub looks by itself meanwhile."""
    if connection.vendor != "postgresql":
        return
    import psycopg

    said = connection.settings_dict
    where = {name: said[key] for key, name in NAMES.items() if said.get(key)}
    try:
        while True:
            with contextlib.suppress(psycopg.Error, OSError):
                async with await psycopg.AsyncConnection.connect(**where, autocommit=True) as line:
                    await line.execute(f"LISTEN {CHANNEL}")
                    _hearing["now"] = True
                    bell.set()
                    async for _notice in line.notifies():
                        bell.set()
            _hearing["now"] = False
            logger.warning("The bell of the rooms was lost; looking for changes meanwhile")
            await asyncio.sleep(TRY_AGAIN)
    finally:
        _hearing["now"] = False
