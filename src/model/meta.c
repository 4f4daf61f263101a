#include "model/meta.h"

#include <string.h>

#define TEXT LTN_META_IS_TEXT
#define NAME LTN_META_IS_NAME
#define DATE LTN_META_IS_DATE
#define URL  LTN_META_IS_URL
#define ID   LTN_META_IS_ID

const ltn_meta_info ltn_meta_keys[LTN_META_KEYS] = {
    [LTN_META_TITLE] = {"title", TEXT, 0, "title of the document",
                        "fileDesc/titleStmt/title[@type='main']", "name",
                        "dc:title"},
    [LTN_META_SUBTITLE] = {"subtitle", TEXT, 0, "subtitle",
                           "fileDesc/titleStmt/title[@type='sub']",
                           "alternativeHeadline", "dc:title (subtitle)"},
    [LTN_META_AUTHOR] = {"author", NAME, 1, "author; several: give it again",
                         "fileDesc/titleStmt/author", "author", "dc:creator"},
    [LTN_META_SPEAKER] = {"speaker", NAME, 1, "who speaks",
                          "profileDesc/particDesc/listPerson/person", "author",
                          "dc:creator"},
    [LTN_META_SPEAKER_ROLE] = {"speaker.role", TEXT, 0,
                               "office in which the speaker speaks",
                               "person/affiliation/roleName", "author/jobTitle",
                               ""},
    [LTN_META_SPEAKER_AFFILIATION] = {"speaker.affiliation", NAME, 0,
                                      "body or country of the speaker",
                                      "person/affiliation/orgName",
                                      "author/affiliation", ""},
    [LTN_META_EDITOR] = {"editor", NAME, 1, "editor of the text",
                         "fileDesc/titleStmt/editor", "editor",
                         "dc:contributor (edt)"},
    [LTN_META_TRANSLATOR] = {"translator", NAME, 1, "translator",
                             "fileDesc/titleStmt/editor[@role='translator']",
                             "translator", "dc:contributor (trl)"},
    [LTN_META_CONTRIBUTOR] = {"contributor", NAME, 1,
                              "someone else who worked on the encoding",
                              "fileDesc/titleStmt/respStmt", "contributor",
                              "dc:contributor"},
    [LTN_META_DATE] = {"date", DATE, 0,
                       "date of the speech or of the first publication",
                       "profileDesc/creation/date", "datePublished", "dc:date"},
    [LTN_META_PLACE] = {"place", TEXT, 0, "where it was spoken or written",
                        "profileDesc/settingDesc/setting/placeName",
                        "recordedAt/location", ""},
    [LTN_META_EVENT] = {"event", TEXT, 0, "occasion: meeting, session, debate",
                        "fileDesc/titleStmt/meeting", "recordedAt", ""},
    [LTN_META_ORGANIZATION] = {"organization", NAME, 0,
                               "body before which it was spoken",
                               "profileDesc/settingDesc/setting/name",
                               "recordedAt/organizer", ""},
    [LTN_META_LANGUAGE] = {"language", LTN_META_IS_LANGUAGE, 0,
                           "language of the text (BCP 47)",
                           "profileDesc/langUsage/language", "inLanguage",
                           "dc:language"},
    [LTN_META_GENRE] = {"genre", TEXT, 0,
                        "speech, statement, novel, letter, interview, ...",
                        "profileDesc/textClass/catRef", "genre", "dc:type"},
    [LTN_META_KEYWORDS] = {"keywords", TEXT, 1,
                           "keywords; several: separate by ;",
                           "profileDesc/textClass/keywords/term", "keywords",
                           "dc:subject"},
    [LTN_META_ABSTRACT] = {"abstract", TEXT, 0, "summary",
                           "profileDesc/abstract", "abstract",
                           "dc:description"},
    [LTN_META_PUBLISHER] = {"publisher", NAME, 0, "who publishes this encoding",
                            "fileDesc/publicationStmt/publisher", "publisher",
                            "dc:publisher"},
    [LTN_META_PUBLISHED] = {"published", DATE, 0,
                            "when this encoding is published",
                            "fileDesc/publicationStmt/date", "sdDatePublished",
                            ""},
    [LTN_META_EDITION] = {"edition", TEXT, 0, "edition of this encoding",
                          "fileDesc/editionStmt/edition", "version", ""},
    [LTN_META_SERIES] = {"series", TEXT, 0, "series or collection it is in",
                         "fileDesc/seriesStmt/title", "isPartOf/name",
                         "belongs-to-collection"},
    [LTN_META_SERIES_NUMBER] = {"series.number", TEXT, 0,
                                "number in the series",
                                "fileDesc/seriesStmt/biblScope",
                                "isPartOf/position", "group-position"},
    [LTN_META_FUNDER] = {"funder", NAME, 1, "who paid for the encoding",
                         "fileDesc/titleStmt/funder", "funder", ""},
    [LTN_META_PROJECT] = {"project", TEXT, 0,
                          "purpose of the collection, in a sentence",
                          "encodingDesc/projectDesc", "isPartOf/description",
                          ""},
    [LTN_META_LICENCE] = {"licence", LTN_META_IS_LICENCE, 0,
                          "SPDX identifier (CC-BY-4.0) or URL",
                          "fileDesc/publicationStmt/availability/licence",
                          "license", "dcterms:license"},
    [LTN_META_RIGHTS] = {"rights", TEXT, 0, "rights statement in words",
                         "fileDesc/publicationStmt/availability/p",
                         "conditionsOfAccess", "dc:rights"},
    [LTN_META_IDENTIFIER] = {"identifier", ID, 1, "your own identifier",
                             "fileDesc/publicationStmt/idno", "identifier",
                             "dc:identifier"},
    [LTN_META_DOI] = {"doi", ID, 0, "DOI of this encoding",
                      "fileDesc/publicationStmt/idno[@type='DOI']",
                      "identifier", "dc:identifier"},
    [LTN_META_ISBN] = {"isbn", ID, 0, "ISBN of this edition",
                       "fileDesc/publicationStmt/idno[@type='ISBN']", "isbn",
                       "dc:identifier"},
    [LTN_META_SOURCE_TITLE] = {"source.title", TEXT, 0, "title of the source",
                               "fileDesc/sourceDesc/bibl/title",
                               "isBasedOn/name", ""},
    [LTN_META_SOURCE_URL] = {"source.url", URL, 0, "where the text was found",
                             "fileDesc/sourceDesc/bibl/ref", "isBasedOn",
                             "dc:source"},
    [LTN_META_SOURCE_PUBLISHER] = {"source.publisher", NAME, 0,
                                   "who published the source",
                                   "fileDesc/sourceDesc/bibl/publisher",
                                   "isBasedOn/publisher", ""},
    [LTN_META_SOURCE_PUBLISHED] = {"source.published", DATE, 0,
                                   "when the source was published",
                                   "fileDesc/sourceDesc/bibl/date",
                                   "isBasedOn/datePublished", ""},
    [LTN_META_SOURCE_RETRIEVED] = {"source.retrieved", DATE, 0,
                                   "when the source was fetched",
                                   "sourceDesc/bibl/date[@type='retrieved']",
                                   "encoding/wasGeneratedBy/endTime", ""},
    [LTN_META_RECORDING] = {"recording", URL, 0, "URL of a recording",
                            "fileDesc/sourceDesc/recordingStmt", "recordedIn",
                            ""},
    [LTN_META_NOTE] = {"note", TEXT, 1, "remark for readers of the header",
                       "fileDesc/notesStmt/note", "description", ""},
};

