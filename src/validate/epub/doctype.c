/* External identifiers in a DOCTYPE: EPUB 3.3 #app-identifiers-allowed. */

#include "validate/epub/epub.h"

#include <string.h>

bool ltn_epub_allows(const char *type, const char *public_id,
                     const char *system_id)
{
    static const struct {
        const char *type, *public_id, *system_id;
    } allowed[] = {
        {"image/svg+xml", "-//W3C//DTD SVG 1.1//EN",
         "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"},
        {"application/mathml+xml", "-//W3C//DTD MathML 3.0//EN",
         "http://www.w3.org/Math/DTD/mathml3/mathml3.dtd"},
        {"application/x-dtbncx+xml", "-//NISO//DTD ncx 2005-1//EN",
         "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"},
    };

    if (!public_id && !system_id)
        return true;
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++)
        if (strncmp(type, allowed[i].type, strlen(allowed[i].type)) == 0)
            return public_id && system_id &&
                   strcmp(public_id, allowed[i].public_id) == 0 &&
                   strcmp(system_id, allowed[i].system_id) == 0;
    return false;
}

typedef struct doctype {
    ltn_epub *e;
    const char *type;
} doctype;

static void on_doctype(void *context, ltn_sax *x, const char *name,
                       const char *public_id, const char *system_id)
{
    const doctype *d = context;

    (void)name;
    if (!ltn_epub_allows(d->type, public_id, system_id))
        ltn_epub_say(d->e, ltn_sax_pos(x), "OPF-073",
                     "an external identifier in the DOCTYPE");
}

/* The DOCTYPE comes before any element. */
static void on_start(void *context, ltn_sax *x, const ltn_sax_tag *tag)
{
    (void)context;
    (void)tag;
    ltn_sax_stop(x);
}

void ltn_epub_doctype(ltn_epub *e, const ltn_epub_item *item, const char *bytes,
                      size_t len)
{
    static const ltn_sax_handler handler = {.start = on_start,
                                            .doctype = on_doctype};
    doctype d = {e, item->type};
    ltn_diags scratch;

    ltn_diags_init(&scratch, item->path);
    ltn_sax_parse(&handler, &d, bytes, len, &scratch);
    ltn_diags_release(&scratch);
}
