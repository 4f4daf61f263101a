/* Metadata and the vocabularies of properties: EPUB 3.3 #sec-pkg-metadata,
 * #sec-vocab-assoc, #app-vocabs. */

#include "validate/epub/epub.h"

#include "util/isotime.h"

#include <stdio.h>
#include <string.h>

/* What a property of the package metadata may be used for. */
typedef enum refining {
    ANY,    /* of the book or of an expression */
    BOOK,   /* never with refines */
    REFINES /* only with refines */
} refining;

static const struct rule {
    const char *name;
    refining refining;
    const char *what;   /* names of elements or properties it may refine */
    const char *values; /* words allowed; NULL: any */
    bool once;          /* for each thing that is refined */
} rules[] = {
    {"alternate-script", REFINES, NULL, NULL, false},
    {"authority", REFINES, "subject", NULL, true},
    {"belongs-to-collection", ANY, "belongs-to-collection", NULL, false},
    {"collection-type", REFINES, "belongs-to-collection", NULL, true},
    {"dictionary-type", BOOK, NULL,
     "monolingual bilingual multilingual "
     "thesaurus encyclopedia spelling pronouncing etymological",
     false},
    {"display-seq", ANY, NULL, NULL, true},
    {"file-as", REFINES, NULL, NULL, true},
    {"group-position", REFINES, "belongs-to-collection", NULL, true},
    {"identifier-type", REFINES, "identifier source", NULL, true},
    {"meta-auth", ANY, NULL, NULL, false},
    {"pageBreakSource", BOOK, NULL, NULL, false},
    {"role", REFINES, "creator contributor publisher", NULL, false},
    {"source-of", REFINES, "source", "pagination", true},
    {"source-language", BOOK, NULL, NULL, false},
    {"target-language", BOOK, NULL, NULL, false},
    {"term", REFINES, "subject", NULL, true},
    {"title-type", REFINES, "title", NULL, true},
    {"rendition:flow", BOOK, NULL,
     "paginated scrolled-continuous scrolled-doc auto", true},
    {"rendition:layout", BOOK, NULL, "pre-paginated reflowable", true},
    {"rendition:orientation", BOOK, NULL, "landscape portrait auto", true},
    {"rendition:spread", BOOK, NULL, "none landscape portrait both auto", true},
    {"rendition:viewport", ANY, NULL, NULL, true},
    {"media:active-class", BOOK, NULL, NULL, true},
    {"media:playback-active-class", BOOK, NULL, NULL, true},
    {"media:duration", ANY, NULL, NULL, true},
    {"media:narrator", ANY, NULL, NULL, false},
};

enum { RULES = sizeof rules / sizeof rules[0] };

/* #sec-reserved-prefixes */
static const struct {
    const char *prefix, *uri;
} reserved[] = {
    {"a11y", "http://www.idpf.org/epub/vocab/package/a11y/#"},
    {"dcterms", "http://purl.org/dc/terms/"},
    {"marc", "http://id.loc.gov/vocabulary/"},
    {"media", "http://www.idpf.org/epub/vocab/overlays/#"},
    {"onix", "http://www.editeur.org/ONIX/book/codelists/current.html#"},
    {"rendition", "http://www.idpf.org/vocab/rendition/#"},
    {"schema", "http://schema.org/"},
    {"xsd", "http://www.w3.org/2001/XMLSchema#"},
    {"msv", "http://www.idpf.org/epub/vocab/structure/magazine/#"},
    {"prism", "http://www.prismstandard.org/specifications/3.0/PRISM_CV_"
              "Spec_3.0.htm#"},
};

static bool is_reserved(const char *s, size_t len)
{
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
        if (strlen(reserved[i].prefix) == len &&
            memcmp(reserved[i].prefix, s, len) == 0)
            return true;
    return false;
}

