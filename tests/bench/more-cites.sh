#!/bin/bash
# more-cites.sh PROGRAM - speed of the citation packs on text that is dense with
# citations, beside Hyperscan with start offsets where libhyperscan-dev is
# installed, and beside `wc -w`; how many triggers cost how much.
cd "$(dirname "$0")/../.." || exit 1
work=build/bench lib=build/release/liblectern.a
[ -f $lib ] || exit 0
mkdir -p $work
packages=$(awk '/^packages *:=/ { on = 1; sub(/.*:=/, "") }
    on { on = sub(/\\$/, ""); print }' Makefile)
libs=$(for p in $packages; do pkg-config --libs "$p" 2>/dev/null; done)
hyper=
[ -f /usr/include/hs/hs.h ] && hyper="-DLTN_HYPERSCAN -lhs"
cc -O2 -Isrc -D_POSIX_C_SOURCE=200809L -o $work/cites tests/bench/cites.c $lib $libs ${hyper#* } \
    ${hyper:+-DLTN_HYPERSCAN} -lm || exit 0
[ -s $work/resolutions.txt ] || awk 'BEGIN {
    srand(7)
    for (i = 0; i < 26000; i++) {
        n = 1200 + int(rand() * 1500); y = 1999 + int(rand() * 25)
        printf "Reaffirming its commitment to the sovereignty, independence, territorial integrity and unity of the harbour towns, and expressing grave concern at the humanitarian situation, in which most people have no water and no shelter for the winter,\n"
        printf "%d. Recalling its resolutions %d (%d) and %d (%d) of %d March %d, ", i, n, y, n + 7, y + 1, 1 + i % 28, y + 1
        printf "and General Assembly resolution %d/%d, Article %d of the Charter of the United Nations, ", 50 + i % 28, 1 + i % 300, 1 + i % 111
        printf "stressing the importance of full respect for the rights of all people who live there, taking note of the report of the Secretary-General (S/%d/%d) and the letter in document A/%d/%d/Add.%d, paragraph %d.\n", y, 1 + i % 990, 50 + i % 28, 1 + i % 900, 1 + i % 4, 1 + i % 60
    } }' >$work/resolutions.txt
[ -s $work/triggers.txt ] || awk 'BEGIN { for (i = 0; i < 1000000; i++) printf "Art. resolution A/ " }' >$work/triggers.txt
echo "citations: $(($(wc -c <$work/resolutions.txt) / 1000000)) MB of resolutions"
$work/cites $work/resolutions.txt tests/bench/hyperscan.patterns
echo "citations: $(($(wc -c <$work/big.txt) / 1000000)) MB of prose"
$work/cites $work/big.txt tests/bench/hyperscan.patterns
read -r s _ < <($work/cpu 5 wc -w $work/big.txt)
awk -v s="$s" -v n="$(wc -c <$work/big.txt)" 'BEGIN { printf "%-34s %9.1f MB/s\n", "wc -w", n / s / 1e6 }'
echo "citations: 3 million triggers and no citation"
$work/cites $work/triggers.txt
