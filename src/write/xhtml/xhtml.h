/* xhtml.h - the content of a document as XHTML, for books and for pages.
 *
 * The same bytes are XHTML and HTML but for what `epub` switches: elements
 * without content have both tags, attributes are quoted. The model may hold any
 * nesting, HTML may not; so each node is put according to where it stands:
 *
 *   in flow        blocks and containers as their own elements (map.c)
 *   in phrasing    ... as span: a paragraph in a line of verse stays valid
 *   in a list, table, row   what is no item, row or cell ends the ul, table
 *                  or gets a cell; it goes on behind
 *   in a note reference     only its characters, as readers with popups ask
 *
 * A node more than LTN_XH_DEPTH levels deep gets no element, only its text, so
 * that every output opens under the 256 levels that XML readers allow.
 * A note inside of a phrase waits for the end of the file (ltn_xh_notes).
 *
 * Text: characters that HTML does not allow in text (#text-content: controls,
 * noncharacters) are shown as their control pictures, U+2400 to U+2421, or as
 * U+FFFD; form feeds and vertical tabs as a space, NEL as a line end.
 */
#ifndef LTN_WRITE_XHTML_XHTML_H
#define LTN_WRITE_XHTML_XHTML_H

#include "model/doc.h"
#include "util/xmlout.h"
#include "write/writer.h"
#include "write/xhtml/words.h"

enum { LTN_XH_DEPTH = 150, LTN_XH_HREF = 64 };

/* What is known of a node before anything is written, by its key. */
typedef struct ltn_xh_fact {
    uint32_t file; /* 1-based: where its id stands; 0: it has no id there */
    uint32_t ref;  /* note: key of the first reference to it */
    bool linked;   /* there is a link inside of it, so it cannot be one */
    bool called;   /* note: a reference to it was made where it is told */
} ltn_xh_fact;

typedef struct ltn_xh_page {
    const ltn_node *node; /* the page break */
    uint32_t file;
} ltn_xh_page;

/* Headings that are open, from the outermost: what each wanted to be. */
typedef struct ltn_xh_levels {
    uint8_t want[LTN_DEPTH_MAX + 8];
    unsigned len;
} ltn_xh_levels;

typedef struct ltn_xh {
    const ltn_doc *doc;
    const ltn_words *words; /* labels in the language of the document */
    ltn_xml xml;            /* where to; set its out before each file */
    bool epub;              /* epub:type, xml:lang */
    bool notes_last;        /* every note waits, not only those in phrases */
    uint32_t file;          /* being written, 1-based */
    ltn_xh_levels levels;   /* of the headings in the file so far */
    bool under_title;       /* every heading is below one already written */
    bool top;               /* the next division is the file's own */
    bool had_references;    /* one landmark a file */
    ltn_xh_fact *facts;     /* keys + 1, in arena */
    const ltn_node *const *waiting; /* notes for the end of the file */
    size_t waiting_len, waiting_cap, waiting_next;
    ltn_xh_page *pages; /* page breaks written so far, in order */
    size_t page_len, page_cap;
    const ltn_node *backlink; /* note whose back-link is still to come */
    ltn_arena arena;
    bool failed; /* without memory */
} ltn_xh;

/* Begins; afterwards give each file's nodes to ltn_xh_claim(). */
void ltn_xh_init(ltn_xh *x, const ltn_doc *doc, bool epub);
void ltn_xh_release(ltn_xh *x);

/* Says that the siblings from `from` up to but not `to` (NULL: to the last) go
 * into file number `file`. */
void ltn_xh_claim(ltn_xh *x, const ltn_node *from, const ltn_node *to,
                  uint32_t file);

/* Writes the siblings from `from` up to but not `to` in flow. */
void ltn_xh_run(ltn_xh *x, const ltn_node *from, const ltn_node *to);

/* Writes the notes that wait, and those inside of them. */
void ltn_xh_notes(ltn_xh *x);

/* A reference to the id of the node with this key ("#n1",
 * "ch003.xhtml#n1"), or NULL when it has none. */
const char *ltn_xh_href(const ltn_xh *x, uint32_t key, char out[LTN_XH_HREF]);

/* The name of file number `file`: "ch003.xhtml". */
const char *ltn_xh_file(uint32_t file, char out[LTN_XH_HREF]);

