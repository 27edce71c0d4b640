# SPDX-License-Identifier: GPL-3.0-or-later
"""Validates policy files against the schema: all shipped ones are valid, each counterexample is not."""

import copy
import json
import pathlib
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

GOOD = {"policy": "a", "version": 1, "title": "A",
        "lists": {"secret": {"pt": ["senha"], "any": "pin", "include": "other"}},
        "signals": [{"id": "s", "when": '"x"'}],
        "rules": [{"id": "r/one", "category": "c", "when": ['"x"'], "unit": "thread", "thread_messages": 4,
                   "given": [{"said": "s", "within": "10 messages"}, {"profile": "vertical", "is": "retail"},
                             {"contact": "related"}, {"first": True}],
                   "raise": [{"to": 5, "given": [{"said": "s", "within": "here"}]}]},
                  {"id": "q", "category": "c", "conduct": "absent", "parameters": {"N": 2}}]}

# Each is a place in GOOD and what is put there; None removes it.
WRONG = [(("title",), None), (("policy",), "A b"), (("version",), 0), (("state",), "alive"), (("extra",), 1),
         (("lists", "Secret"), {"pt": ["x"]}), (("lists", "secret", "pl"), ["x"]), (("lists", "secret"), {}),
         (("signals", 0, "category"), "c"), (("signals", 0, "id"), None), (("rules", 0, "category"), None),
         (("rules", 0, "conduct"), "absent"), (("rules", 0, "when"), None), (("rules", 0, "parameters"), {}),
         (("rules", 0, "severity"), 6), (("rules", 0, "confidence"), 2), (("rules", 0, "unit"), "turn"),
         (("rules", 0, "given", 0, "within"), "10 bubbles"), (("rules", 0, "given", 1, "is"), None),
         (("rules", 0, "given", 2, "contact"), "friend"), (("rules", 0, "given", 3, "first"), False),
         (("rules", 0, "raise", 0, "to"), None), (("rules", 0, "id"), "a/b/c"), (("rules", 1, "code"), "R08")]


def changed(place, value):
    document = copy.deepcopy(GOOD)
    inner = document
    for step in place[:-1]:
        inner = inner[step]
    if value is None:
        del inner[place[-1]]
    else:
        inner[place[-1]] = value
    return document


def main(folder):
    schema = json.loads((folder / "policy.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failures = []
    files = sorted(folder.glob("*.yaml"))
    for file in files:
        document = yaml.load(file.read_text(encoding="utf-8"), Loader=PlainLoader)
        failures += [f"{file.name}: {'/'.join(map(str, e.absolute_path))}: {e.message[:200]}"
                     for e in validator.iter_errors(document)]
    if not files:
        failures.append("no policy files")
    if not validator.is_valid(GOOD):
        failures.append("the good example is refused: " + next(validator.iter_errors(GOOD)).message)
    failures += [f"accepted: {place} = {value!r}" for place, value in WRONG if validator.is_valid(changed(place, value))]
    print("\n".join(failures) or f"{len(files)} files are valid, {len(WRONG)} mistakes are found")
    return 1 if failures else 0


class PlainLoader(yaml.SafeLoader):
    """Tells apart what our reader does: true, false, whole numbers, decimals; all else is text."""
    yaml_implicit_resolvers = {}


for kind, pattern, first in (("bool", "true|false", "tf"), ("int", "[-+]?[0-9]+", "-+0123456789"),
                             ("float", r"[-+]?[0-9]+\.[0-9]+", "-+0123456789")):
    PlainLoader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"^(?:{pattern})$"), list(first))

if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
