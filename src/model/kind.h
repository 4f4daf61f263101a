/* kind.h - the kinds of nodes a document is made of, and their classes.
 *
 * A kind says what a node is; its class (a small enum of its own for the kinds
 * that have one) says which sort of it. Tables indexed by kind live next to
 * who needs them; the facts that everybody needs are in ltn_kinds[].
 */
#ifndef LTN_MODEL_KIND_H
#define LTN_MODEL_KIND_H

#include <stdbool.h>

typedef enum ltn_kind {
    /* Containers: hold blocks. */
    LTN_DOCUMENT,
    LTN_DIVISION,    /* class: ltn_division_class */
    LTN_TURN,        /* what one speaker says: LTN_SPEAKER, then blocks */
    LTN_BLOCK_QUOTE, /* class: ltn_quote_class; set off, or of many blocks */
    LTN_EPIGRAPH,
    LTN_LIST,       /* class: ltn_list_class; holds LTN_ITEM (and a heading) */
    LTN_ITEM,       /* holds blocks or inlines */
    LTN_LINE_GROUP, /* verse: holds LTN_LINE and LTN_LINE_GROUP */
    LTN_TABLE,      /* holds LTN_ROW (and a heading) */
    LTN_ROW,        /* holds LTN_CELL; level 1 = heading row */
    LTN_FIGURE,     /* holds LTN_CAPTION and blocks; props.url = image */
    LTN_FOOTNOTE,   /* class: ltn_note_class; holds blocks or inlines */
    LTN_REFERENCES, /* a reference list: holds headings and LTN_REFERENCE */

    /* Blocks: hold inlines and leaves. */
    LTN_HEADING, /* level 1 to 6; class: ltn_heading_class */
    LTN_PARAGRAPH,
    LTN_LINE, /* of verse */
    LTN_CELL,
    LTN_PREFORMATTED, /* white space counts */
    LTN_DATELINE,
    LTN_BYLINE,
    LTN_SALUTATION,
    LTN_CLOSING,
    LTN_SIGNATURE,
    LTN_SPEAKER, /* the label of a turn: "The President:" */
    LTN_STAGE,   /* "(Applause.)": told, not spoken */
    LTN_CAPTION,
    LTN_FURNITURE, /* class: ltn_furniture_class; in a block: a running head */
    LTN_REFERENCE, /* an entry of a reference list: holds LTN_BIBL_PART */

    /* Inlines: hold inlines and leaves. */
    LTN_CITATION,  /* a source described here; props.family, identifier, ... */
    LTN_MENTION,   /* a back-reference or bare mention: props.family, which is
                      never missing, and target or work */
    LTN_QUOTE,     /* class: ltn_quote_class; level 1 = outermost */
    LTN_NOTE_REF,  /* props.target = key of the note */
    LTN_LINK,      /* props.url */
    LTN_BIBL_PART, /* class: ltn_bibl_class; of a citation or reference */
    LTN_LOCATOR,   /* props.unit, from, to */
    LTN_DATE,      /* props.when */
    LTN_NAME,      /* class: ltn_name_class; props.who */
    LTN_FOREIGN,   /* props.lang */
    LTN_EMPHASIS,  /* class: ltn_emphasis_class */
    LTN_REPORTED,  /* reported speech without marks; props.source */

    /* Leaves. LTN_TEXT holds characters; the others cover white space, control
     * characters or nothing, but for LTN_HYPHEN, which covers a line-end
     * hyphen and the line end after it. */
    LTN_TEXT,
    LTN_LINE_BREAK,
    LTN_PAGE_BREAK, /* props.label = page number */
    LTN_HYPHEN,
    LTN_KINDS
} ltn_kind;

typedef enum ltn_division_class {
    LTN_DIV_SECTION,
    LTN_DIV_SPEECH,
    LTN_DIV_CHAPTER,
    LTN_DIV_PART,
    LTN_DIV_BOOK,
    LTN_DIV_ACT,
    LTN_DIV_SCENE,
    LTN_DIV_LETTER,
    LTN_DIV_DEBATE,
    LTN_DIV_INTERVIEW,
    LTN_DIV_PREFACE,
    LTN_DIV_APPENDIX,
    LTN_DIV_CONTENTS,
    LTN_DIV_NOTES,
    LTN_DIV_FRONT, /* front matter of no special sort */
    LTN_DIV_BACK,  /* back matter of no special sort */
    LTN_DIV_CLASSES
} ltn_division_class;

