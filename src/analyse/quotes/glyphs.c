#include "analyse/quotes/quotes.h"

#include "util/resources.h"
#include "util/utf8.h"

#include <string.h>

static size_t home(uint32_t c, bool twice)
{
    uint32_t h = (c ^ (uint32_t)twice << 20) * 2654435761u;

    return (h >> 16) % LTN_GLYPH_SLOTS;
}

int ltn_quote_glyph(const ltn_quote_table *t, uint32_t c, bool twice)
{
    for (size_t i = home(c, twice); t->slot[i]; i = (i + 1) % LTN_GLYPH_SLOTS) {
        const ltn_glyph *g = &t->glyph[t->slot[i] - 1];
        if (g->c == c && g->twice == twice)
            return t->slot[i] - 1;
    }
    return -1;
}

/* The index of the mark, new or old. */
static uint8_t intern(ltn_quote_table *t, uint32_t c, bool twice)
{
    int known = ltn_quote_glyph(t, c, twice);
    char bytes[4];

    if (known >= 0)
        return (uint8_t)known;
    if (t->glyphs == LTN_GLYPHS_MAX)
        return 0;
    size_t i = home(c, twice);
    while (t->slot[i])
        i = (i + 1) % LTN_GLYPH_SLOTS;
    t->slot[i] = (uint8_t)(t->glyphs + 1);
    ltn_utf8_put(bytes, c);
    t->lead[(unsigned char)bytes[0]] = true;
    t->glyph[t->glyphs] = (ltn_glyph){
        .c = c,
        .twice = twice,
        .apostrophe = !twice && (c == '\'' || c == '`' || c == 0xB4 ||
                                 c == 0x2018 || c == 0x2019),
    };
    return (uint8_t)t->glyphs++;
}

static uint8_t glyph_of(ltn_quote_table *t, const char *s, size_t len)
{
    const char *at = s, *end = s + len;
    uint32_t c = ltn_utf8_next(&at, end);

    return intern(t, c, at < end);
}

static void add_pair(ltn_quote_table *t, unsigned open, unsigned close)
{
    t->pair[open] |= (uint64_t)1 << close;
    t->glyph[open].opens = true;
    t->glyph[close].closes = true;
}

static void add_style(ltn_quote_table *t, const char *line, size_t len)
{
    const char *end = line + len;
    ltn_quote_style s = {0};
    size_t n;

    s.name = ltn_data_field(&line, end, &n);
    s.name_len = (uint32_t)n;
    for (int i = 0; i < 4; i++) {
        const char *mark = ltn_data_field(&line, end, &n);
        s.glyph[i] = mark && n > 0 ? glyph_of(t, mark, n) : 0;
    }
    s.langs = ltn_data_field(&line, end, &n);
    s.langs_len = s.langs ? (uint32_t)n : 0;
    add_pair(t, s.glyph[0], s.glyph[1]);
    add_pair(t, s.glyph[2], s.glyph[3]);
    t->style[t->styles++] = s;
}

void ltn_quote_table_load(ltn_quote_table *t)
{
    const ltn_resource *r = ltn_resource_find("src/analyse/quotes/styles.tsv");
    const char *at = r ? r->data : NULL, *line;
    size_t len;

    memset(t, 0, sizeof *t);
    while (r && t->styles < LTN_STYLES_MAX &&
           (line = ltn_data_line(&at, r->end, &len)))
        add_style(t, line, len);
}

const ltn_quote_style *ltn_quote_style_find(const ltn_quote_table *t,
                                            const char *name)
{
    size_t len = strlen(name);

    for (unsigned i = 0; i < t->styles; i++)
        if (t->style[i].name_len == len &&
            memcmp(t->style[i].name, name, len) == 0)
            return &t->style[i];
    return NULL;
}
