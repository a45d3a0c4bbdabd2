#!/bin/sh
# Makes this example again: records the .NET SDK's command line on this machine, and writes the report in both languages.
# Needs Linux and what 'klikspaan doctor' asks for.
set -eu
cd "$(dirname "$0")"
klikspaan() { dotnet run --project ../../src/Klikspaan.Cli -- "$@"; }
rm -rf dossier
klikspaan demo dossier
for language in nl en; do klikspaan -d dossier report --lang "$language" -o "report.$language.html"; done

# An invented person and machine: this dossier may be shared. Its index is made again from the capture.
printf 'index/\nreports/\n*.lock\n' > dossier/.gitignore
