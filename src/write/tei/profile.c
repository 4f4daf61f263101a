/* profileDesc: languages, people, occasion, subject. */

#include "write/tei/tei.h"

#include "vocab/language.h"

#include <string.h>

static const char *meta_text(const ltn_tei *w, ltn_meta_key key)
{
    return ltn_meta_text(&w->doc->meta, key, NULL);
}

static void put_creation(ltn_tei *w)
{
    const ltn_meta_value *v = ltn_tei_meta(w, LTN_META_DATE);

    if (!v)
        return;
    ltn_tei_open(w, 6, "creation");
    ltn_tei_date(w, v, NULL);
    ltn_xml_end(&w->xml, "creation");
}

static void put_language(ltn_tei *w, const char *tag)
{
    char name[128];
    const char *known = ltn_language_name(tag, name, sizeof name);

    ltn_tei_open(w, 8, "language");
    ltn_xml_attr(&w->xml, "ident", tag);
    if (known)
        ltn_xml_puts(&w->xml, known);
    else if (strcmp(tag, "und") == 0)
        ltn_xml_puts(&w->xml, "undetermined");
    ltn_xml_end(&w->xml, "language");
}

static void put_languages(ltn_tei *w)
{
    ltn_tei_open(w, 6, "langUsage");
    for (unsigned i = 0; i < w->lang_len; i++)
        put_language(w, w->langs[i]);
    ltn_tei_close(w, 6, "langUsage");
}

static void put_abstract(ltn_tei *w)
{
    const char *text = meta_text(w, LTN_META_ABSTRACT);

    if (!text || ltn_tei_lacks(w, LTN_NO_ABSTRACT))
        return;
    ltn_tei_open(w, 6, "abstract");
    ltn_xml_element(&w->xml, "p", text);
    ltn_xml_end(&w->xml, "abstract");
}

/* TEI P5 #NDPERSE: in which office, of which body. */
static void put_affiliation(ltn_tei *w, const char *role, const char *body)
{
    if (!role && !body)
        return;
    ltn_xml_start(&w->xml, "affiliation");
    ltn_xml_element(&w->xml, "roleName", role);
    if (role && body)
        ltn_xml_puts(&w->xml, ", ");
    ltn_xml_element(&w->xml, "orgName", body);
    ltn_xml_end(&w->xml, "affiliation");
}

/* Whether name is one of the speakers given by metadata. */
static bool speaks(const ltn_tei *w, const char *name)
{
    const ltn_meta_value *v = ltn_tei_meta(w, LTN_META_SPEAKER);

    while (v && strcmp(v->text, name) != 0)
        v = ltn_meta_more(v);
    return v != NULL;
}

/* The office in the metadata is that of the only speaker. */
static bool has_office(const ltn_tei *w, const char *name)
{
    const ltn_meta_value *v = ltn_tei_meta(w, LTN_META_SPEAKER);

    return v && strcmp(v->text, name) == 0 && !ltn_meta_more(v);
}

static void put_person(ltn_tei *w, const char *id, const char *name,
                       bool speaker, const ltn_entity *e)
{
    bool office = has_office(w, name);
    const char *role = e ? e->role : NULL;
    const char *body = e ? e->affiliation : NULL;

    if (office && meta_text(w, LTN_META_SPEAKER_ROLE))
        role = meta_text(w, LTN_META_SPEAKER_ROLE);
    if (office && meta_text(w, LTN_META_SPEAKER_AFFILIATION))
        body = meta_text(w, LTN_META_SPEAKER_AFFILIATION);
    ltn_xml_start(&w->xml, "person");
    ltn_xml_attr(&w->xml, "xml:id", id);
    ltn_xml_attr(&w->xml, "role", speaker ? "speaker" : NULL);
    ltn_xml_element(&w->xml, "persName", name);
    put_affiliation(w, role, body);
    ltn_xml_end(&w->xml, "person");
}

static bool is_person(const ltn_entity *e)
{
    return e->cls == LTN_NAME_PERSON;
}

static bool is_entity(const ltn_tei *w, const char *name)
{
    for (uint32_t i = 0; i < w->doc->entities.len; i++)
        if (is_person(&w->doc->entities.at[i]) &&
            strcmp(w->doc->entities.at[i].name, name) == 0)
            return true;
    return false;
}

