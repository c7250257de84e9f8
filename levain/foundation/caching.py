"""The cache of the database, with a way to write what costs one query."""

import base64
import pickle
from contextlib import suppress
from datetime import UTC, datetime

from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connections, router


class OneQueryCache(DatabaseCache):
    def keep(self, key, value, timeout):
        """Like `set`, in one query: the entries are not counted, the next `set` of anything takes out the oldest."""
        key = self.make_and_validate_key(key)
        connection = connections[router.db_for_write(self.cache_model_class)]
        table = connection.ops.quote_name(self._table)
        until = datetime.fromtimestamp(self.get_backend_timeout(timeout), tz=UTC).replace(microsecond=0)
        written = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("latin1")
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s) "  # noqa: S608
                "ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires",
                [key, written, connection.ops.adapt_datetimefield_value(until)],
            )
