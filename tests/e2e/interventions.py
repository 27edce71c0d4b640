# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything a supervisor and a manager can do to a thread, in a real window: decisions, interventions as the
gateway received them, the keys, and a keyword list that is live without a restart. Runs inside
desktop-session."""

import os
import re

import screen
from scenario import ANSWER_SECONDS, TAKE_BACK_SECONDS, Scenario, play
from screen import hold, press_keys, type_text, wait_until

THREAT = "você vai se arrepender"  # what the policies that come with the product call a threat
THREAT_CATEGORY = "Threat"
NEW_TERM = "combinado do quintal"  # in none of them
TERM_CATEGORY = "Bribery"
OUR_MESSAGE = "We will look into this today"


class Interventions(Scenario):
    def __init__(self, folder):
        # Slow: what happens on the screen is what this scenario does.
        super().__init__(folder, "--seed", "11", "--speed", "0.1")
        self.line = next(line["name"] for line in self.gateway.get("/api/sessions") if line["status"] == "WORKING")
        self.said = 0

    def let_agent_write(self, words):
        """The agent writes these words to somebody new; returns (contact, message, the text)."""
        self.said += 1
        text = f"{words}, caso {self.said}"
        contact = f"55119000011{self.said:02}@c.us"
        return contact, self.gateway.say(self.line, contact, text), text

    def flagged_thread(self):
        """Opens a new flagged thread; returns the same as let_agent_write()."""
        self.show_whole_list()
        contact, message, text = self.let_agent_write(THREAT)
        self.open_row(text, THREAT_CATEGORY)
        return contact, message, text

    def line_state(self):
        return self.gateway.get(f"/api/sessions/{self.line}")["status"]

    # The steps, in order.

    def list_is_live(self):
        self.start_console()
        self.window.find("label", "Gateway connected", timeout=ANSWER_SECONDS)

    def dismiss_with_a_reason(self):
        _, _, text = self.flagged_thread()
        with screen.FocusReports() as focus:
            press_keys("2")
            focus.next("the first reason has the focus", lambda element: element.name == "Not a violation")
        press_keys("1")
        wait_until("the dismissed row leaves the inbox", lambda: not self.has_row(text, THREAT_CATEGORY),
                   ANSWER_SECONDS)
        press_keys("ctrl+3")
        self.open_row(text, THREAT_CATEGORY)
        self.wait_for_fact("dismissed it")
        self.wait_for_fact("Not a violation")
        press_keys("ctrl+1")

    def escalate(self):
        _, _, text = self.flagged_thread()
        press_keys("s")
        wait_until("the escalated row leaves the inbox", lambda: not self.has_row(text, THREAT_CATEGORY),
                   ANSWER_SECONDS)
        press_keys("ctrl+2")
        self.open_row(text, THREAT_CATEGORY)
        self.wait_for_fact("escalated it")
        press_keys("ctrl+1")

    def assign_to_me(self):
        _, _, text = self.flagged_thread()
        press_keys("a")
        wait_until("the row says who took it", lambda: any(text in row and "taken by" in row for row in self.rows()),
                   ANSWER_SECONDS)
        self.button("Release").press()
        wait_until("the row is free again", lambda: any(text in row and "taken by" not in row for row in self.rows()),
                   ANSWER_SECONDS)

    def delete_for_everyone(self):
        contact, message, text = self.flagged_thread()
        bubbles = self.conversation()
        at = next(index for index, bubble in enumerate(bubbles.rows()) if text in bubble)
        bubbles.row(at).click()
        self.intervene("^Delete for everyone")
        self.button("Delete for everyone").click()
        wait_until("the gateway has revoked the message",
                   lambda: self.gateway.message(self.line, contact, message)["_data"].get("type") == "revoked",
                   ANSWER_SECONDS)
        self.wait_for_fact(r"Delete for everyone[^$]*Gateway: 2\d\d")
        wait_until("the bubble is a tombstone that keeps its text",
                   lambda: any(text in bubble and "deleted by agent" in bubble for bubble in self.bubbles()),
                   ANSWER_SECONDS)

    def message_is_taken_back(self):
        self.flagged_thread()
        self.sends_before = len(self.sends())
        self.order_message(OUR_MESSAGE)
        self.button("Take back").press()
        self.wait_for_fact("taken back")
        hold("the gateway got none", lambda: OUR_MESSAGE not in self.bodies(), TAKE_BACK_SECONDS + 2)

    def suspend_and_resume(self):
        self.flagged_thread()
        self.intervene("^Suspend the line")
        self.button("Suspend the line").click()
        wait_until("the line is stopped", lambda: self.line_state() == "STOPPED", ANSWER_SECONDS)
        self.wait_for_fact(r"Suspend the line[^$]*Gateway: 2\d\d")
        self.intervene("^Resume the line")
        self.button("Resume the line").click()
        wait_until("the line works again", lambda: self.line_state() == "WORKING", ANSWER_SECONDS)
        self.wait_for_fact(r"Resume the line[^$]*Gateway: 2\d\d")

    def keys(self):
        self.show_whole_list()
        wait_until("the open thread's row is chosen", lambda: self.chosen_row() >= 2)
        here = self.chosen_row()
        press_keys("k", "k")
        wait_until("k goes up", lambda: self.chosen_row() == here - 2)
        press_keys("j")
        wait_until("j goes down", lambda: self.chosen_row() == here - 1)
        self.narrow("bribery")
        wait_until("the list is narrowed", lambda: self.window.search("label", re.compile(r"^\d+ of \d+ match")))
        assert all(row.startswith("Bribery") for row in self.rows()), self.rows()
        self.show_whole_list()
        press_keys("question")
        self.window.find("label", "Keys")
        press_keys("Escape")
        wait_until("the keys are away", lambda: not self.window.search("label", "Keys"))
        press_keys("ctrl+k")
        query = self.window.find("text", "Find a command")
        wait_until("the palette has the focus", lambda: query.has(screen.pyatspi.STATE_FOCUSED))
        type_text("escalated")
        commands = self.window.find("list", "Commands")
        wait_until("the palette found it", lambda: commands.rows() and commands.rows()[0].startswith("Escalated"))
        press_keys("Return")
        self.window.find("label", re.compile(r"^\d+ escalated"))
        press_keys("ctrl+1")
        self.window.find("label", re.compile(r"^\d+ flagged"))

    def chosen_row(self):
        shown = self.window.search(screen.Element.LISTS, "Flagged threads")
        rows = list(shown.children()) if shown else []
        return next((at for at, row in enumerate(rows) if row.has(screen.pyatspi.STATE_SELECTED)), -1)

    def import_a_list(self):
        path = os.path.join(self.folder, "fora.csv")
        with open(path, "w", encoding="utf-8") as terms:
            terms.write(f"term,kind,language,category,severity\n{NEW_TERM},literal,pt-BR,bribery,4\n")
        _, _, before = self.let_agent_write(NEW_TERM)
        self.show_whole_list()
        press_keys("ctrl+i")
        field = self.window.find("text", "File", timeout=ANSWER_SECONDS)
        wait_until("the path has the focus", lambda: field.has(screen.pyatspi.STATE_FOCUSED))
        type_text(path)
        press_keys("Return")
        table = self.window.find(screen.Element.LISTS, "Lines of the file", timeout=ANSWER_SECONDS)
        wait_until("the preview shows the term", lambda: any(NEW_TERM in row for row in table.rows()))
        self.button("Import 1 term").press()
        self.strip_says("^Live: ")
        _, _, after = self.let_agent_write(NEW_TERM)
        self.row_with(after, TERM_CATEGORY)
        assert not self.has_row(before, TERM_CATEGORY), "what was said before the import is not judged by it"

    def undo_the_import(self):
        self.button(re.compile("^Undo$"))
        dialog = self.window.find("dialog", "Import a keyword list")
        dialog.find(screen.Element.BUTTONS, re.compile("^Undo")).press()
        self.strip_says("^Taken back")
        _, _, text = self.let_agent_write(NEW_TERM)
        # The one after it, on the same line, shows that the first has been looked at.
        _, _, marker = self.let_agent_write(THREAT)
        self.row_with(marker, THREAT_CATEGORY)
        assert not self.has_row(text, TERM_CATEGORY), "a term that was taken back still flags"
        press_keys("Escape")
        wait_until("the dialog is gone", lambda: not self.window.search("dialog", "Import a keyword list"))


if __name__ == "__main__":
    play("interventions", Interventions,
         [Interventions.list_is_live, Interventions.dismiss_with_a_reason, Interventions.escalate,
          Interventions.assign_to_me, Interventions.delete_for_everyone, Interventions.message_is_taken_back,
          Interventions.suspend_and_resume, Interventions.keys, Interventions.import_a_list,
          Interventions.undo_the_import])
