#include "write/tei/ways.h"

#define IS(level)  (UINT64_C(1) << LTN_IS_##level)
#define KIND(kind) (UINT64_C(1) << LTN_##kind)

/* Levels that come together. */
#define GLOBAL     (IS(MILESTONE) | IS(GLOBAL))
#define RUNNING    (IS(TEXT) | IS(PHRASE) | IS(INLINE_Q) | IS(Q) | GLOBAL)
#define ATTRIBUTED (IS(INLINE_QUOTE) | IS(INLINE_SAID) | IS(QUOTE) | IS(SAID))
#define INTER                                                                  \
    (IS(INLINE_BIBL) | IS(BIBL) | IS(LIST_BIBL) | IS(LIST) | IS(STAGE))
#define COMMON                                                                 \
    (IS(P) | IS(SP) | IS(QUOTE) | IS(SAID) | IS(Q) | IS(LIST) | IS(VERSE) |    \
     IS(STAGE) | IS(BIBL) | IS(LIST_BIBL))

/* TEI P5 #ST: what each context holds; here in any state, ... */
static const uint64_t always[LTN_IN_CONTEXTS] = {
    [LTN_IN_DIV] = GLOBAL,
    [LTN_IN_FRONT] = IS(DIV) | GLOBAL,
    [LTN_IN_SP] = IS(P) | IS(QUOTE) | IS(SAID) | IS(LIST) | IS(VERSE) |
                  IS(STAGE) | GLOBAL,
    [LTN_IN_LIST] = IS(ITEM) | GLOBAL,
    [LTN_IN_TABLE] = IS(ROW) | GLOBAL,
    [LTN_IN_ROW] = IS(CELL),
    [LTN_IN_LG] = IS(VERSE) | IS(STAGE) | GLOBAL,
    [LTN_IN_FIGURE] = COMMON | GLOBAL | IS(HEAD) | IS(CAPTION),
    [LTN_IN_EPIGRAPH] = COMMON | GLOBAL,
    [LTN_IN_LIST_BIBL] = IS(BIBL) | IS(LIST_BIBL) | IS(MILESTONE),
    [LTN_IN_CIT] = IS(TEXT) | IS(INLINE_QUOTE) | IS(INLINE_SAID) |
                   IS(INLINE_Q) | IS(INLINE_BIBL),
    [LTN_IN_OPENER] = IS(TEXT) | IS(PHRASE) | IS(INLINE_Q) | IS(Q) | GLOBAL |
                      IS(DATELINE) | IS(SALUTE) | IS(SIGNED) | IS(BYLINE),
    [LTN_IN_CLOSER] = IS(TEXT) | IS(PHRASE) | IS(INLINE_Q) | IS(Q) | GLOBAL |
                      IS(DATELINE) | IS(SALUTE) | IS(SIGNED) | IS(CLOSING),
    [LTN_IN_SPECIAL] =
        RUNNING | ATTRIBUTED | INTER | IS(VERSE) | IS(P) | IS(SP),
    [LTN_IN_PARA] = RUNNING | ATTRIBUTED | INTER | IS(VERSE),
    [LTN_IN_LINE] = RUNNING | ATTRIBUTED | INTER,
    [LTN_IN_PHRASE] = RUNNING | ATTRIBUTED,
    [LTN_IN_DATE] = RUNNING,
    [LTN_IN_BIBL] = RUNNING | IS(INLINE_QUOTE) | IS(QUOTE) | IS(INLINE_BIBL) |
                    IS(BIBL) | IS(BIBL_PART),
    [LTN_IN_IDNO] = IS(TEXT),
};

/* ... here only in some. A closer is for body.c to allow: it must be last. */
static const uint64_t sometimes[LTN_IN_CONTEXTS][LTN_AT_STATES] = {
    [LTN_IN_DIV] =
        {
            [LTN_AT_TOP] =
                COMMON | IS(HEAD) | IS(TOP) | IS(OPENER) | IS(BYLINE) | IS(DIV),
            [LTN_AT_COMMON] = COMMON | IS(DIV),
            [LTN_AT_DIVS] = IS(DIV),
        },
    [LTN_IN_SP] = {[LTN_AT_TOP] = IS(SPEAKER)},
    [LTN_IN_LIST] = {[LTN_AT_TOP] = IS(HEAD)},
    [LTN_IN_TABLE] = {[LTN_AT_TOP] = IS(HEAD) | IS(CAPTION)},
    [LTN_IN_LG] = {[LTN_AT_TOP] = IS(HEAD)},
    [LTN_IN_LIST_BIBL] =
        {[LTN_AT_TOP] = IS(HEAD), [LTN_AT_COMMON] = IS(SUBLIST)},
};

