/* grow.c KIND N - prints a text with N of something that could make a program
 * slow: what costs more than twice as much at 2N is not linear. Without
 * arguments it prints the kinds and an N worth measuring, one a line. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void open_quotes(long n)
{
    for (long i = 0; i < n; i++)
        fputs(i % 100 == 99 ? "\xE2\x80\x9Cso\n\n"
                            : "\xE2\x80\x9C"
                              "a ",
              stdout);
}

static void quotes_in_one_line(long n)
{
    for (long i = 0; i < n; i++)
        fputs(i % 3 ? "\"a "
                    : "\xE2\x80\x98"
                      "b ",
              stdout);
    puts("");
}

static void one_line(long n)
{
    for (long i = 0; i < n; i++)
        fputs(i % 12 == 11 ? "end. Then " : "some words ", stdout);
    puts("");
}

static void one_word(long n)
{
    for (long i = 0; i < n; i++)
        fputs("abcdefghij", stdout);
    puts("");
}

static void paragraphs(long n)
{
    for (long i = 0; i < n; i++)
        puts("It is so.\n");
}

static void lines(long n)
{
    for (long i = 0; i < n; i++)
        puts(i % 7 ? "short line" : "  - a longer line, but not by much");
}

static void headings(long n)
{
    for (long i = 0; i < n; i++)
        printf("CHAPTER %ld\n\nSome text stands here.\n\n", i + 1);
}

static void numbered(long n)
{
    for (long i = 0; i < n; i++)
        printf("%ld.%ld.%ld A Title\n\nSome text stands here.\n\n", i / 100 + 1,
               i / 10 % 10 + 1, i % 10 + 1);
}

static void notes(long n)
{
    for (long i = 1; i <= n; i++)
        printf("Some text[%ld] stands here.\n\n", i);
    puts("Notes\n");
    for (long i = 1; i <= n; i++)
        printf("[%ld] A note.\n\n", i);
}

static void items(long n)
{
    for (long i = 0; i < n; i++)
        printf("%*s- an item\n", (int)(i % 5) * 2, "");
}

static void deep_items(long n)
{
    for (long i = 0; i < n; i++)
        printf("%*s- x\n", (int)(i % 300), "");
}

static void quoted_lines(long n)
{
    for (long i = 0; i < n; i++) {
        for (long k = 0; k <= i % 60; k++)
            fputs("> ", stdout);
        puts("mail");
    }
}

static void brackets(long n)
{
    for (long i = 0; i < n; i++)
        fputs("([", stdout);
    puts("");
}

static void citations(long n)
{
    for (long i = 0; i < n; i++)
        printf("resolution %ld (%ld)%s", 1000 + i % 1500, 1990 + i % 30,
               i % 20 == 19 ? ".\n\n" : ", ");
}

static void triggers(long n)
{
    static const char *const words[] = {"Id. ",     "See ibid. ", "Art. ",
                                        "A/RES/",   "https://",   "10.1000/",
                                        "ISBN 978", "U.S. ",      "para. "};

    for (long i = 0; i < n; i++)
        fputs(words[i % 9], stdout);
    puts("");
}

static void references(long n)
{
    for (long i = 0; i < n; i++)
        printf("As Smith%ld (%ld) says.\n\n", i, 1950 + i % 70);
    puts("References\n");
    for (long i = 0; i < n; i++)
        printf("Smith%ld, A. (%ld). A title of a work. Journal, %ld, 1-2.\n\n",
               i, 1950 + i % 70, i % 90 + 1);
}

static void dates(long n)
{
    for (long i = 0; i < n; i++)
        printf("%ld March %ld%s", i % 28 + 1, 1900 + i % 100,
               i % 20 == 19 ? ".\n\n" : ", ");
}

static void turns(long n)
{
    for (long i = 0; i < n; i++)
        printf("Mr. SMITH%ld (France): It is so.\n\n", i % 5000);
}

static void dialogue(long n)
{
    for (long i = 0; i < n; i++)
        puts("\xE2\x80\x94 Oui, dit-il.\n");
}

static void pages(long n)
{
    for (long i = 0; i < n; i++)
        printf("Running Head\n\nSome text stands on this page and\n\n%ld\n\f",
               i + 1);
}

static const struct {
    const char *name;
    void (*print)(long n);
    long n;
} kinds[] = {
    {"open-quotes", open_quotes, 500000},
    {"quotes-in-one-line", quotes_in_one_line, 500000},
    {"one-line", one_line, 1000000},
    {"one-word", one_word, 1000000},
    {"paragraphs", paragraphs, 500000},
    {"lines", lines, 500000},
    {"headings", headings, 50000},
    {"numbered", numbered, 50000},
    {"notes", notes, 50000},
    {"items", items, 100000},
    {"deep-items", deep_items, 20000},
    {"quoted-lines", quoted_lines, 50000},
    {"brackets", brackets, 1000000},
    {"citations", citations, 100000},
    {"triggers", triggers, 500000},
    {"references", references, 20000},
    {"dates", dates, 200000},
    {"turns", turns, 100000},
    {"dialogue", dialogue, 200000},
    {"pages", pages, 20000},
};

enum { KINDS = sizeof kinds / sizeof kinds[0] };

int main(int argc, char **argv)
{
    for (int i = 0; i < KINDS; i++) {
        if (argc < 3)
            printf("%s %ld\n", kinds[i].name, kinds[i].n);
        else if (strcmp(kinds[i].name, argv[1]) == 0)
            kinds[i].print(strtol(argv[2], NULL, 10));
    }
    return 0;
}
