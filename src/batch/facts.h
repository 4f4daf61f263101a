/* facts.h - what is known about an input once it has been converted: what the
 * ledger keeps of it. */
#ifndef LTN_BATCH_FACTS_H
#define LTN_BATCH_FACTS_H

#include "codec/hash.h"
#include "convert/registry.h"
#include "model/doc.h"

enum { LTN_FACT_WORKS = 64 };

/* How often a work is cited in a document. */
typedef struct ltn_fact_work {
    const char *name, *identifier, *url; /* "" when there is none */
    uint32_t times;
} ltn_fact_work;

typedef struct ltn_facts {
    uint64_t size;             /* bytes of the input */
    int64_t changed;           /* its modification time, nanoseconds */
    uint64_t microseconds;     /* of CPU */
    char hash[LTN_SHA256_HEX]; /* SHA-256 of the input */
    char output_hash[LTN_TARGETS_MAX][LTN_SHA256_HEX];
    uint32_t words, quotes, citations, furniture, notes, headings;
    const char *title, *speaker, *date, *language; /* "" when not known */
    ltn_fact_work works[LTN_FACT_WORKS];
    size_t work_len;
} ltn_facts;

/* Counts what a document holds; strings are borrowed from it. */
void ltn_facts_of(const ltn_doc *doc, ltn_facts *facts);

#endif
