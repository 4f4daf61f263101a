#!/bin/bash
# more-validators.sh PROGRAM - our validators beside jing, xmllint, rnv and ajv,
# where they are installed: CPU and memory, as ratios to a parse of the same
# bytes by `xmllint --noout --sax` (JSON: beside ajv only). Documents are
# generated; the schema is ../shared/schemas/tei_all.rng when that is there, else
# our own grammars.
program=$1 runs=${RUNS:-5} work=build/bench
shared=../shared
[ -d "$shared/schemas" ] || shared=../../shared
cc -O2 -o $work/tei tests/bench/tei.c
mkdir -p $work/many
$work/tei novel >$work/novel.xml
$work/tei play >$work/play.xml
$work/tei small 1 >$work/tiny.xml
for i in $(seq 1000); do $work/tei small "$i" >$work/many/$i.xml; done

# cpu RUNS COMMAND...: seconds and kB; nothing of use after a minute
cpu() { timeout 300 $work/cpu "$@"; }
row() { # WHAT FLOOR RUNS COMMAND...
    local what=$1 floor=$2 n=$3 s k
    shift 3
    command -v "$1" >/dev/null || return
    read -r s k < <(cpu "$n" "$@")
    awk -v n="$what" -v s="$s" -v f="$floor" -v k="$k" 'BEGIN {
        if (s + 0 != s) { printf "%-34s  failed\n", n; exit }
        printf "%-34s %9.4f s  %7.2f x  %8.1f MB\n", n, s, (f > 0 ? s / f : 0), k / 1024 }'
}
floor_of() { read -r floor _ < <(cpu "$runs" xmllint --noout --sax "$@"); }

# against SCHEMA NAME DOCUMENT...: all that can read the schema
against() {
    local schema=$1 what=$2
    shift 2
    floor_of "$@"
    row "$what: xmllint --sax (parse)" "$floor" "$runs" xmllint --noout --sax "$@"
    row "$what: lectern" "$floor" "$runs" "$program" validate --schema "$schema" "$@"
    case $schema in
    *.rnc)
        row "$what: jing" "$floor" 1 jing -c "$schema" "$@"
        row "$what: rnv" "$floor" "$runs" rnv -q "$schema" "$@"
        ;;
    *)
        row "$what: jing" "$floor" 1 jing "$schema" "$@"
        [ -n "$SLOW" ] && row "$what: xmllint --relaxng" "$floor" 1 \
            xmllint --noout --relaxng "$schema" "$@"
        ;;
    esac
    return 0
}

schema=$shared/schemas/tei_all.rng
if [ -f "$schema" ]; then
    echo "tei_all (SLOW=1: xmllint, too); x = times the CPU of a parse of the documents"
    for d in tiny novel play; do against "$schema" $d $work/$d.xml; done
    for d in "$shared"/exams/relaxng/perf/*.xml; do
        [ -f "$d" ] && against "$schema" "exam $(basename "$d" .xml)" "$d"
    done
    against "$schema" "1,000 small files" $work/many/*.xml
    echo "schemas loaded for one tiny file; x = times the CPU of a parse of the schema"
    for s in "$shared"/schemas/*.rng; do
        floor_of "$s"
        row "$(basename "$s"): lectern" "$floor" "$runs" \
            sh -c "$program validate --schema $s $work/tiny.xml || [ \$? = 1 ]"
        row "$(basename "$s"): jing" "$floor" 1 \
            sh -c "jing $s $work/tiny.xml || [ \$? = 1 ]"
    done
else
    echo "our TEI grammar; x = times the CPU of a parse of the document"
    against schemas/tei/lectern.rnc "5 MB of text as TEI" $work/big.tei
fi

echo "JSON Schema, 273 JSON-LD files; x = times the CPU of lectern"
mkdir -p $work/linked
for i in $(seq 273); do
    [ -f $work/small/$i.txt ] || $work/text 16000 "$i" >$work/small/$i.txt
done
"$program" convert -q --no-validate -t jsonld -o $work/linked/ $work/small/*.txt
json=schemas/jsonld/document.schema.json
read -r floor _ < <(cpu "$runs" "$program" validate --schema $json $work/linked/*.jsonld)
row "lectern" "$floor" "$runs" "$program" validate --schema $json $work/linked/*.jsonld
modules=build/judges/node_modules
if [ -d $modules/ajv ] && command -v node >/dev/null; then
    NODE_PATH=$modules row "ajv" "$floor" 3 node tests/bench/ajv.js $json $work/linked/*.jsonld
fi
