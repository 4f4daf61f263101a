#!/bin/bash
# growth.sh PROGRAM [SHARE [KIND...]] - how CPU time and memory grow when the
# input doubles, for texts made to be slow (grow.c): about 2 is linear, 4 is
# quadratic. SHARE divides the size of the texts (default 10). Validated.
cd "$(dirname "$0")/../.." || exit 1
program=$(realpath "$1") share=${2:-10} work=build/bench
mkdir -p $work
cc -O2 -o $work/grow tests/bench/grow.c && cc -O2 -o $work/cpu tests/bench/cpu.c
kinds=("${@:3}")
[ ${#kinds[@]} -gt 0 ] || mapfile -t kinds < <($work/grow | cut -d' ' -f1)
export SOURCE_DATE_EPOCH=1700000000

measure() { # TARGET FILE: seconds and kB
    $work/cpu 1 "$program" convert -q -t "$1" -o $work/grown.out "$2"
}

printf '%-20s %-7s %8s %8s %6s %7s %8s\n' \
    kind target s 2s growth MB 'x input'
for kind in "${kinds[@]}"; do
    n=$(($($work/grow | awk -v k="$kind" '$1 == k { print $2 }') / share))
    $work/grow "$kind" $n >$work/grown.txt
    $work/grow "$kind" $((2 * n)) >$work/grown2.txt
    for target in tei jsonld epub; do
        read -r one _ < <(measure $target $work/grown.txt)
        read -r two kb < <(measure $target $work/grown2.txt)
        awk -v k="$kind" -v t=$target -v a="$one" -v b="$two" -v m="$kb" \
            -v bytes="$(wc -c <$work/grown2.txt)" 'BEGIN {
                if (a + 0 != a || b + 0 != b) {
                    printf "%-20s %-7s failed\n", k, t; exit }
                printf "%-20s %-7s %8.3f %8.3f %6.2f %7.1f %8.1f\n", k, t, a,
                    b, b / a, m / 1024, m * 1024 / bytes }'
    done
done