/* url.c, text.c: */

/* Whether s may stand in href: an absolute http(s) URL or a mail address of
 * the plain sort, so that no reader trips over it. */
bool ltn_xh_is_url(const char *s);
/* ' name="url"' with what is not ASCII percent-encoded. */
void ltn_xh_attr_url(ltn_xml *x, const char *name, const char *url);
/* The well-formed part of a language tag (BCP 47), or "und". */
const char *ltn_xh_lang(const char *tag, char out[36]);
/* Whether the language is written from right to left. */
bool ltn_xh_rtl(const char *tag);
/* "lang", "xml:lang", "dir" of an element in language `tag`. */
void ltn_xh_attr_lang(ltn_xh *x, const char *tag);
/* Whether the document is in the language with this primary subtag. */
bool ltn_xh_speaks(const ltn_xh *x, const char *primary);
/* <name>text</name> with one of our words (x->words), and its language where
 * it is not the document's: WCAG 3.1.2. */
void ltn_xh_put_word(ltn_xh *x, const char *name, const char *text);
/* The attributes of that alone. */
void ltn_xh_attr_word(ltn_xh *x);
/* An address as text that may be broken where typesetters break it. */
void ltn_xh_address(ltn_xml *x, const char *s, size_t len);
/* A link to an address, shown as it is. */
void ltn_xh_put_url(ltn_xh *x, const char *url);
/* "longer" or "longest" of a heading that is set smaller; else NULL. */
const char *ltn_xh_size_class(const char *s, size_t len);
/* Character data of the document. */
void ltn_xh_text(ltn_xml *x, const char *s, size_t len);
/* Whether s is YYYY, YYYY-MM or YYYY-MM-DD (W3CDTF, HTML dates). */
bool ltn_xh_is_date(const char *s);

/* outline.c: what the table of contents holds. */

typedef struct ltn_xh_entry {
    const ltn_node *heading; /* or, of a division without one, NULL */
    unsigned depth;          /* 1 = outermost; at most one more than before */
    uint32_t file;
} ltn_xh_entry;

typedef struct ltn_xh_outline {
    ltn_xh_entry *at; /* in the arena of the ltn_xh */
    size_t len;
} ltn_xh_outline;

/* The headings of the divisions, in order. */
ltn_xh_outline ltn_xh_outline_of(ltn_xh *x);

/* Appends the words of a heading with those of its subheadings, on one line,
 * not escaped. */
void ltn_xh_label(const ltn_doc *doc, const ltn_node *heading, ltn_buf *out);

/* The level, from 1, of the next heading, which wants to be at `want`: one more
 * than the last that wanted less, so that no level is ever left out. */
unsigned ltn_xh_nest(ltn_xh_levels *l, unsigned want);

/* The number of nodes round n. */
unsigned ltn_xh_depth(const ltn_node *n);

/* The number of levels of division round n. */
unsigned ltn_xh_divisions(const ltn_node *n);

/* Whether the heading follows another one at once: a subtitle of it. */
bool ltn_xh_is_subheading(const ltn_node *n);

/* Nested ol of links to the entries. */
void ltn_xh_put_outline(ltn_xh *x, const ltn_xh_outline *o);

/* matter.c: what the document does not say itself. */

/* The title to show, never empty: given, or the first heading, or the stem. */
const char *ltn_xh_title(ltn_xh *x);
/* Who the text is by: authors, else speakers; the first value or NULL. */
const ltn_meta_value *ltn_xh_creator(const ltn_xh *x);
/* The title, who, when and where, as in a title page; a heading of level 1. */
void ltn_xh_put_title(ltn_xh *x);
/* Works cited, with links to them and back; nothing when there are none. */
bool ltn_xh_has_works(const ltn_xh *x);
void ltn_xh_put_works(ltn_xh *x);
/* A reference to the index-th work (from 1) in the list, or NULL. */
const char *ltn_xh_work_href(const ltn_xh *x, uint32_t index,
                             char out[LTN_XH_HREF]);

/* colophon.c: the source, this edition, what is known and what was marked, each
 * with who says so; its headings are of this level. */
void ltn_xh_put_colophon(ltn_xh *x, const ltn_write_options *options,
                         unsigned level);

#endif
