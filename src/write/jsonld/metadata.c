#include "write/jsonld/metadata.h"

#include "codec/hash.h"
#include "util/isotime.h"
#include "vocab/licence.h"
#include "write/jsonld/jsonld.h"

#include <string.h>

/* schema.org has no class for a speech: genre says what sort it is. */
static const struct {
    const char *genre, *type;
} genres[] = {
    {"address", "Article"},
    {"article", "Article"},
    {"book", "Book"},
    {"chapter", "Chapter"},
    {"debate", "Conversation"},
    {"interview", "Conversation"},
    {"law", "Legislation"},
    {"letter", "Message"},
    {"news", "NewsArticle"},
    {"novel", "Book"},
    {"remarks", "Article"},
    {"report", "Report"},
    {"resolution", "Legislation"},
    {"speech", "Article"},
    {"statement", "Article"},
    {"thesis", "Thesis"},
    {"transcript", "Conversation"},
    {"treaty", "Legislation"},
};

/* Without a genre: what the first division of the text is. */
static const char *type_by_division(const ltn_doc *doc)
{
    static const char *const types[LTN_DIV_CLASSES] = {
        [LTN_DIV_SPEECH] = "Article",
        [LTN_DIV_CHAPTER] = "Book",
        [LTN_DIV_PART] = "Book",
        [LTN_DIV_BOOK] = "Book",
        [LTN_DIV_LETTER] = "Message",
        [LTN_DIV_DEBATE] = "Conversation",
        [LTN_DIV_INTERVIEW] = "Conversation",
    };
    const ltn_node *n = doc->root->first;

    while (n && n->kind != LTN_DIVISION)
        n = n->next;
    return n && types[n->cls] ? types[n->cls] : "CreativeWork";
}

static const char *root_type(const ltn_doc *doc)
{
    const char *genre = ltn_meta_text(&doc->meta, LTN_META_GENRE, "");

    for (size_t i = 0; i < sizeof genres / sizeof genres[0]; i++)
        if (strcmp(genres[i].genre, genre) == 0)
            return genres[i].type;
    return type_by_division(doc);
}

static const char *text_of(const ltn_doc *doc, ltn_meta_key key)
{
    return ltn_meta_text(&doc->meta, key, NULL);
}

/* A date in ISO 8601, or NULL when it is not known or is in other words. */
static const char *date_of(const ltn_meta_value *v)
{
    const char *s = v ? v->iso ? v->iso : v->text : NULL;

    return s && ltn_is_date(s) ? s : NULL;
}

static const char *date_for(const ltn_doc *doc, ltn_meta_key key)
{
    return date_of(ltn_meta_get(&doc->meta, key));
}

/* The index of the entity called name, or 0. */
static uint32_t entity_called(const ltn_doc *doc, const char *name)
{
    for (uint32_t i = 0; i < doc->entities.len; i++)
        if (strcmp(doc->entities.at[i].name, name) == 0)
            return i + 1;
    return 0;
}

/* The first value of key with this text, or NULL. */
static const ltn_meta_value *value_of(const ltn_doc *doc, ltn_meta_key key,
                                      const char *text)
{
    const ltn_meta_value *v = ltn_meta_get(&doc->meta, key);

    while (v && strcmp(v->text, text) != 0)
        v = ltn_meta_more(v);
    return v;
}

bool ltn_ld_entity_known(const ltn_doc *doc, uint32_t index)
{
    const char *name = doc->entities.at[index - 1].name;

    return (value_of(doc, LTN_META_AUTHOR, name) ||
            value_of(doc, LTN_META_SPEAKER, name)) &&
           entity_called(doc, name) == index;
}

/* The office in which an author speaks is the speaker's in the metadata. */
static void put_office(ltn_json *j, const ltn_doc *doc, const ltn_entity *e,
                       bool first_speaker)
{
    const char *role =
        first_speaker ? text_of(doc, LTN_META_SPEAKER_ROLE) : NULL;
    const char *body =
        first_speaker ? text_of(doc, LTN_META_SPEAKER_AFFILIATION) : NULL;

    ltn_ld_say(j, "jobTitle", role ? role : e ? e->role : NULL);
    ltn_ld_named(j, "affiliation", "Organization",
                 body ? body
                 : e  ? e->affiliation
                      : NULL);
}

static void put_author(ltn_json *j, const ltn_doc *doc, const ltn_meta_value *v)
{
    char id[LTN_ID_BYTES];
    uint32_t index = entity_called(doc, v->text);
    const ltn_entity *e = index > 0 ? &doc->entities.at[index - 1] : NULL;
    bool body = e && e->cls == LTN_NAME_ORGANIZATION;
    const ltn_meta_value *speaker = ltn_meta_get(&doc->meta, LTN_META_SPEAKER);

    ltn_json_object(j);
    ltn_ld_ref(j, "@id", ltn_entity_id(doc, index, id));
    ltn_json_member(j, "@type", body ? "Organization" : "Person");
    ltn_json_member(j, "name", v->text);
    if (!body)
        put_office(j, doc, e, speaker && strcmp(speaker->text, v->text) == 0);
    ltn_json_object_end(j);
}

