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

# The rules of TEI's Schematron that our elements could break, in XPath 1.0.
named() { # NAME...: the XPath test for one of these names
    local test=$1
    printf "local-name()='%s'" "$test"
    shift
    for test; do printf " or local-name()='%s'" "$test"; done
}
verse="ancestor::*[$(named l lg)]" own_text="not(ancestor::*[$(named floatingText)])"
abstract_model="
//*[$(named p ab)][$verse][$own_text][not(parent::*[$(named figure note)])] |
//*[$(named p)][ancestor::*[$(named p ab)]][$own_text][not(parent::*[$(named \
    item note q quote said sp stage cell figure)])] |
//*[$(named l lg)][ancestor::*[$(named l note)][1][$(named l)]] |
//*[$(named div)][ancestor::*[$(named l lg p ab)]][$own_text] |
//*[$(named lg)][not(descendant::*[$(named l lg)])] |
//*[@subtype][not(@type)] | //*[@when][@from or @to] |
//*[$(named ref ptr)][@target][@cRef]"

judge_rules() { # PROFILE
    local f found=0
    for f in "$work"/*.xml; do
        xmllint --xpath "$abstract_model" "$f" >"$work/log" 2>/dev/null || continue
        echo "$f: $(head -c 300 "$work/log")"
        found=1
    done
    [ $found = 0 ] && { echo "ok   conformance tei: profile $1, Schematron rules"; return; }
    echo "FAIL conformance tei: profile $1, Schematron rules"
    bad=1
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
    judge_rules $profile
    [ $profile = lectern ] || judge $profile 'its own' "$own"
done
[ $bad = 0 ]
