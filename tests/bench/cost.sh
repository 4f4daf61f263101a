#!/bin/bash
# cost.sh PROGRAM [CENTS] - what a document of 2, 20 and 200 kB costs: CPU of
# workers and parent together (user and system), validated, with a ledger; from
# that files in a core-hour, and what a million of them cost when a core-hour
# costs so many cents (4). Then the ledgers of as many shares united.
program=$(realpath "$1") cents=${2:-4}
text=$(realpath "$(dirname "$0")/../../fixtures/demo/address/source.txt")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export SOURCE_DATE_EPOCH=1700000000 LC_ALL=C.UTF-8
TIMEFORMAT='%U %S'

printf '%-8s %-18s %8s %14s %12s %10s %10s\n' size targets 'ms CPU' 'in core-hour' '$/million' 'kB out' 'B ledger'
for kb in 2 20 200; do
    rm -rf in
    mkdir in
    n=$((1000 / kb + 20))
    awk -v n=$n -v kb=$kb 'BEGIN { RS = "\001" } { body = substr($0, 1, 1010) }
        END { for (i = 1; i <= n; i++) {
            file = "in/" i ".txt"
            print "Statement number " i " of this year\n" >file
            for (k = 1; k <= kb; k++) print body "\n" >file
            close(file) } }' "$text"
    for targets in tei tei,jsonld,epub; do
        rm -rf out
        cpu=$( { time "$program" convert -q -j 2 -M language=en --ledger -t $targets -o out in 2>/dev/null; } 2>&1)
        kept=$(stat -c %s out/.lectern.db)
        made=$(cat out/*.* | wc -c)
        awk -v c="$cpu" -v n=$n -v kb=$kb -v t=$targets -v m=$made -v k="$kept" -v cents=$cents 'BEGIN {
            split(c, a, " "); ms = (a[1] + a[2]) * 1000 / n
            printf "%-8s %-18s %8.2f %14d %12.3f %10.0f %10d\n", kb " kB", t, ms,
                3600000 / ms, ms / 3600 * cents * 10, m / n / 1000, k / n }'
    done
done
