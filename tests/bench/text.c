/* text.c BYTES [SEED] - prints a text of about that many bytes, always the
 * same: paragraphs with quotes, headings, resolutions and dates, for
 * benchmarks. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const words[] = {
    "the",      "of",       "harbour", "archive",  "in",       "that",
    "council",  "letters",  "and",     "with",     "winter",   "a",
    "question", "to",       "members", "recalled", "under",    "it",
    "process",  "meeting",  "on",      "measures", "security", "as",
    "which",    "progress", "report",  "by",       "people",   "not",
};

enum { WORDS = sizeof words / sizeof words[0] };

static uint32_t seed = 1;

static uint32_t dice(uint32_t sides)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 16) % sides;
}

static int sentence(void)
{
    int n = printf("The");

    for (uint32_t i = 6 + dice(18); i > 0; i--)
        n += printf(" %s", words[dice(WORDS)]);
    switch (dice(12)) {
    case 0:
        return n + printf(", he said: \u201cwe %s the %s.\u201d ",
                          words[dice(WORDS)], words[dice(WORDS)]);
    case 1:
        return n +
               printf(" of the so-called \u201c%s\u201d. ", words[dice(WORDS)]);
    case 2:
        return n + printf(" as resolution %u (%u) says. ", 1000 + dice(1700),
                          1992 + dice(32));
    case 3:
        return n + printf(" on %u March %u. ", 1 + dice(28), 1950 + dice(74));
    default: return n + printf(". ");
    }
}

int main(int argc, char **argv)
{
    long left = argc > 1 ? strtol(argv[1], NULL, 10) : 1000000;

    if (argc > 2)
        seed = (uint32_t)strtol(argv[2], NULL, 10);
    for (int p = 0; left > 0; p++) {
        if (p % 40 == 0)
            left -= printf("CHAPTER %d\n\n", p / 40 + 1);
        for (uint32_t i = 2 + dice(6); i > 0; i--)
            left -= sentence();
        left -= printf("\n\n");
    }
    return 0;
}
