#!/usr/bin/env bash
# usage: eng/peers.sh PEER…
# Makes sure that the foreign programs we are tested and measured against are there: installs their Debian packages when
# it runs as root, else says in one line what to install and fails. Says nothing when all is there.
set -euo pipefail

# Debian keeps the server's programs apart by version; the newest is what we use.
postgresql_programs() {
    find /usr/lib/postgresql -mindepth 3 -maxdepth 3 -name initdb 2>/dev/null | sort -V | tail -n 1
}

# What proves that the peer is usable: its program, and the libraries of it that we use.
is_present() {
    case $1 in
        ruby) ruby -rdrb -rdrb/ssl -rdrb/unix -rrinda/tuplespace -e '' >/dev/null 2>&1 ;;
        postgresql) [ -n "$(postgresql_programs)" ] ;;
        pgbouncer) [ -x /usr/sbin/pgbouncer ] || command -v pgbouncer >/dev/null 2>&1 ;;
        delayed-job) ruby -rsqlite3 -ractive_record -rdelayed_job_active_record -e '' >/dev/null 2>&1 ;;
        npm) command -v npm >/dev/null 2>&1 ;;
        network) command -v ip >/dev/null 2>&1 ;;
        *)
            printf "eng/peers.sh knows no peer '%s'.\n" "$1" >&2
            exit 2
            ;;
    esac
}

packages_of() {
    case $1 in
        ruby) echo ruby ;;
        postgresql) echo postgresql postgresql-client ;;
        pgbouncer) echo pgbouncer ;;
        delayed-job) echo ruby-delayed-job-active-record ruby-sqlite3 ;;
        npm) echo npm ;;
        network) echo iproute2 ;;
    esac
}

apt() {
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 "$@"
}

# The package lists of a fresh machine are empty or old, and mirrors hiccup: one update, one more try.
install() {
    apt install -y --no-install-recommends "$@" && return
    apt update && apt install -y --no-install-recommends "$@" && return
    sleep 3
    apt update && apt install -y --no-install-recommends "$@"
}

missing=()
packages=()
for peer in "$@"; do
    is_present "$peer" && continue
    missing+=("$peer")
    # shellcheck disable=SC2207 # package names hold no spaces
    packages+=($(packages_of "$peer"))
done
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    printf 'Missing: %s. Install it and run again (Debian: sudo apt-get install %s).\n' "${missing[*]}" "${packages[*]}" >&2
    exit 1
fi

printf 'Installing %s…\n' "${packages[*]}" >&2
if ! output=$(install "${packages[@]}" 2>&1); then
    printf '%s\nCould not install %s: the output of apt-get is above.\n' "$output" "${packages[*]}" >&2
    exit 1
fi
for peer in "${missing[@]}"; do
    is_present "$peer" && continue
    printf "Installed %s, and '%s' still does not work.\n" "${packages[*]}" "$peer" >&2
    exit 1
done
