/* run.h - the validation of one document, for its parts: events (validate.c),
 * attributes (attributes.c), IDs (idcheck.c). Private to them. */
#ifndef LTN_VALIDATE_RELAXNG_RUN_H
#define LTN_VALIDATE_RELAXNG_RUN_H

#include "validate/relaxng/automaton.h"
#include "validate/relaxng/ids.h"

enum {
    LTN_RUN_FRAMES = 300, /* libxml2 ends at 256 levels */
    LTN_RUN_NAMES = 1024  /* names by address */
};

struct ltn_frame {
    ltn_state state;
    uint32_t outer; /* outers of the transition, */
    ltn_state back; /* or the state to go back to: LTN_STATE_NONE: outer */
    ltn_name_id name;
    bool text_done; /* more text changes nothing */
};

struct ltn_cached_name {
    const char *local, *uri;
    ltn_name_id id;
};

typedef struct ltn_run {
    ltn_automaton *a;
    ltn_diags *diags;
    ltn_sax *x;
    unsigned depth; /* frames[depth] is the open element; 0: the document */
    struct ltn_frame frames[LTN_RUN_FRAMES];
    struct ltn_cached_name cache[LTN_RUN_NAMES];
    ltn_buf text; /* of an element whose content is data */
    ltn_buf message;
    ltn_ids ids;
    ltn_status status;
} ltn_run;

/* The name's id in the schema. */
ltn_name_id ltn_run_name(ltn_run *v, const char *local, const char *uri);

/* An empty message to be written, then reported as an error here. */
ltn_buf *ltn_run_message(ltn_run *v);
void ltn_run_report(ltn_run *v, const char *code);
void ltn_run_report_at(ltn_run *v, ltn_pos pos, const char *code);

/* Appends a name in quotes; element "name". */
void ltn_run_put_name(ltn_buf *out, const char *local, const char *prefix);
void ltn_run_put_element(ltn_buf *out, const ltn_sax_tag *tag);

/* Whether a limit or memory ended the run, which has then been reported. */
bool ltn_run_stopped(ltn_run *v);

/* The state of the content of an element in state s (of all of it), after its
 * attributes. */
ltn_state ltn_run_attributes(ltn_run *v, const ltn_sax_tag *tag, ltn_state s);

/* Takes an attribute whose value may be an ID or refer to one. */
void ltn_run_take_id(ltn_run *v, const ltn_sax_attr *at, ltn_name_id name);

/* At the end: an error for each ID that is referred to and not there. */
void ltn_run_check_references(ltn_run *v, const char *bytes, size_t len);

/* The ID type of the values of a pattern. */
ltn_id_kind ltn_run_id_kind(const ltn_schema *s, ltn_pat value);

#endif
