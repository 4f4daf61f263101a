#include "write/tei/tei.h"

#include <stdio.h>
#include <string.h>

/* TEI P5 #att.global.responsibility: how sure in words. */
static const char *cert_of(unsigned percent)
{
    return percent >= 85 ? "high" : percent >= 50 ? "medium" : "low";
}

/* W3C Web Annotation #motivation: what a decision was about. */
static const char *motivation_of(ltn_kind kind)
{
    return kind == LTN_CITATION || kind == LTN_MENTION || kind == LTN_NAME ||
                   kind == LTN_DATE || kind == LTN_TURN || kind == LTN_REPORTED
               ? "identifying"
               : "classifying";
}

/* 85 as "0.85", 100 as "1". */
static const char *fraction(unsigned percent, char out[8])
{
    if (percent >= 100)
        return "1";
    snprintf(out, 8, "0.%02u", percent);
    if (percent % 10 == 0)
        out[3] = '\0';
    return out;
}

/* What a decision was about. */
typedef struct subject {
    const char *target;        /* an id: "q7" */
    const char *motivation;    /* W3C Web Annotation #motivation */
    const char *topic, *value; /* in words, or NULL */
} subject;

static void put_words(ltn_xml *x, const char *before, const char *words,
                      const char *after)
{
    if (!words)
        return;
    ltn_xml_puts(x, before);
    ltn_xml_puts(x, words);
    ltn_xml_puts(x, after);
}

static void put_number(ltn_xml *x, unsigned percent)
{
    char value[8];

    ltn_xml_start(x, "num");
    ltn_xml_attr(x, "type", "confidence");
    ltn_xml_attr(x, "value", fraction(percent, value));
    ltn_xml_end(x, "num");
}

/* The same as a <note> of the header. */
static void put_note(ltn_tei *w, ltn_xml *x, const subject *about,
                     const ltn_decision *why)
{
    char value[8];

    w->decisions++;
    ltn_buf_puts(x->out, "\n<note type=\"decision\" target=\"#");
    ltn_buf_puts(x->out, about->target);
    ltn_buf_puts(x->out, "\">");
    put_words(x, "", about->topic, about->value ? ": " : "; ");
    put_words(x, "", about->value, "; ");
    put_words(x, "rule ", why->rule, why->evidence ? ": " : ", ");
    put_words(x, "", why->evidence, ", ");
    put_words(x, "confidence ", fraction(why->confidence, value), "");
    ltn_buf_puts(x->out, "</note>");
}

/* One <annotation>: what was decided, why, and how sure that is. Long texts
 * have many: what is the same in all is said once, by <listAnnotation>. */
static void annotate(ltn_tei *w, const subject *about, const ltn_decision *why)
{
    ltn_xml note = {.out = &w->notes}, *x = &note;

    if (ltn_tei_lacks(w, LTN_NO_STANDOFF)) {
        put_note(w, x, about, why);
        return;
    }
    ltn_buf_puts(x->out, "\n<annotation xml:id=\"an");
    ltn_buf_putu(x->out, ++w->decisions);
    ltn_buf_puts(x->out, "\" target=\"#");
    ltn_buf_puts(x->out, about->target);
    ltn_buf_puts(x->out, "\" motivation=\"");
    ltn_buf_puts(x->out, about->motivation);
    ltn_buf_puts(x->out, "\" cert=\"");
    ltn_buf_puts(x->out, cert_of(why->confidence));
    ltn_buf_puts(x->out, "\"><note type=\"decision\">");
    put_words(x, "", about->topic, about->value ? ": " : "; ");
    put_words(x, "", about->value, "; ");
    put_words(x, "rule ", why->rule, why->evidence ? ": " : " ");
    put_words(x, "", why->evidence, " ");
    put_number(x, why->confidence);
    ltn_buf_puts(x->out, "</note></annotation>");
}

void ltn_tei_decision(ltn_tei *w, const ltn_node *n)
{
    char id[LTN_ID_BYTES];

    if (n->why->confidence >= 100 || !ltn_node_id(n, id)[0])
        return;
    annotate(w,
             &(subject){.target = id,
                        .motivation = motivation_of((ltn_kind)n->kind)},
             n->why);
}

static void annotate_findings(ltn_tei *w)
{
    for (uint32_t i = 0; i < w->doc->findings.len; i++) {
        const ltn_finding *f = &w->doc->findings.at[i];
        if (f->why.confidence < 100)
            annotate(w, &(subject){"text", "describing", f->topic, f->value},
                     &f->why);
    }
}

/* Detected metadata, where nothing better was given. */
static void annotate_metadata(ltn_tei *w)
{
    for (const ltn_meta_value *v = w->doc->meta.first; v; v = v->next) {
        const ltn_meta_value *wins = ltn_tei_meta(w, v->key);
        if (v->origin == LTN_DETECTED && v->confidence < 100 && wins &&
            wins->origin == LTN_DETECTED)
            annotate(
                w,
                &(subject){"text", "describing", ltn_meta_keys[v->key].name,
                           v->text},
                &(ltn_decision){.rule = v->rule, .confidence = v->confidence});
    }
}

static void annotate_entities(ltn_tei *w)
{
    char id[LTN_ID_BYTES];

    for (uint32_t i = 0; i < w->doc->entities.len; i++) {
        const ltn_entity *e = &w->doc->entities.at[i];
        if (e->why && e->why->confidence < 100 && ltn_tei_is_listed(w, e))
            annotate(w,
                     &(subject){.target = ltn_entity_id(w->doc, i + 1, id),
                                .motivation = "identifying"},
                     e->why);
    }
}

