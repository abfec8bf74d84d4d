# shellcheck shell=bash
# Sourced by ./test, which sets root, dotnet, filter, results and the limits: runs test projects and samples, and counts.
# A run leaves $results/NAME.log (its output) and $results/NAME.code (its exit code), a test project NAME.xml besides.

passed=0
failed=0
declare -A running=()

test_project() {
    # A test that hangs is named in the log before the project's time is over.
    local options=(-xml "$results/$1.xml" -noColor -noLogo -longRunning 60)
    [ -z "$filter" ] || options+=(-method "*$filter*")
    bounded "$project_limit" "$1" "${options[@]}"
}

sample() {
    bounded "$sample_limit" "$1"
}

# bounded SECONDS NAME OPTION…: runs a built program, never longer than that, with nothing to read.
bounded() {
    local limit=$1 name=$2 program=$root/artifacts/bin/$2/release/$2.dll code=0
    shift 2
    if [ ! -e "$program" ]; then
        printf "'%s' was not built: is its project in Ringleader.slnx?\n" "$name"
        code=127
    else
        # The shell makes what runs in the background deaf to Ctrl-C, and so would be whatever the tests start.
        (cd -- "$root" && exec env --default-signal=INT,QUIT timeout --kill-after=10 "$limit" "$dotnet" "$program" "$@" </dev/null) &
        local child=$!
        trap 'kill -TERM "$child"' TERM
        wait "$child" || code=$?
    fi
    printf '%s' "$code" >"$results/$name.code"
}

# run_at_most N KIND NAME…: reports each as soon as it ends.
run_at_most() {
    local most=$1 kind=$2 name
    shift 2
    for name in "$@"; do
        [ ${#running[@]} -lt "$most" ] || await_one "$kind"
        local started=$EPOCHREALTIME
        "$kind" "$name" >"$results/$name.log" 2>&1 &
        running[$!]="$name $started"
    done
    while [ ${#running[@]} -gt 0 ]; do await_one "$kind"; done
}

await_one() {
    local pid name started
    wait -n -p pid || true
    read -r name started <<<"${running[$pid]}"
    unset "running[$pid]"
    local code
    code=$(cat -- "$results/$name.code" 2>/dev/null || echo 1)
    "report_$1" "$name" "$code" "$(LC_ALL=C awk -v a="$started" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')"
}

report_test_project() {
    local name=$1 code=$2 seconds=$3 good bad
    read -r good bad < <(count_xml "$results/$name.xml")
    local note=
    case $code in
        124 | 137) note="stopped after $project_limit s" ;;
        127) note="was not built" ;;
        *)
            # A crash leaves no results; a failure outside of any test leaves only the exit code.
            if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ] && ! { [ -n "$filter" ] && [ "$good" -eq 0 ]; }; then
                note="ended with exit code $code"
            elif [ "$good" -eq 0 ] && [ "$bad" -eq 0 ] && [ -z "$filter" ]; then
                note="ran no test"
            fi
            ;;
    esac
    [ -z "$note" ] || bad=$((bad + 1))
    row "$name" "$good" "$bad" "$seconds" "$note"
}

report_sample() {
    local name=$1 code=$2 seconds=$3
    case $code in
        0) row "sample $name" 1 0 "$seconds" "" ;;
        124 | 137) row "sample $name" 0 1 "$seconds" "stopped after $sample_limit s" ;;
        *) row "sample $name" 0 1 "$seconds" "ended with exit code $code" ;;
    esac
}

# count_xml FILE: "passed failed" over all assemblies in an xunit report. Neither a skipped nor an unrun test is a pass.
count_xml() {
    local file=$1
    [ -s "$file" ] || {
        echo "0 0"
        return
    }
    grep -o '<assembly [^>]*>' -- "$file" | awk '
        function count(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0 }
        { good += count("passed"); bad += count("failed") + count("skipped") + count("not-run") + count("errors") }
        END { print good + 0, bad + 0 }'
}

print_header() {
    printf '%-42s %8s %8s %9s\n' "" passed failed seconds
}

row() {
    passed=$((passed + $2))
    failed=$((failed + $3))
    printf '%-42s %8d %8d %9s%s\n' "$1" "$2" "$3" "$4" "${5:+  $5}"
    [ "$3" -eq 0 ] || show_failures "${1#sample }"
}

# The whole log is kept; here are its failures, or how it ended when it names none.
show_failures() {
    local log=$results/$1.log
    if grep -q '\[\(FAIL\|SKIP\)\]' -- "$log"; then
        awk '/\[(FAIL|SKIP)\]/ { shown = 1 } /^=== |^ *Finished: / { shown = 0 } shown' "$log" | head -n 200
    elif grep -q '^Unhandled exception\|^Process terminated' -- "$log"; then
        grep -m 1 -A 15 '^Unhandled exception\|^Process terminated' -- "$log"
    else
        tail -n 20 -- "$log"
    fi | sed 's/^/    /'
}

print_total() {
    printf '\n%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

# finish_early WHAT: nothing could be run; the reason is on standard error already.
finish_early() {
    failed=1
    printf 'Nothing was run: see %s above.\n' "$1"
    print_total || exit 1
}

stop_running() {
    [ ${#running[@]} -eq 0 ] || kill "${!running[@]}" 2>/dev/null || true
}
