#!/usr/bin/env bash
# Publishes the program in artifacts/KIND/klikspaan.
#   ./publish.sh native     for processors of x86-64-v3 and later (2013 and later); needs clang and zlib's headers
#   ./publish.sh portable   the same for any x86-64 or arm64 processor
#   ./publish.sh r2r        for the .NET runtime, compiled ahead where that can be done; needs no C compiler
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
kind=${1:-native}
rid=linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
case $kind in
  native | portable) options=(-p:KlikspaanNative="$kind") ;;
  r2r) options=(-p:KlikspaanNative=r2r -p:PublishReadyToRun=true --self-contained false) ;;
  *) sed -n '2,5s/^# //p' "$0" >&2; exit 2 ;;
esac
if [ "$kind" != r2r ] && ! command -v clang > /dev/null; then
  echo "publish.sh: clang is not there: apt-get install clang zlib1g-dev, or ./publish.sh r2r" >&2
  exit 2
fi
# Apart from the builds of the tests, whose restored packages are others.
dotnet publish src/Klikspaan.Cli -c Release -r "$rid" "${options[@]}" --artifacts-path "artifacts/publish/$kind" -o "artifacts/$kind" -v quiet
echo "artifacts/$kind/klikspaan"
