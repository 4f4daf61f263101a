#!/bin/bash
# tei.sh PROGRAM - TEI for documents of random shape and for all fixtures is
# accepted by our profile and, where TEI_ALL (or the folder beside the project)
# has it, by TEI P5's tei_all: so what ours accepts, tei_all accepts.
# COUNT is how many documents (500), O the folder of the build.
set -- "$(realpath "$1")"
cd "$(dirname "$0")/../.." || exit 1
O=${O:-build/release}
command -v jing >/dev/null || { echo 'skip conformance tei: no jing'; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
${CC:-cc} -std=c17 -O1 -D_POSIX_C_SOURCE=200809L -Isrc -o "$work/generate" \
    tests/conformance/tei_generate.c "$O/liblectern.a" \
    $(pkg-config --libs libxml-2.0 libzip jansson libpcre2-8 yaml-0.1 \
        uchardet libutf8proc nettle) || exit 1
"$work/generate" "$work" "${COUNT:-500}" tests/fuzz/corpus/tei_writer/* || exit 1
for source in fixtures/*/*/source.txt; do
    [ -f "$source" ] || continue
    case=${source%/source.txt}
    "$1" convert -q --no-validate -t tei -o "$work/$(basename "$case").xml" "$source"
done
bad=0
judge() { # NAME SCHEMA-ARGUMENTS
    local name=$1 n
    shift
    n=$(ls "$work"/*.xml | wc -l)
    if jing "$@" "$work"/*.xml >"$work/log" 2>/dev/null; then
        echo "ok   conformance tei: $name, $n documents"
    else
        head -20 "$work/log"
        echo "FAIL conformance tei: $name, $(grep -o '^[^:]*' "$work/log" |
            sort -u | wc -l) of $n documents"
        bad=1
    fi
}
[ -f schemas/tei/lectern.rnc ] && judge 'our profile' -c schemas/tei/lectern.rnc
all=${TEI_ALL:-../shared/schemas/tei_all.rng}
if [ -f "$all" ]; then
    judge tei_all "$all"
else
    echo 'skip conformance tei: TEI_ALL does not name tei_all.rng'
fi
[ $bad = 0 ]
