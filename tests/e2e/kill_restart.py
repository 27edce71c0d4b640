# SPDX-License-Identifier: GPL-3.0-or-later
"""500 messages a second arrive while the console is killed ten times at random moments and started again. In
the end its store holds every message and every hit of the gateway, each once."""

import collections
import os
import random
import signal
import sqlite3
import subprocess
import tempfile
import time

from programs import Console, SampleGateway, program

RATE = 500
COUNT = int(os.environ.get("ATALAIA_KILL_COUNT", "20000"))
KILLS = 10
START_SECONDS = 90
LONGEST_LIFE_SECONDS = 2.5
POLL_SECONDS = 0.02
LARGEST_SHARE_OF_TIES = 0.02
CATCH_UP_SECONDS = 240

HITS = """
SELECT m.external_id, h.policy, h.rule, EXISTS (
  SELECT 1 FROM messages a JOIN messages b ON b.conversation_id = a.conversation_id AND b.sent_at = a.sent_at
  AND b.id > a.id WHERE a.conversation_id = m.conversation_id)
FROM hits h JOIN messages m ON m.id = h.message_id
WHERE h.spans <> '[]' AND (SELECT count(*) FROM message_versions v WHERE v.message_id = m.id) = 1"""


def read(store, statement):
    """The rows of a statement, or none while the store is not made yet."""
    try:
        with sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=20) as connection:
            return connection.execute(statement).fetchall()
    except sqlite3.OperationalError:
        return []


def stored_count(store):
    rows = read(store, "SELECT count(*) FROM messages")
    return rows[0][0] if rows else 0


def watch(console, seconds, is_enough=None):
    """Looks on for so many seconds; with a condition until it holds, which it must by then."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not console.is_running:
            raise AssertionError(f"the console ended by itself\n{console.log()}")
        if is_enough and is_enough():
            return
        time.sleep(POLL_SECONDS)
    assert not is_enough, f"nothing arrived within {seconds} s\n{console.log()}"


def wait_until_complete(gateway, store, console):
    """Until the gateway has produced everything and the store has as much, or the time is over: what is
    missing then, the checks name."""
    end = time.monotonic() + CATCH_UP_SECONDS
    while time.monotonic() < end:
        if not console.is_running:
            raise AssertionError(f"the console ended by itself\n{console.log()}")
        made = gateway.get("/sample/stats")["messages"]
        if made >= COUNT and stored_count(store) >= made:
            break
        time.sleep(1)
    assert made >= COUNT, f"the gateway made {made} of {COUNT} messages"
    return gateway_ids(gateway)


def gateway_ids(gateway):
    """(session, bare message id) of everything the gateway has said so far."""
    sessions = gateway.get("/sample/stats")["ids"]
    return [(session, message) for session in sessions for message in gateway.get(f"/sample/ids?session={session}")]


def check_messages(store, expected):
    stored = read(store, "SELECT l.external_id, m.external_id FROM messages m JOIN lines l ON l.id = m.line_id")
    lost, foreign = set(expected) - set(stored), set(stored) - set(expected)
    double = [key for key, count in collections.Counter(stored).items() if count > 1]
    assert not lost, f"{len(lost)} messages lost, for example {sorted(lost)[:5]}"
    assert not foreign, f"{len(foreign)} messages that the gateway never had, for example {sorted(foreign)[:5]}"
    assert not double, f"{len(double)} messages stored twice, for example {double[:5]}"


def check_hits(store, undisturbed):
    """The hits are those of a store that was filled in one go, each once. Gateways tell times in seconds: where two
    messages of a conversation have the same one, rules over several messages may see them in either order."""
    found, expected = collections.Counter(read(store, HITS)), collections.Counter(read(undisturbed, HITS))
    assert expected, "the load contains no hit: this run proves nothing about hits"
    double = [hit for hit, count in found.items() if count > 1]
    assert not double, f"{len(double)} hits stored twice, for example {double[:5]}"
    missing, surplus = list(expected - found), list(found - expected)
    print(f"{len(expected)} hits by words, {len(missing)} missing and {len(surplus)} too many, those of one second")
    told = f"{len(missing)} hits missing, {len(surplus)} too many, for example {(missing or surplus)[:5]}"
    assert all(is_of_one_second for *_, is_of_one_second in missing + surplus), told
    assert len(missing) + len(surplus) <= len(expected) * LARGEST_SHARE_OF_TIES, told
    flags = read(store, "SELECT count(*) FROM hits WHERE flag_id IS NOT NULL")[0][0]
    assert flags, "no hit belongs to a flag"


def fill_undisturbed(gateway, store, count):
    """Collects everything from the gateway's history into a second store."""
    environment = {**os.environ, **gateway.environment()}
    process = subprocess.Popen([program("atalaia-collector"), "--store", store, "--seconds", str(CATCH_UP_SECONDS)],
                               env=environment, stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + CATCH_UP_SECONDS
        while stored_count(store) < count:
            assert process.poll() is None and time.monotonic() < end, "the collector did not catch up"
            time.sleep(1)
    finally:
        process.terminate()
        process.wait()


def main():
    seed = int(os.environ.get("ATALAIA_KILL_SEED", str(random.randrange(1_000_000))))
    print(f"moments of the kills: ATALAIA_KILL_SEED={seed}")
    moments = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="atalaia-e2e-") as folder:
        os.environ.update(HOME=folder, XDG_CONFIG_HOME=folder, XDG_DATA_HOME=folder, XDG_CACHE_HOME=folder,
                          DBUS_SESSION_BUS_ADDRESS="disabled:", LC_ALL="C.UTF-8")
        store = os.path.join(folder, "atalaia.db")
        gateway = SampleGateway(folder, "--rate", str(RATE), "--count", str(COUNT), "--seed", "1",
                                "--wait-for-client")
        console = None
        try:
            for _ in range(KILLS):
                before = stored_count(store)
                console = Console(folder, gateway.environment(), "offscreen")
                # From the first new message on, whatever it is doing then.
                watch(console, START_SECONDS, lambda: stored_count(store) > min(before, COUNT - 1))
                watch(console, moments.uniform(0, LONGEST_LIFE_SECONDS))
                console.end(signal.SIGKILL)
                print(f"killed with {stored_count(store)} messages in the store, "
                      f"{gateway.get('/sample/stats')['messages']} at the gateway")
            console = Console(folder, gateway.environment(), "offscreen")
            expected = wait_until_complete(gateway, store, console)
            console.end()
            check_messages(store, expected)
            undisturbed = os.path.join(folder, "undisturbed.db")
            fill_undisturbed(gateway, undisturbed, len(expected))
            check_hits(store, undisturbed)
        finally:
            for process in (console, gateway):
                if process:
                    process.end(signal.SIGKILL)
    print(f"{len(expected)} messages and their hits, each once")


if __name__ == "__main__":
    main()
