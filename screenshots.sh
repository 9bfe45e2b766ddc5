#!/usr/bin/env bash
# Pictures of every page at 390, 1024 and 1440 pixels, light and dark, in Portuguese and English, into screenshots/ (which git ignores).
#   ./screenshots.sh                    all pages
#   ./screenshots.sh contacts,people    the pages whose names begin so
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
rm -rf screenshots
CRMVOICE_SCREENSHOTS="${1:-}" dotnet test tests/Browser.Tests --filter TestCategory=Screenshots
echo "$(find screenshots -name '*.png' | wc -l) pictures are in screenshots/"