uint64_t ltn_tei_accepts(ltn_tei_context context, ltn_tei_state state)
{
    return always[context] | sometimes[context][state];
}

ltn_tei_wrap ltn_tei_default_wrap(ltn_tei_context context, ltn_tei_state state)
{
    static const uint8_t wraps[LTN_IN_CONTEXTS] = {
        [LTN_IN_DIV] = LTN_WRAP_AB,      [LTN_IN_FRONT] = LTN_WRAP_DIV,
        [LTN_IN_SP] = LTN_WRAP_AB,       [LTN_IN_LIST] = LTN_WRAP_ITEM,
        [LTN_IN_TABLE] = LTN_WRAP_ROW,   [LTN_IN_ROW] = LTN_WRAP_CELL,
        [LTN_IN_LG] = LTN_WRAP_L,        [LTN_IN_FIGURE] = LTN_WRAP_AB,
        [LTN_IN_EPIGRAPH] = LTN_WRAP_AB, [LTN_IN_LIST_BIBL] = LTN_WRAP_BIBL,
        [LTN_IN_FLOAT] = LTN_WRAP_BODY,  [LTN_IN_OPENER] = LTN_WRAP_SEG,
        [LTN_IN_CLOSER] = LTN_WRAP_SEG,  [LTN_IN_LINE] = LTN_WRAP_SEG,
        [LTN_IN_PHRASE] = LTN_WRAP_SEG,  [LTN_IN_DATE] = LTN_WRAP_SEG,
        [LTN_IN_BIBL] = LTN_WRAP_SEG,
    };

    if (context == LTN_IN_DIV && state > LTN_AT_COMMON)
        return LTN_WRAP_DIV;
    return (ltn_tei_wrap)wraps[context];
}

bool ltn_tei_is_content(ltn_tei_level level)
{
    const uint64_t not = GLOBAL | IS(HEAD) | IS(CAPTION) | IS(TOP) |
                         IS(OPENER) | IS(BYLINE) | IS(SPEAKER);

    return !(not >> level & 1);
}

ltn_tei_gi ltn_tei_filler(ltn_tei_gi gi)
{
    static const uint8_t fillers[LTN_TEI_GIS] = {
        [LTN_TEI_BODY] = LTN_TEI_AB,        [LTN_TEI_SP] = LTN_TEI_AB,
        [LTN_TEI_LIST] = LTN_TEI_ITEM,      [LTN_TEI_TABLE] = LTN_TEI_ROW,
        [LTN_TEI_ROW] = LTN_TEI_CELL,       [LTN_TEI_LG] = LTN_TEI_L,
        [LTN_TEI_LIST_BIBL] = LTN_TEI_BIBL,
    };

    return fillers[gi] ? (ltn_tei_gi)fillers[gi] : LTN_TEI_GIS;
}

/* Kinds from citations on: inlines and leaves. */
#define LOOSE       ((KIND(KINDS) - 1) & ~(KIND(CITATION) - 1))
#define REST(kinds) ((KIND(KINDS) - 1) & ~(kinds))

