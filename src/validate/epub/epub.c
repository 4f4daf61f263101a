/* The EPUB validator: what is common to its layers, and their order. */

#include "validate/epub/epub.h"

#include "validate/relaxng/relaxng.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Findings that do not make a book invalid; all others are errors. */
static const char *const warnings[] = {
    "CSS-003", "CSS-019", "HTM-007",  "HTM-025",  "MED-016", "MED-017",
    "NAV-011", "OPF-004", "OPF-004e", "OPF-004f", "OPF-007", "OPF-013",
    "OPF-018", "OPF-021", "OPF-035",  "OPF-037",  "OPF-053", "OPF-055",
    "OPF-077", "OPF-079", "OPF-080",  "OPF-085",  "OPF-086", "PKG-001",
    "PKG-010", "PKG-014", "PKG-022",  "RSC-007w", "RSC-009", "RSC-017",
    "RSC-019", "RSC-027", "RSC-031",
};

static ltn_severity severity_of(const char *id)
{
    for (size_t i = 0; i < sizeof warnings / sizeof warnings[0]; i++)
        if (strcmp(id, warnings[i]) == 0)
            return LTN_WARNING;
    return LTN_ERROR;
}

void ltn_epub_say(ltn_epub *e, ltn_pos pos, const char *id, const char *fmt,
                  ...)
{
    char text[600];
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    ltn_diag_add(e->diags, severity_of(id), pos, id, "%s", text);
}

void ltn_epub_in(ltn_epub *e, const char *path)
{
    char name[1000];

    snprintf(name, sizeof name, "%.400s/%.500s", e->name, path ? path : "");
    ltn_diags_in(e->diags, path ? name : NULL);
}

const char *ltn_epub_copy(ltn_epub *e, const char *s, size_t len)
{
    const char *copy = ltn_arena_strndup(&e->arena, s, len);

    e->failed |= !copy;
    return copy ? copy : "";
}

struct ltn_epub_entry *ltn_epub_entry_of(const ltn_epub *e, const char *path)
{
    size_t lo = 0, hi = e->entry_count;

    while (path && lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int order = strcmp(e->entries[mid].name, path);
        if (order == 0)
            return &e->entries[mid];
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

bool ltn_epub_read(ltn_epub *e, const char *path, ltn_buf *out)
{
    struct ltn_epub_entry *entry = ltn_epub_entry_of(e, path);
    ltn_diags scratch;

    if (!entry)
        return false;
    ltn_diags_init(&scratch, path);
    ltn_status status = ltn_zip_read(e->zip, entry->index, out, &scratch);
    if (status != LTN_OK)
        ltn_epub_say(e, (ltn_pos){0}, "PKG-008", "the file cannot be read: %s",
                     scratch.first ? scratch.first->text : "no memory");
    ltn_diags_release(&scratch);
    return status == LTN_OK;
}

/* Says again what a parser or grammar found, with EPUBCheck's ID. */
static void pass_on(ltn_epub *e, const ltn_diags *found)
{
    for (const ltn_diag *d = found->first; d; d = d->next) {
        bool xml = strncmp(d->code, "xml.", 4) == 0;
        if (d->severity == LTN_ERROR && strcmp(d->code, "xml.namespace") != 0)
            ltn_epub_say(e, d->pos, xml ? "RSC-016" : "RSC-005", "%s", d->text);
    }
}

/* HTML #custom-data-attribute, ITS 2.0 #html5-markup: families of attributes;
 * content.c looks at them. */
static bool is_family(const ltn_sax_attr *at)
{
    return !at->uri && (strncmp(at->local, "data-", 5) == 0 ||
                        strncmp(at->local, "its-", 4) == 0);
}

bool ltn_epub_grammar(ltn_epub *e, const char *grammar, const char *bytes,
                      size_t len)
{
    ltn_diags found;

    ltn_diags_init(&found, e->name);
    ltn_rng *g = ltn_schemas_rng(e->schemas, grammar, &found);

    if (g)
        ltn_rng_forgive(g, is_family);
    ltn_status status =
        g ? ltn_rng_validate(g, bytes, len, &found) : LTN_ENOMEM;
    pass_on(e, &found);
    e->failed |= status == LTN_ENOMEM;
    ltn_diags_release(&found);
    return status == LTN_OK;
}

ltn_tree *ltn_epub_tree(ltn_epub *e, const char *bytes, size_t len, bool say)
{
    ltn_diags found;

    ltn_diags_init(&found, e->name);
    ltn_tree *t = ltn_tree_parse(&e->arena, bytes, len, &found);
    if (say)
        pass_on(e, &found);
    ltn_diags_release(&found);
    return t;
}

static unsigned sniff(const char *bytes, size_t len)
{
    static const char mark[] = "mimetypeapplication/epub+zip";

    if (len < 4 || memcmp(bytes, "PK\3\4", 4) != 0)
        return 0;
    return len > 58 && memcmp(bytes + 30, mark, sizeof mark - 1) == 0 ? 100
                                                                      : 60;
}

static void judge(ltn_epub *e, const char *bytes, size_t len)
{
    if (!ltn_epub_ocf(e, bytes, len) || !ltn_epub_package(e))
        return;
    for (size_t i = 0; i < e->item_count && !e->failed; i++)
        ltn_epub_content(e, &e->items[i]);
    ltn_epub_in(e, e->package);
    ltn_epub_overlays(e);
    ltn_epub_collections(e);
    ltn_epub_encryption(e);
    ltn_epub_links(e);
}

static ltn_status validate(ltn_schemas *s, const char *bytes, size_t len,
                           ltn_diags *diags)
{
    ltn_epub e = {.schemas = s, .diags = diags, .name = diags->file};

    judge(&e, bytes, len);
    ltn_diags_in(diags, NULL);
    ltn_zip_close(e.zip);
    bool failed = e.failed || e.arena.failed;
    ltn_arena_release(&e.arena);
    free(e.refs);
    free(e.ids);
    return failed && ltn_diags_status(diags) == LTN_OK
               ? LTN_ENOMEM
               : ltn_diags_status(diags);
}

const ltn_validator ltn_validator_epub = {
    .name = "epub",
    .title = "EPUB 3.3: container, package, navigation, content, links",
    .sniff = sniff,
    .validate = validate,
};
