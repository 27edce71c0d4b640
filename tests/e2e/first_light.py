# SPDX-License-Identifier: GPL-3.0-or-later
"""A supervisor's first minutes in a real window: a flagged thread appears, is opened, confirmed, taken back;
the customer gets exactly one message, whatever happens to the console meanwhile. Runs inside
desktop-session."""

import signal

from scenario import START_SECONDS, TAKE_BACK_SECONDS, Scenario, parties_of, play
from screen import hold, press_keys, wait_until

FIRST_MESSAGE = "Your request was passed on to our privacy team"
SECOND_MESSAGE = "We have taken you off the list"


class FirstLight(Scenario):
    def __init__(self, folder):
        super().__init__(folder, "--seed", "7", "--speed", "60", "--wait-for-client")
        self.parties = None

    def rows_of(self, parties):
        return [row for row in self.rows() if parties_of(row) == parties]

    def open_first_thread(self):
        """Opens the first row; returns who talks there."""
        inbox = self.inbox()
        wait_until("a flagged thread in the inbox", inbox.rows, timeout=START_SECONDS)
        inbox.row(0).click()
        wait_until("bubbles in the conversation", self.bubbles)
        return parties_of(inbox.rows()[0])

    def texts_sent(self):
        """Our two texts as the gateway's history has them, one entry for each time."""
        return sorted(body for body in self.bodies() if body in (FIRST_MESSAGE, SECOND_MESSAGE))

    # The steps, in order.

    def thread_is_shown(self):
        self.start_console()
        self.parties = self.open_first_thread()
        assert self.parties, "a row names the agent and the contact by their pseudonyms"
        bubbles = self.bubbles()
        assert any(bubble.startswith(("Agent, ", "Contact, ")) for bubble in bubbles), bubbles
        assert any("marked: " in bubble for bubble in bubbles), bubbles
        self.wait_for_fact(r"Policy “.+”, version \d+")

    def confirm_and_undo(self):
        before = len(self.rows_of(self.parties))
        press_keys("1")
        wait_until("the confirmed row leaves the inbox", lambda: len(self.rows_of(self.parties)) < before)
        press_keys("z")
        wait_until("undo brings the row back", lambda: len(self.rows_of(self.parties)) >= before)

    def customer_hears_once(self):
        assert self.sends() == [], "nothing leaves before somebody orders it"
        self.order_message(FIRST_MESSAGE)
        hold("nothing leaves in the time to take it back", lambda: not self.sends(), TAKE_BACK_SECONDS - 4)
        wait_until("the gateway received the message", self.sends, timeout=60)
        self.wait_for_fact(r"Gateway: 201")
        self.quit_console()
        self.start_console()
        self.inbox()
        hold("a restart sends nothing again", lambda: len(self.sends()) == 1, TAKE_BACK_SECONDS + 5)
        assert self.send_calls() == 1, f"{self.send_calls()} calls for one message"

    def pending_message_survives_a_kill(self):
        self.open_first_thread()
        self.order_message(SECOND_MESSAGE)
        hold("the second message waits", lambda: len(self.sends()) == 1, 3)
        self.console.end(signal.SIGKILL)
        self.start_console()
        wait_until("the pending message leaves after the restart", lambda: len(self.sends()) == 2, timeout=90)
        hold("it leaves once", lambda: len(self.sends()) == 2, TAKE_BACK_SECONDS)
        assert self.send_calls() == 2, f"{self.send_calls()} calls for two messages"
        assert self.texts_sent() == sorted([FIRST_MESSAGE, SECOND_MESSAGE]), self.texts_sent()


if __name__ == "__main__":
    play("first-light", FirstLight, [FirstLight.thread_is_shown, FirstLight.confirm_and_undo,
                                     FirstLight.customer_hears_once, FirstLight.pending_message_survives_a_kill])
