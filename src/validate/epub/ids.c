/* Ids of one document: each once, and there when it is referred to. */

#include "validate/epub/content.h"

#include <stdlib.h>
#include <string.h>

static void add(ltn_content *c, ltn_content_id **at, size_t *count, size_t *cap,
                const ltn_content_id *id)
{
    if (*count == *cap) {
        size_t more = *cap ? 2 * *cap : 64;
        ltn_content_id *p = realloc(*at, more * sizeof *p);
        if (!p) {
            c->e->failed = true;
            return;
        }
        *at = p;
        *cap = more;
    }
    (*at)[(*count)++] = *id;
}

void ltn_content_add_id(ltn_content *c, const ltn_sax_tag *tag, const char *id,
                        ltn_pos pos)
{
    static const char symbols[] = "symbol clipPath linearGradient mask marker "
                                  "pattern radialGradient filter";
    bool symbol = tag->uri && strcmp(tag->uri, LTN_NS_SVG) == 0 &&
                  ltn_epub_has_word(symbols, tag->local);

    add(c, &c->ids, &c->id_count, &c->id_cap, &(ltn_content_id){id, pos});
    ltn_epub_add_id(c->e, c->path, id, c->order, symbol);
}

void ltn_content_add_idref(ltn_content *c, const char *id, ltn_pos pos)
{
    add(c, &c->idrefs, &c->idref_count, &c->idref_cap,
        &(ltn_content_id){id, pos});
}

static int by_id(const void *a, const void *b)
{
    const ltn_content_id *x = a, *y = b;

    return strcmp(x->id, y->id);
}

bool ltn_content_has_id(const ltn_content *c, const char *id)
{
    ltn_content_id key = {.id = id};

    return c->id_count > 0 &&
           bsearch(&key, c->ids, c->id_count, sizeof key, by_id);
}

void ltn_content_check_ids(ltn_content *c)
{
    if (c->id_count > 1)
        qsort(c->ids, c->id_count, sizeof *c->ids, by_id);
    for (size_t i = 1; i < c->id_count; i++)
        if (strcmp(c->ids[i].id, c->ids[i - 1].id) == 0)
            ltn_epub_say(c->e, c->ids[i].pos, "RSC-005", "duplicate id '%s'",
                         c->ids[i].id);
    for (size_t i = 0; i < c->idref_count; i++)
        if (!ltn_content_has_id(c, c->idrefs[i].id))
            ltn_epub_say(c->e, c->idrefs[i].pos, "RSC-005",
                         "no element has the id '%s'", c->idrefs[i].id);
}
