#include "write/jsonld/jsonld.h"

#include "util/isotime.h"
#include "vocab/schema.h"

#include <stdlib.h>
#include <string.h>

/* Two works with one address cannot both be called by it. */
typedef struct addressed {
    const char *url;
    uint32_t index;
} addressed;

static int by_url(const void *a, const void *b)
{
    const addressed *x = a, *y = b;
    int order = strcmp(x->url, y->url);

    return order ? order : x->index < y->index ? -1 : x->index > y->index;
}

void ltn_ld_name_works(ltn_ld *ld)
{
    const ltn_works *works = &ld->doc->works;
    size_t n = 0;

    if (works->len == 0)
        return;
    addressed *all = calloc(works->len, sizeof *all);
    ld->url_is_id = calloc(works->len, sizeof *ld->url_is_id);
    if (!all || !ld->url_is_id) {
        ld->j.out->status = LTN_ENOMEM;
        free(all);
        return;
    }
    for (uint32_t i = 0; i < works->len; i++)
        if (ltn_ld_is_iri(works->at[i].url))
            all[n++] = (addressed){works->at[i].url, i};
    qsort(all, n, sizeof *all, by_url);
    for (size_t i = 0; i < n; i++)
        ld->url_is_id[all[i].index] =
            i == 0 || strcmp(all[i].url, all[i - 1].url) != 0;
    free(all);
}

void ltn_ld_work_ref(ltn_ld *ld, const char *name, uint32_t index)
{
    char id[LTN_ID_BYTES];

    if (index > 0 && index <= ld->doc->works.len && ld->url_is_id &&
        ld->url_is_id[index - 1])
        ltn_ld_iri(&ld->j, name, ld->doc->works.at[index - 1].url);
    else
        ltn_ld_ref(&ld->j, name, ltn_work_id(ld->doc, index, id));
}

/* Laws are passed by bodies; who else wrote is a person or a body, which we
 * do not know. */
static void put_maker(ltn_json *j, const ltn_work *w, bool law)
{
    if (law) {
        ltn_ld_named(j, "legislationPassedBy", "Organization", w->author);
    } else if (w->author && w->author[0]) {
        ltn_json_member_object(j, "author");
        ltn_json_member(j, "name", w->author);
        ltn_json_object_end(j);
    }
}

static void put_identifier(ltn_json *j, const ltn_work *w, bool law)
{
    if (!w->identifier || !w->identifier[0])
        return;
    ltn_json_member(j, "legislationIdentifier", law ? w->identifier : NULL);
    ltn_json_member_object(j, "identifier");
    ltn_json_member(j, "@type", "PropertyValue");
    ltn_ld_say(j, "propertyID", w->family);
    ltn_json_member(j, "value", w->identifier);
    ltn_json_object_end(j);
}

static void put_work(ltn_ld *ld, uint32_t index)
{
    const ltn_work *w = &ld->doc->works.at[index - 1];
    const char *type = ltn_term_class(w->type, "CreativeWork");
    bool law = strcmp(type, "Legislation") == 0;
    const ltn_node *reference = ltn_doc_node(ld->doc, w->reference);
    ltn_json *j = &ld->j;
    char id[LTN_ID_BYTES];

    ltn_json_object(j);
    unsigned indent = ltn_ld_fold(j);
    ltn_ld_work_ref(ld, "@id", index);
    ltn_json_member(j, "@type", type);
    ltn_json_member_u(j, "position", index);
    ltn_json_member(j, "name", w->name);
    put_maker(j, w, law);
    if (w->date && ltn_is_date(w->date))
        ltn_json_member(j, "datePublished", w->date);
    put_identifier(j, w, law);
    if (!ld->url_is_id || !ld->url_is_id[index - 1])
        ltn_ld_iri(j, "url", w->url);
    if (reference)
        ltn_ld_ref(j, "wasDerivedFrom", ltn_node_id(reference, id));
    ltn_json_object_end(j);
    ltn_ld_spread(j, indent);
}

