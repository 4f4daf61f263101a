/* tei.h - names of the Text Encoding Initiative (TEI P5 4.9.0).
 *
 * The elements that may stand in a <text> of ours, with the anchor of the
 * section of the Guidelines that we follow ("COHQQ":
 * .../en/html/CO.html#COHQQ); ref-NAME.html is the reference page of each.
 */
#ifndef LTN_VOCAB_TEI_H
#define LTN_VOCAB_TEI_H

#define LTN_TEI_NS      "http://www.tei-c.org/ns/1.0"
#define LTN_TEI_VERSION "4.9.0"
#define LTN_TEI_SCHEMA                                                         \
    "https://www.tei-c.org/Vault/P5/4.9.0/xml/tei/custom/schema/relaxng/"      \
    "tei_all.rng"

typedef enum ltn_tei_gi {
    LTN_TEI_TEXT,
    LTN_TEI_FRONT,
    LTN_TEI_BODY,
    LTN_TEI_BACK,
    LTN_TEI_FLOATING_TEXT,
    LTN_TEI_DIV,
    LTN_TEI_HEAD,
    LTN_TEI_OPENER,
    LTN_TEI_CLOSER,
    LTN_TEI_DATELINE,
    LTN_TEI_BYLINE,
    LTN_TEI_SALUTE,
    LTN_TEI_SIGNED,
    LTN_TEI_EPIGRAPH,
    LTN_TEI_P,
    LTN_TEI_AB,
    LTN_TEI_LG,
    LTN_TEI_L,
    LTN_TEI_SP,
    LTN_TEI_SPEAKER,
    LTN_TEI_STAGE,
    LTN_TEI_QUOTE,
    LTN_TEI_SAID,
    LTN_TEI_Q,
    LTN_TEI_CIT,
    LTN_TEI_SO_CALLED,
    LTN_TEI_TERM,
    LTN_TEI_TITLE,
    LTN_TEI_NAME,
    LTN_TEI_PERS_NAME,
    LTN_TEI_ORG_NAME,
    LTN_TEI_PLACE_NAME,
    LTN_TEI_ROLE_NAME,
    LTN_TEI_DATE,
    LTN_TEI_FOREIGN,
    LTN_TEI_HI,
    LTN_TEI_SEG,
    LTN_TEI_REF,
    LTN_TEI_PTR,
    LTN_TEI_ANCHOR,
    LTN_TEI_NOTE,
    LTN_TEI_LIST,
    LTN_TEI_ITEM,
    LTN_TEI_TABLE,
    LTN_TEI_ROW,
    LTN_TEI_CELL,
    LTN_TEI_FIGURE,
    LTN_TEI_GRAPHIC,
    LTN_TEI_LIST_BIBL,
    LTN_TEI_BIBL,
    LTN_TEI_AUTHOR,
    LTN_TEI_EDITOR,
    LTN_TEI_PUBLISHER,
    LTN_TEI_PUB_PLACE,
    LTN_TEI_EDITION,
    LTN_TEI_BIBL_SCOPE,
    LTN_TEI_IDNO,
    LTN_TEI_FW,
    LTN_TEI_PB,
    LTN_TEI_LB,
    LTN_TEI_G,
    LTN_TEI_GIS
} ltn_tei_gi;

typedef struct ltn_tei_element {
    const char *name;   /* "soCalled" */
    const char *anchor; /* in the Guidelines: "COHQQ" */
} ltn_tei_element;

extern const ltn_tei_element ltn_tei_elements[LTN_TEI_GIS];

#endif