static void element(ltn_xml *x, const char *name, const char *text)
{
    if (text && text[0])
        ltn_xml_element(x, name, text);
}

/* TEI P5 #COBITY: a distinct work that is cited, once. */
static void put_work(ltn_tei *w, uint32_t index)
{
    const ltn_work *k = &w->doc->works.at[index - 1];
    bool titled =
        k->name && (!k->identifier || strcmp(k->name, k->identifier) != 0);
    ltn_xml *x = &w->xml;
    char id[LTN_ID_BYTES];

    ltn_xml_raw(x, "\n      ");
    ltn_xml_start(x, "bibl");
    ltn_xml_attr(x, "xml:id", ltn_work_id(w->doc, index, id));
    ltn_tei_word(w, "type", k->family);
    ltn_tei_key(w, "corresp", k->reference);
    element(x, "author", k->author);
    if (titled)
        element(x, "title", k->name);
    if (k->date && ltn_tei_is_date(k->date)) {
        ltn_xml_start(x, "date");
        ltn_tei_when(w, k->date);
        ltn_xml_puts(x, k->date);
        ltn_xml_end(x, "date");
    }
    if (k->identifier) {
        ltn_xml_start(x, "idno");
        ltn_tei_word(w, "type", k->family);
        ltn_xml_puts(x, k->identifier);
        ltn_xml_end(x, "idno");
    }
    if (k->url) {
        const char *ptr = ltn_tei_lacks(w, LTN_NO_PTR) ? "ref" : "ptr";
        ltn_xml_start(x, ptr);
        if (!ltn_tei_uri(w, "target", k->url))
            ltn_xml_attr(x, "cRef", k->url);
        ltn_xml_end(x, ptr);
    }
    ltn_xml_end(x, "bibl");
}

static void put_works(ltn_tei *w)
{
    if (w->doc->works.len == 0)
        return;
    ltn_xml_raw(&w->xml, "\n    <listBibl>");
    for (uint32_t i = 1; i <= w->doc->works.len; i++)
        put_work(w, i);
    ltn_xml_raw(&w->xml, "\n    </listBibl>");
}

/* How a list of entities of one class is written. */
typedef struct entity_list {
    ltn_name_class cls;
    const char *list, *item, *name;
} entity_list;

static const entity_list entity_lists[] = {
    {LTN_NAME_ORGANIZATION, "listOrg", "org", "orgName"},
    {LTN_NAME_PLACE, "listPlace", "place", "placeName"},
    {LTN_NAME_EVENT, "listEvent", "event", "eventName"},
};

static void put_entities(ltn_tei *w, const entity_list *l)
{
    ltn_xml *x = &w->xml;
    bool any = false;

    for (uint32_t i = 0; i < w->doc->entities.len; i++) {
        const ltn_entity *e = &w->doc->entities.at[i];
        char id[LTN_ID_BYTES];
        if (e->cls != l->cls)
            continue;
        if (!any) {
            ltn_xml_raw(x, "\n    ");
            ltn_xml_start(x, l->list);
        }
        any = true;
        ltn_xml_raw(x, "\n      ");
        ltn_xml_start(x, l->item);
        ltn_xml_attr(x, "xml:id", ltn_entity_id(w->doc, i + 1, id));
        bool label =
            l->cls == LTN_NAME_EVENT && ltn_tei_lacks(w, LTN_NO_EVENT_NAME);
        ltn_xml_element(x, label ? "label" : l->name, e->name);
        ltn_xml_end(x, l->item);
    }
    if (any) {
        ltn_xml_raw(x, "\n    ");
        ltn_xml_end(x, l->list);
    }
}

/* Decisions that are about no place of the text. */
static void annotate_rest(ltn_tei *w)
{
    annotate_findings(w);
    annotate_metadata(w);
    annotate_entities(w);
}

void ltn_tei_put_stand_ins(ltn_tei *w, unsigned indent)
{
    annotate_rest(w);
    if (w->doc->works.len > 0) {
        ltn_tei_open(w, indent, "note");
        ltn_xml_attr(&w->xml, "type", "works");
        put_works(w);
        ltn_xml_end(&w->xml, "note");
    }
    ltn_xml_raw(&w->xml, "");
    ltn_buf_put(w->xml.out, w->notes.data, w->notes.len);
    w->notes.len = 0;
}

bool ltn_tei_open_standoff(ltn_tei *w)
{
    ltn_xml *x = &w->xml;

    if (ltn_tei_lacks(w, LTN_NO_STANDOFF))
        return false;
    annotate_rest(w);
    size_t before = x->out->len;
    ltn_xml_raw(x, "\n  <standOff xml:id=\"lectern.standoff\">");
    size_t empty = x->out->len;
    put_works(w);
    ltn_tei_put_people(w, false, 4);
    for (size_t i = 0; i < sizeof entity_lists / sizeof *entity_lists; i++)
        put_entities(w, &entity_lists[i]);
    if (w->decisions > 0)
        ltn_xml_raw(x, "\n    <listAnnotation resp=\"#lectern\">");
    if (x->out->len > empty)
        return true;
    x->out->len = before; /* <standOff> may not be empty */
    return false;
}

void ltn_tei_close_standoff(ltn_tei *w)
{
    if (w->decisions > 0)
        ltn_xml_raw(&w->xml, "\n    </listAnnotation>");
    ltn_xml_raw(&w->xml, "\n  </standOff>");
}
