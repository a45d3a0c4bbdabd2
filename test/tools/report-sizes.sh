#!/bin/sh
# Prints how large a report is, and what it costs to make, for dossiers of more and more values. Needs python3 and GNU time.
set -eu
tools="$(cd "$(dirname "$0")" && pwd)"
klikspaan="$tools/../../artifacts/bin/Klikspaan.Cli/${CONFIGURATION:-debug}/klikspaan"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
for values in ${*:-100 10000 1000000 5000000}; do
    python3 "$tools/many.py" "$values" > many.har
    "$klikspaan" init "d$values" > init.txt
    printf 'version: 1\nname: many values\nplanted:\n  - label: host\n    value: werkplek-0042\n    kind: host\n' > "d$values/dossier.yaml"
    "$klikspaan" -d "d$values" import --no-questions many.har > import.txt 2>&1
    command time -f '%e s, %M kB' -o cost.txt "$klikspaan" -d "d$values" report --lang en > report.txt
    rows="$("$klikspaan" -d "d$values" show exchanges --format csv --columns items | awk 'NR > 1 { sum += $1 } END { print sum }')"
    echo "| $rows | $(wc -c < "d$values/reports/report.en.html") bytes | $(sed 's/, / | /' cost.txt) |"
done
