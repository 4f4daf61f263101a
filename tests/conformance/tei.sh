#!/bin/bash
# tei.sh PROGRAM - TEI for documents of random shape, for what the fuzzer kept
# and for all fixtures is accepted by our profile and, where TEI_ALL (or the
# folder beside the project) has it, by TEI P5's tei_all: so what ours accepts,
# tei_all accepts. The other profiles are judged by their own schemas, which lie
# beside TEI_ALL. COUNT is how many documents (200), O the folder of the build.
set -- "$(realpath "$1")"
cd "$(dirname "$0")/../.." || exit 1
O=${O:-build/release}
command -v jing >/dev/null || { echo 'skip conformance tei: no jing'; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
generate=$O/tests/conformance/tei_generate
all=${TEI_ALL:-../shared/schemas/tei_all.rng}
bad=0

judge() { # PROFILE SCHEMA JING-ARGUMENTS
    local name="profile $1, schema $2" n
    shift 2
    n=$(ls "$work"/*.xml | wc -l)
    if [ ! -f "${!#}" ]; then
        echo "skip conformance tei: $name is not there"
    elif jing "$@" "$work"/*.xml >"$work/log" 2>/dev/null; then
        echo "ok   conformance tei: $name, $n documents"
    else
        head -20 "$work/log"
        echo "FAIL conformance tei: $name, $(grep -o '^[^:]*' "$work/log" |
            sort -u | wc -l) of $n documents"
        bad=1
    fi
}

make_documents() { # PROFILE
    local source case
    rm -f "$work"/*.xml
    "$generate" "$work" "$1" "${COUNT:-200}" tests/fuzz/corpus/tei_writer/*
    for source in fixtures/*/*/source.txt; do
        case=${source%/source.txt}
        "$2" convert -q --no-validate --profile "$1" -t tei \
            -o "$work/$(basename "$case").xml" "$source"
    done
}

for profile in lectern lite parla simplePrint; do
    make_documents $profile "$1"
    own=$(dirname "$all")/tei_$profile.rng ours=schemas/tei/profiles.rnc
    [ $profile = parla ] && own=$(dirname "$all")/parla-clarin.rng
    [ $profile = lectern ] && ours=schemas/tei/lectern.rnc
    judge $profile ours -c $ours
    judge $profile tei_all "$all"
    [ $profile = lectern ] || judge $profile 'its own' "$own"
done
[ $bad = 0 ]
