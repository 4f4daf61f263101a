#include "write/xhtml/map.h"

#include <stddef.h>

#define FLOW     LTN_XH_FLOW
#define PHRASING LTN_XH_PHRASING

const ltn_xh_map ltn_xh_maps[LTN_KINDS] = {
    [LTN_DOCUMENT] = {NULL, NULL, NULL, FLOW, false, false},
    [LTN_DIVISION] = {"section", "span", "division", FLOW, true, true},
    [LTN_TURN] = {"div", "span", "turn", FLOW, true, false},
    [LTN_BLOCK_QUOTE] = {"blockquote", "span", "block", FLOW, true, false},
    [LTN_EPIGRAPH] = {"blockquote", "span", "epigraph", FLOW, true, false},
    [LTN_LIST] = {NULL, "span", "list", LTN_XH_LIST, false, false},
    [LTN_ITEM] = {"div", "span", "item", FLOW, true, false},
    [LTN_LINE_GROUP] = {"div", "span", "stanza", FLOW, true, false},
    [LTN_TABLE] = {NULL, "span", "table", LTN_XH_TABLE, false, false},
    [LTN_ROW] = {"div", "span", "row", FLOW, false, false},
    [LTN_FIGURE] = {"figure", "span", "figure", FLOW, true, true},
    [LTN_FOOTNOTE] = {"aside", NULL, "note", FLOW, true, true},
    [LTN_REFERENCES] = {"section", "span", "references", FLOW, true, true},

    [LTN_HEADING] = {"p", "span", "heading", PHRASING, true, true},
    [LTN_PARAGRAPH] = {"p", "span", NULL, PHRASING, true, false},
    [LTN_LINE] = {"p", "span", "line", PHRASING, true, false},
    [LTN_CELL] = {"div", "span", "cell", FLOW, false, false},
    [LTN_PREFORMATTED] = {"pre", "span", "pre", PHRASING, true, false},
    [LTN_DATELINE] = {"p", "span", "dateline", PHRASING, true, false},
    [LTN_BYLINE] = {"p", "span", "byline", PHRASING, true, false},
    [LTN_SALUTATION] = {"p", "span", "salutation", PHRASING, true, false},
    [LTN_CLOSING] = {"p", "span", "closing", PHRASING, true, false},
    [LTN_SIGNATURE] = {"p", "span", "signature", PHRASING, true, false},
    [LTN_SPEAKER] = {"p", "span", "speaker", PHRASING, true, false},
    [LTN_STAGE] = {"p", "span", "stage", PHRASING, true, false},
    [LTN_CAPTION] = {"p", "span", "caption", PHRASING, true, true},
    [LTN_FURNITURE] = {"p", "span", "fw", PHRASING, true, false},
    [LTN_REFERENCE] = {"p", "span", "reference", PHRASING, true, false},

    [LTN_CITATION] = {"span", "span", "citation", PHRASING, true, false},
    [LTN_MENTION] = {"span", "span", "mention", PHRASING, true, false},
    [LTN_QUOTE] = {"span", "span", "quoted", PHRASING, true, false},
    [LTN_NOTE_REF] = {"span", "span", "noteref", LTN_XH_TEXT, true, true},
    [LTN_LINK] = {"span", "span", "link", PHRASING, false, false},
    [LTN_BIBL_PART] = {"span", "span", "bibl", PHRASING, false, false},
    [LTN_LOCATOR] = {"span", "span", "locator", PHRASING, false, false},
    [LTN_DATE] = {"span", "span", "date", PHRASING, false, false},
    [LTN_NAME] = {"span", "span", "name", PHRASING, false, false},
    [LTN_FOREIGN] = {"i", "i", "foreign", PHRASING, false, false},
    [LTN_EMPHASIS] = {"i", "i", NULL, PHRASING, false, false},
    [LTN_REPORTED] = {"span", "span", "reported", PHRASING, false, false},
};

const char *const ltn_xh_emphasis[LTN_EMPH_CLASSES] = {
    [LTN_EMPH_ITALIC] = "i",        [LTN_EMPH_BOLD] = "b",
    [LTN_EMPH_UNDERLINE] = "u",     [LTN_EMPH_SMALL_CAPS] = "span",
    [LTN_EMPH_SUPERSCRIPT] = "sup", [LTN_EMPH_SUBSCRIPT] = "sub",
    [LTN_EMPH_STRIKE] = "s",        [LTN_EMPH_CODE] = "code",
};

/* EPUB 3 Structural Semantics Vocabulary 1.1; DPUB-ARIA 1.1. */
const ltn_xh_role ltn_xh_divisions_roles[LTN_DIV_CLASSES] = {
    [LTN_DIV_SPEECH] = {"chapter", "doc-chapter"},
    [LTN_DIV_CHAPTER] = {"chapter", "doc-chapter"},
    [LTN_DIV_PART] = {"part", "doc-part"},
    [LTN_DIV_BOOK] = {"part", "doc-part"},
    [LTN_DIV_ACT] = {"part", "doc-part"},
    [LTN_DIV_SCENE] = {"chapter", "doc-chapter"},
    [LTN_DIV_LETTER] = {"chapter", "doc-chapter"},
    [LTN_DIV_DEBATE] = {"chapter", "doc-chapter"},
    [LTN_DIV_INTERVIEW] = {"chapter", "doc-chapter"},
    [LTN_DIV_PREFACE] = {"preface", "doc-preface"},
    [LTN_DIV_APPENDIX] = {"appendix", "doc-appendix"},
    [LTN_DIV_NOTES] = {"endnotes", "doc-endnotes"},
};
