#include "model/kind.h"

#include <stddef.h>

const ltn_kind_info ltn_kinds[LTN_KINDS] = {
    [LTN_DOCUMENT] = {"document", NULL, LTN_CONTAINERS},
    [LTN_DIVISION] = {"division", "d", LTN_CONTAINERS},
    [LTN_TURN] = {"turn", "sp", LTN_CONTAINERS},
    [LTN_BLOCK_QUOTE] = {"block quote", "q", LTN_CONTAINERS},
    [LTN_EPIGRAPH] = {"epigraph", "ep", LTN_CONTAINERS},
    [LTN_LIST] = {"list", "li", LTN_CONTAINERS},
    [LTN_ITEM] = {"item", "i", LTN_CONTAINERS},
    [LTN_LINE_GROUP] = {"line group", "lg", LTN_CONTAINERS},
    [LTN_TABLE] = {"table", "t", LTN_CONTAINERS},
    [LTN_ROW] = {"row", "row", LTN_CONTAINERS},
    [LTN_FIGURE] = {"figure", "f", LTN_CONTAINERS},
    [LTN_FOOTNOTE] = {"note", "n", LTN_CONTAINERS},
    [LTN_REFERENCES] = {"references", "lb", LTN_CONTAINERS},
    [LTN_HEADING] = {"heading", "h", LTN_BLOCKS},
    [LTN_PARAGRAPH] = {"paragraph", "p", LTN_BLOCKS},
    [LTN_LINE] = {"line", "l", LTN_BLOCKS},
    [LTN_CELL] = {"cell", "c", LTN_BLOCKS},
    [LTN_PREFORMATTED] = {"preformatted", "ab", LTN_BLOCKS},
    [LTN_DATELINE] = {"dateline", "dl", LTN_BLOCKS},
    [LTN_BYLINE] = {"byline", "by", LTN_BLOCKS},
    [LTN_SALUTATION] = {"salutation", "sa", LTN_BLOCKS},
    [LTN_CLOSING] = {"closing", "cl", LTN_BLOCKS},
    [LTN_SIGNATURE] = {"signature", "sg", LTN_BLOCKS},
    [LTN_SPEAKER] = {"speaker", "spk", LTN_BLOCKS},
    [LTN_STAGE] = {"stage", "st", LTN_BLOCKS},
    [LTN_CAPTION] = {"caption", "cap", LTN_BLOCKS},
    [LTN_FURNITURE] = {"furniture", "fw", LTN_BLOCKS},
    [LTN_REFERENCE] = {"reference", "r", LTN_BLOCKS},
    [LTN_CITATION] = {"citation", "b", LTN_INLINES},
    [LTN_MENTION] = {"mention", "m", LTN_INLINES},
    [LTN_QUOTE] = {"quote", "q", LTN_INLINES},
    [LTN_NOTE_REF] = {"note reference", "nr", LTN_INLINES},
    [LTN_LINK] = {"link", "a", LTN_INLINES},
    [LTN_BIBL_PART] = {"bibliographic part", NULL, LTN_INLINES},
    [LTN_LOCATOR] = {"locator", NULL, LTN_INLINES},
    [LTN_DATE] = {"date", "dt", LTN_INLINES},
    [LTN_NAME] = {"name", "nm", LTN_INLINES},
    [LTN_FOREIGN] = {"foreign", "fo", LTN_INLINES},
    [LTN_EMPHASIS] = {"emphasis", NULL, LTN_INLINES},
    [LTN_REPORTED] = {"reported", "rs", LTN_INLINES},
    [LTN_TEXT] = {"text", NULL, LTN_LEAVES},
    [LTN_LINE_BREAK] = {"line break", NULL, LTN_LEAVES},
    [LTN_PAGE_BREAK] = {"page break", "pb", LTN_LEAVES},
    [LTN_HYPHEN] = {"hyphen", NULL, LTN_LEAVES},
};

static const char *const division[LTN_DIV_CLASSES] = {
    "section",  "speech", "chapter", "part",      "book",    "act",
    "scene",    "letter", "debate",  "interview", "preface", "appendix",
    "contents", "notes",  "front",   "back",
};
static const char *const quote[LTN_Q_CLASSES] = {
    "q", "quote", "said", "soCalled", "title", "term", "name",
};
static const char *const list[LTN_LIST_CLASSES] = {
    "bulleted",
    "numbered",
    "lettered",
    "simple",
};
static const char *const note[LTN_NOTE_CLASSES] = {"foot", "end", "margin"};
static const char *const heading[LTN_HEAD_CLASSES] = {"main", "sub"};
static const char *const furniture[LTN_FW_CLASSES] = {
    "other",  "kicker",     "navigation", "share",       "spacer",
    "byline", "notice",     "letterhead", "caption",     "header",
    "footer", "pageNumber", "rule",       "frontMatter",
};
static const char *const bibl[LTN_BIBL_CLASSES] = {
    "author", "editor",    "title", "article", "container",  "series",
    "date",   "publisher", "place", "edition", "identifier", "url",
};
static const char *const name[LTN_NAME_CLASSES] = {
    "other", "person", "organization", "place", "event", "role",
};
static const char *const emphasis[LTN_EMPH_CLASSES] = {
    "italic",      "bold",      "underline", "smallCaps",
    "superscript", "subscript", "strike",    "code",
};

static const char *const *const classes[LTN_KINDS] = {
    [LTN_DIVISION] = division,   [LTN_BLOCK_QUOTE] = quote,
    [LTN_QUOTE] = quote,         [LTN_LIST] = list,
    [LTN_FOOTNOTE] = note,       [LTN_HEADING] = heading,
    [LTN_FURNITURE] = furniture, [LTN_BIBL_PART] = bibl,
    [LTN_NAME] = name,           [LTN_EMPHASIS] = emphasis,
};

const char *ltn_class_name(ltn_kind kind, unsigned cls)
{
    return classes[kind] ? classes[kind][cls] : NULL;
}

unsigned ltn_class_count(ltn_kind kind)
{
    static const unsigned char counts[LTN_KINDS] = {
        [LTN_DIVISION] = LTN_DIV_CLASSES,  [LTN_BLOCK_QUOTE] = LTN_Q_CLASSES,
        [LTN_QUOTE] = LTN_Q_CLASSES,       [LTN_LIST] = LTN_LIST_CLASSES,
        [LTN_FOOTNOTE] = LTN_NOTE_CLASSES, [LTN_HEADING] = LTN_HEAD_CLASSES,
        [LTN_FURNITURE] = LTN_FW_CLASSES,  [LTN_BIBL_PART] = LTN_BIBL_CLASSES,
        [LTN_NAME] = LTN_NAME_CLASSES,     [LTN_EMPHASIS] = LTN_EMPH_CLASSES,
    };

    return counts[kind];
}