/* Publishers and those who pay are bodies more often than not; the others are
 * people. */
static void put_name(ltn_json *j, const ltn_meta_value *v)
{
    bool body = v->key == LTN_META_PUBLISHER || v->key == LTN_META_FUNDER;

    ltn_json_object(j);
    ltn_json_member(j, "@type", body ? "Organization" : "Person");
    ltn_json_member(j, "name", v->text);
    ltn_json_object_end(j);
}

/* schema:PropertyValue is how schema.org tells identifiers apart. */
static void put_identifier(ltn_json *j, const ltn_meta_value *v)
{
    if (v->key != LTN_META_DOI) {
        ltn_json_string(j, v->text);
        return;
    }
    ltn_json_object(j);
    ltn_json_member(j, "@type", "PropertyValue");
    ltn_json_member(j, "propertyID", "DOI");
    ltn_json_member(j, "value", v->text);
    ltn_json_object_end(j);
}

static void put_value(ltn_json *j, const ltn_doc *doc, const ltn_meta_value *v)
{
    switch (ltn_meta_keys[v->key].type) {
    case LTN_META_IS_NAME:
        if (v->key == LTN_META_AUTHOR || v->key == LTN_META_SPEAKER)
            put_author(j, doc, v);
        else
            put_name(j, v);
        break;
    case LTN_META_IS_DATE: ltn_json_string(j, date_of(v)); break;
    case LTN_META_IS_URL: ltn_ld_iri_value(j, v->text); break;
    case LTN_META_IS_ID: put_identifier(j, v); break;
    case LTN_META_IS_TEXT:
    case LTN_META_IS_LICENCE:
    case LTN_META_IS_LANGUAGE: ltn_json_string(j, v->text); break;
    }
}

/* Whether v has a value that its term can hold. */
static bool is_said(const ltn_meta_value *v)
{
    switch (ltn_meta_keys[v->key].type) {
    case LTN_META_IS_DATE: return date_of(v) != NULL;
    case LTN_META_IS_URL: return ltn_ld_is_iri(v->text);
    case LTN_META_IS_NAME:
    case LTN_META_IS_ID:
    case LTN_META_IS_TEXT:
    case LTN_META_IS_LICENCE:
    case LTN_META_IS_LANGUAGE: return true;
    }
    return false;
}

/* The values of all keys that map to one term, one after another. */
typedef struct said {
    const ltn_doc *doc;
    const char *term;
    int key;
    const ltn_meta_value *v;
} said;

/* The next value of the same key, when it may have several. */
static const ltn_meta_value *another(const ltn_meta_value *v)
{
    return v && ltn_meta_keys[v->key].many ? ltn_meta_more(v) : NULL;
}

static void advance(said *s)
{
    s->v = another(s->v);
    while (!s->v && ++s->key < LTN_META_KEYS)
        if (strcmp(ltn_meta_keys[s->key].jsonld, s->term) == 0)
            s->v = ltn_meta_get(&s->doc->meta, (ltn_meta_key)s->key);
}

/* Whether the term has been given the value of s already, as an author who
 * speaks has: arrays are sets. */
static bool is_again(const said *s)
{
    said earlier = {s->doc, s->term, -1, NULL};

    for (advance(&earlier); earlier.v != s->v; advance(&earlier))
        if (strcmp(earlier.v->text, s->v->text) == 0 &&
            (earlier.v->key == LTN_META_DOI) == (s->v->key == LTN_META_DOI))
            return true;
    return false;
}

static bool next_said(said *s)
{
    do
        advance(s);
    while (s->v && (!is_said(s->v) || is_again(s)));
    return s->v != NULL;
}

static void put_all(ltn_json *j, said s)
{
    unsigned indent;

    while (next_said(&s)) {
        indent = ltn_ld_fold(j);
        put_value(j, s.doc, s.v);
        ltn_ld_spread(j, indent);
    }
}

/* A member with all that is said for a term; one value needs no array. */
static void put_term(ltn_json *j, const ltn_doc *doc, const char *term)
{
    said s = {doc, term, -1, NULL}, all = s;

    if (!next_said(&s))
        return;
    ltn_json_name(j, term);
    if (!next_said(&s)) {
        put_all(j, all);
        return;
    }
    ltn_json_array(j);
    put_all(j, all);
    ltn_json_array_end(j);
}