const ltn_tei_wrapping ltn_tei_wraps[LTN_WRAPS] = {
    [LTN_WRAP_AB] = {LTN_TEI_AB, LTN_IS_P, LTN_IN_PARA, LOOSE | KIND(FOOTNOTE)},
    [LTN_WRAP_DIV] = {LTN_TEI_DIV, LTN_IS_DIV, LTN_IN_DIV,
                      REST(KIND(DIVISION) | KIND(HEADING))},
    [LTN_WRAP_OPENER] = {LTN_TEI_OPENER, LTN_IS_OPENER, LTN_IN_OPENER,
                         KIND(DATELINE) | KIND(BYLINE) | KIND(SALUTATION) |
                             KIND(SIGNATURE)},
    [LTN_WRAP_CLOSER] = {LTN_TEI_CLOSER, LTN_IS_CLOSER, LTN_IN_CLOSER,
                         KIND(DATELINE) | KIND(SALUTATION) | KIND(CLOSING) |
                             KIND(SIGNATURE)},
    [LTN_WRAP_LIST] = {LTN_TEI_LIST, LTN_IS_LIST, LTN_IN_LIST, KIND(ITEM)},
    [LTN_WRAP_ITEM] = {LTN_TEI_ITEM, LTN_IS_ITEM, LTN_IN_SPECIAL,
                       REST(KIND(ITEM))},
    [LTN_WRAP_TABLE] = {LTN_TEI_TABLE, LTN_IS_LIST, LTN_IN_TABLE,
                        KIND(ROW) | KIND(CELL)},
    [LTN_WRAP_ROW] = {LTN_TEI_ROW, LTN_IS_ROW, LTN_IN_ROW, REST(KIND(ROW))},
    [LTN_WRAP_CELL] = {LTN_TEI_CELL, LTN_IS_CELL, LTN_IN_SPECIAL,
                       REST(KIND(ROW) | KIND(CELL))},
    [LTN_WRAP_L] = {LTN_TEI_L, LTN_IS_VERSE, LTN_IN_LINE,
                    REST(KIND(LINE) | KIND(LINE_GROUP) | KIND(STAGE))},
    [LTN_WRAP_BIBL] = {LTN_TEI_BIBL, LTN_IS_BIBL, LTN_IN_BIBL,
                       REST(KIND(REFERENCE) | KIND(REFERENCES) |
                            KIND(HEADING))},
    [LTN_WRAP_SUBLIST] = {LTN_TEI_LIST_BIBL, LTN_IS_LIST_BIBL, LTN_IN_LIST_BIBL,
                          REST(KIND(HEADING))},
    [LTN_WRAP_CIT] = {LTN_TEI_CIT, LTN_IS_PHRASE, LTN_IN_CIT,
                      KIND(QUOTE) | KIND(TEXT) | KIND(CITATION)},
    [LTN_WRAP_SEG] = {LTN_TEI_SEG, LTN_IS_PHRASE, LTN_IN_PARA, 0},
    [LTN_WRAP_FLOAT] = {LTN_TEI_FLOATING_TEXT, LTN_IS_SAID, LTN_IN_FLOAT, 0},
    [LTN_WRAP_BODY] = {LTN_TEI_BODY, LTN_IS_P, LTN_IN_DIV, 0},
};

#define WAY(level, gi, context)                                                \
    {                                                                          \
        LTN_IS_##level, LTN_TEI_##gi, LTN_IN_##context, LTN_NO_WRAP, NULL      \
    }
#define WRAP(level, wrap)                                                      \
    {                                                                          \
        LTN_IS_##level, 0, 0, LTN_WRAP_##wrap, NULL                            \
    }
#define AS_AB(type)                                                            \
    {                                                                          \
        LTN_IS_P, LTN_TEI_AB, LTN_IN_PARA, LTN_NO_WRAP, type                   \
    }
#define AS_SEG(type)                                                           \
    {                                                                          \
        LTN_IS_PHRASE, LTN_TEI_SEG, LTN_IN_PARA, LTN_NO_WRAP, type             \
    }
#define TYPED(level, gi, context, type)                                        \
    {                                                                          \
        LTN_IS_##level, LTN_TEI_##gi, LTN_IN_##context, LTN_NO_WRAP, type      \
    }
#define END                                                                    \
    {                                                                          \
        LTN_IS_LEVELS, 0, 0, 0, NULL                                           \
    }

enum { WAYS = 6 };

