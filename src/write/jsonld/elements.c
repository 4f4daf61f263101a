#include "write/jsonld/elements.h"

/* TEI P5 element of each kind. A value of NULL is the name of the class; a
 * name of NULL is looked up by class below. */
static const ltn_ld_element elements[LTN_KINDS] = {
    [LTN_DIVISION] = {"tei:div", "type", NULL},
    [LTN_TURN] = {"tei:sp", NULL, NULL},
    [LTN_EPIGRAPH] = {"tei:epigraph", NULL, NULL},
    [LTN_LIST] = {"tei:list", "rend", NULL},
    [LTN_ITEM] = {"tei:item", NULL, NULL},
    [LTN_LINE_GROUP] = {"tei:lg", NULL, NULL},
    [LTN_TABLE] = {"tei:table", NULL, NULL},
    [LTN_ROW] = {"tei:row", NULL, NULL},
    [LTN_FIGURE] = {"tei:figure", NULL, NULL},
    [LTN_FOOTNOTE] = {"tei:note", "place", NULL},
    [LTN_REFERENCES] = {"tei:listBibl", NULL, NULL},
    [LTN_HEADING] = {"tei:head", "type", NULL},
    [LTN_PARAGRAPH] = {"tei:p", NULL, NULL},
    [LTN_LINE] = {"tei:l", NULL, NULL},
    [LTN_CELL] = {"tei:cell", NULL, NULL},
    [LTN_PREFORMATTED] = {"tei:ab", "type", "preformatted"},
    [LTN_DATELINE] = {"tei:dateline", NULL, NULL},
    [LTN_BYLINE] = {"tei:byline", NULL, NULL},
    [LTN_SALUTATION] = {"tei:salute", NULL, NULL},
    [LTN_CLOSING] = {"tei:closer", NULL, NULL},
    [LTN_SIGNATURE] = {"tei:signed", NULL, NULL},
    [LTN_SPEAKER] = {"tei:speaker", NULL, NULL},
    [LTN_STAGE] = {"tei:stage", NULL, NULL},
    [LTN_CAPTION] = {"tei:head", "type", "caption"},
    [LTN_FURNITURE] = {"tei:fw", "type", NULL},
    [LTN_REFERENCE] = {"tei:bibl", NULL, NULL},
    [LTN_CITATION] = {"tei:bibl", NULL, NULL},
    [LTN_MENTION] = {"tei:ref", NULL, NULL},
    [LTN_NOTE_REF] = {"tei:ref", "type", "note"},
    [LTN_LINK] = {"tei:ref", "type", "link"},
    [LTN_LOCATOR] = {"tei:biblScope", NULL, NULL},
    [LTN_DATE] = {"tei:date", NULL, NULL},
    [LTN_FOREIGN] = {"tei:foreign", NULL, NULL},
    [LTN_EMPHASIS] = {"tei:hi", "rend", NULL},
    [LTN_REPORTED] = {"tei:seg", "type", "reported"},
    [LTN_LINE_BREAK] = {"tei:lb", NULL, NULL},
    [LTN_PAGE_BREAK] = {"tei:pb", NULL, NULL},
    [LTN_HYPHEN] = {"tei:lb", "break", "no"},
};

/* TEI P5 #COHQQ */
static const ltn_ld_element quotes[LTN_Q_CLASSES] = {
    [LTN_Q] = {"tei:q", NULL, NULL},
    [LTN_Q_QUOTE] = {"tei:quote", NULL, NULL},
    [LTN_Q_SAID] = {"tei:said", NULL, NULL},
    [LTN_Q_SOCALLED] = {"tei:soCalled", NULL, NULL},
    [LTN_Q_TITLE] = {"tei:title", NULL, NULL},
    [LTN_Q_TERM] = {"tei:term", NULL, NULL},
    [LTN_Q_NAME] = {"tei:name", NULL, NULL},
};

/* Round blocks, only q, quote and said can stand. */
static const ltn_ld_element block_quotes[LTN_Q_CLASSES] = {
    [LTN_Q] = {"tei:q", NULL, NULL},
    [LTN_Q_QUOTE] = {"tei:quote", NULL, NULL},
    [LTN_Q_SAID] = {"tei:said", NULL, NULL},
    [LTN_Q_SOCALLED] = {"tei:q", "type", "soCalled"},
    [LTN_Q_TITLE] = {"tei:q", "type", "title"},
    [LTN_Q_TERM] = {"tei:q", "type", "term"},
    [LTN_Q_NAME] = {"tei:q", "type", "name"},
};

/* TEI P5 #COBICO; @level of title: analytic, journal, series. The type tells
 * the title of a reference from a quoted one. */
