#!/usr/bin/env bash
# Everything that has to hold: packages as locked, a build without warnings, formatting, migrations in step with the model, all tests.
#   ./test.sh                 everything
#   ./test.sh Domain.Tests    one test project (built, not checked for format)
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() { printf '\n== %s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

command -v dotnet >/dev/null || fail 'The .NET 10 SDK is needed: dotnet was not found.'
command -v node >/dev/null && command -v npm >/dev/null || fail 'Node.js 20 or newer is needed: node or npm was not found.'

if [ $# -gt 0 ]; then
  exec dotnet test "tests/$1"
fi

has_browser() {
  local name
  for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && return
  done
  return 1
}
if [ "${CRMVOICE_SKIP_BROWSER:-}" != 1 ] && ! has_browser; then
  say 'Installing Chromium from the system packages'
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1" >/dev/null; }
    apt-get update -qq
    install chromium-headless-shell || install chromium
  else
    fail 'Chromium is needed for the browser tests. Install it, or set CRMVOICE_SKIP_BROWSER=1 to do without them.'
  fi
fi

say 'Restoring packages as locked'
dotnet restore --locked-mode
dotnet tool restore

say 'Building'
dotnet build --no-restore

# The build has looked at style and analyzers already.
say 'Checking the format'
dotnet format whitespace --no-restore --verify-no-changes

say 'Checking that the migrations match the model'
for context in SqliteCrmVoiceDbContext SqlServerCrmVoiceDbContext; do
  dotnet ef migrations has-pending-model-changes --no-build --project src/Infrastructure --startup-project src/Infrastructure --context "$context"
done

say 'Testing'
rm -rf test-results
status=0
# A test that hangs is named and ended, and the others still run.
run() {
  local name=$1
  shift
  dotnet test --no-build -m:1 --logger "trx;LogFilePrefix=$name" --results-directory test-results --blame-hang-timeout 10m --blame-hang-dump-type none "$@"
}
# One project after the other: each keeps both cores of a small machine busy by itself.
run tests --filter 'FullyQualifiedName!~CrmVoice.Browser.Tests' || status=$?
# Calls in the browser are mostly waited for: two halves of them go side by side, each with an application and a browser of its own. Then the pages, which take both cores.
one='FullyQualifiedName~Browser.Tests.Calls.C|FullyQualifiedName~Browser.Tests.Calls.D|FullyQualifiedName~Browser.Tests.Calls.E|FullyQualifiedName~Browser.Tests.Calls.H'
other='FullyQualifiedName~Browser.Tests.Calls&FullyQualifiedName!~Browser.Tests.Calls.C&FullyQualifiedName!~Browser.Tests.Calls.D&FullyQualifiedName!~Browser.Tests.Calls.E&FullyQualifiedName!~Browser.Tests.Calls.H'
run browser-calls tests/Browser.Tests --filter "$one" &
calls=$!
run browser-more-calls tests/Browser.Tests --filter "$other" || status=$?
wait "$calls" || status=$?
run browser-pages tests/Browser.Tests --filter 'FullyQualifiedName!~Browser.Tests.Calls' || status=$?

say 'Results'
node tests/count-results.mjs test-results
exit "$status"
