# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scenarios in a real window share: a sample gateway, a console, and what a person does with it."""

import os
import re
import signal
import sys
import tempfile

import screen
from programs import Console, SampleGateway
from screen import press_keys, type_text, wait_until

TAKE_BACK_SECONDS = 10
# Generous: the machine may be loaded and the programs built with sanitizers.
START_SECONDS = 90
ANSWER_SECONDS = 60


class Scenario:
    def __init__(self, folder, *gateway_options):
        self.folder = folder
        self.gateway = SampleGateway(folder, *gateway_options)
        self.console = None
        self.window = None

    def start_console(self, environment=None, profile="e2e"):
        environment = self.gateway.environment() if environment is None else environment
        self.console = Console(self.folder, environment, "xcb", "--profile", profile)
        self.window = screen.application(self.console.process.pid, timeout=START_SECONDS)
        self.be_active()

    def be_active(self):
        """A window manager need not give the window the focus; a person then clicks into it."""
        frame = self.window.find("frame", "Atalaia", timeout=START_SECONDS)
        wait_until("the window is the active one",
                   lambda: frame.has(screen.pyatspi.STATE_ACTIVE) or screen.click_at(600, 24), START_SECONDS)

    def quit_console(self):
        """As a person does; a program that leaks or ends badly says so now."""
        self.be_active()
        press_keys("ctrl+q")
        self.console.wait_for_end()
        self.console.end()

    def end(self):
        for program in (self.console, self.gateway):
            if program:
                program.end(signal.SIGKILL)

    # The list.

    def inbox(self):
        return self.window.find(role=screen.Element.LISTS, name="Flagged threads", timeout=START_SECONDS)

    def rows(self):
        """The rows of the list that is shown; none when it says why it is empty."""
        shown = self.window.search(screen.Element.LISTS, "Flagged threads")
        return shown.rows() if shown else []

    def row_with(self, words, category=""):
        """The first row of the category that contains these words; new threads wait behind a button, as for a
        person. One text may be in several rows: what an agent writes at night is also outside working hours."""
        def search():
            newest = self.window.search("push button", re.compile("^Show the newest"))
            if newest:
                screen.quiet(newest.press, None)
            shown = self.window.search(screen.Element.LISTS, "Flagged threads")
            rows = shown.rows() if shown else []
            return next((shown.row(at) for at, row in enumerate(rows) if words in row and category in row), None)
        return wait_until(f"a row with {words!r}", search, ANSWER_SECONDS)

    def has_row(self, words, category=""):
        return any(words in row and category in row for row in self.rows())

    def open_row(self, words, category=""):
        """Clicks the row; one that is out of sight is searched for by its contact first."""
        row = self.row_with(words, category)
        if not row.is_inside(self.inbox()):
            contact = parties_of(row.name)[1]
            self.narrow(contact)
            row = wait_until(f"only rows of {contact}", lambda: (
                all(contact in name for name in self.rows()) and self.row_with(words, category)), ANSWER_SECONDS)
        row.click()
        wait_until(f"the thread with {words!r} is open",
                   lambda: any(words in bubble for bubble in self.bubbles()), ANSWER_SECONDS)

    def narrow(self, words):
        press_keys("slash")
        search = self.window.find("text", "Search the list", timeout=ANSWER_SECONDS)
        wait_until("the search has the focus", lambda: search.has(screen.pyatspi.STATE_FOCUSED), ANSWER_SECONDS)
        type_text(words)
        wait_until("the search says so", lambda: search.text == words, ANSWER_SECONDS)
        press_keys("Return")

    def show_whole_list(self):
        press_keys("slash")
        search = self.window.find("text", "Search the list", timeout=ANSWER_SECONDS)
        wait_until("the search has the focus", lambda: search.has(screen.pyatspi.STATE_FOCUSED), ANSWER_SECONDS)
        # The first Escape empties the field, the next one leaves it; who has left it has an empty one.
        wait_until("the search is left", lambda: not search.has(screen.pyatspi.STATE_FOCUSED) or press_keys("Escape"),
                   ANSWER_SECONDS)
        wait_until("the list is whole again",
                   lambda: self.window.search("label", re.compile(r"^\d+ (flagged|escalated|decided)")), ANSWER_SECONDS)

    # The thread and its facts.

    def conversation(self):
        return self.window.find(role=screen.Element.LISTS, name="Conversation", timeout=ANSWER_SECONDS)

    def bubbles(self):
        shown = self.window.search(screen.Element.LISTS, "Conversation")
        return shown.rows() if shown else []

    def facts(self):
        """All lines of the facts pane, as one text."""
        pane = self.window.search(None, "Facts")
        return "\n".join(pane.names()) if pane else ""

    def wait_for_fact(self, pattern, timeout=ANSWER_SECONDS):
        wait_until(f"facts that say {pattern!r}", lambda: re.search(pattern, self.facts()), timeout)

    def button(self, name, timeout=ANSWER_SECONDS):
        return self.window.find(screen.Element.BUTTONS, name, timeout=timeout)

    def intervene(self, entry):
        screen.choose(self.button(re.compile("^Intervene")), re.compile(entry))

    def order_message(self, text):
        self.intervene("^Message to the contact")
        field = self.window.find(role="text", name=re.compile("^Message to"))
        wait_until("the message field has the focus", lambda: field.has(screen.pyatspi.STATE_FOCUSED))
        type_text(text)
        wait_until("the typed message in the field", lambda: text in field.text)
        self.button(re.compile("^Send in 10 s")).click()

    def strip_says(self, pattern, timeout=ANSWER_SECONDS):
        self.window.find("label", re.compile(pattern), timeout=timeout)

    # The gateway's side.

    def sends(self):
        return self.gateway.get("/sample/stats")["sends"]

    def send_calls(self):
        """How often a send was asked for; the gateway takes an id it knows already for the same message."""
        return self.gateway.get("/sample/stats")["sendCalls"]

    def bodies(self):
        """The texts that the gateway's history holds, over all lines that work."""
        history = "chats/all/messages?limit=5000&offset=0&downloadMedia=false"
        working = [line["name"] for line in self.gateway.get("/api/sessions") if line["status"] == "WORKING"]
        return [message["body"] for line in working for message in self.gateway.get(f"/api/{line}/{history}")]