void ltn_meta_add(ltn_meta *m, ltn_arena *a, const ltn_meta_value *v)
{
    if (!v->text || !v->text[0])
        return;
    ltn_meta_value *e = ltn_arena_alloc(a, sizeof *e);
    if (!e)
        return;
    *e = *v;
    e->next = NULL;
    e->text = ltn_arena_strndup(a, v->text, strlen(v->text));
    if (v->iso)
        e->iso = ltn_arena_strndup(a, v->iso, strlen(v->iso));
    if (v->rule)
        e->rule = ltn_arena_strndup(a, v->rule, strlen(v->rule));
    if (!e->text)
        return;
    *(m->last ? &m->last->next : &m->first) = e;
    m->last = e;
}

const ltn_meta_value *ltn_meta_get(const ltn_meta *m, ltn_meta_key key)
{
    const ltn_meta_value *best = NULL;

    for (const ltn_meta_value *v = m->first; v; v = v->next)
        if (v->key == key && (!best || v->origin > best->origin))
            best = v;
    return best;
}

const ltn_meta_value *ltn_meta_more(const ltn_meta_value *v)
{
    for (const ltn_meta_value *w = v->next; w; w = w->next)
        if (w->key == v->key && w->origin == v->origin)
            return w;
    return NULL;
}

const char *ltn_meta_text(const ltn_meta *m, ltn_meta_key key,
                          const char *fallback)
{
    const ltn_meta_value *v = ltn_meta_get(m, key);

    return v ? v->text : fallback;
}

ltn_meta_key ltn_meta_find(const char *name, size_t len)
{
    for (int k = 0; k < LTN_META_KEYS; k++)
        if (strlen(ltn_meta_keys[k].name) == len &&
            memcmp(ltn_meta_keys[k].name, name, len) == 0)
            return (ltn_meta_key)k;
    return LTN_META_KEYS;
}

const char *ltn_origin_name(ltn_origin origin)
{
    static const char *const names[LTN_ORIGINS] = {
        "detected", "filename", "document", "table", "sidecar", "command line",
    };

    return names[origin];
}
