/* The cover, drawn from the metadata: an SVG image, and the page it is on. */

#include "util/utf8.h"
#include "write/epub/book.h"

#include <stdio.h>
#include <string.h>

enum { WIDTH = 1200, HEIGHT = 1800, MEASURE = 900, LINES_MAX = 14 };

typedef struct colours {
    const char *ground, *ink, *accent;
} colours;

/* Paper, print and rule: contrast of ink on ground over 7:1 each. */
static const colours palette[] = {
    {"#1f2f3f", "#f5efe0", "#c9a86a"}, {"#f4eddc", "#2b2420", "#8a2f2a"},
    {"#3a1f26", "#f6ecdf", "#d0a46c"}, {"#20372d", "#f3eedd", "#b9a25e"},
    {"#eef0ea", "#1d2b33", "#3a6a6f"}, {"#2c2a33", "#f2ece2", "#b98f8f"},
    {"#f7f1e6", "#22303c", "#a5642a"}, {"#14303a", "#f4efe4", "#8fb2ac"},
};

/* The same book has the same colours. */
static const colours *colours_of(const ltn_book *b)
{
    unsigned sum = 0;

    for (const char *s = b->id; *s; s++)
        sum = sum * 31 + (unsigned char)*s;
    return &palette[sum % (sizeof palette / sizeof palette[0])];
}

/* About how wide a character is in a serif of medium width, in 1/1000 em. */
static unsigned width_of(uint32_t c)
{
    if (c >= 0x1100 && (c <= 0x11FF || (c >= 0x2E80 && c <= 0xFFDC) ||
                        (c >= 0x20000 && c <= 0x3FFFF)))
        return 1000;
    if (c < 0x80 && strchr("ijl.,:;'|!()[]I", (int)c))
        return 310;
    if (c == ' ')
        return 260;
    if (c == 'm' || c == 'w' || c == 'M' || c == 'W')
        return 850;
    return (c >= 'A' && c <= 'Z') || (c >= 0x410 && c <= 0x42F) ? 700 : 520;
}

static bool breaks_after(uint32_t c)
{
    return c == ' ' || c == '-' || c == '/' || c == 0x2013 || c == 0x2014 ||
           width_of(c) == 1000;
}

typedef struct lines {
    const char *start[LINES_MAX], *end[LINES_MAX];
    size_t len;
    bool more; /* there was no room for all */
} lines;

static void add_line(lines *l, const char *s, const char *end)
{
    while (s < end && *s == ' ')
        s++;
    while (end > s && end[-1] == ' ')
        end--;
    if (s == end)
        return;
    if (l->len == LINES_MAX) {
        l->more = true;
        return;
    }
    l->start[l->len] = s;
    l->end[l->len++] = end;
}

/* Breaks s into lines of at most `most` 1/1000 em. */
static void wrap(lines *l, const char *s, unsigned most)
{
    const char *end = s + strlen(s), *from = s, *space = NULL;
    unsigned wide = 0, since = 0;

    *l = (lines){0};
    while (s < end) {
        const char *at = s;
        uint32_t c = ltn_utf8_next(&s, end);
        unsigned w = width_of(c);
        if (wide + w > most && c != ' ') {
            const char *cut = space ? space : at;
            add_line(l, from, cut);
            from = cut;
            wide = space ? since : 0;
            space = NULL;
        }
        wide += w;
        since += w;
        if (breaks_after(c)) {
            space = s;
            since = 0;
        }
    }
    add_line(l, from, end);
}

/* The width of the longest line that a balanced setting has. */
static void wrap_evenly(lines *l, const char *s, unsigned most)
{
    lines trial;

    wrap(l, s, most);
    for (unsigned w = most - 500; w > most / 2; w -= 500) {
        wrap(&trial, s, w);
        if (trial.len > l->len || trial.more)
            break;
        *l = trial;
    }
}

/* The largest size at which the title keeps to so many lines. */
static unsigned title_size(const char *title, lines *l)
{
    static const struct {
        unsigned size;
        size_t lines;
    } steps[] = {{132, 3}, {112, 4}, {96, 5}, {80, 6}, {68, 8}, {56, 10}};

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        wrap_evenly(l, title, MEASURE * 1000 / steps[i].size);
        if (l->len <= steps[i].lines && !l->more)
            return steps[i].size;
    }
    wrap(l, title, MEASURE * 1000 / 46);
    return 46;
}

typedef struct pen {
    ltn_book *b;
    const colours *c;
    unsigned y;
} pen;

static void put_line(pen *p, unsigned size, const char *s, const char *end,
                     const char *style)
{
    ltn_xml *x = &p->b->x.xml;

    ltn_xml_start(x, "text");
    ltn_xml_attr_u(x, "x", WIDTH / 2);
    ltn_xml_attr_u(x, "y", p->y);
    ltn_xml_attr_u(x, "font-size", size);
    ltn_buf_puts(x->out, style); /* attributes: the tag is still open */
    ltn_xh_text(x, s, (size_t)(end - s));
    ltn_xml_close(x, "text");
    ltn_buf_putc(x->out, '\n');
}

static const char ellipsis[] = "\xE2\x80\xA6";

/* Lines under each other, the first at p->y. */
static void put_lines(pen *p, const lines *l, unsigned size, const char *style)
{
    for (size_t i = 0; i < l->len; i++) {
        bool last = l->more && i + 1 == l->len;
        put_line(p, size, l->start[i], l->end[i], style);
        p->y += size * 125 / 100;
        if (last) {
            put_line(p, size, ellipsis, ellipsis + 3, style);
            p->y += size;
        }
    }
}

