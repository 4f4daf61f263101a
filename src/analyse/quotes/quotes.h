/* quotes.h - finding quotations: what the files of this folder share.
 *
 * From text to quotations in four steps, each linear:
 *   scan.c        where quotation marks stand, and between what (ltn_qmark)
 *   convention.c  which marks this document opens and closes with
 *   match.c       the cheapest reading of the marks of each paragraph
 *   dialogue.c    speech that a dash opens, and what interrupts it
 * Then view.c and classes.c tell what kind of thing each quotation is.
 * Costs are in tenths of a bit: 10 is one halving of the odds.
 */
#ifndef LTN_ANALYSE_QUOTES_QUOTES_H
#define LTN_ANALYSE_QUOTES_QUOTES_H

#include "analyse/analyse.h"
#include "analyse/words.h"

enum {
    LTN_GLYPHS_MAX = 64, /* bits of a word; the table has about 40 */
    LTN_STYLES_MAX = 80,
    LTN_GLYPH_SLOTS = 256
};

/* A quotation mark: a character, or the same one twice (``). */
typedef struct ltn_glyph {
    uint32_t c;         /* the character */
    bool twice;         /* stands for two of them */
    bool apostrophe;    /* also used as one, or as a prime: ' ’ ‘ ` ´ */
    bool opens, closes; /* in some style */
} ltn_glyph;

typedef struct ltn_quote_style {
    const char *name;
    uint32_t name_len;
    uint8_t glyph[4]; /* outer opening and closing, inner opening, closing */
    const char *langs;
    uint32_t langs_len;
} ltn_quote_style;

/* styles.tsv, read. */
typedef struct ltn_quote_table {
    ltn_glyph glyph[LTN_GLYPHS_MAX];
    unsigned glyphs;
    ltn_quote_style style[LTN_STYLES_MAX];
    unsigned styles;
    uint64_t pair[LTN_GLYPHS_MAX]; /* of an opening mark: what closes it */
    bool lead[256];                /* first bytes of marks */
    uint8_t slot[LTN_GLYPH_SLOTS]; /* by hash of c: index + 1, 0: free */
} ltn_quote_table;

void ltn_quote_table_load(ltn_quote_table *t);

/* The index of the mark, or -1. */
int ltn_quote_glyph(const ltn_quote_table *t, uint32_t c, bool twice);

/* The style of that name, or NULL. */
const ltn_quote_style *ltn_quote_style_find(const ltn_quote_table *t,
                                            const char *name);

/* What stands beside a mark. White space means layout or a word space; a
 * no-break space belongs to its mark and is looked through. */
typedef enum ltn_edge {
    LTN_EDGE_END, /* the paragraph ends here */
    LTN_EDGE_SPACE,
    LTN_EDGE_OPEN, /* ( [ { */
    LTN_EDGE_STOP, /* . , ; : ! ? ) ] } */
    LTN_EDGE_DOTS, /* an ellipsis or a full stop that may begin text */
    LTN_EDGE_DASH,
    LTN_EDGE_LETTER,
    LTN_EDGE_DIGIT,
    LTN_EDGE_WIDE, /* a letter of a script without word spaces */
    LTN_EDGE_MARK, /* another quotation mark */
    LTN_EDGE_OTHER,
    LTN_EDGES
} ltn_edge;

typedef struct ltn_qmark {
    uint32_t at;         /* byte in the text */
    uint8_t len;         /* bytes */
    uint8_t glyph;       /* index in the table */
    uint8_t left, right; /* ltn_edge */
    uint8_t plain;       /* cost of its being no quotation mark at all */
    uint8_t quote;       /* cost of its being one */
} ltn_qmark;

/* A block whose text is read on its own. */
typedef struct ltn_qrun {
    uint32_t start, end;  /* bytes in the text */
    uint32_t mark, marks; /* the first of its marks, and how many */
    uint8_t kind;         /* of the block */
    bool joined;          /* the line of a verse after another one */
    uint8_t dash;         /* bytes of a dash that opens it; else 0 */
    uint32_t speech;      /* then: where the words after it begin */
} ltn_qrun;

typedef struct ltn_qscan {
    ltn_qmark *mark;
    size_t marks, mark_cap;
    ltn_qrun *run;
    size_t runs, run_cap;
    bool failed; /* no memory */
} ltn_qscan;

/* Finds the runs and the marks of a document. words: of its language. Only
 * marks of `only` count when it is not NULL. */
void ltn_quote_scan(ltn_qscan *out, const ltn_doc *doc,
                    const ltn_quote_table *t, const ltn_quote_style *only,
                    const ltn_words *words);
void ltn_quote_scan_release(ltn_qscan *s);

/* What the document does with its marks. */
typedef struct ltn_convention {
    const ltn_quote_style *style; /* that fits best; NULL: no marks */
    const ltn_quote_style *also;  /* that is used besides; or NULL */
    uint8_t opening[LTN_GLYPHS_MAX], closing[LTN_GLYPHS_MAX]; /* costs */
    uint8_t pair[LTN_GLYPHS_MAX][LTN_GLYPHS_MAX]; /* [opening][closing] */
    uint8_t trailing[LTN_GLYPHS_MAX]; /* cost of an apostrophe after a word */
    bool spaced[LTN_GLYPHS_MAX];      /* a space stands inside of the mark */
    bool nests[LTN_GLYPHS_MAX];       /* a mark opens within one of its own */
    bool leads[LTN_GLYPHS_MAX];       /* paragraphs often begin with it */
    bool same_inside;               /* ’ opens and closes within the style */
    unsigned percent, also_percent; /* how sure of style, of also */
    unsigned opens, closes;         /* how many marks spoke for style */
    bool dashes;                    /* a dash opens speech */
    unsigned dash_runs;             /* how many paragraphs it opens */
} ltn_convention;

/* What a convention is decided for. */
typedef struct ltn_quote_task {
    const char *text;              /* of the document */
    const char *lang;              /* BCP 47 */
    const ltn_words *cues;         /* of it, see cues.h */
    const ltn_quote_style *forced; /* what the user asked for, or NULL */
} ltn_quote_task;

/* False: no memory. */
bool ltn_quote_decide(ltn_convention *c, const ltn_quote_table *t,
                      const ltn_qscan *s, const ltn_quote_task *task);

/* A quotation, or the part of one that lies in one block. */
typedef struct ltn_qspan {
    uint32_t start, end; /* bytes, marks inside */
    uint8_t level;       /* 1 = outermost */
    uint8_t percent;
    bool open;  /* not closed: runs to the end of its block */
    bool again; /* goes on from the one before it of this level */
    const char *rule;
} ltn_qspan;

typedef struct ltn_qspans {
    ltn_qspan *at;
    size_t len, cap;
    bool failed;
} ltn_qspans;

void ltn_quote_span(ltn_qspans *out, const ltn_qspan *s);

/* Reads the marks of every run of s; text is that of the document. */
void ltn_quote_match(const ltn_quote_table *t, const ltn_convention *c,
                     const char *text, const ltn_qscan *s, ltn_qspans *out);

/* Adds the speech that dashes open, and cuts speech where the narrator breaks
 * in; cues: of the language (quotes/cues.h). in -> out, in order. */
void ltn_quote_dialogue(const char *text, const ltn_qscan *scan,
                        const ltn_convention *conv, const ltn_words *cues,
                        const ltn_qspans *in, ltn_qspans *out);

#endif
