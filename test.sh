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

mkdir -p test-results
rm -rf test-results/*
lanes=$(nproc)
[ "$lanes" -gt 2 ] || lanes=2

# Begins a job as soon as a lane is free. What jobs say is not mixed: each says all of it when it is over.
begin() {
  local name=$1
  shift
  while [ "$(jobs -rp | wc -l)" -ge "$lanes" ]; do
    wait -n || true
  done
  {
    "$@" >"test-results/$name.log" 2>&1 || echo "$name" >>test-results/failed
    say "$name"
    cat "test-results/$name.log"
  } &
}

# The build has looked at style and analyzers already.
format() { dotnet format whitespace --no-restore --verify-no-changes; }
migrations() {
  local context
  for context in SqliteCrmVoiceDbContext SqlServerCrmVoiceDbContext; do
    dotnet ef migrations has-pending-model-changes --no-build --project src/Infrastructure --startup-project src/Infrastructure --context "$context" || return
  done
}
# A test that hangs is named and ended, and the others still run.
tests() {
  local name=$1 project=$2
  shift 2
  dotnet test "tests/$project" --no-build -m:1 --logger "trx;LogFilePrefix=$name" --results-directory test-results --blame-hang-timeout 10m --blame-hang-dump-type none "$@"
}

say 'Testing; checking the format, and that the migrations match the model'
# The longest first, so that none is left alone at the end. Calls in the browser are mostly waited for, and go in two halves.
one='FullyQualifiedName~Browser.Tests.Calls.C|FullyQualifiedName~Browser.Tests.Calls.D|FullyQualifiedName~Browser.Tests.Calls.E|FullyQualifiedName~Browser.Tests.Calls.H'
other='FullyQualifiedName~Browser.Tests.Calls&FullyQualifiedName!~Browser.Tests.Calls.C&FullyQualifiedName!~Browser.Tests.Calls.D&FullyQualifiedName!~Browser.Tests.Calls.E&FullyQualifiedName!~Browser.Tests.Calls.H'
begin Web.Tests tests web Web.Tests
begin browser-pages tests browser-pages Browser.Tests --filter 'FullyQualifiedName!~Browser.Tests.Calls'
begin browser-calls tests browser-calls Browser.Tests --filter "$one"
begin browser-more-calls tests browser-more-calls Browser.Tests --filter "$other"
begin Faults.Tests tests faults Faults.Tests
for folder in tests/*.Tests; do
  project=$(basename "$folder")
  case $project in
    Web.Tests | Browser.Tests | Faults.Tests) ;;
    *) begin "$project" tests "$project" "$project" ;;
  esac
done
begin format format
begin migrations migrations
wait

say 'Results'
node tests/count-results.mjs test-results
[ ! -e test-results/failed ] || fail "Not as it should be: $(paste -sd' ' test-results/failed)"
