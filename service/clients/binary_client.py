"""The binary form, written and read by what core/FORMAT.md says and nothing else: binary_client.py CASE.json...

Posts the dossier of each case alone and all of them as one stream, in binary and as JSON, and holds the outcomes in
binary to those in JSON. Each § is a section of core/FORMAT.md. The environment is that of requests_client.py.
"""

import hashlib
import json
import os
import sys
from datetime import date, timedelta
from decimal import Decimal

from requests_client import Registertoets

BINARY = "application/vnd.registertoets.v1+postcard"

# §1
FIRST_DAY, DATES, BEGAN = date(1900, 1, 1), 73_049, 42_288
# what an amount of a dossier has at most, and its usual step, in hundredths
HOURS, POINTS = (16_800, 50), (65_000, 25)

# §2
CATEGORIES = ["in_opleiding", "junior", "senior", "basis"]
REQUESTS = ["admission", "renewal", "change"]
DECLARATIONS = ["professional_code", "professional_profile", "complaints_and_discipline", "registration_norms"]
FLAGS = ["ruling_known", "supervisor_is_senior", "skj_shown", "bcmb_ambassador_appointed"]
DOCUMENTS = ["in_opleiding_request", "completion_commitment", "curriculum_vitae", "supervision_commitment"]
DOCUMENTS += ["supervision_declaration"]
ORIGINALS = ["posted", "employer_declaration", "not_shown"]
ROUTES = ["masterclasses", "post_hbo_drechtsteden"]
PARTS = [f"masterclass_{number}" for number in range(1, 5)]
PARTS += ["practical_test", "reflection_test", "post_hbo_certificate"]
DIPLOMAS = ["mwd", "sph", "social_work", "sjd", "pedagogiek", "toegepaste_psychologie", "toegepaste_gerontologie"]
DIPLOMAS += ["predecessor", "other_hbo", "nursing_hbo", "nursing_mbo", "wo"]
DIPLOMA_PROOFS = ["duo_extract", "altered_duo_extract", "scan", "none"]
TASKS = ["information_and_advice", "needs_assessment", "dispute_mediation", "independent_practice"]
TASKS += ["strengthening_position"]
ACTIVITIES = ["accredited", "reflection", "other", "bcmb_membership", "bcmb_ambassador"]

# §3
VERDICTS = ["granted", "board", "incomplete", "refused"]
STATUSES = ["met", "unmet", "missing", "board"]
RULES = ["declarations", "ruling", "single_registration", "registration_held", "vog_held", "vog_profile", "vog_age"]
RULES += ["vog_original", "diploma", "duo_extract", "training", "in_opleiding_request", "completion_commitment"]
RULES += ["curriculum_vitae", "supervision", "supervision_declaration", "training_deadline", "work_hours"]
RULES += ["work_current", "skj_dispensation", "points_total", "points_accredited", "points_reflection"]
RULES_OF_DAYS = {"registration_held", "vog_age", "training_deadline"}
RULES_OF_AMOUNTS = {"work_hours", "work_current", "points_total", "points_accredited", "points_reflection"}
NOTICES = ["not_yet_in_force", "criteria_superseded", "activities_outside_period", "membership_year_repeated"]
NOTICES += ["ambassador_not_appointed", "skj_shown_once"]


def varint(number):
    written = bytearray()
    while number > 127:
        written.append(number & 127 | 128)
        number >>= 7
    return bytes(written) + bytes([number])


def text(characters):
    return bytes([len(characters)]) + characters.encode("ascii")


def listed(items, write):
    return varint(len(items)) + b"".join(map(write, items))


def bits(members, table):
    return sum(1 << table.index(member) for member in members)


def number_of(day):
    return (date.fromisoformat(day) - FIRST_DAY).days