static const ltn_tei_way ways[LTN_KINDS][WAYS] = {
    [LTN_DOCUMENT] = {END},
    [LTN_DIVISION] = {WAY(DIV, DIV, DIV), WRAP(SAID, FLOAT), END},
    [LTN_TURN] = {WAY(SP, SP, SP), WRAP(SAID, FLOAT), END},
    [LTN_EPIGRAPH] = {WAY(TOP, EPIGRAPH, EPIGRAPH),
                      TYPED(QUOTE, QUOTE, SPECIAL, "epigraph"), END},
    [LTN_LIST] = {WAY(LIST, LIST, LIST), END},
    [LTN_ITEM] = {WAY(ITEM, ITEM, SPECIAL), WRAP(LIST, LIST), END},
    [LTN_LINE_GROUP] = {WAY(VERSE, LG, LG), AS_SEG("lineGroup"), END},
    [LTN_TABLE] = {WAY(LIST, TABLE, TABLE), END},
    [LTN_ROW] = {WAY(ROW, ROW, ROW), WRAP(LIST, TABLE), END},
    [LTN_FIGURE] = {WAY(GLOBAL, FIGURE, FIGURE), END},
    [LTN_FOOTNOTE] = {WAY(GLOBAL, NOTE, SPECIAL), END},
    [LTN_REFERENCES] = {WAY(LIST_BIBL, LIST_BIBL, LIST_BIBL), END},
    [LTN_HEADING] = {WAY(HEAD, HEAD, PARA), WRAP(DIV, DIV),
                     WRAP(SUBLIST, SUBLIST), AS_AB("heading"),
                     AS_SEG("heading"), END},
    [LTN_PARAGRAPH] = {WAY(P, P, PARA), AS_SEG("paragraph"), END},
    [LTN_LINE] = {WAY(VERSE, L, LINE), AS_SEG("line"), END},
    [LTN_CELL] = {WAY(CELL, CELL, SPECIAL), WRAP(ROW, ROW), WRAP(LIST, TABLE),
                  END},
    [LTN_PREFORMATTED] = {AS_AB("preformatted"), AS_SEG("preformatted"), END},
    [LTN_DATELINE] = {WAY(DATELINE, DATELINE, DATE), WRAP(OPENER, OPENER),
                      WRAP(CLOSER, CLOSER), AS_AB("dateline"),
                      AS_SEG("dateline"), END},
    [LTN_BYLINE] = {WAY(BYLINE, BYLINE, DATE), AS_AB("byline"),
                    AS_SEG("byline"), END},
    [LTN_SALUTATION] = {WAY(SALUTE, SALUTE, PARA), WRAP(OPENER, OPENER),
                        WRAP(CLOSER, CLOSER), AS_AB("salutation"),
                        AS_SEG("salutation"), END},
    [LTN_CLOSING] = {WAY(CLOSING, SALUTE, PARA), WRAP(CLOSER, CLOSER),
                     AS_AB("closing"), AS_SEG("closing"), END},
    [LTN_SIGNATURE] = {WAY(SIGNED, SIGNED, PARA), WRAP(CLOSER, CLOSER),
                       WRAP(OPENER, OPENER), AS_AB("signature"),
                       AS_SEG("signature"), END},
    [LTN_SPEAKER] = {WAY(SPEAKER, SPEAKER, PHRASE), AS_AB("speaker"),
                     AS_SEG("speaker"), END},
    [LTN_STAGE] = {WAY(STAGE, STAGE, SPECIAL), END},
    [LTN_CAPTION] = {WAY(CAPTION, HEAD, PARA), AS_AB("caption"),
                     AS_SEG("caption"), END},
    [LTN_FURNITURE] = {WAY(MILESTONE, FW, PHRASE), END},
    [LTN_REFERENCE] = {WAY(BIBL, BIBL, BIBL), END},
    [LTN_CITATION] = {WAY(INLINE_BIBL, BIBL, BIBL), END},
    [LTN_MENTION] = {WAY(PHRASE, REF, PARA), END},
    [LTN_NOTE_REF] = {WAY(PHRASE, REF, PARA), END},
    [LTN_LINK] = {WAY(PHRASE, REF, PARA), END},
    [LTN_LOCATOR] = {WAY(BIBL_PART, BIBL_SCOPE, PHRASE), AS_SEG("locator"),
                     END},
    [LTN_DATE] = {WAY(PHRASE, DATE, DATE), END},
    [LTN_FOREIGN] = {WAY(PHRASE, FOREIGN, PHRASE), END},
    [LTN_EMPHASIS] = {WAY(PHRASE, HI, PARA), END},
    [LTN_REPORTED] = {AS_SEG("reported"), END},
    [LTN_TEXT] = {WAY(TEXT, TEXT, PARA), END},
    [LTN_LINE_BREAK] = {WAY(MILESTONE, LB, PARA), END},
    [LTN_PAGE_BREAK] = {WAY(MILESTONE, PB, PARA), END},
    [LTN_HYPHEN] = {WAY(TEXT, LB, PARA), END},
};

/* TEI P5 #COHQQ: the marks stay inside the element, so no @rend. */
static const ltn_tei_way quotes[LTN_Q_CLASSES][3] = {
    [LTN_Q] = {WAY(INLINE_Q, Q, SPECIAL), END},
    [LTN_Q_QUOTE] = {WAY(INLINE_QUOTE, QUOTE, SPECIAL),
                     TYPED(INLINE_Q, Q, SPECIAL, "quote"), END},
    [LTN_Q_SAID] = {WAY(INLINE_SAID, SAID, SPECIAL),
                    TYPED(INLINE_Q, Q, SPECIAL, "spoken"), END},
    [LTN_Q_SOCALLED] = {WAY(PHRASE, SO_CALLED, PHRASE), END},
    [LTN_Q_TITLE] = {WAY(PHRASE, TITLE, PARA), END},
    [LTN_Q_TERM] = {WAY(PHRASE, TERM, PHRASE), END},
    [LTN_Q_NAME] = {WAY(PHRASE, NAME, PHRASE), END},
};

