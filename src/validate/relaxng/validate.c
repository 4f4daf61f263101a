/* One pass over the events of a document. After an error validation goes on as
 * jing does: an element that is not allowed here is checked by what the schema
 * says of it elsewhere, and its parent forgets it; one whose predecessors are
 * missing is taken as if they had come; what is wrong in an attribute or in an
 * element's content is forgotten when it ends. */

#include "validate/relaxng/validate.h"

#include "util/limits.h"
#include "validate/relaxng/chars.h"
#include "validate/relaxng/expect.h"
#include "validate/relaxng/run.h"

#include <stdlib.h>
#include <string.h>

/* Names -------------------------------------------------------------------- */

/* Names are interned, so their addresses tell them apart in a document. */
ltn_name_id ltn_run_name(ltn_run *v, const char *local, const char *uri)
{
    uintptr_t h = (uintptr_t)local >> 4 ^ (uintptr_t)uri >> 5;
    struct ltn_cached_name *c = &v->cache[(h ^ h >> 10) % LTN_RUN_NAMES];

    if (c->local == local && c->uri == uri)
        return c->id;
    c->local = local;
    c->uri = uri;
    return c->id = ltn_names_find(&v->a->schema.names, uri ? uri : "", local);
}

/* Errors ------------------------------------------------------------------- */

ltn_buf *ltn_run_message(ltn_run *v)
{
    v->a->mute = v->diags->kept >= LTN_DIAGS_MAX;
    v->message.len = 0;
    v->message.limit = 4000;
    v->message.status = LTN_OK;
    return &v->message;
}

void ltn_run_put_name(ltn_buf *out, const char *local, const char *prefix)
{
    ltn_buf_putc(out, '"');
    if (prefix)
        ltn_buf_puts(out, prefix);
    if (prefix)
        ltn_buf_putc(out, ':');
    ltn_buf_puts(out, local);
    ltn_buf_putc(out, '"');
}

void ltn_run_put_element(ltn_buf *out, const ltn_sax_tag *tag)
{
    ltn_buf_puts(out, "element ");
    ltn_run_put_name(out, tag->local, tag->prefix);
}

void ltn_run_report_at(ltn_run *v, ltn_pos pos, const char *code)
{
    ltn_diag_add(v->diags, LTN_ERROR, pos, code, "%.*s", (int)v->message.len,
                 v->message.data ? v->message.data : "");
    if (v->status == LTN_OK)
        v->status = LTN_INVALID;
}

void ltn_run_report(ltn_run *v, const char *code)
{
    ltn_run_report_at(v, ltn_sax_pos(v->x), code);
}

/* A limit or no memory ends the parse. */
bool ltn_run_stopped(ltn_run *v)
{
    ltn_status status = v->a->status;

    if (v->status == LTN_ELIMIT || v->status == LTN_ENOMEM)
        return true; /* it has been reported */
    if (status == LTN_OK)
        status = v->a->deriver.status;
    if (status == LTN_OK)
        status = ltn_buf_status(&v->text);
    if (status == LTN_OK)
        return false;
    if (status == LTN_ELIMIT)
        ltn_diag_add(v->diags, LTN_ERROR, ltn_sax_pos(v->x), "rng.limit",
                     "the schema can be read in too many ways here");
    v->status = status;
    ltn_sax_stop(v->x);
    return true;
}

/* Start tags --------------------------------------------------------------- */

/* Jing's two ways out of an element that may not come. */
static void recover_start(ltn_run *v, struct ltn_frame *up, struct ltn_frame *f,
                          const ltn_sax_tag *tag)
{
    ltn_automaton *a = v->a;
    bool silent = up->state == LTN_STATE_DEAD && up != v->frames;
    const ltn_transition *t = up->state == LTN_STATE_DEAD
                                  ? NULL
                                  : ltn_step_start(a, up->state, f->name, true);
    ltn_buf *b = ltn_run_message(v), must = {.limit = 2000};

    ltn_run_put_element(b, tag);
    if (t) {
        f->state = t->inner;
        f->outer = t->outer;
        f->back = LTN_STATE_NONE;
        unsigned n =
            ltn_expect_required(a, up->state, f->name, tag->uri, &must);
        ltn_buf_puts(b, " not allowed yet");
        if (n > 0) {
            ltn_buf_printf(b, "; missing required element%s ",
                           n > 1 ? "s" : "");
            ltn_buf_put(b, must.data, must.len);
        } else {
            ltn_expect_content(a, up->state, tag->uri, b);
        }
    } else {
        f->state = ltn_step_anywhere(a, f->name);
        f->back = up->state;
        ltn_buf_puts(b, f->state == LTN_STATE_DEAD ? " not allowed anywhere"
                                                   : " not allowed here");
        ltn_expect_content(a, up->state, tag->uri, b);
    }
    ltn_buf_release(&must);
    if (!silent)
        ltn_run_report(v, "rng.element");
}

