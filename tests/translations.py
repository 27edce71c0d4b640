#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when a translation is unfinished, has holes, or differs from what the sources say now.

usage: translations.py LUPDATE SOURCE_LIST FOLDER
The folder's files are left alone: lupdate works on copies. Compared are meanings, not bytes, because
lupdate's layout differs between versions.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

SKIPPED = 77
PLACE_MARK = re.compile(r"%L?\d")


def parts(message):
    """Every text of a translation: one, or one for each plural form."""
    translation = message.find("translation")
    return [part.text or "" for part in translation.findall("numerusform") or [translation]]


def read(path):
    """Every message: what identifies it, and the element."""
    messages = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment"))
            messages[key] = message
    return messages


def faults(message):
    """What is wrong with one message as it stands."""
    source = message.findtext("source")
    kind = message.find("translation").get("type")
    if kind:
        yield kind
    for text in parts(message):
        if not text.strip():
            yield "has no text"
        elif set(PLACE_MARK.findall(text)) != set(PLACE_MARK.findall(source)):
            yield f"has not the place marks of its source: {text}"


def update(lupdate, sources, path):
    options = ["-silent", "-locations", "none", "-no-obsolete"]
    if path.stem.endswith("_en"):
        options.append("-pluralonly")
    done = subprocess.run([lupdate, *options, f"@{sources}", "-ts", path], capture_output=True, text=True, check=True)
    # It tells so and puts the texts where the program does not look for them.
    return [line for line in done.stderr.splitlines() if "Qualifying with unknown" in line]


def check(lupdate, sources, path, work):
    found = [f"{key}: {fault}" for key, message in read(path).items() for fault in faults(message)]
    if not read(path):
        found.append("is empty")
    copy = shutil.copy(path, work)
    found += update(lupdate, sources, pathlib.Path(copy))
    now, new = read(path), read(copy)
    found += [f"{key}: is not in the sources any more" for key in now.keys() - new.keys()]
    found += [f"{key}: is missing" for key in new.keys() - now.keys()]
    found += [f"{key}: its comment or its plural differs" for key in now.keys() & new.keys()
              if (now[key].get("numerus"), now[key].findtext("extracomment"))
              != (new[key].get("numerus"), new[key].findtext("extracomment"))]
    return [f"{path.name}: {fault}" for fault in found]


def main():
    lupdate, sources, folder = sys.argv[1:]
    if not shutil.which(lupdate):
        print(f"{lupdate} is missing")
        return SKIPPED
    paths = sorted(pathlib.Path(folder).glob("*.ts"))
    with tempfile.TemporaryDirectory() as work:
        found = [fault for path in paths for fault in check(lupdate, sources, path, work)]
    if not paths:
        found.append(f"no .ts file in {folder}")
    if found:
        print("\n".join(found))
        print("\nBring them up to date: cmake --build --preset dev --target update_translations; then translate.")
    return 1 if found else 0


sys.exit(main())
