/* What HTML forbids inside of what, which no grammar can say. */

#include "validate/epub/content.h"

#include <string.h>

/* HTML: what may not be inside of what, whatever is between. */
static const struct {
    const char *element;
    const char *inside; /* ancestors it is not allowed in */
} nestings[] = {
    {"a", "a button"},
    {"address", "address"},
    {"audio", "a button"},
    {"button", "a button"},
    {"details", "a button"},
    {"dfn", "dfn"},
    {"embed", "a button"},
    {"footer", "address dt footer header th"},
    {"form", "form"},
    {"header", "address dt footer header th"},
    {"iframe", "a button"},
    {"input", "a button"},
    {"label", "a button label"},
    {"main", "article aside footer header nav"},
    {"meter", "meter"},
    {"progress", "progress"},
    {"select", "a button"},
    {"table", "caption"},
    {"textarea", "a button"},
    {"time", "time"},
    {"video", "a button"},
};

/* Ancestors of interest, for nestings: one bit each. */
static const char *const ancestors[] = {
    "a",        "button",  "address", "dfn",     "footer", "header",  "dt",
    "th",       "form",    "label",   "article", "aside",  "nav",     "meter",
    "progress", "caption", "time",    "video",   "audio",  "picture", "object",
};

unsigned ltn_content_bit(const char *name, size_t len)
{
    for (size_t i = 0; i < sizeof ancestors / sizeof ancestors[0]; i++)
        if (strlen(ancestors[i]) == len && memcmp(ancestors[i], name, len) == 0)
            return 1u << i;
    return 0;
}

static unsigned inside(const ltn_content *c)
{
    return c->frame_count > 0 ? c->frames[c->frame_count - 1].inside : 0;
}

void ltn_content_nesting(ltn_content *c, const ltn_sax_tag *tag, ltn_pos pos)
{
    for (size_t i = 0; i < sizeof nestings / sizeof nestings[0]; i++) {
        const char *list = nestings[i].inside, *word;
        size_t len;
        if (strcmp(nestings[i].element, tag->local) != 0)
            continue;
        while ((word = ltn_epub_word(&list, &len)))
            if (inside(c) & ltn_content_bit(word, len))
                ltn_epub_say(c->e, pos, "RSC-005",
                             "element '%s' is not allowed inside of '%.*s'",
                             tag->local, (int)len, word);
    }
}