/* Text that was kept goes before a tag. */
static void flush_text(ltn_run *v, struct ltn_frame *f)
{
    if (v->text.len == 0)
        return;
    if (!ltn_xml_blank(v->text.data, v->text.len)) {
        ltn_state after =
            ltn_step_data(v->a, f->state, v->text.data, v->text.len);
        if (after != LTN_STATE_DEAD) {
            f->state = after;
        } else if (!ltn_run_stopped(v)) {
            ltn_buf *b = ltn_run_message(v);
            ltn_buf_puts(b, "text not allowed here");
            ltn_expect_content(v->a, f->state, NULL, b);
            ltn_run_report(v, "rng.text");
        }
    }
    v->text.len = 0;
}

static void on_start(void *context, ltn_sax *x, const ltn_sax_tag *tag)
{
    ltn_run *v = context;
    struct ltn_frame *up = &v->frames[v->depth];

    v->x = x;
    v->a->deriver.sax = x;
    flush_text(v, up);
    if (v->depth + 1 == LTN_RUN_FRAMES) {
        v->a->status = LTN_ELIMIT;
        ltn_run_stopped(v);
        return;
    }
    struct ltn_frame *f = &v->frames[++v->depth];
    f->name = ltn_run_name(v, tag->local, tag->uri);
    f->text_done = false;
    const ltn_transition *t =
        up->state == LTN_STATE_DEAD
            ? NULL
            : ltn_step_start(v->a, up->state, f->name, false);
    if (t) {
        f->state = t->inner;
        f->outer = t->outer;
        f->back = LTN_STATE_NONE;
    } else if (!ltn_run_stopped(v)) {
        recover_start(v, up, f, tag);
    }
    if (f->state != LTN_STATE_DEAD)
        f->state = ltn_run_attributes(v, tag, f->state);
    ltn_run_stopped(v);
}

/* Text and end tags -------------------------------------------------------- */

static void report_text(ltn_run *v, struct ltn_frame *f, const char *s,
                        const char *end)
{
    ltn_buf *b = ltn_run_message(v);

    while (s < end && ltn_xml_space(*s))
        s++;
    ltn_buf_puts(b, "text not allowed here");
    ltn_expect_content(v->a, f->state, NULL, b);
    ltn_run_report_at(v, ltn_sax_pos_at(v->x, s, end), "rng.text");
}

static void on_text(void *context, ltn_sax *x, const char *s, size_t len)
{
    ltn_run *v = context;
    struct ltn_frame *f = &v->frames[v->depth];

    if (f->text_done || f->state == LTN_STATE_DEAD)
        return;
    v->x = x;
    v->a->deriver.sax = x;
    if (ltn_state_at(v->a, f->state)->data) {
        v->text.limit = LTN_XML_TEXT_MAX;
        ltn_buf_put(&v->text, s, len);
        ltn_run_stopped(v);
        return;
    }
    if (ltn_state_at(v->a, f->state)->text == f->state) {
        f->text_done = true;
        return;
    }
    if (ltn_xml_blank(s, len))
        return;
    ltn_state after = ltn_step_text(v->a, f->state);
    if (after != LTN_STATE_DEAD)
        f->state = after;
    else if (!ltn_run_stopped(v))
        report_text(v, f, s, s + len);
    f->text_done = true;
}

