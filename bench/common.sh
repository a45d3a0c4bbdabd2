# For bench/run and bench/gate: what both install and build. Needs the .NET 10 SDK; sets $root, $bench (a command) and $product.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=${KLIKSPAAN_BENCH:-$root/artifacts/bench}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# Peers and what a native build needs: as root on Debian they are installed, elsewhere their rows say that they are absent.
install_tools() {
  local tool packages=""
  for tool in jq:jq rg:ripgrep mitmdump:mitmproxy tshark:tshark time:time clang:clang; do
    PATH="$PATH:/usr/sbin:/sbin" command -v "${tool%%:*}" > /dev/null || packages="$packages ${tool#*:}"
  done
  [ -x /usr/bin/time ] || packages="$packages time"
  [ -e /usr/include/zlib.h ] || packages="$packages zlib1g-dev"
  if [ -n "$packages" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
    echo "installing$packages" >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages; } > /dev/null 2>&1 || echo "not installed:$packages" >&2
  fi
  npm ci --prefix "$root/bench/peers" --ignore-scripts --no-audit --no-fund --loglevel=error >&2 || echo "npm has not installed bench/peers" >&2
}

build_bench() {
  # The build that the tests use: nothing of it is timed but the peer DuckDB, whose code is its own.
  dotnet build "$root/bench/Klikspaan.Bench" -v quiet --nologo >&2
  bench=$root/artifacts/bin/Klikspaan.Bench/debug/Klikspaan.Bench
  mkdir -p "$work"
}

# The native build where it can be made, else the Release build for the runtime. Sets $unjudged to why a native build cannot be made here.
build_product() {
  unjudged=""
  if [ -n "${KLIKSPAAN_PRODUCT:-}" ]; then
    product=$KLIKSPAAN_PRODUCT
    return
  fi

  product=$root/artifacts/native/klikspaan
  if [ -x "$root/publish.sh" ] && command -v clang > /dev/null; then
    (cd "$root" && ./publish.sh native) >&2
    return
  fi

  unjudged="not judged without a native build"
  [ ! -x "$root/publish.sh" ] || unjudged="$unjudged, which needs clang"
  dotnet build "$root/src/Klikspaan.Cli" -c Release -v quiet --nologo >&2
  product=$root/artifacts/bin/Klikspaan.Cli/release/klikspaan
}
