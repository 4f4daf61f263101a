#!/bin/bash
# kill.sh PROGRAM FILES KILLS - a batch is killed at some moment and gone on
# with, by its ledger and, every second time, without one: nothing is torn,
# nothing differs from a run that was left in peace, nothing finished is done
# again, no worker lives on, nothing else is left.
program=$(realpath "$1") files=$2 kills=$3 bad=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export SOURCE_DATE_EPOCH=1700000000 LC_ALL=C.UTF-8
fail() { echo "FAIL kill $1"; bad=1; }
convert() { "$program" convert -q -t tei,jsonld,epub "$@" in; }
now() { date +%s%N; }

mkdir in
for i in $(seq "$files"); do
    {
        printf 'Statement %d\n\nMr. President,\n\n' $i
        for p in $(seq $((i % 11 + 1))); do
            printf 'We recall resolution %d (2000), which says “all states %d”, and so on.\n\n' $((1300 + i)) $p
        done
    } >in/$i.txt
done
began=$(now)
convert -o right/ || fail 'the run in peace'
took=$(($(now) - began))

# What is in a folder: whole, and as it should be.
whole() { # FOLDER WHEN
    local f
    while IFS= read -r -d '' f; do
        case $f in
        .lectern.db*) ;;
        *) cmp -s "right/$f" "$1/$f" || { fail "$2: $f"; return; } ;;
        esac
    done < <(cd "$1" && find . -type f -printf '%P\0')
}

lost=0
for k in $(seq "$kills"); do
    ledger=
    [ $((k % 2)) = 0 ] || ledger=--ledger
    rm -rf out
    mkdir out
    setsid "$program" convert -q -t tei,jsonld,epub $ledger -o out/ in &
    pid=$!
    # Some at the very beginning, the others anywhere.
    sleep "$(awk -v t=$took -v r=$((RANDOM + k)) -v k=$k \
        'BEGIN { print (k % 5 == 0 ? .02 : 1) * t / 1e9 * (r % 1000) / 1000 }')"
    kill -KILL $pid 2>/dev/null
    wait $pid 2>/dev/null
    # A worker that waits for the disk dies when the disk has answered.
    for wait in $(seq 50); do
        ps -eo pgid=,stat= | grep -qE "^ *$pid [^Z]" || break
        sleep .1
    done
    [ $wait -lt 50 ] || { fail "$k: a worker lives on"; kill -KILL -- -$pid; }
    whole out "$k, after the kill"
    (cd out && find . -name '[0-9]*' -printf '%P %i %T@\n' | sort) >before
    convert $ledger --resume -o out/ || fail "$k: exit $?"
    whole out "$k, after going on"
    [ "$(find out -type f ! -name '.lectern.db' -printf . | wc -c)" = $((3 * files)) ] ||
        fail "$k: not all is there, or something else"
    # By the ledger what was not yet written down is done again: what a worker
    # put in place within the last second.
    (cd out && find . -name '[0-9]*' -printf '%P %i %T@\n' | sort) >after
    again=$(comm -23 before after | wc -l) finished=$(wc -l <before)
    lost=$((lost + again))
    [ -n "$ledger" ] || [ "$again" -le 3 ] || fail "$k: $again of $finished outputs done again"
done
[ $bad = 1 ] || echo "ok   kill: $kills kills of $files inputs; $lost outputs that were there were done again"
exit $bad
