# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person with a screen reader, a mouse and a keyboard can do with a window, over the accessibility
bus. Runs inside desktop-session, with the system's python3 (pyatspi belongs to that one)."""

import os
import re
import struct
import subprocess
import time
import zlib

import pyatspi
from gi.repository import GLib

POLL_SECONDS = 0.05
# Characters that keep foreign text from turning its surroundings around; they are not spoken.
ISOLATES = dict.fromkeys(range(0x2066, 0x206A))


def wait_until(what, condition, timeout=15):
    """Polls until condition() is true and returns its value; AssertionError names `what`."""
    end = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"not within {timeout} s: {what}")
        time.sleep(POLL_SECONDS)


def hold(what, condition, seconds):
    """Checks that condition() stays true for that long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not condition():
            raise AssertionError(f"did not stay so for {seconds} s: {what}")
        time.sleep(POLL_SECONDS)


def quiet(call, otherwise):
    """The answer, or `otherwise` when the object has gone meanwhile: the screen changes while we look."""
    try:
        return call()
    except Exception:  # pyatspi raises GLib errors, LookupError and NotImplementedError for the same thing
        return otherwise


class Element:
    """One accessible object."""

    # Lists answer for any number of rows: they are asked by row, never walked.
    LISTS = ("list", "table", "tree", "tree table")
    BUTTONS = ("push button", "toggle button", "push button menu", "menu")

    def __init__(self, accessible):
        self._accessible = accessible

    def __repr__(self):
        return f"<{self.role} {self.name!r}>"

    @property
    def name(self):
        return quiet(lambda: self._accessible.name, "").translate(ISOLATES)

    @property
    def role(self):
        return quiet(lambda: self._accessible.getRoleName(), "gone")

    def has(self, state):
        return quiet(lambda: self._accessible.getState().contains(state), False)

    @property
    def is_showing(self):
        return self.has(pyatspi.STATE_SHOWING)

    @property
    def is_enabled(self):
        return self.has(pyatspi.STATE_ENABLED)

    @property
    def text(self):
        return quiet(lambda: self._accessible.queryText().getText(0, -1), "") or self.name

    def children(self):
        for index in range(quiet(lambda: self._accessible.childCount, 0)):
            child = quiet(lambda: self._accessible.getChildAtIndex(index), None)
            if child is not None:
                yield Element(child)

    def _matches(self, role, name, showing):
        if role is not None and self.role not in ((role,) if isinstance(role, str) else role):
            return False
        if name is not None:
            mine = self.name
            if not (name.search(mine) if isinstance(name, re.Pattern) else mine == name):
                return False
        return not showing or self.is_showing

    def search(self, role=None, name=None, showing=True):
        """The first match below this, depth first, or None. `name` is the exact one or a pattern; `role`
        one role name or several."""
        for child in self.children():
            if child._matches(role, name, showing):
                return child
            if child.role not in self.LISTS:
                found = child.search(role, name, showing)
                if found:
                    return found
        return None

    def find(self, role=None, name=None, showing=True, timeout=15):
        """As search(), waiting for it; each element of a path is found from the one before:
        window.find(name="Facts").find("list", "Journal")."""
        wanted = name.pattern if isinstance(name, re.Pattern) else name
        return wait_until(f"{role or 'anything'} {wanted!r} in {self!r}", lambda: self.search(role, name, showing),
                          timeout)

    def rows(self):
        """The names of a list's rows; for a table each row is the names of its cells, joined by a space."""
        accessible = self._accessible
        table = quiet(accessible.queryTable, None) if self.role in ("table", "tree table") else None
        if table is None:
            return [child.name for child in self.children()]
        columns = range(quiet(lambda: table.nColumns, 0))
        return [" ".join(quiet(lambda: Element(table.getAccessibleAt(row, column)).name, "") for column in columns)
                for row in range(quiet(lambda: table.nRows, 0))]

    def names(self):
        """The names of everything that is shown below this."""
        for child in self.children():
            if child.is_showing and child.name:
                yield child.name
            yield from child.names()

    def row(self, index):
        """The element of one row (a table's first cell)."""
        if self.role in ("table", "tree table"):
            return Element(self._accessible.queryTable().getAccessibleAt(index, 0))
        return Element(self._accessible.getChildAtIndex(index))

    def press(self):
        """The first action of a control, as a screen reader would. Not for what opens a menu or a modal
        window: that answers only when it is closed again; click() those."""
        if not self._accessible.queryAction().doAction(0):
            raise AssertionError(f"{self!r} refused its action")

    def _box(self):
        return self._accessible.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)

    def is_inside(self, other):
        """Whether all of it lies within the other one's place on the screen."""
        mine, its = self._box(), other._box()
        return (mine.width > 0 and mine.height > 0 and mine.x >= its.x and mine.y >= its.y
                and mine.y + mine.height <= its.y + its.height)

    def click(self):
        """The left button in the middle of the element."""
        box = self._box()
        if box.width <= 0 or box.height <= 0:
            raise AssertionError(f"{self!r} is nowhere on the screen")
        x, y = box.x + box.width // 2, box.y + box.height // 2
        _xdotool("mousemove", "--sync", str(x), str(y))
        _xdotool("click", "1")

    def focus(self):
        self._accessible.queryComponent().grabFocus()

    def dump(self, depth=0, deepest=9):
        """The tree as text, for the message of a failing test."""
        lines = [f"{'  ' * depth}{self.role} {self.name!r}{'' if self.is_showing else ' (hidden)'}"]
        if depth < deepest:
            for index, child in enumerate(self.children()):
                if index == 40:
                    lines.append("  " * (depth + 1) + "...")
                    break
                lines.append(child.dump(depth + 1, deepest))
        return "\n".join(lines)


