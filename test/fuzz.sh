#!/usr/bin/env bash
# Fuzzes what reads hostile bytes, under AFL++ and SharpFuzz: ./test/fuzz.sh [SECONDS] [TARGET...]; without targets all of them, of which
# "dotnet run --project test/Klikspaan.Fuzz -- list" prints the names. Needs afl-fuzz (Debian: apt-get install afl++) and the .NET 10 SDK.
# Findings are left in artifacts/fuzz/found/TARGET/default/{crashes,hangs}; "dotnet run --project test/Klikspaan.Fuzz -- TARGET FILE" replays one.
# KLIKSPAAN_FUZZ_JOBS targets run at the same time (1). Fails when something was found.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
seconds=20
if [[ "${1:-}" =~ ^[0-9]+$ ]]; then
  seconds=$1
  shift
fi
command -v afl-fuzz > /dev/null || { echo "afl-fuzz is absent; on Debian or Ubuntu: apt-get install afl++" >&2 && exit 2; }
work=artifacts/fuzz
mkdir -p "$work"
if [ ! -x "$work/tool/sharpfuzz" ]; then
  dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path "$work/tool" > /dev/null
fi
rm -rf "$work/program" "$work/seeds"
dotnet publish test/Klikspaan.Fuzz -c release -v q -o "$work/program" > /dev/null
"$work/program/Klikspaan.Fuzz" seeds "$work/seeds"
targets=("$@")
if [ "${#targets[@]}" -eq 0 ]; then
  mapfile -t targets < <("$work/program/Klikspaan.Fuzz" list)
fi
# A fuzzer passes over a seed that is a finding itself: those are tried first, before the library is instrumented.
for target in "${targets[@]}"; do
  "$work/program/Klikspaan.Fuzz" "$target" "$work/seeds/$target"/* > "$work/seeds.log" || { grep -v ': holds$' "$work/seeds.log" && exit 1; }
done
# The tool runs on the SDK's own runtime, wherever that is.
export DOTNET_ROOT="${DOTNET_ROOT:-$(dirname "$(readlink -f "$(command -v dotnet)")")}"
for library in Klikspaan.Library.dll klikspaan.dll YamlDotNet.dll; do
  "$work/tool/sharpfuzz" "$work/program/$library"
done
export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1 AFL_FORKSRV_INIT_TMOUT=60000 AFL_IGNORE_SEED_PROBLEMS=1
export work seconds
fuzz() {
  local target=$1 found="$work/found/$1" began=$SECONDS
  rm -rf "$found"
  mkdir -p "$found"
  local words=()
  [ ! -s "$work/seeds/$target.dict" ] || words=(-x "$work/seeds/$target.dict")
  afl-fuzz -i "$work/seeds/$target" -o "$found" -V "$seconds" -t 10000 -m none "${words[@]}" -- "$work/program/Klikspaan.Fuzz" "$target" > "$found/log" 2>&1 < /dev/null || true
  value() { sed -n "s/^$1 *: *//p" "$found/default/fuzzer_stats" 2> /dev/null || true; }
  local executions crashes hangs
  executions=$(value execs_done) crashes=$(value saved_crashes) hangs=$(value saved_hangs)
  printf '%-20s %10s %7s %8s %6s %5ss\n' "$target" "${executions:-none}" "$(value corpus_count)" "${crashes:-?}" "${hangs:-?}" "$((SECONDS - began))"
  [ "${executions:-0}" -gt 0 ] && [ "${crashes:-1}" -eq 0 ] && [ "${hangs:-1}" -eq 0 ]
}
export -f fuzz
printf '%-20s %10s %7s %8s %6s %6s\n' target executions paths crashes hangs time
printf '%s\n' "${targets[@]}" | xargs -P "${KLIKSPAAN_FUZZ_JOBS:-1}" -I{} bash -c 'fuzz {}' || { echo "something was found, or did not run: see $work/found" && exit 1; }
