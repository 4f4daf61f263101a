#include "validate/relaxng/expect.h"
#include "validate/relaxng/run.h"

/* One way to read the element that is being opened. */
struct thread {
    uint32_t plan;
    ltn_pat rest;
    uint32_t required;
    bool dead;
};

/* Attributes --------------------------------------------------------------- */

enum answer { NOT_HERE, BAD, GOOD };

static bool value_fits(ltn_run *v, ltn_pat value, const ltn_sax_attr *at)
{
    return value == LTN_TEXT_PAT ||
           ltn_derive_matches(&v->a->deriver, value, at->value,
                              (size_t)(at->end - at->value));
}

/* An attribute outside of the plan's table. */
static enum answer try_rest(ltn_run *v, struct thread *t,
                            const ltn_sax_attr *at, ltn_name_id name,
                            ltn_pat *wanted, bool *id)
{
    ltn_pats *s = &v->a->schema.pats;
    uint32_t n;
    const ltn_pair *pairs = ltn_step_attribute(v->a, t->rest, name, &n);
    ltn_pat good = LTN_NOT_ALLOWED_PAT, any = LTN_NOT_ALLOWED_PAT;

    for (uint32_t i = 0; i < n; i++) {
        any = ltn_pat_choice(s, any, pairs[i].rest);
        if (value_fits(v, pairs[i].inner, at))
            good = ltn_pat_choice(s, good, pairs[i].rest);
        else
            *wanted = pairs[i].inner;
        *id |= ltn_run_id_kind(&v->a->schema, pairs[i].inner) != LTN_ID_NONE;
    }
    if (n == 0)
        return NOT_HERE;
    t->rest = good != LTN_NOT_ALLOWED_PAT ? good : any;
    return good != LTN_NOT_ALLOWED_PAT ? GOOD : BAD;
}

static enum answer try_attribute(ltn_run *v, struct thread *t,
                                 const ltn_sax_attr *at, ltn_name_id name,
                                 ltn_pat *wanted, bool *id)
{
    const ltn_slot *slot = ltn_plan_slot(v->a, t->plan, name);

    if (!slot)
        return try_rest(v, t, at, name, wanted, id);
    t->required += slot->required;
    *id |= slot->id != LTN_ID_NONE;
    if (value_fits(v, slot->value, at))
        return GOOD;
    *wanted = slot->value;
    return BAD;
}

static void report_attribute(ltn_run *v, const ltn_sax_tag *tag,
                             const ltn_sax_attr *at, ltn_state s)
{
    enum { GIVEN_MAX = 64 };
    const ltn_state_info info = *ltn_state_at(v->a, s);
    ltn_name_id given[GIVEN_MAX];
    unsigned count = 0;
    ltn_buf *b = ltn_run_message(v), may = {.limit = 2000};

    for (const ltn_sax_attr *x = tag->attrs; x < at && count < GIVEN_MAX; x++)
        given[count++] = ltn_run_name(v, x->local, x->uri);
    unsigned n = ltn_expect_attributes(v->a, v->a->threads + info.first,
                                       info.count, given, count, &may);
    ltn_buf_puts(b, n > 0 ? "attribute " : "found attribute ");
    ltn_run_put_name(b, at->local, at->prefix);
    ltn_buf_puts(b, n > 0 ? " not allowed here; expected attribute "
                          : ", but no attributes are allowed here");
    if (may.len > 0)
        ltn_buf_put(b, may.data, may.len);
    ltn_buf_release(&may);
    ltn_run_report(v, "rng.attribute");
}

static void report_value(ltn_run *v, const ltn_sax_attr *at, ltn_pat wanted)
{
    ltn_buf *b = ltn_run_message(v);

    ltn_buf_puts(b, "value of attribute ");
    ltn_run_put_name(b, at->local, at->prefix);
    ltn_buf_puts(b, " is invalid");
    ltn_expect_value(v->a, wanted, b);
    ltn_run_report(v, "rng.value");
}

/* Threads that do not take what another one takes are dead. */
static void read_attribute(ltn_run *v, struct thread *threads, uint32_t n,
                           ltn_state s, const ltn_sax_tag *tag,
                           const ltn_sax_attr *at)
{
    enum answer answers[LTN_RNG_THREADS_MAX], best = NOT_HERE;
    ltn_name_id name = ltn_run_name(v, at->local, at->uri);
    ltn_pat wanted = LTN_TEXT_PAT;
    bool id = false;

    for (uint32_t i = 0; i < n; i++) {
        answers[i] = threads[i].dead ? NOT_HERE
                                     : try_attribute(v, &threads[i], at, name,
                                                     &wanted, &id);
        if (answers[i] > best)
            best = answers[i];
    }
    for (uint32_t i = 0; i < n && best != NOT_HERE; i++)
        threads[i].dead |= answers[i] != best;
    if (best == NOT_HERE && v->a->forgive && v->a->forgive(at))
        return;
    if (best == NOT_HERE)
        report_attribute(v, tag, at, s);
    else if (best == BAD)
        report_value(v, at, wanted);
    else if (id)
        ltn_run_take_id(v, at, name);
}

