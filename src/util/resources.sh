#!/bin/sh
# resources.sh LIST - C source for the table of files compiled into the
# program (util/resources.h), one entry for each path in LIST, sorted. The
# bytes themselves come in by the assembler's .incbin.
cat <<'END'
#include "util/resources.h"
#define IN(n, path)                                                          \
    __asm__(".section .rodata\n.balign 16\n"                                 \
            ".global ltn_res_" #n "\n.hidden ltn_res_" #n "\n"               \
            "ltn_res_" #n ":\n.incbin \"" path "\"\n"                        \
            ".global ltn_res_end_" #n "\n.hidden ltn_res_end_" #n "\n"       \
            "ltn_res_end_" #n ":\n.byte 0\n.previous\n");                    \
    extern const char ltn_res_##n[], ltn_res_end_##n[];
END
awk 'NF { printf "IN(%d, \"%s\")\n", NR, $0 }' "$1"
echo 'const ltn_resource ltn_resources[] = {'
awk 'NF { printf "  {\"%s\", ltn_res_%d, ltn_res_end_%d},\n", $0, NR, NR }' "$1"
echo '  {0, 0, 0}};'