static void put_ground(pen *p)
{
    ltn_xml *x = &p->b->x.xml;

    ltn_xml_raw(x, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    ltn_xml_start(x, "svg");
    ltn_xml_attr(x, "xmlns", "http://www.w3.org/2000/svg");
    ltn_xml_attr(x, "viewBox", "0 0 1200 1800");
    ltn_xml_attr_u(x, "width", WIDTH);
    ltn_xml_attr_u(x, "height", HEIGHT);
    ltn_xml_attr(x, "xml:lang", p->b->lang);
    ltn_xml_raw(x, "\n<title>");
    ltn_xh_text(x, p->b->title, strlen(p->b->title));
    ltn_xml_raw(x, "</title>\n");
    ltn_buf_printf(x->out,
                   "<rect width=\"1200\" height=\"1800\" fill=\"%s\"/>\n"
                   "<g fill=\"none\" stroke=\"%s\">\n"
                   "<rect x=\"56\" y=\"56\" width=\"1088\" height=\"1688\" "
                   "stroke-width=\"6\"/>\n"
                   "<rect x=\"74\" y=\"74\" width=\"1052\" height=\"1652\" "
                   "stroke-width=\"2\"/>\n</g>\n",
                   p->c->ground, p->c->accent);
    ltn_buf_printf(x->out,
                   "<g fill=\"%s\" text-anchor=\"middle\" font-family=\""
                   "'Iowan Old Style', Palatino, 'Palatino Linotype', "
                   "'Book Antiqua', 'Source Serif 4', Georgia, 'Noto Serif', "
                   "serif\">\n",
                   p->c->ink);
}

/* Who wrote it, above the title. */
static void put_author(pen *p)
{
    lines l;

    p->y = 250;
    for (const ltn_meta_value *v = ltn_xh_creator(&p->b->x); v && p->y < 480;
         v = ltn_meta_more(v)) {
        wrap_evenly(&l, v->text, MEASURE * 1000 / 58);
        put_lines(p, &l, 54, " letter-spacing=\"2\"");
    }
}

/* A rule with a lozenge, as printers set between parts of a title. */
static void put_ornament(pen *p, unsigned y)
{
    ltn_buf_printf(p->b->x.xml.out,
                   "<path d=\"M420 %u H570 M630 %u H780\" stroke=\"%s\" "
                   "stroke-width=\"3\"/>\n"
                   "<path d=\"M600 %u L618 %u L600 %u L582 %u Z\" "
                   "fill=\"%s\"/>\n",
                   y, y, p->c->accent, y - 18, y, y + 18, y, p->c->accent);
}

static void put_title(pen *p)
{
    lines l, sub = {0};
    unsigned size = title_size(p->b->title, &l);
    const char *subtitle =
        ltn_meta_text(&p->b->doc->meta, LTN_META_SUBTITLE, NULL);
    unsigned high = (unsigned)l.len * size * 125 / 100;

    p->y = 820 - high / 2 + size;
    if (p->y < 560 + size)
        p->y = 560 + size;
    put_ornament(p, p->y - size - 70);
    put_lines(p, &l, size, "");
    if (subtitle) {
        p->y += 10;
        wrap_evenly(&sub, subtitle, MEASURE * 1000 / 50);
        sub.len = sub.len > 4 ? 4 : sub.len;
        put_lines(p, &sub, 48, " font-style=\"italic\"");
    }
}

/* Occasion, place and date, or who publishes it, at the foot. */
static void put_foot(pen *p)
{
    static const ltn_meta_key keys[] = {LTN_META_EVENT, LTN_META_PLACE,
                                        LTN_META_DATE, LTN_META_PUBLISHER};
    const char *text[4];
    size_t n = 0;
    lines l;

    for (size_t i = 0; i < 4; i++) {
        const char *s = ltn_meta_text(&p->b->doc->meta, keys[i], NULL);
        if (s && strlen(s) < 70)
            text[n++] = s;
    }
    p->y = 1650 - (unsigned)n * 52;
    if (n > 0)
        put_ornament(p, p->y - 90);
    for (size_t i = 0; i < n; i++) {
        wrap(&l, text[i], MEASURE * 1000 / 40);
        l.len = l.len > 1 ? 1 : l.len;
        put_lines(p, &l, 40, " letter-spacing=\"1\"");
    }
}

static void put_svg(ltn_book *b)
{
    pen p = {.b = b, .c = colours_of(b)};

    ltn_book_open(b, "EPUB/cover.svg");
    put_ground(&p);
    put_author(&p);
    put_title(&p);
    put_foot(&p);
    ltn_xml_raw(&b->x.xml, "</g>\n</svg>\n");
    ltn_book_close(b);
}

static void put_page(ltn_book *b)
{
    ltn_xml *x = &b->x.xml;
    const char *cover = b->x.words->cover;
    char alt[600];

    snprintf(alt, sizeof alt, "%s: %s", cover, b->title);
    alt[ltn_utf8_check(alt, strlen(alt))] = '\0';
    ltn_book_open(b, "EPUB/cover.xhtml");
    ltn_book_head(b, cover);
    ltn_xml_raw(x, "<body class=\"cover\">\n<section epub:type=\"cover\">\n");
    ltn_xml_start(x, "img");
    ltn_xml_attr(x, "src", "cover.svg");
    ltn_xml_attr(x, "alt", alt);
    ltn_xml_attr(x, "role", "doc-cover");
    ltn_xml_end(x, "img");
    ltn_xml_raw(x, "\n</section>\n");
    ltn_book_foot(b);
    ltn_book_close(b);
}

void ltn_book_cover(ltn_book *b)
{
    put_svg(b);
    put_page(b);
}
