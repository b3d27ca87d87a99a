"""What schemathesis has to be told beside the description of the service."""

import schemathesis


LINES = ("application/x-ndjson", "application/ndjson", "application/jsonl")


@schemathesis.serializer(*LINES)
def lines(context, value):
    """Streams are text of their own kind, which schemathesis does not know."""
    return value.encode(errors="surrogatepass")


@schemathesis.hook
def filter_case(context, case):
    """Any text is a stream, some of whose records may be none: there is no stream that is invalid as a whole."""
    return case.media_type not in LINES or isinstance(case.body, str)


@schemathesis.hook
def map_body(context, body):
    """Mends what a schema cannot say: amounts have two decimals, and a period of work does not end before it starts.

    What is invalid for another reason stays so.
    """
    if isinstance(body, dict):
        for activity in items(body, "activities"):
            round_to_hundredths(activity, "points")
        for period in items(body, "work"):
            round_to_hundredths(period, "hours_per_week")
            first, last = period.get("from"), period.get("until")
            if isinstance(first, str) and isinstance(last, str) and last < first:
                period["from"], period["until"] = last, first
    return body


def items(body, name):
    """The objects in a list of the dossier, if it is one."""
    found = body.get(name)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def round_to_hundredths(item, name):
    """Rounds a number of an object, if it is one."""
    if isinstance(item.get(name), float):
        item[name] = round(item[name], 2)
