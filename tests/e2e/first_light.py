# SPDX-License-Identifier: GPL-3.0-or-later
"""A supervisor's first minutes in a real window: a flagged thread appears, is opened, confirmed, taken back;
the customer gets exactly one message, whatever happens to the console meanwhile. Runs inside
desktop-session."""

import os
import re
import signal
import sys
import tempfile

import screen
from programs import Console, SampleGateway
from screen import hold, press_keys, type_text, wait_until

FIRST_MESSAGE = "Your request was passed on to our privacy team"
SECOND_MESSAGE = "We have taken you off the list"
TAKE_BACK_SECONDS = 10


class Scenario:
    def __init__(self, folder):
        self.folder = folder
        self.gateway = SampleGateway(folder, "--seed", "7", "--speed", "60", "--wait-for-client")
        self.console = None
        self.window = None

    def start_console(self):
        self.console = Console(self.folder, self.gateway, "xcb")
        self.window = screen.application(self.console.process.pid, timeout=60)

    def end(self):
        for program in (self.console, self.gateway):
            if program:
                program.end(signal.SIGKILL)

    def inbox(self):
        return self.window.find(role=screen.Element.LISTS, name="Flagged threads", timeout=60)

    def rows_of(self, parties):
        return [row for row in self.inbox().rows() if parties_of(row) == parties]

    def sends(self):
        return self.gateway.get("/sample/stats")["sends"]

    def texts_sent(self):
        """Our two texts as the gateway's history has them, one entry for each time."""
        sessions = self.gateway.get("/sample/stats")["ids"]
        history = "chats/all/messages?limit=1000&offset=0&downloadMedia=false"
        bodies = [message["body"] for session in sessions for message in self.gateway.get(f"/api/{session}/{history}")]
        return sorted(body for body in bodies if body in (FIRST_MESSAGE, SECOND_MESSAGE))

    def open_first_thread(self):
        """Opens the first row; returns who talks there."""
        inbox = self.inbox()
        wait_until("a flagged thread in the inbox", inbox.rows, timeout=60)
        inbox.row(0).click()
        press_keys("Return")
        return parties_of(inbox.rows()[0])

    def order_message(self, text):
        screen.choose(self.window.find(role=screen.Element.BUTTONS, name=re.compile("^Intervene")),
                      re.compile("^Message to the contact"))
        field = self.window.find(role="text", name=re.compile("essage"))
        wait_until("the message field has the focus", lambda: field.has(screen.pyatspi.STATE_FOCUSED) or field.focus())
        type_text(text)
        wait_until("the typed message in the field", lambda: text in field.text)
        self.window.find(name=re.compile("^Send in 10 s")).click()

    # The steps, in order.

    def thread_is_shown(self, parties):
        assert parties, "a row names the agent and the contact by their pseudonyms"
        conversation = self.window.find(role=screen.Element.LISTS, name="Conversation")
        wait_until("bubbles in the conversation", conversation.rows)

    def confirm_and_undo(self, parties):
        before = len(self.rows_of(parties))
        press_keys("1")
        wait_until("the confirmed row leaves the inbox", lambda: len(self.rows_of(parties)) < before)
        press_keys("z")
        wait_until("undo brings the row back", lambda: len(self.rows_of(parties)) >= before)

    def customer_hears_once(self):
        assert self.sends() == [], "nothing leaves before somebody orders it"
        self.order_message(FIRST_MESSAGE)
        hold("nothing leaves in the time to take it back", lambda: not self.sends(), TAKE_BACK_SECONDS - 3)
        wait_until("the gateway received the message", self.sends, timeout=30)
        self.console.end(signal.SIGTERM)
        self.start_console()
        self.inbox()
        hold("a restart sends nothing again", lambda: len(self.sends()) == 1, TAKE_BACK_SECONDS + 5)

    def pending_message_survives_a_kill(self):
        self.open_first_thread()
        self.order_message(SECOND_MESSAGE)
        hold("the second message waits", lambda: len(self.sends()) == 1, 3)
        self.console.end(signal.SIGKILL)
        self.start_console()
        wait_until("the pending message leaves after the restart", lambda: len(self.sends()) == 2, timeout=60)
        hold("it leaves once", lambda: len(self.sends()) == 2, TAKE_BACK_SECONDS)
        assert self.texts_sent() == sorted([FIRST_MESSAGE, SECOND_MESSAGE]), self.texts_sent()


def parties_of(row):
    """The agent and the contact that a row of the inbox names: ("A-07", "C-3F2A"), or None."""
    agent, contact = re.search(r"\bA-\d+", row), re.search(r"\bC-[0-9A-F]+", row)
    return (agent[0], contact[0]) if agent and contact else None


def main():
    pictures = os.environ.get("ATALAIA_SCREENSHOTS", "")
    with tempfile.TemporaryDirectory(prefix="atalaia-e2e-") as folder:
        scenario = Scenario(folder)
        try:
            scenario.start_console()
            parties = scenario.open_first_thread()
            scenario.thread_is_shown(parties)
            if pictures:
                screen.screenshot(os.path.join(pictures, "first-light.png"))
            scenario.confirm_and_undo(parties)
            scenario.customer_hears_once()
            scenario.pending_message_survives_a_kill()
        except Exception:
            # Everything on this screen is invented, so the test may show it.
            if scenario.window:
                print(scenario.window.dump(), file=sys.stderr)
            if scenario.console:
                print(scenario.console.log(), file=sys.stderr)
            failed = os.path.join(pictures or tempfile.gettempdir(), "first-light-failed.png")
            screen.screenshot(failed)
            print(f"screen at the failure: {failed}", file=sys.stderr)
            raise
        finally:
            scenario.end()
    print("first light: all steps held")


if __name__ == "__main__":
    main()