/* "listPerson" before the first of its people. */
static void begin_list(ltn_tei *w, bool *any, unsigned indent)
{
    if (!*any)
        ltn_tei_open(w, indent, "listPerson");
    *any = true;
    ltn_tei_line(w, indent + 2);
}

/* Speakers that only the metadata knows. */
static void put_other_speakers(ltn_tei *w, bool *any, unsigned indent)
{
    const ltn_meta_value *v = ltn_tei_meta(w, LTN_META_SPEAKER);

    for (; v; v = ltn_meta_more(v)) {
        if (is_entity(w, v->text))
            continue;
        begin_list(w, any, indent);
        put_person(w, NULL, v->text, true, NULL);
    }
}

void ltn_tei_put_people(ltn_tei *w, bool speakers, unsigned indent)
{
    bool any = false;

    for (uint32_t i = 0; i < w->doc->entities.len; i++) {
        const ltn_entity *e = &w->doc->entities.at[i];
        bool speaker = e->speaker || speaks(w, e->name);
        char id[LTN_ID_BYTES];
        if (!is_person(e) || speaker != speakers)
            continue;
        begin_list(w, &any, indent);
        put_person(w, ltn_entity_id(w->doc, i + 1, id), e->name, speaker, e);
    }
    if (speakers)
        put_other_speakers(w, &any, indent);
    if (any)
        ltn_tei_close(w, indent, "listPerson");
}

static void put_participants(ltn_tei *w)
{
    size_t before = w->xml.out->len;

    if (ltn_tei_lacks(w, LTN_NO_PEOPLE))
        return;
    ltn_tei_open(w, 6, "particDesc");
    ltn_xml_raw(&w->xml, "");
    size_t empty = w->xml.out->len;
    ltn_tei_put_people(w, true, 8);
    if (w->xml.out->len == empty)
        w->xml.out->len = before;
    else
        ltn_tei_close(w, 6, "particDesc");
}

static void put_setting(ltn_tei *w)
{
    const char *body = meta_text(w, LTN_META_ORGANIZATION);
    const char *place = meta_text(w, LTN_META_PLACE);
    const char *event = meta_text(w, LTN_META_EVENT);
    const ltn_meta_value *date = ltn_tei_meta(w, LTN_META_DATE);

    if ((!body && !place && !event && !date) ||
        ltn_tei_lacks(w, LTN_NO_SETTING))
        return;
    ltn_tei_open(w, 6, "settingDesc");
    ltn_tei_open(w, 8, "setting");
    if (body) {
        ltn_tei_open(w, 10, "name");
        ltn_xml_attr(&w->xml, "type", "org");
        ltn_xml_puts(&w->xml, body);
        ltn_xml_end(&w->xml, "name");
    }
    ltn_tei_put(w, 10, "placeName", place);
    if (date) {
        ltn_tei_line(w, 10);
        ltn_tei_date(w, date, NULL);
    }
    ltn_tei_put(w, 10, "activity", event);
    ltn_tei_close(w, 8, "setting");
    ltn_tei_close(w, 6, "settingDesc");
}

static void put_text_class(ltn_tei *w)
{
    const ltn_meta_value *genre = ltn_tei_meta(w, LTN_META_GENRE);
    const ltn_meta_value *word = ltn_tei_meta(w, LTN_META_KEYWORDS);

    if (!genre && !word)
        return;
    ltn_tei_open(w, 6, "textClass");
    if (genre) {
        ltn_tei_open(w, 8, "catRef");
        ltn_xml_attr(&w->xml, "scheme", "#lectern.genre");
        ltn_tei_put_category(w, " target=\"#", genre->text);
        ltn_xml_end(&w->xml, "catRef");
    }
    if (word) {
        ltn_tei_open(w, 8, "keywords");
        for (; word; word = ltn_meta_more(word))
            ltn_tei_put(w, 10, "term", word->text);
        ltn_tei_close(w, 8, "keywords");
    }
    ltn_tei_close(w, 6, "textClass");
}

void ltn_tei_put_profile(ltn_tei *w)
{
    ltn_tei_open(w, 4, "profileDesc");
    put_creation(w);
    put_abstract(w);
    put_languages(w);
    put_participants(w);
    put_setting(w);
    put_text_class(w);
    ltn_tei_close(w, 4, "profileDesc");
}