/* Round blocks, only quote, said and q can stand. */
static const ltn_tei_way block_quotes[LTN_Q_CLASSES][2] = {
    [LTN_Q] = {WAY(Q, Q, SPECIAL), END},
    [LTN_Q_QUOTE] = {WAY(QUOTE, QUOTE, SPECIAL), END},
    [LTN_Q_SAID] = {WAY(SAID, SAID, SPECIAL), END},
    [LTN_Q_SOCALLED] = {TYPED(Q, Q, SPECIAL, "soCalled"), END},
    [LTN_Q_TITLE] = {TYPED(Q, Q, SPECIAL, "title"), END},
    [LTN_Q_TERM] = {TYPED(Q, Q, SPECIAL, "term"), END},
    [LTN_Q_NAME] = {TYPED(Q, Q, SPECIAL, "name"), END},
};

static const ltn_tei_way names[LTN_NAME_CLASSES][2] = {
    [LTN_NAME_OTHER] = {WAY(PHRASE, NAME, PHRASE), END},
    [LTN_NAME_PERSON] = {WAY(PHRASE, PERS_NAME, PHRASE), END},
    [LTN_NAME_ORGANIZATION] = {WAY(PHRASE, ORG_NAME, PHRASE), END},
    [LTN_NAME_PLACE] = {WAY(PHRASE, PLACE_NAME, PHRASE), END},
    [LTN_NAME_EVENT] = {TYPED(PHRASE, NAME, PHRASE, "event"), END},
    [LTN_NAME_ROLE] = {WAY(PHRASE, ROLE_NAME, PHRASE), END},
};

static const ltn_tei_way bibl_parts[LTN_BIBL_CLASSES][3] = {
    [LTN_BIBL_AUTHOR] = {WAY(BIBL_PART, AUTHOR, PHRASE), AS_SEG("author"), END},
    [LTN_BIBL_EDITOR] = {WAY(BIBL_PART, EDITOR, PHRASE), AS_SEG("editor"), END},
    [LTN_BIBL_TITLE] = {WAY(PHRASE, TITLE, PARA), END},
    [LTN_BIBL_ARTICLE] = {WAY(PHRASE, TITLE, PARA), END},
    [LTN_BIBL_CONTAINER] = {WAY(PHRASE, TITLE, PARA), END},
    [LTN_BIBL_SERIES] = {WAY(PHRASE, TITLE, PARA), END},
    [LTN_BIBL_DATE] = {WAY(PHRASE, DATE, DATE), END},
    [LTN_BIBL_PUBLISHER] = {WAY(BIBL_PART, PUBLISHER, PHRASE),
                            AS_SEG("publisher"), END},
    [LTN_BIBL_PLACE] = {WAY(BIBL_PART, PUB_PLACE, PHRASE), AS_SEG("pubPlace"),
                        END},
    [LTN_BIBL_EDITION] = {WAY(BIBL_PART, EDITION, PHRASE), AS_SEG("edition"),
                          END},
    [LTN_BIBL_IDENTIFIER] = {WAY(PHRASE, IDNO, IDNO), END},
    [LTN_BIBL_URL] = {WAY(PHRASE, REF, PARA), END},
};

/* An identifier with marked words in it: <idno> holds characters only. */
static const ltn_tei_way marked_identifier[] = {AS_SEG("identifier"), END};

static bool only_text(const ltn_node *n)
{
    const ltn_node *c = n->first;

    while (c && c->kind == LTN_TEXT)
        c = c->next;
    return !c;
}

ltn_tei_way ltn_tei_last_way(const ltn_node *n)
{
    return (ltn_tei_way)AS_SEG(n->kind == LTN_TURN        ? "turn"
                               : n->kind == LTN_BIBL_PART ? "identifier"
                                                          : "division");
}

const ltn_tei_way *ltn_tei_ways(const ltn_node *n)
{
    if (n->kind == LTN_QUOTE)
        return quotes[n->cls];
    if (n->kind == LTN_BLOCK_QUOTE)
        return block_quotes[n->cls];
    if (n->kind == LTN_NAME)
        return names[n->cls];
    if (n->kind != LTN_BIBL_PART)
        return ways[n->kind];
    if (n->cls == LTN_BIBL_IDENTIFIER && !only_text(n))
        return marked_identifier;
    return bibl_parts[n->cls];
}
