#!/bin/sh
# Takes the synthetic captures into the dossiers again, and assesses them.
set -eu
cd "$(dirname "$0")"
klikspaan() { dotnet run --project ../../src/Klikspaan.Cli -- "$@"; }
for dossier in proplus-2018 proplus-2019 windows-2019 web-and-mobile-2019; do
  rm -rf "$dossier/captures" "$dossier/manifest.jsonl" "$dossier/index" "$dossier/assessments"
  for capture in "$dossier"/synthetic/*.har "$dossier"/synthetic/*.log; do
    [ -f "$capture" ] || continue
    meta="${capture%%.har}"; meta="${meta%%.ssl.log}"
    klikspaan -d "$dossier" import --meta "$meta.yaml" "$capture" || [ $? = 3 ]
  done
  printf 'index/\nassessments/\nreports/\n*.lock\n' > "$dossier/.gitignore"
  echo "== $dossier"
  klikspaan -d "$dossier" assess || [ $? = 3 ]
done
