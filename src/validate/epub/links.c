/* References, when every file has been looked at: EPUB 3.3
 * #sec-publication-resources, #sec-manifest-fallbacks. */

#include "validate/epub/epub.h"

#include <stdlib.h>
#include <string.h>

void ltn_epub_add_ref(ltn_epub *e, ltn_epub_ref_kind kind, ltn_epub_item *item,
                      const char *file, const char *url, ltn_pos pos)
{
    if (e->ref_count == e->ref_cap) {
        size_t cap = e->ref_cap ? 2 * e->ref_cap : 256;
        ltn_epub_ref *p = realloc(e->refs, cap * sizeof *p);
        if (!p) {
            e->failed = true;
            return;
        }
        e->refs = p;
        e->ref_cap = cap;
    }
    e->refs[e->ref_count++] = (ltn_epub_ref){.file = file,
                                             .url = url,
                                             .item = item,
                                             .kind = (uint8_t)kind,
                                             .pos = pos};
}

void ltn_epub_add_id(ltn_epub *e, const char *path, const char *id,
                     uint32_t order, bool symbol)
{
    if (e->id_count == e->id_cap) {
        size_t cap = e->id_cap ? 2 * e->id_cap : 256;
        ltn_epub_id *p = realloc(e->ids, cap * sizeof *p);
        if (!p) {
            e->failed = true;
            return;
        }
        e->ids = p;
        e->id_cap = cap;
    }
    e->ids[e->id_count++] = (ltn_epub_id){path, id, order, symbol};
}

static int by_path_and_id(const void *a, const void *b)
{
    const ltn_epub_id *x = a, *y = b;
    int order = strcmp(x->path, y->path);

    return order ? order : strcmp(x->id, y->id);
}

static const ltn_epub_id *id_at(const ltn_epub *e, const char *path,
                                const char *id)
{
    ltn_epub_id key = {.path = path, .id = id};

    return e->id_count
               ? bsearch(&key, e->ids, e->id_count, sizeof key, by_path_and_id)
               : NULL;
}

static bool is_link(const ltn_epub_ref *r)
{
    return r->kind == LTN_REF_HYPERLINK || r->kind == LTN_REF_NAV ||
           r->kind == LTN_REF_LANDMARK;
}

static bool begins(const char *s, const char *with)
{
    return strncmp(s, with, strlen(with)) == 0;
}

/* #sec-resource-locations: audio, video, fonts and what scripts fetch may be
 * elsewhere. */
static void check_remote(ltn_epub *e, const ltn_epub_ref *r)
{
    const ltn_epub_item *item = ltn_epub_item_at(e, r->url);
    bool media = r->kind == LTN_REF_AUDIO || r->kind == LTN_REF_SOUND ||
                 r->kind == LTN_REF_VIDEO || r->kind == LTN_REF_FONT;

    if (is_link(r) || r->kind == LTN_REF_CITE)
        return;
    if (item &&
        (begins(item->type, "audio/") || begins(item->type, "video/") ||
         begins(item->type, "font/")) &&
        r->kind == LTN_REF_FRAME)
        media = true;
    if (r->item && r->kind != LTN_REF_STYLE)
        r->item->uses |= LTN_USES_REMOTE;
    if (!media) {
        ltn_epub_say(e, r->pos, "RSC-006", "'%s' must be in the container",
                     r->url);
        return;
    }
    if (!item)
        ltn_epub_say(e, r->pos, "RSC-008", "'%s' is not in the manifest",
                     r->url);
    else if (begins(r->url, "http:"))
        ltn_epub_say(e, r->pos, "RSC-031", "'%s' should use https", r->url);
}

/* IANA's registered schemes, the likely ones. */
static void check_scheme(ltn_epub *e, const ltn_epub_ref *r)
{
    static const char known[] =
        "about acct blob callto cid crid data dav dict dns doi ed2k example "
        "facetime feed ftp geo git go gopher h323 http https imap info ipp "
        "irc ircs iris jabber javascript ldap ldaps magnet mailto maps market "
        "message mid ms-help mvn news nfs nntp opaquelocktoken pop pres rtsp "
        "service sftp sip sips skype sms smsto snmp spotify ssh steam svn tag "
        "tel telnet tftp tip udp unreal urn view-source wais webcal ws wss "
        "wtai xmpp xri ymsgr z39.50r z39.50s isbn";
    size_t n = strcspn(r->url, ":");

    if (!ltn_epub_has_word(known, ltn_epub_copy(e, r->url, n)))
        ltn_epub_say(e, r->pos, "HTM-025",
                     "the scheme of '%s' is not registered", r->url);
}