/* #sec-prefix-attr: "prefix: URI" and white space between. */
static void check_prefixes(ltn_epub *e, const ltn_tree *root)
{
    const char *list = ltn_tree_attr_of(root, "prefix"), *word;
    size_t len, uri;

    ltn_epub_note_prefixes(e, &e->prefixes, list);
    while (list && (word = ltn_epub_word(&list, &len))) {
        const char *rest = list;
        if (word[len - 1] != ':' && ltn_epub_word(&rest, &uri)) {
            ltn_epub_say(e, root->pos, "OPF-004c",
                         "the prefix '%.*s' lacks its colon", (int)len, word);
            return;
        }
        const char *to = ltn_epub_word(&list, &uri);
        if (!to) {
            ltn_epub_say(e, root->pos, "OPF-005",
                         "the prefix '%.*s' has no URI", (int)len, word);
            return;
        }
        if (len == 1)
            ltn_epub_say(e, root->pos, "OPF-004a", "an empty prefix");
        else if (len == 2 && *word == '_')
            ltn_epub_say(e, root->pos, "OPF-007a", "'_' is no prefix");
        else if (uri >= strlen(LTN_NS_DC) &&
                 strncmp(to, LTN_NS_DC, strlen(LTN_NS_DC)) == 0)
            ltn_epub_say(e, root->pos, "OPF-007c",
                         "a prefix for the Dublin Core elements");
        else if (uri > 41 &&
                 strncmp(to, "http://idpf.org/epub/vocab/package/", 35) == 0)
            ltn_epub_say(e, root->pos, "OPF-007b",
                         "a prefix for a default vocabulary");
        for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
            if (strlen(reserved[i].prefix) == len - 1 &&
                memcmp(reserved[i].prefix, word, len - 1) == 0 &&
                (strlen(reserved[i].uri) != uri ||
                 memcmp(reserved[i].uri, to, uri) != 0))
                ltn_epub_say(e, root->pos, "OPF-007",
                             "the reserved prefix '%s' is declared anew",
                             reserved[i].prefix);
    }
}

static const struct rule *rule_of(const char *property)
{
    for (size_t i = 0; i < RULES; i++)
        if (strcmp(rules[i].name, property) == 0)
            return &rules[i];
    return NULL;
}

bool ltn_epub_is_once(const char *property)
{
    const struct rule *r = rule_of(property);

    return r && r->once;
}

/* One property: #sec-property-datatype. False when it is none. */
static bool check_property(ltn_epub *e, ltn_pos pos, const char *word,
                           size_t len)
{
    const char *colon = memchr(word, ':', len);
    size_t prefix = colon ? (size_t)(colon - word) : 0;

    if (colon && (prefix == 0 || prefix + 1 == len)) {
        ltn_epub_say(e, pos, "OPF-026", "'%.*s' is no property", (int)len,
                     word);
        return false;
    }
    if (colon && !is_reserved(word, prefix) &&
        !ltn_epub_declares(&e->prefixes, word, prefix)) {
        ltn_epub_say(e, pos, "OPF-028", "the prefix '%.*s' is not declared",
                     (int)prefix, word);
        return false;
    }
    return true;
}

/* The name that rules know an element by: its property or local name. */
static const char *known_as(const ltn_tree *t)
{
    const char *property = ltn_tree_attr_of(t, "property");

    return property ? property : t->local;
}

static void check_rule(ltn_epub *e, const ltn_tree *m, const struct rule *r,
                       const ltn_tree *target)
{
    bool refines = ltn_tree_attr_of(m, "refines") != NULL;
    const char *value = ltn_epub_trim(e, m->text);

    if (r->refining == BOOK && refines)
        ltn_epub_say(e, m->pos, "RSC-005", "'%s' must not refine anything",
                     r->name);
    if (r->refining == REFINES && !refines)
        ltn_epub_say(e, m->pos, "RSC-005", "'%s' must refine something",
                     r->name);
    if (r->what && target && !ltn_epub_has_word(r->what, known_as(target)))
        ltn_epub_say(e, m->pos, "RSC-005", "'%s' cannot refine '%s', only %s",
                     r->name, known_as(target), r->what);
    if (r->values && *value && !ltn_epub_has_word(r->values, value))
        ltn_epub_say(e, m->pos, "RSC-005", "'%s' is not a value of '%s': %s",
                     value, r->name, r->values);
    if (strstr(r->name, "active-class") && strpbrk(value, " \t\r\n"))
        ltn_epub_say(e, m->pos, "RSC-005", "'%s' names one class, not '%s'",
                     r->name, value);
    if (strcmp(r->name, "meta-auth") == 0 ||
        strcmp(r->name, "rendition:viewport") == 0 ||
        (strcmp(r->name, "rendition:spread") == 0 &&
         strcmp(value, "portrait") == 0))
        ltn_epub_say(e, m->pos, "OPF-086", "'%s' is deprecated", r->name);
    if (strcmp(r->name, "rendition:layout") == 0 &&
        strcmp(value, "pre-paginated") == 0)
        e->fixed = true;
}