static const ltn_ld_element parts[LTN_BIBL_CLASSES] = {
    [LTN_BIBL_AUTHOR] = {"tei:author", NULL, NULL},
    [LTN_BIBL_EDITOR] = {"tei:editor", NULL, NULL},
    [LTN_BIBL_TITLE] = {"tei:title", "type", "title"},
    [LTN_BIBL_ARTICLE] = {"tei:title", "level", "a"},
    [LTN_BIBL_CONTAINER] = {"tei:title", "level", "j"},
    [LTN_BIBL_SERIES] = {"tei:title", "level", "s"},
    [LTN_BIBL_DATE] = {"tei:date", "type", "published"},
    [LTN_BIBL_PUBLISHER] = {"tei:publisher", NULL, NULL},
    [LTN_BIBL_PLACE] = {"tei:pubPlace", NULL, NULL},
    [LTN_BIBL_EDITION] = {"tei:edition", NULL, NULL},
    [LTN_BIBL_IDENTIFIER] = {"tei:idno", NULL, NULL},
    [LTN_BIBL_URL] = {"tei:ref", "type", "url"},
};

/* TEI P5 #ND */
static const ltn_ld_element names[LTN_NAME_CLASSES] = {
    [LTN_NAME_OTHER] = {"tei:name", "type", "other"},
    [LTN_NAME_PERSON] = {"tei:persName", NULL, NULL},
    [LTN_NAME_ORGANIZATION] = {"tei:orgName", NULL, NULL},
    [LTN_NAME_PLACE] = {"tei:placeName", NULL, NULL},
    [LTN_NAME_EVENT] = {"tei:name", "type", "event"},
    [LTN_NAME_ROLE] = {"tei:roleName", NULL, NULL},
};

ltn_ld_element ltn_ld_element_of(ltn_kind kind, unsigned cls)
{
    if (kind == LTN_QUOTE)
        return quotes[cls];
    if (kind == LTN_BLOCK_QUOTE)
        return block_quotes[cls];
    if (kind == LTN_BIBL_PART)
        return parts[cls];
    if (kind == LTN_NAME)
        return names[cls];
    ltn_ld_element e = elements[kind];
    if (e.attr && !e.value)
        e.value = ltn_class_name(kind, cls);
    return e;
}

bool ltn_ld_is_block(ltn_kind kind)
{
    return ltn_kinds[kind].group == LTN_CONTAINERS ||
           ltn_kinds[kind].group == LTN_BLOCKS;
}

/* TEI P5 att.global, att.canonical, att.pointing, att.dimensions, ...; depth
 * is ours: TEI counts levels of headings and quotes by nesting. */
static const char *const attributes[LTN_LD_PROPS] = {
    [LTN_LD_FAMILY] = "type",   [LTN_LD_IDENTIFIER] = "key",
    [LTN_LD_URL] = "ref",       [LTN_LD_CREF] = "cRef",
    [LTN_LD_WHEN] = "when",     [LTN_LD_LANG] = "xml:lang",
    [LTN_LD_LABEL] = "n",       [LTN_LD_UNIT] = "unit",
    [LTN_LD_FROM] = "from",     [LTN_LD_TO] = "to",
    [LTN_LD_TARGET] = "target", [LTN_LD_SOURCE] = "source",
    [LTN_LD_NEXT] = "next",     [LTN_LD_PREV] = "prev",
    [LTN_LD_WORK] = "corresp",  [LTN_LD_WHO] = "who",
    [LTN_LD_LEVEL] = "depth",
};

/* The kinds whose @type is the family of their identifier. */
static bool has_family(ltn_kind kind, unsigned cls)
{
    return kind == LTN_CITATION || kind == LTN_REFERENCE ||
           kind == LTN_MENTION ||
           (kind == LTN_BIBL_PART && cls == LTN_BIBL_IDENTIFIER);
}

/* A name's reference is the person, its own address then is "url"; a figure's
 * address is that of its graphic; a link has its address where others have
 * their node. */
const char *ltn_ld_attribute(ltn_kind kind, unsigned cls, ltn_ld_prop prop)
{
    if (prop == LTN_LD_FAMILY && !has_family(kind, cls))
        return "subtype";
    if (prop == LTN_LD_WHO && kind == LTN_NAME)
        return "ref";
    if (prop == LTN_LD_URL && (kind == LTN_NAME || kind == LTN_FIGURE))
        return "url";
    if (prop == LTN_LD_URL && kind == LTN_LINK)
        return "target";
    if (prop == LTN_LD_TARGET && kind == LTN_LINK)
        return "corresp";
    if (prop == LTN_LD_WORK && kind == LTN_LINK)
        return "ana";
    return attributes[prop];
}
