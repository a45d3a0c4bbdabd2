#!/usr/bin/env bash
# Installs what the tests need and runs all of them. Needs the .NET 10 SDK; everything else comes with the restore. Where
# there is npm, other programs that the tests compare with are installed too; without them these tests are skipped.
# Ends with the plain line "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
npm ci --prefix test/tools --ignore-scripts --no-audit --no-fund --loglevel=error >&2 || echo "npm has not installed test/tools: some tests will be skipped" >&2
dotnet restore --locked-mode
dotnet build --no-restore -warnaserror
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
dotnet test --no-build "$@" 2>&1 | tee "$log" || status=$?
count() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$log" | tail -1; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
if [ "${passed:-0}" -eq 0 ]; then
  echo "no test ran" >&2
  [ "$status" -ne 0 ] || status=1
fi
echo "${passed:-0} passed, ${failed:-0} failed, ${skipped:-0} skipped"
exit "$status"
