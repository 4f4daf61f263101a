#!/bin/bash
# run.sh PROGRAM [--accept] [AREA/CASE...] - the program on every case of
# fixtures/: source.* is converted (with the words in `args`, if it is there)
# and compared with each expected.* of the case. --accept writes what differs,
# after showing it.
#   expected.xml .jsonld .html .txt   convert -t tei, jsonld, html, text
#   expected.epub.txt                 the files of the book, one after another
#   expected.outline .inspect.json    inspect, inspect --json
#   expected.messages                 what goes to standard error
#   expected.status                   the exit status (0 without it)
cd "$(dirname "$0")/../.." || exit 1
program=$(realpath "$1") accept= bad=0
shift
[ "$1" = --accept ] && { accept=yes; shift; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1700000000 NO_COLOR=1 LC_ALL=C.UTF-8

unpack() { # the text of a book, for people to compare
    for f in $(unzip -Z1 "$1"); do
        printf '== %s\n' "$f"
        unzip -p "$1" "$f"
        echo
    done
}

make_output() { # KIND: writes $work/got and $work/messages, sets $status
    local kind=$1 args=()
    [ -f args ] && read -ra args <args
    case $kind in
    xml) "$program" convert -t tei "${args[@]}" -o - "$source" ;;
    jsonld) "$program" convert -t jsonld "${args[@]}" -o - "$source" ;;
    html) "$program" convert -t html "${args[@]}" -o - "$source" ;;
    txt) "$program" convert -t text "${args[@]}" -o - "$source" ;;
    epub.txt)
        "$program" convert -t epub "${args[@]}" -o "$work/b.epub" "$source" &&
            unpack "$work/b.epub"
        ;;
    outline) "$program" inspect "${args[@]}" "$source" ;;
    inspect.json) "$program" inspect --json "${args[@]}" "$source" ;;
    messages) "$program" convert -t tei "${args[@]}" -o - "$source" 2>&1 >/dev/null ;;
    esac >"$work/got" 2>"$work/messages"
    status=$?
}

compare() { # CASE EXPECTED
    local want=0
    make_output "${2#expected.}"
    [ -f expected.status ] && want=$(cat expected.status)
    if [ "$status" != "$want" ]; then
        echo "FAIL golden $1 ${2#expected.}: exit $status, not $want"
        sed 's/^/     /' "$work/messages" | head -5
        return 1
    fi
    cmp -s "$2" "$work/got" && { echo "ok   golden $1 ${2#expected.}"; return 0; }
    diff -u "$2" "$work/got" | head -${LINES_SHOWN:-40}
    if [ -n "$accept" ]; then
        cp "$work/got" "$2"
        echo "accepted $1 ${2#expected.}"
        return 0
    fi
    echo "FAIL golden $1 ${2#expected.}: differs"
    return 1
}

cases=("$@")
[ ${#cases[@]} -gt 0 ] || mapfile -t cases < <(cd fixtures && ls -d */*/ | sed 's,/$,,')
for case in "${cases[@]}"; do
    pushd "fixtures/$case" >/dev/null || exit 1
    source=$(ls source.* 2>/dev/null | head -1)
    [ -f CASE.md ] || { echo "FAIL golden $case: no CASE.md says why"; bad=1; }
    for expected in expected.*; do
        [ "$expected" = expected.status ] && continue
        [ -f "$expected" ] && { compare "$case" "$expected" || bad=1; }
    done
    popd >/dev/null || exit 1
done
exit $bad