/* What a hyperlink may lead to. */
static void check_target(ltn_epub *e, const ltn_epub_ref *r,
                         ltn_epub_item *item)
{
    if (!(item->comes_to & LTN_TO_CONTENT))
        ltn_epub_say(e, r->pos, "RSC-010",
                     "'%s' of type '%s' is no content document and has no "
                     "fallback",
                     r->url, item->type);
    else if (!item->spine)
        ltn_epub_say(e, r->pos, "RSC-011", "'%s' is not in the spine", r->url);
    if (item != r->item)
        item->reached = true;
}

static void check_fragment(ltn_epub *e, const ltn_epub_ref *r,
                           const ltn_epub_item *item, const char *fragment)
{
    if (r->kind == LTN_REF_STYLE) {
        ltn_epub_say(e, r->pos, "RSC-013",
                     "a style sheet has no fragments: '%s'", r->url);
        return;
    }
    bool image = r->kind == LTN_REF_IMAGE || r->kind == LTN_REF_SOURCE ||
                 r->kind == LTN_REF_LAST || r->kind == LTN_REF_PICTURE;
    if (image && !ltn_epub_is_content(item->type)) {
        if (begins(item->type, "image/"))
            ltn_epub_say(e, r->pos, "RSC-009",
                         "an image has no fragments: '%s'", r->url);
        return;
    }
    if (!ltn_epub_is_content(item->type) || !*fragment ||
        begins(fragment, "epubcfi(") || begins(fragment, "xywh=") ||
        begins(fragment, "svgView(") || begins(fragment, "t=") ||
        strchr(fragment, '(') || strchr(fragment, '='))
        return;
    const ltn_epub_id *id = id_at(e, item->path, fragment);
    if (!id && !(e->encrypted && !item->exists))
        ltn_epub_say(e, r->pos, "RSC-012", "there is no '%s'", r->url);
    else if (id && id->symbol && is_link(r))
        ltn_epub_say(e, r->pos, "RSC-014",
                     "'%s' is no place that can be gone to", r->url);
}

/* #sec-foreign-resources: what needs something else beside it. */
static void check_foreign(ltn_epub *e, const ltn_epub_ref *r,
                          const ltn_epub_item *item)
{
    bool needs = r->kind == LTN_REF_IMAGE || r->kind == LTN_REF_AUDIO ||
                 r->kind == LTN_REF_FRAME;

    if (r->kind == LTN_REF_LAST && !ltn_epub_is_core(item->type))
        ltn_epub_say(e, r->pos, "MED-003",
                     "the img of a picture must be of a core type, not '%s'",
                     item->type);
    if (r->kind == LTN_REF_SOURCE && !ltn_epub_is_core(item->type))
        ltn_epub_say(e, r->pos, "MED-007",
                     "the source of type '%s' in a picture needs a 'type'",
                     item->type);
    if (!needs || item->comes_to & LTN_TO_CORE || r->fallback ||
        begins(item->type, "video/"))
        return;
    ltn_epub_say(e, r->pos, "RSC-032",
                 "'%s' of type '%s' needs a fallback of a core type",
                 item->path, item->type);
}

static void check_local(ltn_epub *e, const ltn_epub_ref *r, const ltn_url *u)
{
    ltn_epub_item *item = ltn_epub_item_at(e, u->path);

    if (u->leaks)
        ltn_epub_say(e, r->pos, "RSC-026", "'%s' leads out of the container",
                     r->url);
    if (strchr(ltn_epub_trim(e, r->url), ' '))
        ltn_epub_say(e, r->pos, "RSC-020", "'%s' has a space", r->url);
    if (u->query)
        ltn_epub_say(e, r->pos, "RSC-033", "'%s' has a query", r->url);
    if (u->leaks && !item && begins(ltn_epub_trim(e, r->url), "/"))
        return;
    if (!item) {
        bool there = ltn_epub_entry_of(e, u->path) != NULL;
        if (!there)
            ltn_epub_say(e, r->pos, "RSC-007", "'%s' is not in the container",
                         u->path);
        else if (strcmp(u->path, e->package) != 0)
            ltn_epub_say(e, r->pos, "RSC-008", "'%s' is not in the manifest",
                         u->path);
        return;
    }
    if (r->kind == LTN_REF_USE && !u->fragment)
        ltn_epub_say(e, r->pos, "RSC-015",
                     "svg:use must refer to an element: '%s'", r->url);
    if (r->kind == LTN_REF_SEARCH && !ltn_epub_is_content(item->type))
        ltn_epub_say(e, r->pos, "RSC-021",
                     "a search key map leads to '%s', no content document",
                     r->url);
    if (is_link(r))
        check_target(e, r, item);
    else if (r->kind != LTN_REF_CITE)
        check_foreign(e, r, item);
    if (u->fragment)
        check_fragment(e, r, item, u->fragment);
}

