#!/bin/bash
# run.sh PROGRAM SHIM [all] - the system fails where it can, by shim.c: the
# program ends by itself and says why, an input has all of its outputs or none,
# what is there is right, nothing else is left, and a run without faults then
# brings the rest. With `all` every call fails in its turn, else a sample.
program=$(realpath "$1") shim=$(realpath "$2") bad=0 runs=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export SOURCE_DATE_EPOCH=1700000000 LC_ALL=C.UTF-8
case $program in
*/asan/*) echo 'skip fault: sanitizers replace the same functions'; exit 0 ;;
esac

# libexttextcat does not look whether it got memory; lectern makes sure of it
# before (analyse/language). Its archive members lie side by side.
export SPARE=$(nm "$program" |
    awk '$3 == "textcat_Done" { from = $1 } $3 == "wgmempool_strdup" { to = $1 }
         END { if (from && to) print from "-" to }')

mkdir in
for i in 1 2 3; do
    printf 'Speech %d\n\nMr. President,\n\nWe recall resolution 1325 (2000), which says “all states”[1].\n\n1. See https://example.org/%d.\n\nThank you.\n' $i $i >in/$i.txt
done
convert() { "$program" convert -q -t tei,jsonld,epub -o "$@"; }
convert right/ in || exit 1

# What is in a folder of outputs, against what is right.
check() { # FAULT STATUS FOLDER
    local fault=$1 status=$2 out=$3 what='' f n
    [ "$status" -le 2 ] || what="exit $status"
    [ "$status" = 0 ] || [ -s err ] || what="exit $status without a word"
    for f in $(ls -A "$out" 2>/dev/null); do
        case $f in
        .lectern.db | .lectern.db-journal) ;; # SQLite's: undone when opened
        *) cmp -s "right/$f" "$out/$f" || what="$f is not right" ;;
        esac
    done
    for n in 1 2 3; do
        case $(ls "$out/$n".* 2>/dev/null | wc -l) in
        0 | 3) ;;
        *) what="some of the outputs of $n" ;;
        esac
    done
    [ "$status" != 0 ] || [ "$(ls "$out" | wc -l)" = 9 ] || what='exit 0, outputs missing'
    [ -z "$what" ] || { echo "FAIL fault $fault: $what"; sed 's/^/     /' err | head -3; bad=1; }
}

# One run under a fault, in this process or with workers and a ledger; then one
# without.
try() { # FAULT
    local how options
    for how in one pool; do
        rm -rf out
        [ $how = pool ] && options='--ledger -j 2 in' || options='in/1.txt'
        [ $how = pool ] || mkdir out
        FAULT=$1 LD_PRELOAD=$shim timeout -s KILL 30 \
            "$program" convert -q -t tei,jsonld,epub -o out/ $options 2>err
        local status=$?
        runs=$((runs + 1))
        if [ $how = one ] && [ $status = 0 ]; then
            [ "$(ls out | wc -l)" = 3 ] || { echo "FAIL fault $1: outputs missing"; bad=1; }
            continue
        fi
        check "$1 ($how)" $status out
        convert out/ --resume in 2>err || { echo "FAIL fault $1: no run after it"; cat err; bad=1; }
        check "$1, resumed" $? out
    done
}

# Rising numbers: all of them, or some, further and further apart.
numbers() { # TO
    local n=1
    while [ $n -le "$1" ]; do
        echo $n
        [ "$all" = all ] && n=$((n + 1)) || n=$((n + 1 + n / 3 + n * n / 4000))
    done
}
all=$3
group() { # NAME TO: each FAULT of a sort
    local n before=$runs
    for n in $(numbers "$2"); do try "$1:$n"; done
    echo "ok   fault $1: $((runs - before)) runs"
}
group alloc 6000
group enospc 12
group eio 12
group sync 12
group link 12
group read 12
for f in alloc:7/ alloc:1000/ intr:2/ short:1 nameless:1 back:1; do try $f; done
echo "ok   fault: $runs runs in all"
exit $bad
