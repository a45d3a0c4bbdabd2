#!/usr/bin/env bash
# For an outside harness that gives a HAR and a tsv of values (number<TAB>value), and wants JSON lines with entry (from 0) and canary.
#   bench/outside.sh KLIKSPAAN HAR OUT FOLDER       FOLDER holds canaries.tsv
# Imports the HAR into a fresh dossier beside OUT, writes what was found to OUT, and removes the dossier.
set -euo pipefail
cli=$1 har=$2 out=$3 values=$4/canaries.tsv
dossier=$(mktemp -d "$(dirname "$out")/klikspaan-XXXXXX")
trap 'rm -rf "$dossier"' EXIT
{
  printf 'version: 1\nname: "Measurement"\nplanted:\n'
  # A value in single quotes of YAML has no escapes but the quote itself, which is doubled.
  sed "s/'/''/g; s/^\([0-9]*\)\t\([^\t]*\).*/  - label: \"\1\"\n    value: '\2'\n    kind: text/" "$values"
} > "$dossier/dossier.yaml"
# Exit code 3: done, but not all of the capture could be read. What could be is scored.
"$cli" -d "$dossier" import "$har" > /dev/null || [ $? -eq 3 ]
"$cli" -d "$dossier" show planted --format ndjson > "$dossier/planted.ndjson" || [ $? -eq 3 ]
sed -n 's/^{"label":"\([0-9]*\)".*,"exchange":\([0-9]*\),.*$/\2 \1/p' "$dossier/planted.ndjson" |
  awk '{ printf "{\"entry\":%d,\"canary\":%d}\n", $1 - 1, $2 }' > "$out"
