#!/bin/bash
# options.sh PROGRAM - every option with every command: taken where help shows
# it, refused with its name elsewhere; a value where there is one, none where
# there is none.
program=$1 bad=0 n=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
commands='convert validate inspect metadata cites stream report merge formats help version'

# refused NAME PATTERN COMMAND...: exit status 2 and one line that says why
refused() {
    local name=$1 pattern=$2 said got
    shift 2
    said=$("$@" 2>&1 >/dev/null </dev/null)
    got=$?
    n=$((n + 1))
    if [ $got != 2 ] || ! grep -qF -- "$pattern" <<<"$said" || [ "$(wc -l <<<"$said")" != 1 ]; then
        echo "FAIL options $name: exit $got: $said"
        bad=1
    fi
}

for c in $commands; do
    "$program" help $c | grep -oE -- '--[a-z-]+' | sort -u >"$work/$c"
done
sort -u "$work"/* >"$work/all"
for c in $commands; do
    while read -r option; do
        if ! grep -qxF -- $option "$work/$c"; then
            refused "$c $option" "has no option '$option'" "$program" $c $option=x
        elif "$program" help $c | grep -qE -- "$option( <| [A-Z]|\\[?=| [a-z]+\\|)"; then
            refused "$c $option=" 'needs a value' "$program" $c $option=
        else
            refused "$c $option=x" "$option takes no value" "$program" $c $option=x
        fi
    done <"$work/all"
    refused "$c --nonsense" "has no option '--nonsense'" "$program" $c --nonsense
done
echo "ok   options: $n combinations"
exit $bad