/* TEI P5 #COHQQ; q when undecided (below the confidence threshold). */
typedef enum ltn_quote_class {
    LTN_Q,
    LTN_Q_QUOTE,    /* words of a source */
    LTN_Q_SAID,     /* direct speech */
    LTN_Q_SOCALLED, /* scare quotes, figurative use */
    LTN_Q_TITLE,    /* a quoted title */
    LTN_Q_TERM,     /* a designation */
    LTN_Q_NAME,     /* a quoted proper name */
    LTN_Q_CLASSES
} ltn_quote_class;

typedef enum ltn_list_class {
    LTN_LIST_BULLETED,
    LTN_LIST_NUMBERED,
    LTN_LIST_LETTERED,
    LTN_LIST_SIMPLE,
    LTN_LIST_CLASSES
} ltn_list_class;

typedef enum ltn_note_class {
    LTN_NOTE_FOOT,
    LTN_NOTE_END,
    LTN_NOTE_MARGIN,
    LTN_NOTE_CLASSES
} ltn_note_class;

typedef enum ltn_heading_class {
    LTN_HEAD_MAIN,
    LTN_HEAD_SUB, /* follows a main heading of the same division */
    LTN_HEAD_CLASSES
} ltn_heading_class;

typedef enum ltn_furniture_class {
    LTN_FW_OTHER,
    LTN_FW_KICKER,     /* a label above or below the title: "Must read" */
    LTN_FW_NAVIGATION, /* links elsewhere: "More articles", breadcrumbs */
    LTN_FW_SHARE,      /* share, subscribe, cookie and comment lines */
    LTN_FW_SPACER,     /* a line of U+00A0 and the like */
    LTN_FW_BYLINE,     /* who published when: not the author's words */
    LTN_FW_NOTICE,     /* "Check against delivery", rights lines */
    LTN_FW_LETTERHEAD,
    LTN_FW_CAPTION,
    LTN_FW_HEADER, /* running head */
    LTN_FW_FOOTER,
    LTN_FW_PAGE_NUMBER,
    LTN_FW_RULE,         /* "* * *", "-----" */
    LTN_FW_FRONT_MATTER, /* a YAML header: metadata, kept in the text */
    LTN_FW_CLASSES
} ltn_furniture_class;

typedef enum ltn_bibl_class {
    LTN_BIBL_AUTHOR,
    LTN_BIBL_EDITOR,
    LTN_BIBL_TITLE,     /* of the work itself, standing alone (level m or u) */
    LTN_BIBL_ARTICLE,   /* of a part: article, chapter (level a) */
    LTN_BIBL_CONTAINER, /* journal or book it is in (level j or m) */
    LTN_BIBL_SERIES,
    LTN_BIBL_DATE, /* props.when */
    LTN_BIBL_PUBLISHER,
    LTN_BIBL_PLACE,
    LTN_BIBL_EDITION,
    LTN_BIBL_IDENTIFIER, /* props.family = doi, isbn, ..., identifier, url */
    LTN_BIBL_URL,
    LTN_BIBL_CLASSES
} ltn_bibl_class;

typedef enum ltn_name_class {
    LTN_NAME_OTHER,
    LTN_NAME_PERSON,
    LTN_NAME_ORGANIZATION,
    LTN_NAME_PLACE,
    LTN_NAME_EVENT,
    LTN_NAME_ROLE,
    LTN_NAME_CLASSES
} ltn_name_class;

typedef enum ltn_emphasis_class {
    LTN_EMPH_ITALIC,
    LTN_EMPH_BOLD,
    LTN_EMPH_UNDERLINE,
    LTN_EMPH_SMALL_CAPS,
    LTN_EMPH_SUPERSCRIPT,
    LTN_EMPH_SUBSCRIPT,
    LTN_EMPH_STRIKE,
    LTN_EMPH_CODE,
    LTN_EMPH_CLASSES
} ltn_emphasis_class;

typedef enum ltn_group {
    LTN_CONTAINERS,
    LTN_BLOCKS,
    LTN_INLINES,
    LTN_LEAVES
} ltn_group;

/* Facts about each kind that do not belong to any format. */
typedef struct ltn_kind_info {
    const char *name; /* "block quote", for people */
    const char *id;   /* what its ids begin with: "p"; NULL: it has no id */
    ltn_group group;
} ltn_kind_info;

extern const ltn_kind_info ltn_kinds[LTN_KINDS];

/* "soCalled": the class of a kind as inspect and JSON show it; NULL when the
 * kind has no classes. cls must be one of its classes. */
const char *ltn_class_name(ltn_kind kind, unsigned cls);

/* How many classes a kind has; 0 when it has none. */
unsigned ltn_class_count(ltn_kind kind);

#endif
