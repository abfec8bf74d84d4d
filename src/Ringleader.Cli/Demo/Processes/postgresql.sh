# usage: sh -c SCRIPT sh PROGRAMS
# A PostgreSQL server in a new folder, reached through a socket in there by its owner and root alone. Prints the folder when
# the server is ready; stops the server and removes the folder when standard input ends.
set -u
programs=$1
trap '' INT      # Ctrl-C is for who started us
umask 077
cd / || exit 1   # where we came from may be closed to the user that we are
exec 3<&0        # commands in the background do not get it by themselves
folder=$(mktemp -d "${TMPDIR:-/tmp}/ringleader-XXXXXX") || exit 1
trap 'rm -rf "$folder"' EXIT

give_up() {
    tail -n 1 "$folder/log" >&2
    exit 1
}

"$programs/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --no-locale --no-sync >"$folder/log" 2>&1 || give_up
"$programs/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= >>"$folder/log" 2>&1 3<&- &
server=$!
until grep -q '^ready' "$folder/data/postmaster.pid" 2>/dev/null; do
    kill -0 "$server" 2>/dev/null || give_up
    sleep 0.05
done
printf '%s\n' "$folder"
{ cat <&3 >/dev/null; kill -INT "$server"; } >/dev/null 2>&1 &
wait "$server" || give_up
