"""Opens pages of one installation from inside, as its members; a process of its own, told what to do line by line.

In, a line of JSON each:
  {"make": people}                        make the community; answers who opens what
  {"cases": count}                        make so many reported things that wait; answers who opens what
  {"who", "path", "times"}                open a page so often; answers {"ms", "status", "bytes"}
  {"who", "path", "queries": true}        answers [[ms, SQL, plan], …]
"""

import json
import sys
import time
from functools import lru_cache

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from kith.people.models import Person  # noqa: E402


@lru_cache
def member(who: int) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(pk=who), backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session["account_authentication_methods_user"] = str(who)
    session.save()
    return client


def opened(who: int, path: str, times: int) -> dict:
    client, ms = member(who), []
    for _ in range(times):
        begin = time.perf_counter()
        answer = client.get(path)
        ms.append((time.perf_counter() - begin) * 1000)
    return {"ms": ms, "status": answer.status_code, "bytes": len(answer.content)}


def queries(who: int, path: str) -> list[list]:
    client = member(who)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return [[float(query["time"]) * 1000, query["sql"], plan(query["sql"])] for query in captured]


def plan(sql: str) -> str:
    if not sql.startswith(("SELECT", "WITH")):
        return ""
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN (ANALYZE, BUFFERS) "
    with connection.cursor() as cursor:
        try:
            cursor.execute(explain + sql.replace("%", "%%"), [])
        except Exception as error:  # the words of a query as it is shown are not always a query
            return str(error)
        return "\n".join(" ".join(str(part) for part in row) for row in cursor.fetchall())


def answer(told: dict) -> object:
    if "make" in told:
        from bench.crowd import make

        return make(told["make"])
    if "cases" in told:
        from bench.caseload import make as make_cases

        return make_cases(told["cases"])
    if told.get("queries"):
        return queries(told["who"], told["path"])
    return opened(told["who"], told["path"], told["times"])


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