/* "identifier": those given, and the name of the source bytes. */
static void put_identifiers(ltn_json *j, const ltn_doc *doc)
{
    char ni[LTN_NI_BYTES] = "";

    if (doc->source.sha256)
        ltn_ni_of_sha256(doc->source.sha256, ni);
    ltn_json_member_array(j, "identifier");
    put_all(j, (said){doc, "identifier", -1, NULL});
    if (ni[0] && !value_of(doc, LTN_META_IDENTIFIER, ni))
        ltn_json_string(j, ni);
    ltn_json_array_end(j);
}

/* Whether a term is written by a function of its own, or inside another. */
static bool is_special(const char *term)
{
    static const char *const special[] = {
        "name",      "inLanguage", "identifier",         "license",
        "isBasedOn", "recordedAt", "conditionsOfAccess", "sdDatePublished",
    };

    for (size_t i = 0; i < sizeof special / sizeof special[0]; i++)
        if (strcmp(special[i], term) == 0)
            return true;
    return term[0] == '\0' || strchr(term, '/');
}

/* Whether an earlier key has the same term, and has written both. */
static bool is_repeated(int key)
{
    for (int k = 0; k < key; k++)
        if (strcmp(ltn_meta_keys[k].jsonld, ltn_meta_keys[key].jsonld) == 0)
            return true;
    return false;
}

static void put_plain_terms(ltn_json *j, const ltn_doc *doc)
{
    for (int k = 0; k < LTN_META_KEYS; k++)
        if (!is_special(ltn_meta_keys[k].jsonld) && !is_repeated(k))
            put_term(j, doc, ltn_meta_keys[k].jsonld);
}

/* A body or an occasion makes an event; a place alone is where it was written.
 */
static void put_event(ltn_json *j, const ltn_doc *doc)
{
    const char *event = text_of(doc, LTN_META_EVENT);
    const char *body = text_of(doc, LTN_META_ORGANIZATION);
    const char *place = text_of(doc, LTN_META_PLACE);

    if (!event && !body) {
        ltn_ld_named(j, "locationCreated", "Place", place);
        return;
    }
    ltn_json_member_object(j, "recordedAt");
    ltn_json_member(j, "@id", "#event");
    ltn_json_member(j, "@type", "Event");
    ltn_json_member(j, "name", event);
    ltn_json_member(j, "startDate", date_for(doc, LTN_META_DATE));
    ltn_ld_named(j, "location", "Place", place);
    ltn_ld_named(j, "organizer", "Organization", body);
    ltn_json_object_end(j);
}

/* When the source was fetched: an action of its own, not of this run. */
static void put_retrieval(ltn_json *j, const char *date)
{
    if (!date)
        return;
    ltn_json_member_object(j, "wasGeneratedBy");
    ltn_ld_types(j, "DownloadAction", "Activity");
    ltn_json_member(j, "endTime", date);
    ltn_json_object_end(j);
}

/* The publication that the source file was taken from. */
static void put_origin(ltn_json *j, const ltn_doc *doc)
{
    const char *url = text_of(doc, LTN_META_SOURCE_URL);
    const char *title = text_of(doc, LTN_META_SOURCE_TITLE);
    const char *publisher = text_of(doc, LTN_META_SOURCE_PUBLISHER);
    const char *date = date_for(doc, LTN_META_SOURCE_PUBLISHED);

    if (!ltn_ld_is_iri(url) && !title && !publisher && !date)
        return;
    ltn_json_member_object(j, "isBasedOn");
    ltn_ld_iri(j, "@id", url);
    ltn_json_member(j, "@type", "CreativeWork");
    ltn_json_member(j, "name", title);
    ltn_ld_named(j, "publisher", "Organization", publisher);
    ltn_json_member(j, "datePublished", date);
    ltn_json_object_end(j);
}

static void put_series(ltn_json *j, const ltn_doc *doc)
{
    const char *series = text_of(doc, LTN_META_SERIES);
    const char *number = text_of(doc, LTN_META_SERIES_NUMBER);
    const char *project = text_of(doc, LTN_META_PROJECT);

    if (!series && !number && !project)
        return;
    ltn_json_member_object(j, "isPartOf");
    ltn_json_member(j, "@type", "CreativeWorkSeries");
    ltn_json_member(j, "name", series);
    ltn_json_member(j, "position", number);
    ltn_json_member(j, "description", project);
    ltn_json_object_end(j);
}