/* #sec-meta-elem */
static void check_meta(ltn_epub *e, const ltn_tree *m)
{
    const char *list = ltn_tree_attr_of(m, "property"), *word;
    const char *refines = ltn_tree_attr_of(m, "refines");
    size_t len, more;

    if (!list || !(word = ltn_epub_word(&list, &len)))
        return;
    const char *property = ltn_epub_copy(e, word, len);
    if (ltn_epub_word(&list, &more)) {
        ltn_epub_say(e, m->pos, "OPF-025", "more than one property");
        ltn_epub_say(e, m->pos, "RSC-005", "a property is one word");
        return;
    }
    const ltn_tree *target = ltn_epub_refined(e, refines);
    if (refines && refines[0] == '#' && !target)
        ltn_epub_say(e, m->pos, "RSC-005", "refines '%s' leads nowhere",
                     refines);
    if (refines && refines[0] != '#' && strstr(refines, "://") == NULL)
        ltn_epub_say(e, m->pos, "RSC-017",
                     "refines should be '#' and an id, not '%s'", refines);
    if (refines && strstr(refines, "://"))
        ltn_epub_say(e, m->pos, "RSC-005", "refines must be relative, not '%s'",
                     refines);
    if (!check_property(e, m->pos, property, len))
        return;
    const struct rule *r = rule_of(property);
    if (r && r->what && refines && refines[0] != '#')
        ltn_epub_say(e, m->pos, "RSC-005", "'%s' can refine only %s", property,
                     r->what);
    if (r)
        check_rule(e, m, r, target);
    else if (!strchr(property, ':') ||
             strncmp(property, "rendition:", 10) == 0 ||
             strncmp(property, "media:", 6) == 0)
        ltn_epub_say(e, m->pos, "OPF-027", "undefined property '%s'", property);
    const char *scheme = ltn_tree_attr_of(m, "scheme");
    if (scheme && *ltn_epub_trim(e, scheme)) {
        scheme = ltn_epub_trim(e, scheme);
        if (!strchr(scheme, ':'))
            ltn_epub_say(e, m->pos, "OPF-027", "undefined property '%s'",
                         scheme);
        else
            check_property(e, m->pos, scheme, strlen(scheme));
    }
}

