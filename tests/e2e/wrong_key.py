# SPDX-License-Identifier: GPL-3.0-or-later
"""A console with a wrong key says so and does not knock on and on; the right one is entered, tried and saved in
the settings, and a restart connects by itself. With --no-keyring, in a session without one: the person is told
that the key is kept for this run only. Runs inside desktop-session."""

import os
import sys

import screen
from scenario import ANSWER_SECONDS, Scenario, play
from screen import hold, press_keys, type_text, wait_until

WRONG_KEY = "not-the-key-of-this-gateway"


class WrongKey(Scenario):
    def __init__(self, folder):
        super().__init__(folder, "--seed", "5")

    def refused(self):
        return self.gateway.get("/sample/stats")["refused"]

    def fill(self, name, text):
        field = self.window.find(("text", "password text"), name, timeout=ANSWER_SECONDS)
        field.click()
        wait_until(f"{name} has the focus", lambda: field.has(screen.pyatspi.STATE_FOCUSED))
        press_keys("ctrl+a")
        type_text(text)

    def open_settings(self):
        press_keys("ctrl+comma")
        self.window.find("dialog", "Gateways", timeout=ANSWER_SECONDS)

    def close_settings(self):
        press_keys("Escape")
        wait_until("the dialog is gone", lambda: not self.window.search("dialog", "Gateways"))

    def is_in_a_file(self, secret):
        """The files of the scenario and of the home folder that hold the secret in clear."""
        found = []
        for top in (self.folder, os.environ["HOME"]):
            for place, _, names in os.walk(top):
                for name in names:
                    with open(os.path.join(place, name), "rb") as file:
                        if secret.encode() in file.read():
                            found.append(os.path.join(place, name))
        return found

    # The steps, in order.

    def wrong_key_is_shown(self):
        self.start_console({**self.gateway.environment(), "ATALAIA_GATEWAY_KEY": WRONG_KEY})
        self.strip_says("^The gateway refused the key$")
        hold("the gateway is not asked again and again", lambda: self.refused() <= 2, 10)
        assert self.refused() >= 1, "the gateway has seen nobody"

    def wrong_key_is_tried(self):
        self.open_settings()
        self.fill("Key to read", WRONG_KEY)
        self.button("Test").click()
        self.strip_says("refuses this key")

    def right_key_is_tried(self):
        self.fill("Key to read", self.gateway.key)
        self.button("Test").click()
        self.strip_says(r"^Connected to WAHA")
        self.strip_says(r"Lines working: .*quiriri-01")

    def right_key_is_saved(self):
        self.button("Save and connect").click()
        self.strip_says("The keys are in this computer's keyring")
        self.close_settings()
        self.strip_says("^Gateway connected$")

    def restart_connects_by_itself(self):
        self.quit_console()
        self.start_console({})
        self.strip_says("^Gateway connected$")
        assert not self.is_in_a_file(self.gateway.key), self.is_in_a_file(self.gateway.key)

    # In a session without a keyring.

    def key_is_kept_for_this_run(self):
        self.start_console({})
        self.strip_says("^No gateway connected$")
        self.open_settings()
        self.fill("Address", self.gateway.address)
        self.fill("Key to read", self.gateway.key)
        self.button("Save and connect").click()
        self.strip_says("kept for this run only")
        self.close_settings()
        self.strip_says("^Gateway connected$")

    def next_run_asks_for_it(self):
        self.quit_console()
        self.start_console({})
        self.strip_says("^The gateway's key is missing$")
        assert not self.is_in_a_file(self.gateway.key), self.is_in_a_file(self.gateway.key)


if __name__ == "__main__":
    if "--no-keyring" in sys.argv[1:]:
        play("no-keyring", WrongKey, [WrongKey.key_is_kept_for_this_run, WrongKey.next_run_asks_for_it])
    else:
        play("wrong-key", WrongKey, [WrongKey.wrong_key_is_shown, WrongKey.wrong_key_is_tried,
                                     WrongKey.right_key_is_tried, WrongKey.right_key_is_saved,
                                     WrongKey.restart_connects_by_itself])
