#!/usr/bin/env bash
# usage: eng/node-peers.sh
# Installs the peers that run on Node, and the Node that they want, at the versions of benchmarks/peers/jobs/package-lock.json
# into artifacts/node_modules: programs in artifacts/bin find them, for Node looks for packages in the folders above a program.
# Says nothing when they are there.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
wanted=$root/benchmarks/peers/jobs
installed=$root/artifacts

# npm ci leaves no node_modules behind when it fails, and an older one would not go with the lock file of today.
[ -x "$installed/node_modules/.bin/node" ] && cmp -s "$wanted/package-lock.json" "$installed/package-lock.json" && exit 0

printf 'Installing the peers that run on Node…\n' >&2
mkdir -p -- "$installed"
cp -- "$wanted/package.json" "$wanted/package-lock.json" "$installed"
if ! output=$(npm ci --prefix "$installed" --no-audit --no-fund 2>&1); then
    rm -rf -- "$installed/node_modules"
    printf '%s\nCould not install them: the output of npm is above.\n' "$output" >&2
    exit 1
fi
