"""Holds the rules of adr.spectral.yaml to documents that break them: each rule has to name the one that is spoilt for it.

    spoilt.py make DOCUMENT FOLDER    writes a document for each rule, spoilt in what it is about
    spoilt.py held RULES RESULTS      reads what Spectral found (its JSON) and fails where a rule has not seen its document
"""

import copy
import json
import pathlib
import re
import sys

EVALUATE, RULES, DESCRIPTION = "/dossiers/_evaluate", "/rules", "/openapi.json"


def renamed(fields, name, new_name):
    fields[new_name] = fields.pop(name)


def answer(document, path, method, status):
    return document["paths"][path][method]["responses"][status]


SPOILT = {
    "adr-openapi-3": lambda it: it.update(openapi="3.1"),
    "adr-contact": lambda it: it["info"]["contact"].pop("email"),
    "adr-semantic-version": lambda it: it["info"].update(version="1.0"),
    "adr-major-version-in-url": lambda it: it["servers"][0].update(url="/v1.2"),
    "adr-servers": lambda it: it.pop("servers"),
    "adr-no-clear-http": lambda it: it["servers"][0].update(url="http://example.org/v1"),
    "adr-no-trailing-slash": lambda it: renamed(it["paths"], RULES, "/rules/"),
    "adr-kebab-case-paths": lambda it: renamed(it["paths"], RULES, "/theRules"),
    "adr-camel-case-query-keys": lambda it: it["components"]["parameters"]["asOf"].update(name="as_of"),
    "adr-standard-methods": lambda it: renamed(it["paths"][RULES], "get", "options"),
    "adr-version-header": lambda it: answer(it, RULES, "get", "200")["headers"].pop("API-Version"),
    "adr-published-openly": lambda it: it["paths"][DESCRIPTION]["get"].update(security=[{"bearer": []}]),
    "adr-problem-details": lambda it: renamed(
        answer(it, EVALUATE, "post", "400")["content"], "application/problem+json", "application/json"
    ),
    "adr-problem-members": lambda it: it["components"]["schemas"]["Problem"]["properties"].pop("detail"),
    "adr-invalid-input-is-400": lambda it: it["paths"][EVALUATE]["post"]["responses"].pop("400"),
    "adr-dates-are-dates": lambda it: it["components"]["schemas"]["Date"].update(format="date-time"),
    "adr-no-time-without-zone": lambda it: it["components"]["schemas"]["Problem"]["properties"]["title"].update(
        format="time"
    ),
    "adr-schema-names": lambda it: it["components"]["schemas"].update(not_like_this={"type": "string"}),
}


def make(document, folder):
    sound = json.loads(pathlib.Path(document).read_text())
    for rule, spoil in SPOILT.items():
        spoilt = copy.deepcopy(sound)
        spoil(spoilt)
        pathlib.Path(folder, f"{rule}.json").write_text(json.dumps(spoilt))


def held(rules, results):
    written = set(re.findall(r"^  (adr-[a-z0-9-]+):", pathlib.Path(rules).read_text(), re.MULTILINE))
    found = {(pathlib.Path(result["source"]).stem, result["code"]) for result in json.loads(pathlib.Path(results).read_text())}
    missed = {rule for rule in written if (rule, rule) not in found}
    if missed or written != set(SPOILT):
        sys.exit(f"rules that miss what is spoilt for them, or have no such document: {sorted(missed | written ^ set(SPOILT))}")
    print(f"{len(written)} rules, each of which finds the document that breaks it")


{"make": make, "held": held}[sys.argv[1]](*sys.argv[2:])