void ltn_ld_works(ltn_ld *ld)
{
    if (ld->doc->works.len == 0)
        return;
    ltn_json_member_array(&ld->j, "citation");
    for (uint32_t i = 1; i <= ld->doc->works.len; i++)
        put_work(ld, i);
    ltn_json_array_end(&ld->j);
}

static void put_entity(ltn_ld *ld, uint32_t index)
{
    static const char *const types[LTN_NAME_CLASSES] = {
        "Thing", "Person", "Organization", "Place", "Event", "DefinedTerm",
    };
    const ltn_entity *e = &ld->doc->entities.at[index - 1];
    ltn_json *j = &ld->j;
    char id[LTN_ID_BYTES];

    ltn_json_object(j);
    unsigned indent = ltn_ld_fold(j);
    ltn_ld_ref(j, "@id", ltn_entity_id(ld->doc, index, id));
    ltn_json_member(j, "@type", types[e->cls]);
    ltn_json_member(j, "name", e->name);
    if (e->cls == LTN_NAME_PERSON) {
        ltn_ld_say(j, "jobTitle", e->role);
        ltn_ld_named(j, "affiliation", "Organization", e->affiliation);
    }
    ltn_ld_decision(j, e->why);
    ltn_json_object_end(j);
    ltn_ld_spread(j, indent);
}

void ltn_ld_entities(ltn_ld *ld)
{
    bool open = false;

    for (uint32_t i = 1; i <= ld->doc->entities.len; i++) {
        if (ltn_ld_entity_known(ld->doc, i))
            continue;
        if (!open) {
            ltn_json_member_array(&ld->j, "mentions");
            open = true;
        }
        put_entity(ld, i);
    }
    if (open)
        ltn_json_array_end(&ld->j);
}

/* An annotation of the whole: topic and value as schema:PropertyValue. */
static void put_decision(ltn_json *j, const char *topic, const char *value,
                         const ltn_decision *why)
{
    ltn_json_object(j);
    unsigned indent = ltn_ld_fold(j);
    ltn_json_member(j, "@type", "Annotation");
    ltn_json_member(j, "motivation", "describing");
    ltn_json_member(j, "target", "#doc");
    ltn_json_member_object(j, "body");
    ltn_json_member(j, "@type", "PropertyValue");
    ltn_ld_say(j, "propertyID", topic);
    ltn_json_member(j, "value", value);
    ltn_json_object_end(j);
    ltn_ld_decision(j, why);
    ltn_json_object_end(j);
    ltn_ld_spread(j, indent);
}

/* Whether a value was decided by a rule that a finding does not tell of. */
static bool is_news(const ltn_doc *doc, const ltn_meta_value *v)
{
    for (uint32_t i = 0; v->rule && i < doc->findings.len; i++)
        if (strcmp(doc->findings.at[i].topic, ltn_meta_keys[v->key].name) == 0)
            return false;
    return v->rule != NULL;
}

void ltn_ld_decisions(ltn_ld *ld)
{
    const ltn_doc *doc = ld->doc;
    ltn_json *j = &ld->j;

    ltn_json_object(j);
    ltn_json_member(j, "@id", "#decisions");
    ltn_ld_types(j, "Dataset", "AnnotationPage");
    ltn_json_member(j, "name", "What was decided about the whole document");
    ltn_json_member_array(j, "items");
    for (uint32_t i = 0; i < doc->findings.len; i++)
        put_decision(j, doc->findings.at[i].topic, doc->findings.at[i].value,
                     &doc->findings.at[i].why);
    for (const ltn_meta_value *v = doc->meta.first; v; v = v->next)
        if (is_news(doc, v))
            put_decision(j, ltn_meta_keys[v->key].name,
                         v->iso ? v->iso : v->text,
                         &(ltn_decision){v->rule, NULL, v->confidence});
    ltn_json_array_end(j);
    ltn_json_object_end(j);
}