static void report_end(ltn_run *v, const struct ltn_frame *f,
                       const ltn_sax_tag *tag)
{
    ltn_buf *b = ltn_run_message(v), must = {.limit = 2000};

    unsigned n =
        ltn_expect_required(v->a, f->state, LTN_NC_NONE, tag->uri, &must);
    ltn_run_put_element(b, tag);
    ltn_buf_puts(b, " incomplete");
    if (n > 0) {
        ltn_buf_printf(b, "; missing required element%s ", n > 1 ? "s" : "");
        ltn_buf_put(b, must.data, must.len);
    } else {
        ltn_expect_content(v->a, f->state, tag->uri, b);
    }
    ltn_buf_release(&must);
    ltn_run_report(v, "rng.incomplete");
}

static void report_data(ltn_run *v, const struct ltn_frame *f,
                        const ltn_sax_tag *tag)
{
    const ltn_state_info *info = ltn_state_at(v->a, f->state);
    ltn_buf *b = ltn_run_message(v);

    ltn_buf_puts(b, "character content of ");
    ltn_run_put_element(b, tag);
    ltn_buf_puts(b, " is invalid");
    ltn_expect_value(v->a, v->a->threads[info->first], b);
    ltn_run_report(v, "rng.data");
}

/* Which threads of the element are complete; false: none, and that was
 * reported. */
static bool end_threads(ltn_run *v, const struct ltn_frame *f,
                        const ltn_sax_tag *tag, bool *done)
{
    const ltn_state_info info = *ltn_state_at(v->a, f->state);
    bool some = false;

    for (uint32_t i = 0; i < info.count; i++) {
        ltn_pat p = v->a->threads[info.first + i];
        done[i] = info.data ? ltn_derive_matches(&v->a->deriver, p,
                                                 v->text.data, v->text.len)
                            : ltn_pat_nullable(&v->a->schema.pats, p);
        some |= done[i];
    }
    if (some || ltn_run_stopped(v))
        return some;
    if (info.data)
        report_data(v, f, tag);
    else
        report_end(v, f, tag);
    return false;
}

/* The state of the parent after the element. */
static ltn_state after(ltn_run *v, struct ltn_frame *f, const ltn_sax_tag *tag)
{
    const ltn_state_info *info = ltn_state_at(v->a, f->state);
    bool done[LTN_RNG_THREADS_MAX];

    if (f->state == LTN_STATE_DEAD)
        return f->back;
    if (info->complete && !info->data)
        return f->back != LTN_STATE_NONE ? f->back : v->a->outers[f->outer];
    if (!end_threads(v, f, tag, done))
        memset(done, true, sizeof done);
    if (f->back != LTN_STATE_NONE)
        return f->back;
    ltn_state all = ltn_step_end(v->a, f->state, f->outer, done);
    return all;
}

static void on_end(void *context, ltn_sax *x, const ltn_sax_tag *tag)
{
    ltn_run *v = context;
    struct ltn_frame *f = &v->frames[v->depth];

    v->x = x;
    v->a->deriver.sax = x;
    struct ltn_frame *up = &v->frames[--v->depth];
    up->state = after(v, f, tag);
    up->text_done = false;
    v->text.len = 0;
    ltn_run_stopped(v);
}

/* The document ------------------------------------------------------------- */

ltn_status ltn_rng_run(ltn_automaton *a, const char *bytes, size_t len,
                       ltn_diags *diags)
{
    static const ltn_sax_handler handler = {
        .start = on_start, .end = on_end, .text = on_text};
    ltn_run *v = calloc(1, sizeof *v);

    if (!v)
        return LTN_ENOMEM;
    v->a = a;
    v->diags = diags;
    a->deriver.budget =
        LTN_RNG_STEPS_MAX + (int64_t)len * LTN_RNG_STEPS_PER_BYTE;
    v->frames[0].state = ltn_state_of(a, &a->schema.start, 1);
    ltn_status status = ltn_sax_parse(&handler, v, bytes, len, diags);
    if (status == LTN_OK && v->status != LTN_ELIMIT)
        ltn_run_check_references(v, bytes, len);
    if (v->ids.failed)
        v->status = LTN_ENOMEM;
    if (status != LTN_OK && v->status != LTN_ENOMEM)
        v->status = status;
    status = v->status;
    a->deriver.sax = NULL;
    ltn_ids_release(&v->ids);
    ltn_buf_release(&v->text);
    ltn_buf_release(&v->message);
    free(v);
    return status;
}