/* What is left of a thread when all attributes have come. */
static ltn_pat close_thread(ltn_run *v, const struct thread *t, bool missing)
{
    const ltn_plan *plan = &v->a->plans[t->plan];

    if (t->dead || (!missing && t->required < plan->required))
        return LTN_NOT_ALLOWED_PAT;
    return ltn_step_close(v->a, t->rest, missing);
}

static bool is_given(ltn_run *v, const ltn_sax_tag *tag, ltn_name_id name)
{
    for (unsigned i = 0; i < tag->attr_count; i++)
        if (ltn_run_name(v, tag->attrs[i].local, tag->attrs[i].uri) == name)
            return true;
    return false;
}

/* The pattern of the attributes that a thread has not got. */
static ltn_pat missing_of(ltn_run *v, const struct thread *t,
                          const ltn_sax_tag *tag)
{
    ltn_automaton *a = v->a;
    const ltn_plan plan = a->plans[t->plan];
    ltn_pat all = t->rest;

    for (uint32_t i = 0; i < plan.count; i++) {
        const ltn_slot *slot = &a->slots[plan.first + i];
        if (slot->required && !is_given(v, tag, slot->name))
            all = ltn_pat_group(&a->schema.pats,
                                ltn_pat_attribute(&a->schema.pats, slot->name,
                                                  LTN_TEXT_PAT, false, false),
                                all);
    }
    return all;
}

static void report_missing(ltn_run *v, const ltn_sax_tag *tag,
                           const struct thread *threads, uint32_t n)
{
    ltn_pat live[LTN_RNG_THREADS_MAX];
    uint32_t count = 0;
    ltn_buf *b = ltn_run_message(v), must = {.limit = 2000};

    for (uint32_t i = 0; i < n; i++)
        if (!threads[i].dead)
            live[count++] = missing_of(v, &threads[i], tag);
    unsigned named = ltn_expect_required_attributes(v->a, live, count, &must);
    ltn_run_put_element(b, tag);
    if (named > 0) {
        ltn_buf_printf(b, " missing required attribute%s ",
                       named > 1 ? "s" : "");
    } else {
        ltn_expect_attributes(v->a, live, count, NULL, 0, &must);
        ltn_buf_puts(b, " missing one or more of the attributes ");
    }
    if (must.len > 0)
        ltn_buf_put(b, must.data, must.len);
    ltn_buf_release(&must);
    ltn_run_report(v, "rng.attribute.missing");
}

/* The state of the content, from that of the whole element. */
static ltn_state close_attributes(ltn_run *v, const ltn_sax_tag *tag,
                                  const struct thread *threads, uint32_t n)
{
    ltn_pat contents[LTN_RNG_THREADS_MAX];

    for (uint32_t i = 0; i < n; i++)
        contents[i] = close_thread(v, &threads[i], false);
    ltn_state s = ltn_state_of(v->a, contents, n);
    if (s != LTN_STATE_DEAD || ltn_run_stopped(v))
        return s;
    report_missing(v, tag, threads, n);
    for (uint32_t i = 0; i < n; i++)
        contents[i] = close_thread(v, &threads[i], true);
    return ltn_state_of(v->a, contents, n);
}

static uint32_t plan_of_state(ltn_run *v, ltn_state s, uint32_t thread)
{
    ltn_state_info *info = &v->a->states[s];

    if (thread > 0)
        return ltn_plan_of(v->a, v->a->threads[info->first + thread]);
    if (info->plan == UINT32_MAX) {
        uint32_t plan = ltn_plan_of(v->a, v->a->threads[info->first]);
        v->a->states[s].plan = plan;
        return plan;
    }
    return info->plan;
}

ltn_state ltn_run_attributes(ltn_run *v, const ltn_sax_tag *tag, ltn_state s)
{
    struct thread threads[LTN_RNG_THREADS_MAX];
    uint32_t n = ltn_state_at(v->a, s)->count;

    for (uint32_t i = 0; i < n; i++) {
        uint32_t plan = plan_of_state(v, s, i);
        if (plan == UINT32_MAX)
            return LTN_STATE_DEAD;
        threads[i] = (struct thread){
            .plan = plan,
            .rest = v->a->plans[plan].rest,
            .dead = v->a->threads[ltn_state_at(v->a, s)->first + i] ==
                    LTN_NOT_ALLOWED_PAT};
    }
    for (unsigned i = 0; i < tag->attr_count; i++)
        read_attribute(v, threads, n, s, tag, &tag->attrs[i]);
    ltn_plan *plan = n == 1 ? &v->a->plans[threads[0].plan] : NULL;
    if (!plan || plan->content == LTN_PAT_NONE ||
        threads[0].required < plan->required)
        return close_attributes(v, tag, threads, n);
    if (plan->state == LTN_STATE_NONE) {
        ltn_state content = ltn_state_of(v->a, &plan->content, 1);
        v->a->plans[threads[0].plan].state = content;
        return content;
    }
    return plan->state;
}
