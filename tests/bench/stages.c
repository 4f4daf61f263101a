/* stages.c FILE [RUNS] - how long each stage of text to TEI takes: medians of
 * CPU time in seconds, one stage a line, "SECONDS NAME"; the application of
 * what the passes found is a line of its own, and so is the sum of all analysis
 * but citations. */

#include "codec/hash.h"
#include "convert/engine.h"
#include "convert/registry.h"
#include "util/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const ltn_pass *const passes[] = {
    &ltn_pass_language, &ltn_pass_furniture, &ltn_pass_structure,
    &ltn_pass_speech,   &ltn_pass_quotes,    &ltn_pass_classes,
    &ltn_pass_dates,    &ltn_pass_citations, &ltn_pass_sources,
};

enum {
    PASSES = sizeof passes / sizeof passes[0],
    READ = 2 * PASSES,
    HASH,
    WRITE,
    VALIDATE,
    STAGES,
    RUNS_MAX = 101
};

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double since(double *last)
{
    double at = now(), took = at - *last;

    *last = at;
    return took;
}

/* One run of all stages, into ms; false when one of them fails. */
static bool run(ltn_engine *e, const ltn_buf *in, ltn_diags *diags, double *ms)
{
    const ltn_reader *r = ltn_reader_find("text", diags);
    ltn_bytes made = {0};
    ltn_builder b;
    ltn_doc *doc;
    char hex[LTN_SHA256_HEX];
    double at = now();

    ltn_build_start(&b, diags);
    r->read(in->data, in->len, &(ltn_read_options){0}, &b, diags);
    if (ltn_build_finish(&b, &doc) != LTN_OK)
        return false;
    ms[READ] = since(&at);
    ltn_sha256_hex(in->data, in->len, hex);
    ms[HASH] = since(&at);
    ltn_edits edits;
    ltn_edits_init(&edits, doc);
    for (int i = 0; i < PASSES; i++) {
        passes[i]->run(&e->analysis, doc, &edits, diags);
        ms[i] = since(&at);
        ltn_doc_apply(doc, &edits, diags);
        ms[PASSES + i] = since(&at);
    }
    ltn_edits_release(&edits);
    e->options.no_validate = true;
    bool good = ltn_doc_write(e, doc, "tei", diags, &made) == LTN_OK;
    ms[WRITE] = since(&at);
    good = good && ltn_validate(e, "x.xml", made.data, made.len, "tei",
                                diags) == LTN_OK;
    ms[VALIDATE] = since(&at);
    ltn_bytes_free(&made);
    ltn_doc_free(doc);
    return good;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double times[STAGES][RUNS_MAX];

static void show(int runs)
{
    double median[STAGES], applied = 0, rest = 0;

    for (int i = 0; i < STAGES; i++) {
        qsort(times[i], (size_t)runs, sizeof times[i][0], by_size);
        median[i] = times[i][runs / 2];
    }
    for (int i = 0; i < PASSES; i++) {
        printf("%.4f pass %s\n", median[i] / 1e3, passes[i]->name);
        applied += median[PASSES + i];
        if (passes[i] != &ltn_pass_citations)
            rest += median[i];
    }
    printf("%.4f applying\n", applied / 1e3);
    printf("%.4f all analysis but citations\n", (applied + rest) / 1e3);
    printf("%.4f reading\n%.4f hashing\n", median[READ] / 1e3,
           median[HASH] / 1e3);
    printf("%.4f writing TEI\n%.4f validating it\n", median[WRITE] / 1e3,
           median[VALIDATE] / 1e3);
}

int main(int argc, char **argv)
{
    int runs = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 9;
    ltn_diags *diags = ltn_diags_new("bench");
    ltn_engine *e;
    ltn_buf in = {0};

    if (argc < 2 || runs < 1 || runs > RUNS_MAX || !diags ||
        ltn_engine_new(&(ltn_options){0}, diags, &e) != LTN_OK ||
        ltn_file_read(argv[1], LTN_INPUT_MAX, &in, diags) != LTN_OK)
        return 2;
    ltn_engine_warm(e, (const ltn_writer *[]){&ltn_writer_tei}, 1);
    for (int i = 0; i < runs; i++) {
        double ms[STAGES];
        if (!run(e, &in, diags, ms))
            return 1;
        for (int k = 0; k < STAGES; k++)
            times[k][i] = ms[k];
    }
    show(runs);
    ltn_buf_release(&in);
    ltn_engine_free(e);
    ltn_diags_free(diags);
    return 0;
}
