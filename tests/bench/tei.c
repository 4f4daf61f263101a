/* tei.c KIND [SEED] - prints a TEI document, always the same, that tei_all and
 * any schema with the same core accept: "novel" is mostly text, "play" mostly
 * elements with attributes, "small" is one of many. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const words[] = {
    "the",        "of",    "harbour", "archive", "in",      "that", "council",
    "letter",     "and",   "with",    "winter",  "a",       "to",   "members",
    "na\u00EFve", "under", "it",      "process", "meeting", "on",   "caf\u00E9",
};

static uint32_t seed = 1;

static uint32_t dice(uint32_t sides)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 16) % sides;
}

static void say(uint32_t n)
{
    while (n-- > 0)
        printf("%s ", words[dice(sizeof words / sizeof words[0])]);
}

static void head(void)
{
    puts("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc>"
         "<titleStmt><title>t</title></titleStmt><publicationStmt><p>p</p>"
         "</publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc>"
         "</teiHeader><text><body>");
}

static void novel(int chapters)
{
    for (int c = 1; c <= chapters; c++) {
        printf("<div type=\"chapter\" n=\"%d\"><head>", c);
        say(4);
        puts("</head>");
        for (int p = 0; p < 40; p++) {
            printf("<p>");
            say(60 + dice(60));
            printf("<hi rend=\"italic\">");
            say(2);
            printf("</hi> \u201c");
            say(8);
            puts("\u201d</p>");
        }
        puts("</div>");
    }
}

static void play(int speeches)
{
    puts("<div type=\"act\" n=\"1\">");
    for (int s = 1; s <= speeches; s++) {
        printf("<sp xml:id=\"sp%d\" who=\"#c%u\"><speaker xml:id=\"k%d\">", s,
               (unsigned)dice(20), s);
        puts("<hi rend=\"smallcaps\">Name</hi></speaker>");
        for (int l = 0; l < 4; l++) {
            printf("<l xml:id=\"l%d.%d\" n=\"%d\" part=\"N\">", s, l,
                   4 * s + l);
            say(7);
            puts("</l>");
        }
        puts("</sp>");
    }
    puts("</div>");
    puts("<div type=\"cast\"><listPerson>");
    for (int c = 0; c < 20; c++)
        printf("<person xml:id=\"c%d\" sex=\"1\"><persName>N</persName>"
               "</person>\n",
               c);
    puts("</listPerson></div>");
}

int main(int argc, char **argv)
{
    const char *kind = argc > 1 ? argv[1] : "novel";

    if (argc > 2)
        seed = (uint32_t)strtoul(argv[2], NULL, 10);
    head();
    if (strcmp(kind, "play") == 0)
        play(2500);
    else
        novel(strcmp(kind, "small") == 0 ? 0 : 70);
    if (strcmp(kind, "small") == 0) {
        puts("<div type=\"section\">");
        for (uint32_t p = 3 + dice(8); p > 0; p--) {
            printf("<p n=\"%u\">", (unsigned)p);
            say(10 + dice(50));
            puts("<date when=\"2012-01-02\">day</date></p>");
        }
        puts("</div>");
    }
    puts("</body></text></TEI>");
    return 0;
}