/* A data: URL says its type: RFC 2397. */
static void check_data(ltn_epub *e, const ltn_epub_ref *r)
{
    const char *type = ltn_epub_trim(e, r->url) + 5;
    size_t n = strcspn(type, ";,");

    type = ltn_epub_copy(e, type, n);
    if (n > 0 && !r->fallback && !ltn_epub_is_core(type) &&
        (r->kind == LTN_REF_IMAGE || r->kind == LTN_REF_AUDIO))
        ltn_epub_say(e, r->pos, "RSC-032",
                     "data of type '%s' needs a fallback of a core type", type);
    if (n > 0 && r->kind == LTN_REF_SOURCE && !ltn_epub_is_core(type))
        ltn_epub_say(e, r->pos, "MED-007",
                     "the source of type '%s' in a picture needs a 'type'",
                     type);
    if (n > 0 && r->kind == LTN_REF_LAST && !ltn_epub_is_core(type))
        ltn_epub_say(e, r->pos, "MED-003",
                     "the img of a picture must be of a core type, not '%s'",
                     type);
}

static void check_ref(ltn_epub *e, const ltn_epub_ref *r)
{
    ltn_url u = ltn_epub_resolve(e, r->file, r->url);

    if (u.file) {
        ltn_epub_say(e, r->pos, "RSC-030", "file: URL '%s'", r->url);
        if (r->item && !is_link(r))
            r->item->uses |= LTN_USES_REMOTE;
    } else if (u.bad)
        ltn_epub_say(e, r->pos, "RSC-020", "'%s' is not a valid URL", r->url);
    else if (u.data && is_link(r))
        ltn_epub_say(e, r->pos, "RSC-029", "a data: URL cannot be gone to");
    else if (u.data)
        check_data(e, r);
    else if (u.remote)
        check_remote(e, r);
    else if (u.other)
        check_scheme(e, r);
    else if (u.path)
        check_local(e, r, &u);
}

/* #sec-nav-toc: the toc is in the order of the spine and of the documents. */
static void check_order(ltn_epub *e)
{
    uint64_t last = 0;

    for (size_t i = 0; i < e->ref_count; i++) {
        const ltn_epub_ref *r = &e->refs[i];
        if (r->kind != LTN_REF_NAV || !r->ordered)
            continue;
        ltn_url u = ltn_epub_resolve(e, r->file, r->url);
        const ltn_epub_item *item = u.path ? ltn_epub_item_at(e, u.path) : NULL;
        if (!item || !item->spine)
            continue;
        const ltn_epub_id *id =
            u.fragment ? id_at(e, item->path, u.fragment) : NULL;
        uint64_t place = (uint64_t)item->spine << 32 | (id ? id->order : 0);
        if (place < last) {
            ltn_epub_in(e, r->file);
            ltn_epub_say(e, r->pos, "NAV-011",
                         "'%s' comes before the link above it", r->url);
        }
        last = place;
    }
}

/* What is not linear must be linked to: #attrdef-itemref-linear. */
static void check_reached(ltn_epub *e)
{
    bool scripts = false;

    for (size_t i = 0; i < e->item_count; i++)
        scripts = scripts || (e->items[i].uses & LTN_USES_SCRIPT);
    for (size_t i = 0; i < e->item_count && !scripts; i++) {
        const ltn_epub_item *item = &e->items[i];
        if (item->spine && !item->linear && !item->reached)
            ltn_epub_say(e, item->pos, "OPF-096",
                         "'%s' is not linear, and nothing links to it",
                         item->href);
    }
}

static void check_remote_resources(ltn_epub *e)
{
    for (size_t i = 0; i < e->item_count; i++) {
        const ltn_epub_item *item = &e->items[i];
        bool used = item->uses & LTN_USES_REMOTE;
        bool said = item->properties & LTN_USES_REMOTE;
        if (used && !said)
            ltn_epub_say(e, item->pos, "OPF-014",
                         "'%s' should declare the property 'remote-resources'",
                         item->href);
        if (said && !used && !(item->uses & LTN_USES_SCRIPT))
            ltn_epub_say(e, item->pos, "OPF-018",
                         "'%s' uses no remote resources, as it declares",
                         item->href);
    }
}

void ltn_epub_links(ltn_epub *e)
{
    if (e->id_count > 1)
        qsort(e->ids, e->id_count, sizeof *e->ids, by_path_and_id);
    for (size_t i = 0; i < e->ref_count && !e->failed; i++) {
        ltn_epub_in(e, e->refs[i].file);
        check_ref(e, &e->refs[i]);
    }
    check_order(e);
    ltn_epub_in(e, e->package);
    check_reached(e);
    check_remote_resources(e);
    ltn_epub_in(e, NULL);
}
