#!/usr/bin/env bash
# The service asked with curl: curl.sh DOSSIER.json REGISTER.ndjson
# REGISTERTOETS_URL is where it is; REGISTERTOETS_TOKEN lets us in, and REGISTERTOETS_CA (a PEM file) is what we know it by,
# where it asks or has such.
set -euo pipefail
: "${REGISTERTOETS_URL:?where the service is, such as https://127.0.0.1:8443}"
dossier=$1 register=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# in a file that is ours only: arguments can be read by every user of the machine
(umask 077 && printf 'Authorization: Bearer %s\n' "${REGISTERTOETS_TOKEN:-}" > "$folder/headers")
ask() {
    # a 503 says in Retry-After when to come back, which --retry does; judging keeps nothing, so asking again is harmless
    curl --silent --show-error --fail-with-body --retry 10 ${REGISTERTOETS_CA:+--cacert "$REGISTERTOETS_CA"} \
        --header "@$folder/headers" "$@"
}

echo "-- one dossier, the findings that are not met, each with a sentence"
ask --header 'Content-Type: application/json' --data-binary "@$dossier" \
    "$REGISTERTOETS_URL/v1/dossiers/_evaluate?detail=failing&lang=en"
echo

echo "-- what is no dossier is answered with every error found"
if ask --header 'Content-Type: application/json' --data-binary '{"reference": "", "request": "promotion"}' \
    "$REGISTERTOETS_URL/v1/dossiers/_evaluate"; then
    exit 1
fi
echo

echo "-- a register in one request, packed both ways, of which the answer comes while it is sent"
answers=$folder/answers.ndjson
gzip --stdout "$register" > "$folder/register.gz"
ask --request POST --upload-file "$folder/register.gz" --header 'Content-Encoding: gzip' --compressed \
    --header 'Content-Type: application/x-ndjson' --output "$answers" \
    "$REGISTERTOETS_URL/v1/dossiers/_bulk?detail=verdict&summary=true"
summary=$(tail -n 1 "$answers")
echo "$summary"
# an answer is whole if it ends with a summary, whose digest is that of the lines before it
digest=$(head -n -1 "$answers" | sha256sum)
[[ $summary == '{"summary":'*"\"sha256\":\"${digest%% *}\""* ]] || { echo "the answer was cut off" >&2; exit 1; }
