"""The service asked from Python with requests: requests_client.py DOSSIER.json REGISTER.ndjson

REGISTERTOETS_URL is where it is; REGISTERTOETS_TOKEN lets us in, and REGISTERTOETS_CA (a PEM file) is what we know it by,
where it asks or has such.
"""

import gzip
import hashlib
import json
import os
import sys
from collections import Counter

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

# A stream is read no faster than its answer is taken, and requests reads nothing before it has sent all. So a register
# goes in parts that are small enough for the service to take in whole. Whoever sends and reads at once needs no parts.
PART_BYTES = 256 * 1024


class Refused(Exception):
    """What was sent cannot be judged: the problem details, with every error found."""

    def __init__(self, problem):
        self.problem = problem
        super().__init__("; ".join([problem["detail"], *(error["detail"] for error in problem.get("errors", []))]))


class CutOff(Exception):
    """The end of an answer is not there."""


class Registertoets:
    def __init__(self, url, token=None, ca=None):
        self.url = url
        self.session = requests.Session()
        # or the environment and .netrc could give another token, or other certificates
        self.session.trust_env = False
        self.session.verify = ca or True
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"
        # a service that has no room answers 503 and says in Retry-After when to come back; to judge again is harmless
        retry = Retry(total=10, status_forcelist=[503], allowed_methods=None, backoff_factor=0.1, raise_on_status=False)
        self.session.mount(url, HTTPAdapter(max_retries=retry))

    def evaluate(self, dossier, **query):
        """The outcome of one dossier."""
        return self.post("_evaluate", "application/json", json.dumps(dossier).encode(), query).json()

    def bulk(self, lines, **query):
        """An answer for each line of a register, in order: an outcome, or an error with the number of its record."""
        before = 0
        for part in in_parts(lines):
            for answer in self._bulk_part(part, query):
                if "error" in answer:
                    answer["record"] += before
                yield answer
            before += len(part)

    def _bulk_part(self, lines, query):
        packed = gzip.compress(b"".join(lines), compresslevel=1)
        query = {**query, "summary": "true"}
        with self.post("_bulk", "application/x-ndjson", packed, query, {"Content-Encoding": "gzip"}) as response:
            sha256, summary = hashlib.sha256(), None
            for line in response.raw:
                answer = json.loads(line)
                if "summary" in answer:
                    summary = answer["summary"]
                else:
                    sha256.update(line)
                    yield answer
        if summary is None or (summary["records"], summary["sha256"]) != (len(lines), sha256.hexdigest()):
            raise CutOff("the answer does not end as it should: take nothing of it")

    def post(self, what, media_type, body, query=None, headers=None):
        """What is answered to this body; an exception where it is refused."""
        response = self.session.post(
            f"{self.url}/v1/dossiers/{what}",
            data=body,
            params=query,
            headers={"Content-Type": media_type, **(headers or {})},
            stream=what == "_bulk",
            timeout=(5, 60),
        )
        # what the service does not answer itself, such as a proxy in between, need not be a problem
        if response.headers.get("Content-Type") == "application/problem+json":
            raise Refused(response.json())
        response.raise_for_status()
        # bytes of the lines, unpacked
        response.raw.decode_content = True
        return response


def in_parts(lines):
    part, size = [], 0
    for line in lines:
        if part and size + len(line) > PART_BYTES:
            yield part
            part, size = [], 0
        part.append(line)
        size += len(line)
    if part:
        yield part


def main(dossier, register):
    environment = os.environ
    service = Registertoets(
        environment["REGISTERTOETS_URL"], environment.get("REGISTERTOETS_TOKEN"), environment.get("REGISTERTOETS_CA")
    )
    with open(dossier, encoding="utf-8") as file:
        outcome = service.evaluate(json.load(file), lang="en")
    print("one dossier:", outcome["verdict"])

    try:
        service.evaluate({"reference": "", "request": "promotion"})
    except Refused as refused:
        print("refused:", refused)
        assert len(refused.problem["errors"]) > 1
    else:
        raise AssertionError("this is no dossier")

    with open(register, "rb") as lines:
        verdicts = Counter(answer.get("verdict", "unreadable") for answer in service.bulk(lines, detail="verdict"))
    print("a register:", dict(verdicts))


if __name__ == "__main__":
    main(*sys.argv[1:])
