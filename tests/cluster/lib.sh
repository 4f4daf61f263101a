# lib.sh - what the tests of docs/cluster.md share. The caller has set $program.
root=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
work=$(mktemp -d /tmp/lectern-cluster-XXXXXX)
bad=0
export SOURCE_DATE_EPOCH=1700000000 LC_ALL=C.UTF-8 PATH="$work/bin:$PATH"

ok() { echo "ok   cluster $1"; }
fail() { echo "FAIL cluster $1"; bad=1; }
skip() { echo "skip cluster $1"; exit 0; }
# is NAME CONDITION...: a condition of test(1)
is() {
    local name=$1
    shift
    if test "$@"; then ok "$name"; else fail "$name"; fi
}

# The block of docs/cluster.md that is called NAME.
block() {
    awk -v name="$1" '/^```/ { on = $0 == "```bash " name; next } on' \
        "$root/docs/cluster.md"
}

# In $work: the program under its name, 120 inputs of which two are bad, and
# what one run without shares makes of them.
set_up() {
    mkdir "$work/bin" "$work/speeches"
    ln -s "$(realpath "$program")" "$work/bin/lectern"
    cd "$work" || exit 1
    for i in $(seq 118); do
        printf 'Remarks %d at the Council, 3 May 2023\n\nWe recall resolution %d (2000), which says “all”.\n' \
            "$i" $((1300 + i % 7)) >speeches/$i.txt
    done
    : >speeches/empty.txt
    printf '\xff\xfe\xfa\x81\n' >'speeches/bad bytes.txt'
    lectern convert -q -t tei,jsonld,epub -o alone speeches 2>/dev/null
}

# What the shares made is what one run makes, and nothing else is there.
same_as_alone() {
    if diff -r alone out >differences; then
        ok "$1: outputs are those of one run"
    else
        head -5 differences
        fail "$1: outputs are those of one run"
    fi
}
