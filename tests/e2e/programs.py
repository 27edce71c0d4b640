# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs under test, from ATALAIA_BIN."""

import json
import os
import re
import secrets
import signal
import subprocess
import threading
import urllib.request


def program(name):
    return os.path.join(os.environ["ATALAIA_BIN"], name)


class Program:
    """A child process; its output is kept in a file of the scenario's folder."""

    def __init__(self, folder, name, arguments, environment, log_name):
        self.log_path = os.path.join(folder, log_name)
        self._log = open(self.log_path, "ab")
        self.process = subprocess.Popen([program(name), *arguments], env={**os.environ, **environment},
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._log)

    def wait_for_end(self, timeout=60):
        """Waits until it has ended by itself and checks that it had nothing to complain about."""
        status = self.process.wait(timeout)
        if status != 0:
            raise AssertionError(f"{self.process.args[0]} ended with {status}\n{self.log()}")

    @property
    def is_running(self):
        return self.process.poll() is None

    def end(self, how=signal.SIGTERM):
        """Ends it and waits; SIGTERM turns to SIGKILL after 20 s."""
        if self.is_running:
            self.process.send_signal(how)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stdout.close()
        self._log.close()

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as log:
            return log.read()[-4000:]


class SampleGateway(Program):
    """atalaia-sample-gateway on a free port, with a key of its own."""

    def __init__(self, folder, *options):
        self.key = secrets.token_hex(16)
        super().__init__(folder, "atalaia-sample-gateway", ["--port", "0", *options],
                         {"ATALAIA_SAMPLE_KEY": self.key}, "gateway.log")
        first = self.process.stdout.readline()
        found = re.search(rb'"port":\s*(\d+)', first)
        if not found:
            self.end()
            raise AssertionError(f"the sample gateway did not start: {first!r}\n{self.log()}")
        self.address = f"http://127.0.0.1:{int(found[1])}"
        threading.Thread(target=self._drain, daemon=True).start()

    def _drain(self):
        try:
            while self.process.stdout.read(65536):
                pass
        except ValueError:
            pass  # closed by end()

    def get(self, path):
        return self._ask(urllib.request.Request(self.address + path))

    def post(self, path, body):
        request = urllib.request.Request(self.address + path, json.dumps(body).encode(), method="POST")
        request.add_header("Content-Type", "application/json")
        return self._ask(request)

    def _ask(self, request):
        request.add_header("X-Api-Key", self.key)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def say(self, line, contact, text):
        """Something that the agent of a line writes to a contact; returns the message's bare id."""
        said = self.post("/api/sendText", {"session": line, "chatId": contact, "text": text})
        return said["id"].split("_")[2]

    def message(self, line, contact, message_id):
        return self.get(f"/api/{line}/chats/{contact}/messages/{message_id}?downloadMedia=false")

    def environment(self):
        """What a console needs to connect to it."""
        return {"ATALAIA_GATEWAY_URL": self.address, "ATALAIA_GATEWAY_KEY": self.key}


class Console(Program):
    """atalaia on a store of the scenario. `environment` names the gateway of this run, if there is one."""

    def __init__(self, folder, environment, platform, *options):
        super().__init__(folder, "atalaia", ["--store", os.path.join(folder, "atalaia.db"), *options],
                         {**environment, "QT_QPA_PLATFORM": platform}, "console.log")
        threading.Thread(target=self._drain, daemon=True).start()

    _drain = SampleGateway._drain