def amount(value, kind):
    most, step = kind
    hundredths = int(Decimal(str(value)) * 100)
    return varint(hundredths % step * (most // step + 1) + hundredths // step)


def encode(dossier):
    """A dossier as §2 writes it."""
    judged = number_of(dossier["assessed_on"])

    def days_before(day):
        return (judged - number_of(day)) % DATES

    def past(day):
        return varint(days_before(day))

    def request(asked):
        if asked == "basis_conversion":
            return bytes([9])
        ((kind, category),) = asked.items()
        return bytes([3 * REQUESTS.index(kind) + CATEGORIES.index(category)])

    def registration(held):
        category = CATEGORIES.index(held["category"])
        return bytes([1 + category + 4 * held.get("skj_shown", False)]) + past(held["start"])

    def vog(shown):
        code = 1 + (shown["subject"] == "legal_person") + 2 * shown["relevant_profile"]
        return bytes([code + 4 * ORIGINALS.index(shown["original"])]) + past(shown["issued_on"])

    def training(done):
        code = 1 + ROUTES.index(done["route"]) + 2 * done["provider_accredited"]
        return bytes([code, bits(done.get("completed", []), PARTS)])

    def diploma_kind(kind):
        if isinstance(kind, str):
            return DIPLOMAS.index(kind)
        ((name, particulars),) = kind.items()
        if name == "mantelzorgmakelaar":
            return 12 + particulars["hbo_level_tested"]
        return 14 + particulars["recognised_provider"] + 2 * particulars["report"]

    def diploma(shown):
        code = 8 * diploma_kind(shown["kind"]) + 2 * DIPLOMA_PROOFS.index(shown["proof"])
        return bytes([code + shown.get("in_duo_register", True)]) + past(shown["obtained_on"])

    def proof(shown):
        if isinstance(shown, str):
            return bytes([["none", "employment_contract"].index(shown)])
        ((name, particulars),) = shown.items()
        described, signed_on = particulars["describes_function"], particulars["signed_on"]
        if name == "employer_declaration":
            return bytes([2 + described]) + past(signed_on)
        code = 4 + described + 2 * particulars["kvk_registered"]
        return bytes([code]) if signed_on is None else bytes([code + 4]) + past(signed_on)

    def period(work):
        until = work.get("until")
        days = 0 if until is None else number_of(until) - number_of(work["from"]) + 1
        flags = bits(work["tasks"], TASKS) + 32 * work["titled"] + 64 * work["hbo_level"]
        hours = amount(work["hours_per_week"], HOURS)
        return past(work["from"]) + varint(days) + hours + bytes([flags]) + proof(work["proof"])

    def activity(done):
        code = 8 * days_before(done["on"]) + ACTIVITIES.index(done["kind"])
        return varint(code) + amount(done["points"], POINTS)

    def optional(field, write):
        value = dossier.get(field)
        return bytes([0]) if value is None else write(value)

    flags = sum(16 << bit for bit, flag in enumerate(FLAGS) if dossier.get(flag, False))
    return b"".join(
        [
            bytes([1]),
            text(dossier["reference"]),
            varint((judged - BEGAN) % DATES),
            request(dossier["request"]),
            bytes([bits(dossier.get("declarations", []), DECLARATIONS) + flags]),
            bytes([bits(dossier.get("documents", []), DOCUMENTS)]),
            optional("registration", registration),
            optional("vog", vog),
            optional("training", training),
            listed(dossier.get("diplomas", []), diploma),
            listed(dossier.get("work", []), period),
            listed(dossier.get("activities", []), activity),
        ]
    )


class Reader:
    """Bytes, from the first to the last."""

    def __init__(self, record):
        self.rest = memoryview(record)

    def take(self, count):
        taken, self.rest = self.rest[:count], self.rest[count:]
        assert len(taken) == count, "cut off"
        return bytes(taken)

    def byte(self):
        return self.take(1)[0]

    def varint(self):
        number = shift = 0
        while (byte := self.byte()) > 127:
            number |= (byte & 127) << shift
            shift += 7
        return number | byte << shift

    def signed(self):
        number = self.varint()
        return number // 2 if number % 2 == 0 else -(number + 1) // 2

    def text(self):
        return self.take(self.varint()).decode()

    def amount(self):
        return Decimal(self.varint()) / 100

    def members(self, table):
        members = self.byte()
        return [member for bit, member in enumerate(table) if members >> bit & 1]


def decode_outcome(record):
    """An outcome as §3 writes it, with the fields that it has in JSON."""
    reader = Reader(record)
    assert reader.byte() == 1, "another version"
    reference = reader.text()
    judged = FIRST_DAY + timedelta((reader.varint() + BEGAN) % DATES)

    def day():
        return (judged + timedelta(reader.signed())).isoformat()

    def finding():
        rule, status = divmod(reader.byte(), 4)
        told = {"rule": RULES[rule], "status": STATUSES[status]}
        compared = None
        if told["rule"] in RULES_OF_AMOUNTS:
            compared = reader.amount
        elif told["rule"] in RULES_OF_DAYS and (told["rule"], told["status"]) != ("registration_held", "missing"):
            compared = day
        return told | ({"have": compared(), "need": compared()} if compared else {})

    def points():
        kinds = {kind: reader.amount() for kind in ["accredited", "reflection", "other"]}
        return kinds | {"total": sum(kinds.values())}

    outcome = {
        "reference": reference,
        "assessed_on": judged.isoformat(),
        "regulation": reader.byte(),
        "verdict": VERDICTS[reader.byte()],
        "findings": [finding() for _ in range(reader.varint())],
        "points": points() if reader.byte() else None,
        "registration": {"category": CATEGORIES[reader.byte()], "start": day(), "end": day()} if reader.byte() else None,
        "eligible": reader.members(CATEGORIES),
        "notices": reader.members(NOTICES),
    }
    assert not reader.rest, "more than an outcome"
    return outcome


def framed(record):
    """A record in a stream (§4)."""
    return varint(len(record)) + record


def decode_stream(stream):
    """The outcomes of a stream, and its summary (§4)."""
    outcomes, reader = [], Reader(stream)
    while reader.rest:
        before = len(stream) - len(reader.rest)
        record = reader.take(reader.varint())
        if record[0] == 1:
            outcomes.append(decode_outcome(record))
            continue
        told = Reader(record[1:])
        number = told.varint()
        if number > 0:
            raise ValueError(f"record {number}: {told.text()}: {told.text()}")
        counts = {name: told.varint() for name in ["records", "unreadable", *VERDICTS]}
        assert told.take(32) == hashlib.sha256(stream[:before]).digest(), "not the answers that were given"
        assert not reader.rest, "more after the summary"
        return outcomes, counts
    raise ValueError("cut off: there is no summary")


def main(cases):
    environment = os.environ
    service = Registertoets(
        environment["REGISTERTOETS_URL"], environment.get("REGISTERTOETS_TOKEN"), environment.get("REGISTERTOETS_CA")
    )
    dossiers = []
    for case in cases:
        with open(case, encoding="utf-8") as file:
            dossiers.append(json.load(file)["dossier"])

    expected = []
    for dossier in dossiers:
        in_json = service.post("_evaluate", "application/json", json.dumps(dossier).encode())
        expected.append(json.loads(in_json.content, parse_float=Decimal))
        in_binary = service.post("_evaluate", BINARY, encode(dossier), headers={"Accept": BINARY})
        assert decode_outcome(in_binary.content) == expected[-1], dossier["reference"]

    stream = b"".join(framed(encode(dossier)) for dossier in dossiers)
    answer = service.post("_bulk", BINARY, stream, {"summary": "true"}, {"Accept": BINARY})
    outcomes, counts = decode_stream(answer.content)
    assert outcomes == expected
    assert (counts["records"], counts["unreadable"]) == (len(dossiers), 0)
    print(f"{len(dossiers)} dossiers, alone and in a stream of {len(stream)} bytes: the outcomes are those in JSON")


if __name__ == "__main__":
    main(sys.argv[1:])
