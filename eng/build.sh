# shellcheck shell=bash
# Sourced by the commands in the root folder: builds a project when what it is made of changed.
# Sets `root`, the repository's folder. Callers stay in their own folder.

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
dotnet=${DOTNET_ROOT:+$DOTNET_ROOT/}dotnet
command -v "$dotnet" >/dev/null 2>&1 || dotnet=dotnet

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# Nodes that outlive the build would keep the lock, and the terminal, of whoever started them.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

fail() {
    printf '%s\n' "$1" >&2
    exit "${2:-1}"
}

require_dotnet() {
    command -v "$dotnet" >/dev/null 2>&1 ||
        fail "Ringleader needs the .NET SDK 10, and there is no 'dotnet' on the PATH: see https://dot.net/download."
    # Asked from the root folder, where global.json says which SDK will do.
    local found
    found=$(cd -- "$root" && "$dotnet" --version 2>/dev/null) ||
        fail "Ringleader needs the .NET SDK 10; '$dotnet' has only: $("$dotnet" --list-sdks | cut -d' ' -f1 | paste -sd' ' -). See https://dot.net/download."
    case $found in
        [1-9].* | '') fail "Ringleader needs the .NET SDK 10, and '$dotnet' is $found: see https://dot.net/download." ;;
    esac
}

# is_fresh NAME PATH…: nothing below the paths is newer than the last build of that name. Paths may be missing.
is_fresh() {
    local stamp=$root/artifacts/stamps/$1
    shift
    [ -e "$stamp" ] && (cd -- "$root" && [ -z "$(find "$@" -newer "$stamp" -print -quit 2>/dev/null)" ])
}

# build NAME PROJECT PATH…: builds PROJECT (Release) unless it is fresh; shows the build's output only when it fails.
# One build at a time in this folder: the others wait, and find the work done.
build() {
    local name=$1 project=$2
    shift 2
    is_fresh "$name" "$@" && return
    local stamps=$root/artifacts/stamps log=$root/artifacts/stamps/$name.log
    mkdir -p -- "$stamps"
    (
        require_dotnet
        if command -v flock >/dev/null 2>&1; then flock 9; fi
        is_fresh "$name" "$@" && exit 0
        printf 'Building %s (once)…\n' "$name" >&2
        # The stamp carries the time before the build: what changes meanwhile is built next time.
        touch -- "$stamps/$name.started"
        if ! (cd -- "$root" && "$dotnet" build "$project" -c Release -v quiet --tl:off -clp:NoSummary) >"$log" 2>&1 9>&-; then
            cat -- "$log" >&2
            printf 'The build of %s failed; its output is above.\n' "$name" >&2
            exit 1
        fi
        mv -f -- "$stamps/$name.started" "$stamps/$name"
    ) 9>"$root/artifacts/build.lock"
}