def parties_of(row):
    """The agent and the contact that a row of the inbox names: ("A-07", "C-3F2A"), or None."""
    agent, contact = re.search(r"\bA-\d+", row), re.search(r"\bC-[0-9A-F]+", row)
    return (agent[0], contact[0]) if agent and contact else None


def play(name, make, steps):
    """Plays the steps; on a failure writes down what the screen showed. Everything on it is invented."""
    pictures = os.environ.get("ATALAIA_SCREENSHOTS", "")
    with tempfile.TemporaryDirectory(prefix="atalaia-e2e-") as folder:
        scenario = make(folder)
        try:
            for step in steps:
                step(scenario)
                print(f"{name}: {step.__name__}")
                if pictures:
                    screen.screenshot(os.path.join(pictures, f"{name}-{step.__name__}.png"))
            scenario.quit_console()
        except Exception:
            if scenario.window:
                print(scenario.window.dump(), file=sys.stderr)
            if scenario.console:
                if not scenario.console.is_running:
                    print(f"the console has ended with {scenario.console.process.returncode}", file=sys.stderr)
                print(scenario.console.log(), file=sys.stderr)
            failed = os.path.join(pictures or tempfile.gettempdir(), f"{name}-failed.png")
            screen.screenshot(failed)
            print(f"screen at the failure: {failed}", file=sys.stderr)
            raise
        finally:
            scenario.end()
    print(f"{name}: all steps held")
