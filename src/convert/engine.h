/* engine.h - what is kept between the files of a run. */
#ifndef LTN_CONVERT_ENGINE_H
#define LTN_CONVERT_ENGINE_H

#include "analyse/analyse.h"
#include "convert/metadata/sources.h"
#include "convert/schema.h"
#include "lectern.h"
#include "read/reader.h"
#include "validate/validator.h"
#include "write/writer.h"

struct ltn_engine {
    ltn_options options;
    const ltn_reader *from; /* NULL: by suffix and content */
    ltn_sources sources;    /* of metadata */
    ltn_analysis analysis;
    ltn_schemas *schemas;
    ltn_user_schema schema; /* of --schema */
    ltn_buf run;            /* the options that shape the result, in a line */
};

/* Does once what is done on first use, by converting a text of our own: what
 * is forked afterwards shares it. */
void ltn_engine_warm(ltn_engine *e, const ltn_writer *const *writers, size_t n);

/* Appends doc as a writer writes it; it must please the schema of the user, if
 * there is one. Then proves to our own validator what was written: the bytes
 * are lost thereby. */
ltn_status ltn_engine_write(ltn_engine *e, const ltn_doc *doc,
                            const ltn_writer *w, ltn_diags *diags,
                            ltn_buf *out);
ltn_status ltn_engine_prove(ltn_engine *e, const ltn_writer *w, ltn_buf *out,
                            ltn_diags *diags);

/* Loads the rule packs that the options name. */
ltn_status ltn_engine_packs(ltn_engine *e, ltn_diags *diags);

/* The reader for a file: the one asked for, or by suffix and content. NULL and
 * an error when there is none. */
const ltn_reader *ltn_engine_reader(const ltn_engine *e, const char *path,
                                    const char *bytes, size_t len,
                                    ltn_diags *diags);

#endif
