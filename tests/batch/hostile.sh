#!/bin/bash
# hostile.sh PROGRAM - good inputs and hostile ones in one batch: every good
# output is what it is without the others, every bad input is named with its
# reason, nothing else is left, and the status says so. All inputs are made
# here.
program=$(realpath "$1") bad=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export SOURCE_DATE_EPOCH=1700000000 LC_ALL=C.UTF-8
fail() { echo "FAIL hostile $1"; bad=1; }
repeat() { # TEXT TIMES
    local LC_ALL=C
    head -c $(($2 * ${#1})) < <(yes -- "$1" | tr -d '\n')
}

mkdir good bad odd
for i in $(seq 40); do
    printf 'Statement %d\n\nMr. President,\n\nWe recall resolution %d (2000), which says “all states”.\n\n' \
        $i $((1300 + i))
    for p in $(seq $((i % 7 + 1))); do
        printf 'Paragraph %d has “words %d” and more of them, as “he” said.\n\n' $p $((i * p))
    done
done | csplit -s -z -f good/ -b %02d.txt - '/^Statement/' '{*}'

# What no reader can take; each is to be named.
: >bad/empty.txt
printf '\xEF\xBB\xBF' >bad/mark.txt
printf 'PK\3\4junk' >bad/book.docx
printf '<p>x' >bad/page.html
head -c 3000 /bin/sh >bad/program.txt
mkfifo bad/pipe.txt
ln -s nowhere bad/dangling.txt
ln -s loop.txt bad/loop.txt
ln -s /dev/zero bad/zero.txt
mkdir bad/folder.txt
repeat n 251 >name && cp good/00.txt bad/"$(cat name)".txt # its .jsonld is too long
truncate -s 300M bad/large.txt
printf 'a\n' >bad/$'esc\e[31m\nfake: error.docx'

# What can be taken, made to be slow, deep or large; it must not fail.
repeat '“' 100000 >odd/open.txt
repeat '“‘' 50000 >odd/nested.txt
repeat "'" 100000 >odd/straight.txt
repeat '(' 100000 >odd/brackets.txt
repeat '[1] ' 50000 >odd/markers.txt
repeat 'https://example.org/' 20000 >odd/links.txt
repeat 'resolution 1325 (2000), ' 20000 >odd/cited.txt
repeat 'word ' 200000 >odd/line.txt
repeat a 1000000 >odd/letter.txt
yes $'word\n' | head -60000 >odd/paragraphs.txt
yes 'a line of text' | head -100000 >odd/lines.txt
yes -- '- item' | head -30000 >odd/items.txt
yes '# Head' | head -30000 >odd/heads.txt
for i in $(seq 3000); do printf '%*s- item %d\n' $((i % 400)) '' $i; done >odd/stairs.txt
repeat 'á' 100000 >odd/accents.txt
{ printf 'a'; repeat '́' 100000; } >odd/marks.txt
repeat $'\u202Eright\u202C ' 20000 >odd/bidi.txt
printf 'one\ttwo\33[31m three\n\n%s\n' "$(cat good/05.txt)" >odd/control.txt
repeat $'one\r' 20000 >odd/returns.txt
printf 'Words in UTF-16.\n' | iconv -t UTF-16 >odd/utf16.txt
printf '\xff\xfe\xfd\x81 bytes \xc3\x28\n' >odd/bytes.txt
head -c 100000 /dev/zero | tr '\0' '\n' >odd/feeds.txt && echo end >>odd/feeds.txt
cp good/00.txt odd/$'new\nline.txt'
cp good/01.txt odd/-t.txt
cp good/02.txt odd/'%s%n$(x)`y`;*.txt'
cp good/03.txt odd/$'\xff\xfe.txt'
cp good/04.txt odd/'.hidden.txt'

"$program" convert -q -t tei,jsonld,epub -o right/ good || fail 'the good alone'
# One order that is not that of their names, from a list.
find good bad odd \( -type f -o -type p -o -type l -o -name folder.txt \) -print0 |
    LC_ALL=C awk 'BEGIN { RS = ORS = "\0" } { print length($0) * 7919 % 101, $0 }' |
    LC_ALL=C sort -z -n | LC_ALL=C sed -z 's/^[0-9]* //' >list
"$program" convert -q -j 2 -t tei,jsonld,epub -o out/ -0 --files-from list 2>err
status=$?
[ $status = 1 ] || fail "exit $status, not 1"
for f in right/*; do
    cmp -s "$f" "out/${f##*/}" || fail "${f##*/} is not what it is alone"
done
for f in bad/*; do
    name=${f#bad/}
    case $name in folder.txt) continue ;; esac # an empty folder: named as well
    name=$(printf %s "${name:0:60}" | sed -z 's/\x1b/\\x1B/g; s/\n/\\x0A/g')
    grep -qF -- "$name" err || fail "$name is not named"
    stem=${f#bad/}
    for o in "out/${stem%.*}".{xml,jsonld,epub}; do
        [ ! -e "$o" ] || fail "$o is there"
    done
done
made=0
for f in odd/* odd/.hidden.txt; do
    stem=${f#odd/}
    stem=out/${stem%.txt}
    if [ -e "$stem.xml" ] && [ -e "$stem.jsonld" ] && [ -e "$stem.epub" ]; then
        made=$((made + 1))
    elif [ -e "$stem.xml" ] || [ -e "$stem.jsonld" ] || [ -e "$stem.epub" ]; then
        fail "$f has some of its outputs"
    else
        grep -qF -- "${f:0:20}" err || fail "$f has no outputs, and no reason"
        fail "$f has no outputs: $(grep -aF -m1 -- "${f:4:12}" err | cut -c1-150)"
    fi
done
[ "$(find out -mindepth 1 -printf . | wc -c)" = $((3 * (40 + made))) ] || fail "something else is left"
! LC_ALL=C grep -q $'[\x01-\x08\x0b-\x1f\x7f]' err || fail 'raw control bytes in messages'
[ "$(wc -c <err)" -lt 65536 ] || fail 'too many words'

# Outputs that are hostile to validators.
mkdir v
printf '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>' >v/entity.xml
{
    printf '<!DOCTYPE a [<!ENTITY a0 "ha">'
    for i in $(seq 30); do printf '<!ENTITY a%d "&a%d;&a%d;">' $i $((i - 1)) $((i - 1)); done
    printf ']><a>&a30;</a>'
} >v/laughs.xml
{ repeat '<a>' 5000; repeat '</a>' 5000; } >v/deep.xml
{ printf '<a'; for i in $(seq 50000); do printf ' a%d=""' $i; done; printf '/>'; } >v/attributes.xml
{ repeat '[' 100000; } >v/deep.json
{ printf '{'; for i in $(seq 50000); do printf '"k%d":1,' $((i % 40000)); done; printf '"z":1}'; } >v/twice.jsonld
printf '{"@context":{"%s":1}}' "$(repeat k 300000)" >v/key.jsonld
printf 'PK\3\4' >v/stub.epub
for f in v/*; do
    case $f in *.xml) format=tei ;; *.epub) format=epub ;; *) format=jsonld ;; esac
    timeout -s KILL 30 "$program" validate -f $format "$f" >/dev/null 2>err
    status=$?
    [ $status = 1 ] || fail "validate $f: exit $status"
    [ "$(wc -c <err)" -lt 65536 ] || fail "validate $f: too many words"
    ! grep -q root: err || fail "validate $f: a file was read"
done
[ $bad = 1 ] || echo "ok   hostile: 40 good, $(ls bad | wc -l) bad, $made odd in a batch; $(ls v | wc -l) to validate"
exit $bad
