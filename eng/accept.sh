#!/usr/bin/env bash
# usage: eng/accept.sh api | snippets
#   api       the public API as it is now becomes the accepted one (tests/Ringleader.Architecture.Tests/PublicApi)
#   snippets  the code blocks of README.md and docs become what their samples have now
# Look at the result with git diff before you commit it.
set -euo pipefail

# shellcheck source=eng/build.sh
. "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/build.sh"

case ${1:-} in
    api) tests=PublicApiTests ;;
    snippets) tests=SnippetTests ;;
    *) fail "$(sed -n '2,4s/^# //p' -- "${BASH_SOURCE[0]}")" 2 ;;
esac

build Architecture tests/Ringleader.Architecture.Tests src tests Directory.Build.props Directory.Build.targets Directory.Packages.props global.json
RINGLEADER_ACCEPT=$1 exec "$dotnet" "$root/artifacts/bin/Ringleader.Architecture.Tests/release/Ringleader.Architecture.Tests.dll" \
    -noLogo -class "Ringleader.Architecture.Tests.$tests"
