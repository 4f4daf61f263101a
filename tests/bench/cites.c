/* cites.c TEXT [PACKS] - how fast the citation packs go over a text.
 *
 * Prints the CPU seconds to load, the MB/s of the scan and how many citations
 * were found, for all built-in packs but us, then with it. Where libhyperscan
 * is installed (LTN_HYPERSCAN), the same text with hyperscan.patterns, with
 * start offsets: the fastest multi-pattern matcher there is, in the same run.
 */
#include "analyse/citations/packs.h"
#include "analyse/citations/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#ifdef LTN_HYPERSCAN
#include <hs/hs.h>
#endif

enum { RUNS = 5, PATTERNS = 256 };

static double cpu(void)
{
    struct rusage r;

    getrusage(RUSAGE_SELF, &r);
    return (double)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) +
           (double)(r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

static char *slurp(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    char *s = NULL;
    size_t n = 0, cap = 0;

    *len = 0;
    while (f && (n == 0 || *len == cap)) {
        cap = cap ? cap * 2 : 1 << 20;
        char *more = realloc(s, cap + 1);
        if (!more)
            break;
        s = more;
        n = fread(s + *len, 1, cap - *len, f);
        *len += n;
    }
    if (f)
        fclose(f);
    if (s)
        s[*len] = '\0';
    return s;
}

/* Scans the text line by line, as paragraphs are; how many were found. */
static uint32_t scan(ltn_cites *c, const char *s, size_t len)
{
    ltn_cite_run run;

    ltn_cite_run_init(&run, c, s, len);
    for (size_t i = 0; i < len;) {
        const char *nl = memchr(s + i, '\n', len - i);
        size_t e = nl ? (size_t)(nl - s) : len;
        ltn_cite_scan(&run, (uint32_t)i, (uint32_t)e);
        i = e + 1;
    }
    uint32_t found = run.found;
    ltn_cite_run_release(&run);
    return found;
}

static void packs(const char *name, bool us, const char *s, size_t len)
{
    static const char *const all[] = {"un",    "eu",          "standards",
                                      "bible", "identifiers", "classics",
                                      "works", "newspapers",  "us"};
    double start = cpu(), best = 1e9;
    uint32_t found = 0;
    ltn_cites *c = ltn_cites_new();

    c->untested = true;
    for (size_t i = 0; i < sizeof all / sizeof *all - !us; i++)
        ltn_cites_builtin(c, all[i], NULL);
    ltn_cites_ready(c);
    double load = cpu() - start;
    for (int i = 0; i < RUNS; i++) {
        start = cpu();
        found = scan(c, s, len);
        double took = cpu() - start;
        best = took < best ? took : best;
    }
    printf("%-34s %9.1f MB/s  load %.1f ms, %u citations\n", name,
           (double)len / best / 1e6, load * 1e3, found);
    ltn_cites_free(c);
}

#ifdef LTN_HYPERSCAN
static int count(unsigned id, unsigned long long from, unsigned long long to,
                 unsigned flags, void *context)
{
    (void)id, (void)from, (void)to, (void)flags;
    ++*(uint32_t *)context;
    return 0;
}

static void hyperscan(const char *path, const char *s, size_t len)
{
    const char *patterns[PATTERNS];
    unsigned flags[PATTERNS], ids[PATTERNS], n = 0;
    size_t bytes;
    char *text = slurp(path, &bytes);
    hs_database_t *db = NULL;
    hs_compile_error_t *error = NULL;
    hs_scratch_t *scratch = NULL;
    double best = 1e9, start = cpu();
    uint32_t found = 0;

    for (char *p = text ? strtok(text, "\n") : NULL;
         p && n < PATTERNS;        /* banned-ok: a bench */
         p = strtok(NULL, "\n")) { /* banned-ok: a bench */
        if (*p == '#')
            continue;
        flags[n] = HS_FLAG_SOM_LEFTMOST | HS_FLAG_UTF8;
        ids[n] = n;
        patterns[n++] = p;
    }
    if (hs_compile_multi(patterns, flags, ids, n, HS_MODE_BLOCK, NULL, &db,
                         &error) != HS_SUCCESS) {
        printf("hyperscan: pattern %d: %s\n", error->expression,
               error->message);
        return;
    }
    hs_alloc_scratch(db, &scratch);
    double load = cpu() - start;
    for (int i = 0; i < RUNS; i++) {
        start = cpu();
        found = 0;
        hs_scan(db, s, (unsigned)len, 0, scratch, count, &found);
        double took = cpu() - start;
        best = took < best ? took : best;
    }
    printf("%-34s %9.1f MB/s  load %.1f ms, %u matches, %u patterns\n",
           "hyperscan, start offsets", (double)len / best / 1e6, load * 1e3,
           found, n);
    hs_free_scratch(scratch);
    hs_free_database(db);
    free(text);
}
#endif

int main(int argc, char **argv)
{
    size_t len;
    char *s = argc > 1 ? slurp(argv[1], &len) : NULL;

    if (!s)
        return 2;
    packs("citation packs, all but us", false, s, len);
    packs("citation packs, with us", true, s, len);
#ifdef LTN_HYPERSCAN
    if (argc > 2)
        hyperscan(argv[2], s, len);
#endif
    free(s);
    return 0;
}
