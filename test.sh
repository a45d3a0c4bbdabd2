#!/usr/bin/env bash
# Installs what the tests need and runs all of them. Needs the .NET 10 SDK. As root on Debian or Ubuntu it also installs the
# system's own tools and a browser to be recorded; elsewhere tests of what is missing are skipped, each with its reason.
# With KLIKSPAAN_GATE=1 it then measures, and counts each floor of docs/performance.md as a check; arguments go to dotnet test.
# Ends with the plain line "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
tools="nft:nftables ip:iproute2 unshare:util-linux certutil:libnss3-tools curl:curl git:git python3:python3-minimal wget:wget chromium:chromium"
packages=""
for tool in $tools; do
  PATH="$PATH:/usr/sbin:/sbin" command -v "${tool%%:*}" > /dev/null || packages="$packages ${tool#*:}"
done
if [ -n "$packages" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
  echo "installing$packages" >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages; } > /dev/null 2>&1 || echo "not installed:$packages; some tests will be skipped" >&2
elif [ -n "$packages" ]; then
  echo "not installed:$packages; some tests will be skipped" >&2
fi
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
if [ "${KLIKSPAAN_GATE:-}" = 1 ]; then
  bench/gate | tee "$log" || status=$?
  read -r kept missed unjudged < <(tail -1 "$log" | tr -cd '0-9 \n')
  passed=$((${passed:-0} + kept)) failed=$((${failed:-0} + missed)) skipped=$((${skipped:-0} + unjudged))
fi
echo "${passed:-0} passed, ${failed:-0} failed, ${skipped:-0} skipped"
exit "$status"