/* RFC 5646 #section-2.1, loosely: subtags of letters and digits. */
bool ltn_epub_is_language(const char *s)
{
    size_t n = 0, letters = 0;

    for (;; s++) {
        bool letter = (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z');
        if (letter || (*s >= '0' && *s <= '9')) {
            n++;
            letters += letter;
            continue;
        }
        if (n == 0 || n > 8)
            return false;
        if (*s == '\0')
            return letters > 0;
        if (*s != '-')
            return false;
        n = 0;
    }
}

void ltn_epub_check_language(ltn_epub *e, ltn_pos pos, const char *tag)
{
    const char *dash = strchr(tag, '-');
    size_t first = dash ? (size_t)(dash - tag) : strlen(tag);

    if (!ltn_epub_is_language(tag) || (first == 1 && !strchr("xXiI", tag[0])) ||
        first == 4)
        ltn_epub_say(e, pos, "OPF-092",
                     "the language tag '%s' is not well-formed", tag);
}

static bool is_uuid(const char *s)
{
    for (int i = 0; i < 36; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        bool digit = (s[i] >= '0' && s[i] <= '9') ||
                     ((s[i] | 32) >= 'a' && (s[i] | 32) <= 'f');
        if (dash ? s[i] != '-' : !digit)
            return false;
    }
    return s[36] == '\0';
}

static void check_dc(ltn_epub *e, const ltn_tree *t)
{
    const char *text = ltn_epub_trim(e, t->text);

    if (strcmp(t->local, "language") == 0 && *text)
        ltn_epub_check_language(e, t->pos, text);
    if (strcmp(t->local, "identifier") == 0 &&
        strncmp(text, "urn:uuid:", 9) == 0 && !is_uuid(text + 9))
        ltn_epub_say(e, t->pos, "OPF-085", "'%s' is no UUID", text);
    if (strcmp(t->local, "date") != 0 || !*text)
        return;
    char day[11] = "";
    const char *time = strchr(text, 'T');
    size_t n = time ? (size_t)(time - text) : strlen(text);
    if (n < sizeof day)
        snprintf(day, sizeof day, "%.*s", (int)n, text);
    if (!ltn_is_date(day))
        ltn_epub_say(e, t->pos, "OPF-053",
                     "the date '%s' is not as W3CDTF wants it", text);
}

/* #sec-metadata-last-modified: CCYY-MM-DDThh:mm:ssZ, once for the book. */
static void check_modified(ltn_epub *e, const ltn_tree *metadata)
{
    static const char shape[] = "0000-00-00T00:00:00Z";
    unsigned count = 0;

    for (const ltn_tree *m = ltn_tree_child(metadata, "meta"); m;
         m = ltn_tree_same(m)) {
        const char *p = ltn_tree_attr_of(m, "property");
        if (!p || strcmp(ltn_epub_trim(e, p), "dcterms:modified") != 0 ||
            ltn_tree_attr_of(m, "refines"))
            continue;
        const char *s = ltn_epub_trim(e, m->text);
        bool good = strlen(s) == sizeof shape - 1;
        for (size_t i = 0; good && s[i]; i++)
            good =
                shape[i] == '0' ? s[i] >= '0' && s[i] <= '9' : s[i] == shape[i];
        if (!good)
            ltn_epub_say(e, m->pos, "RSC-005",
                         "dcterms:modified '%s' is not CCYY-MM-DDThh:mm:ssZ",
                         s);
        count++;
    }
    if (count != 1)
        ltn_epub_say(e, metadata->pos, "RSC-005",
                     "dcterms:modified must be given once, not %u times",
                     count);
}

/* #app-link-vocab */
static void check_link(ltn_epub *e, const ltn_tree *l)
{
    static const char deprecated[] = "marc21xml-record mods-record onix-record "
                                     "xml-signature xmp-record";
    const char *rel = ltn_tree_attr_of(l, "rel"), *list = rel, *word;
    const char *href = ltn_tree_attr_of(l, "href");
    const char *type = ltn_tree_attr_of(l, "media-type");
    const char *lang = ltn_tree_attr_of(l, "hreflang");
    const char *properties = ltn_tree_attr_of(l, "properties");
    size_t len, words = 0;

    while (list && (word = ltn_epub_word(&list, &len))) {
        const char *name = ltn_epub_copy(e, word, len);
        words++;
        if (ltn_epub_has_word(deprecated, name))
            ltn_epub_say(e, l->pos, "OPF-086", "'%s' is deprecated", name);
        else if (!ltn_epub_has_word("acquire alternate record voicing", name) &&
                 check_property(e, l->pos, word, len) && !strchr(name, ':'))
            ltn_epub_say(e, l->pos, "OPF-027", "undefined property '%s'", name);
    }
    if (words > 1 && ltn_epub_has_word(rel, "alternate"))
        ltn_epub_say(e, l->pos, "OPF-089",
                     "'alternate' cannot be with other keywords");
    if (ltn_epub_has_word(rel, "record") && ltn_tree_attr_of(l, "refines"))
        ltn_epub_say(e, l->pos, "RSC-005", "a 'record' refines nothing");
    bool voicing = ltn_epub_has_word(rel, "voicing");
    if (voicing && !ltn_tree_attr_of(l, "refines"))
        ltn_epub_say(e, l->pos, "RSC-005", "a 'voicing' must refine something");
    if (voicing && type && strncmp(type, "audio/", 6) != 0)
        ltn_epub_say(e, l->pos, "OPF-095", "'voicing' of type '%s'", type);
    bool away = !href || ltn_epub_resolve(e, e->package, href).remote;
    if (!type && (voicing || (away && ltn_epub_has_word(rel, "record"))))
        ltn_epub_say(e, l->pos, "OPF-094", "a '%s' needs a media-type",
                     voicing ? "voicing" : "record");
    if (lang && *lang)
        ltn_epub_check_language(e, l->pos, lang);
    while (properties && (word = ltn_epub_word(&properties, &len)))
        if (check_property(e, l->pos, word, len) && !memchr(word, ':', len) &&
            !(len == 4 && memcmp(word, "onix", 4) == 0) &&
            !(len == 3 && memcmp(word, "xmp", 3) == 0))
            ltn_epub_say(e, l->pos, "OPF-027", "undefined property '%.*s'",
                         (int)len, word);
    if (!href)
        return;
    ltn_url u = ltn_epub_resolve(e, e->package, href);
    if (u.file)
        ltn_epub_say(e, l->pos, "RSC-030", "file: URL '%s'", href);
    if (u.path && u.path != e->package && !type && !voicing)
        ltn_epub_say(e, l->pos, "OPF-093",
                     "a link into the container needs a media-type");
    if (u.path == e->package && u.fragment)
        ltn_epub_say(e, l->pos, "OPF-098",
                     "a link to an element of the package: '%s'", href);
    if (u.path && u.path != e->package && !ltn_epub_entry_of(e, u.path))
        ltn_epub_say(e, l->pos, "RSC-007w", "'%s' is not in the container",
                     u.path);
    if (u.path && ltn_epub_item_at(e, u.path) &&
        !ltn_epub_item_at(e, u.path)->spine && u.path != e->package &&
        !ltn_epub_is_content(ltn_epub_item_at(e, u.path)->type))
        ltn_epub_say(e, l->pos, "OPF-067",
                     "'%s' is a link and an item of the manifest", u.path);
}

/* Groups of spine properties of which one may be given at most. */
static void check_itemref(ltn_epub *e, const ltn_tree *t)
{
    static const char *const groups[] = {
        "page-spread-left page-spread-right rendition:page-spread-center "
        "rendition:page-spread-left rendition:page-spread-right",
        "rendition:layout-pre-paginated rendition:layout-reflowable",
        "rendition:orientation-auto rendition:orientation-landscape "
        "rendition:orientation-portrait",
        "rendition:spread-auto rendition:spread-both "
        "rendition:spread-landscape "
        "rendition:spread-none rendition:spread-portrait",
        "rendition:flow-auto rendition:flow-paginated "
        "rendition:flow-scrolled-continuous rendition:flow-scrolled-doc",
        "rendition:align-x-center",
    };
    enum { GROUPS = sizeof groups / sizeof groups[0] };
    unsigned count[GROUPS] = {0};
    const char *list = ltn_tree_attr_of(t, "properties"), *word;
    size_t len;

    while (list && (word = ltn_epub_word(&list, &len))) {
        const char *name = ltn_epub_copy(e, word, len);
        bool known = false;
        for (size_t i = 0; i < GROUPS; i++)
            if (ltn_epub_has_word(groups[i], name)) {
                known = true;
                if (++count[i] == 2)
                    ltn_epub_say(e, t->pos, "RSC-005",
                                 "of %s only one may be given", groups[i]);
            }
        if (strcmp(name, "rendition:spread-portrait") == 0)
            ltn_epub_say(e, t->pos, "OPF-086", "'%s' is deprecated", name);
        bool ours = !strchr(name, ':') || strncmp(name, "rendition:", 10) == 0;
        if (!known && ours)
            ltn_epub_say(e, t->pos, "OPF-027", "undefined property '%s'", name);
        else if (!known)
            check_property(e, t->pos, word, len);
    }
}

/* #sec-opf2-guide */
static void check_guide(ltn_epub *e, const ltn_tree *root)
{
    for (const ltn_tree *r =
             ltn_tree_child(ltn_tree_child(root, "guide"), "reference");
         r; r = ltn_tree_same(r)) {
        const char *href = ltn_tree_attr_of(r, "href");
        if (!href)
            continue;
        ltn_url u = ltn_epub_resolve(e, e->package, href);
        if (u.path && !ltn_epub_item_at(e, u.path))
            ltn_epub_say(e, r->pos, "OPF-031", "'%s' is not in the manifest",
                         href);
        ltn_epub_add_ref(e, LTN_REF_CITE, NULL, e->package, href, r->pos);
    }
}

bool ltn_epub_has_type(const ltn_tree *metadata, const char *type)
{
    for (const ltn_tree *t = ltn_tree_child(metadata, "type"); t;
         t = ltn_tree_same(t))
        if (strcmp(t->text, type) == 0)
            return true;
    return false;
}

void ltn_epub_metadata(ltn_epub *e, const ltn_tree *root)
{
    const ltn_tree *metadata = ltn_tree_child(root, "metadata");
    const char *lang = ltn_tree_attr_ns(root, LTN_NS_XML, "lang");

    check_prefixes(e, root);
    if (lang && *lang)
        ltn_epub_check_language(e, root->pos, lang);
    if (!metadata)
        return;
    check_modified(e, metadata);
    for (const ltn_tree *t = metadata->first; t; t = t->next) {
        if (strcmp(t->uri, LTN_NS_DC) == 0)
            check_dc(e, t);
        else if (strcmp(t->local, "meta") == 0)
            check_meta(e, t);
        else if (strcmp(t->local, "link") == 0)
            check_link(e, t);
    }
    ltn_epub_refines(e, metadata);
    const ltn_tree *bindings = ltn_tree_child(root, "bindings");
    if (bindings)
        ltn_epub_say(e, bindings->pos, "RSC-017", "bindings are deprecated");
    check_guide(e, root);
    for (const ltn_tree *t =
             ltn_tree_child(ltn_tree_child(root, "manifest"), "item");
         t; t = ltn_tree_same(t)) {
        const char *list = ltn_tree_attr_of(t, "properties"), *word;
        size_t len;
        while (list && (word = ltn_epub_word(&list, &len)))
            if (memchr(word, ':', len))
                check_property(e, t->pos, word, len);
    }
    for (const ltn_tree *t =
             ltn_tree_child(ltn_tree_child(root, "spine"), "itemref");
         t; t = ltn_tree_same(t))
        check_itemref(e, t);
}
