#!/bin/bash
# run.sh PROGRAM [STAGES] - CPU time and memory as ratios within one run: to
# `wc -w` on the same text, to xmllint's parse of the same TEI; how both grow
# when the input doubles. Medians of RUNS runs. Nothing here fails: a speed is a
# figure to look at.
cd "$(dirname "$0")/../.." || exit 1
program=$(realpath "$1") stages=$2 runs=${RUNS:-5}
work=build/bench
mkdir -p $work
cc -O2 -o $work/text tests/bench/text.c && cc -O2 -o $work/cpu tests/bench/cpu.c
$work/text 5000000 >$work/big.txt
mkdir -p $work/small
for i in $(seq 200); do
    $work/text 16000 "$i" >$work/small/$i.txt
done

# cpu COMMAND...: median of user + system seconds, and peak memory in kB
cpu() { $work/cpu "$runs" "$@"; }
show() { # NAME SECONDS FLOOR KB
    awk -v n="$1" -v s="$2" -v f="$3" -v k="$4" 'BEGIN {
        if (s + 0 != s || f <= 0) { printf "%-34s  failed\n", n; exit }
        printf "%-34s %9.4f s  %7.2f x  %8.1f MB\n", n, s, s / f, k / 1024 }'
}

export SOURCE_DATE_EPOCH=1700000000
read -r wc _ < <(cpu wc -w $work/big.txt)
echo "5 MB of text; x = times the CPU of wc -w"
show 'wc -w' "$wc" "$wc" 0
for target in tei jsonld html epub; do
    read -r s k < <(cpu "$program" convert -q --no-validate -t $target -o $work/big.$target $work/big.txt)
    show "$target, not validated" "$s" "$wc" "$k"
    read -r s k < <(cpu "$program" convert -q -t $target -o $work/big.$target $work/big.txt)
    show "$target, validated" "$s" "$wc" "$k"
    awk -v t="$target" -v k="$k" -v b="$(wc -c <$work/big.txt)" 'BEGIN {
        printf "%-34s %28.1f x the input\n", t ", peak memory", k * 1024 / b }'
done
if [ -x "$stages" ]; then
    echo "stages of text to TEI in one process; x as above"
    while read -r s name; do
        show "$name" "$s" "$wc" 0
    done < <("$stages" $work/big.txt "$runs")
fi
echo "200 files of 16 kB; x = times the CPU of wc -w on them"
read -r small _ < <(cpu wc -w $work/small/*.txt)
for target in tei jsonld epub; do
    read -r s k < <(cpu "$program" convert -q -t $target -o $work/out/ $work/small/*.txt)
    show "$target, validated" "$s" "$small" "$k"
done
echo "validation of that TEI; x = times the CPU of xmllint --noout"
read -r floor _ < <(cpu xmllint --noout --huge $work/big.tei)
show 'xmllint --noout' "$floor" "$floor" 0
read -r s k < <(cpu "$program" validate $work/big.tei)
show 'lectern validate' "$s" "$floor" "$k"
if command -v jing >/dev/null; then
    read -r s k < <(cpu jing -c schemas/tei/lectern.rnc $work/big.tei)
    show 'jing' "$s" "$floor" "$k"
fi
echo "texts made to be slow, at N and 2N"
tests/bench/growth.sh "$program"
for more in tests/bench/more-*.sh; do
    [ -f "$more" ] && "$more" "$program"
done
exit 0