/* A licence has a page to read; a licence or a statement is always there. */
static void put_rights(ltn_json *j, const ltn_doc *doc)
{
    const char *licence = text_of(doc, LTN_META_LICENCE);
    const char *rights = text_of(doc, LTN_META_RIGHTS);
    char room[LTN_LICENCE_BYTES];
    const char *url = licence ? ltn_licence_url(licence, room) : NULL;

    ltn_ld_iri(j, "license", url);
    if (!rights && !ltn_ld_is_iri(url))
        rights =
            licence ? licence : "Rights in the source text not established.";
    ltn_json_member(j, "conditionsOfAccess", rights);
}

void ltn_ld_source(ltn_json *j, const ltn_doc *doc)
{
    const ltn_source *s = &doc->source;

    ltn_json_object(j);
    ltn_json_member(j, "@id", "#text");
    ltn_json_member(j, "@type", "MediaObject");
    ltn_json_member(j, "name", s->name);
    ltn_json_name(j, "encodingFormat");
    ltn_json_text_start(j);
    ltn_json_text_put(j, s->media_type ? s->media_type : "text/plain",
                      strlen(s->media_type ? s->media_type : "text/plain"));
    if (s->encoding) {
        ltn_json_text_put(j, ";charset=", 9);
        ltn_json_text_put(j, s->encoding, strlen(s->encoding));
    }
    ltn_json_text_end(j);
    ltn_json_name(j, "contentSize");
    ltn_json_text_start(j);
    ltn_buf_putu(j->out, s->bytes);
    ltn_json_text_put(j, " B", 2);
    ltn_json_text_end(j);
    ltn_json_member(j, "sha256", s->sha256);
    put_retrieval(j, date_for(doc, LTN_META_SOURCE_RETRIEVED));
}

/* PROV-O #Activity and #SoftwareAgent, schema.org CreateAction: one run. */
static void put_run(ltn_json *j, const ltn_write_options *options)
{
    char time[LTN_TIME_BYTES];

    ltn_json_member_object(j, "wasGeneratedBy");
    ltn_json_member(j, "@id", "#run");
    ltn_ld_types(j, "CreateAction", "Activity");
    ltn_ld_say(j, "description", options->run);
    ltn_json_member(j, "startTime", ltn_time_iso(options->time, time));
    ltn_json_member(j, "object", "#text");
    ltn_json_member(j, "result", "#doc");
    ltn_json_member(j, "used", "#text");
    ltn_json_member_object(j, "instrument");
    ltn_json_member(j, "@id", "#lectern");
    ltn_ld_types(j, "SoftwareApplication", "SoftwareAgent");
    ltn_json_member(j, "name", "lectern");
    ltn_json_member(j, "softwareVersion", ltn_version());
    ltn_json_object_end(j);
    ltn_json_member(j, "wasAssociatedWith", "#lectern");
    ltn_json_object_end(j);
}

static const char *published(const ltn_doc *doc,
                             const ltn_write_options *options,
                             char out[LTN_TIME_BYTES])
{
    const char *given = date_for(doc, LTN_META_PUBLISHED);

    return given ? given : ltn_date_iso(options->time, out);
}

/* BCP 47 #section-2.1, as far as its shape goes: subtags of one to eight
 * letters or digits, the first of letters. */
static bool is_language(const char *s)
{
    size_t len = 0;

    for (bool first = true; *s; s++) {
        bool letter = (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z');
        if (letter || (!first && *s >= '0' && *s <= '9'))
            len++;
        else if (*s != '-' || len == 0)
            return false;
        else
            len = 0, first = false;
        if (len > 8)
            return false;
    }
    return len > 0;
}

void ltn_ld_metadata(ltn_json *j, const ltn_doc *doc,
                     const ltn_write_options *options)
{
    char date[LTN_TIME_BYTES];
    const char *name = doc->source.stem ? doc->source.stem : "untitled";
    const char *language = ltn_meta_text(&doc->meta, LTN_META_LANGUAGE, "und");

    ltn_json_member(j, "@id", "#doc");
    ltn_json_member(j, "@type", root_type(doc));
    ltn_json_member(j, "name", ltn_meta_text(&doc->meta, LTN_META_TITLE, name));
    ltn_json_member(j, "inLanguage", is_language(language) ? language : "und");
    put_plain_terms(j, doc);
    put_identifiers(j, doc);
    put_rights(j, doc);
    put_series(j, doc);
    put_event(j, doc);
    put_origin(j, doc);
    ltn_json_member(j, "sdDatePublished", published(doc, options, date));
    put_run(j, options);
}

void ltn_jsonld_metadata(ltn_json *j, const ltn_doc *doc,
                         const ltn_write_options *options)
{
    ltn_json_object(j);
    ltn_ld_context(j, doc, false);
    ltn_ld_metadata(j, doc, options);
    ltn_json_member_array(j, "encoding");
    ltn_ld_source(j, doc);
    ltn_json_object_end(j);
    ltn_json_array_end(j);
    ltn_json_object_end(j);
}
