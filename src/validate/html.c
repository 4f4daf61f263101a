/* HTML pages that are XML too, as ours are: the grammar of content documents,
 * ids, what may be in what, and links within the page. HTML that is no XML is
 * refused with a message that says so: half a judgement would be none. */

#include "validate/epub/content.h"

#include <stdlib.h>
#include <string.h>

/* Whether s begins with `with`, letters of either case taken for equal. */
static bool starts(const char *s, size_t len, const char *with)
{
    size_t n = strlen(with);

    for (size_t i = 0; i < n; i++)
        if (i >= len || (s[i] | 32) != (with[i] | 32))
            return false;
    return true;
}

static unsigned sniff(const char *bytes, size_t len)
{
    while (len > 0 && (unsigned char)*bytes <= ' ') {
        bytes++;
        len--;
    }
    return starts(bytes, len, "<!doctype html") ? 90
           : starts(bytes, len, "<html")        ? 80
                                                : 0;
}

/* "#id" must be there; what leads elsewhere is not ours to follow. */
static void check_fragments(ltn_epub *e, ltn_content *c)
{
    for (size_t i = 0; i < e->ref_count; i++) {
        const char *url = e->refs[i].url;
        if (url[0] == '#' && url[1] && !ltn_content_has_id(c, url + 1))
            ltn_epub_say(e, e->refs[i].pos, "RSC-012",
                         "no element has the id '%s'", url + 1);
        ltn_url u = ltn_epub_resolve(e, "page.html", url);
        if (u.bad)
            ltn_epub_say(e, e->refs[i].pos, "RSC-020",
                         "'%s' is not a valid URL", url);
    }
}

/* EPUBCheck's IDs mean nothing here. */
static void pass_on(ltn_diags *out, const ltn_diags *found)
{
    static const struct {
        const char *id, *code;
    } codes[] = {
        {"RSC-016", "html.syntax"}, {"RSC-012", "html.fragment"},
        {"RSC-020", "html.url"},    {"HTM-004", "html.doctype"},
        {"OPF-092", "html.lang"},   {"rng.schema", "rng.schema"},
    };

    for (const ltn_diag *d = found->first; d; d = d->next) {
        const char *code = "html.content";
        for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
            if (strcmp(d->code, codes[i].id) == 0)
                code = codes[i].code;
        ltn_diag_add(out, d->severity, d->pos, code, "%s", d->text);
    }
}

static void judge(ltn_epub *e, const char *bytes, size_t len)
{
    ltn_content c = {.e = e, .path = "page.html"};

    if (!ltn_epub_grammar(e, "schemas/epub/content.rnc", bytes, len))
        return;
    ltn_content_look(&c, bytes, len);
    check_fragments(e, &c);
    ltn_content_release(&c);
}

static ltn_status validate(ltn_schemas *s, const char *bytes, size_t len,
                           ltn_diags *diags)
{
    ltn_diags found;
    ltn_epub e = {.schemas = s, .diags = &found, .name = "page"};

    ltn_diags_init(&found, "page");
    judge(&e, bytes, len);
    pass_on(diags, &found);
    ltn_diags_release(&found);
    ltn_arena_release(&e.arena);
    free(e.refs);
    free(e.ids);
    return e.failed ? LTN_ENOMEM : ltn_diags_status(diags);
}

const ltn_validator ltn_validator_html = {
    .name = "html",
    .title = "HTML in XML syntax: elements, attributes, ids, links",
    .sniff = sniff,
    .validate = validate,
};