def application(process_id, timeout=30):
    """The application of this process, as soon as it is on the bus with a window."""
    def search():
        desktop = pyatspi.Registry.getDesktop(0)
        for index in range(quiet(lambda: desktop.childCount, 0)):
            accessible = quiet(lambda: desktop.getChildAtIndex(index), None)
            if accessible is not None and quiet(lambda: accessible.get_process_id(), 0) == process_id:
                if quiet(lambda: accessible.childCount, 0) > 0:
                    return Element(accessible)
        return None
    return wait_until(f"process {process_id} on the accessibility bus", search, timeout)


def _xdotool(*arguments):
    subprocess.run(["xdotool", *arguments], check=True, timeout=20)


def press_keys(*keys):
    """Keys by their X names ("j", "Return", "ctrl+k"), to the window that has the focus."""
    for key in keys:
        _xdotool("key", "--clearmodifiers", key)


def type_text(text):
    _xdotool("type", "--delay", "5", "--", text)


class FocusReports:
    """What a screen reader hears while the focus moves. The only way to what is in a pop-up: Qt leaves
    those out of the tree."""

    def __enter__(self):
        self._heard = []
        pyatspi.Registry.registerEventListener(self._note, "object:state-changed:focused")
        return self

    def __exit__(self, *_):
        pyatspi.Registry.deregisterEventListener(self._note, "object:state-changed:focused")

    def _note(self, event):
        if event.detail1 and event.source:
            self._heard.append(Element(event.source))

    def next(self, what, is_meant=lambda element: True, timeout=10):
        """The next element that gets the focus and is meant; others (a click moves it as well) are left out."""
        def heard():
            GLib.MainContext.default().iteration(False)
            while self._heard:
                element = self._heard.pop(0)
                if is_meant(element):
                    return element
            return None
        return wait_until(what, heard, timeout)


def choose(opener, entry):
    """Opens the menu of a button and walks down to the entry whose name matches the pattern; Return."""
    with FocusReports() as focus:
        opener.click()
        met = []
        while True:
            press_keys("Down")
            item = focus.next(f"an entry {entry.pattern!r} in the menu of {opener!r}; met {met}",
                              lambda element: element.role.endswith("menu item"))
            if entry.search(item.name):
                break
            # A menu starts again at its end.
            if met.count(item.name) > 1:
                raise AssertionError(f"no entry {entry.pattern!r} in the menu of {opener!r}; met {met}")
            met.append(item.name)
        press_keys("Return")


def screenshot(path):
    """Writes the screen as PNG, from the frame buffer of the virtual screen."""
    with open(os.environ["ATALAIA_SCREEN"], "rb") as frames:
        data = frames.read()
    header = struct.unpack(">25I", data[:100])
    header_size, width, height, bits_per_pixel, stride, colours = (
        header[0], header[4], header[5], header[11], header[12], header[19])
    if bits_per_pixel != 32:
        raise ValueError(f"{bits_per_pixel} bits a pixel; 32 expected")
    start = header_size + colours * 12
    rows = bytearray()
    for y in range(height):
        line = data[start + y * stride:start + y * stride + width * 4]
        pixels = bytearray(width * 3)
        pixels[0::3], pixels[1::3], pixels[2::3] = line[2::4], line[1::4], line[0::4]
        rows += b"\0" + pixels

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    with open(path, "wb") as picture:
        picture.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
                      + chunk(b"IDAT", zlib.compress(bytes(rows), 6)) + chunk(b"IEND", b""))
