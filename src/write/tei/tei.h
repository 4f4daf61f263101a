/* tei.h - what the parts of the TEI writer share. Private to write/tei/.
 *
 * The text is written first, into a buffer of its own, because the header
 * states what is in it: how many elements of each name, which control
 * characters, which languages. What an analyser was not sure of is noted at
 * the same time, into a third buffer, for <standOff>.
 */
#ifndef LTN_WRITE_TEI_TEI_H
#define LTN_WRITE_TEI_TEI_H

#include "util/xmlout.h"
#include "vocab/tei.h"
#include "write/tei/profiles.h"
#include "write/tei/ways.h"
#include "write/writer.h"

enum {
    /* Elements open at once: libxml2 refuses more than 256. From here on nodes
     * are only anchored; the wrappers of a last leaf need a dozen more. */
    LTN_TEI_DEPTH = 232,
    LTN_TEI_FRAMES = LTN_TEI_DEPTH + 20,
    LTN_TEI_LANGUAGES = 32 /* listed in langUsage; more are not */
};

/* An element that is open in the text. */
typedef struct ltn_tei_frame {
    uint8_t gi;      /* ltn_tei_gi */
    uint8_t context; /* ltn_tei_context: what it may hold */
    uint8_t state;   /* ltn_tei_state: how far its content has come */
    uint8_t wrap;    /* ltn_tei_wrap: why it is there; else it is its node's */
    uint16_t owner;  /* depth in the tree of the node that it ends with */
    bool filled;     /* has the content that its model asks for */
    bool lines;      /* its children stand on lines of their own */
    bool mixed;      /* has character data */
    bool in_verse;   /* in an l or lg, nearer than any floatingText */
    bool in_line;    /* is or is in an l, nearer than any note */
} ltn_tei_frame;

typedef struct ltn_tei {
    const ltn_doc *doc;
    const ltn_write_options *options;
    ltn_diags *diags;
    const ltn_tei_profile *profile;
    ltn_xml xml; /* where the part that is being written goes */

    /* Of the text. */
    uint32_t count[LTN_TEI_GIS];
    uint32_t kinds[LTN_KINDS];      /* nodes met, of each kind */
    uint32_t quotes[LTN_Q_CLASSES]; /* quotes met, of each class */
    uint32_t decisions;             /* annotations written */
    uint64_t controls; /* bit n: U+00n was met; 32: U+FFFE, 33: U+FFFF */
    const char *langs[LTN_TEI_LANGUAGES];
    unsigned lang_len;
    size_t run; /* bytes of character data since the last tag */
    ltn_buf notes;

    /* While it is written. */
    unsigned frames;
    ltn_tei_frame frame[LTN_TEI_FRAMES];
    ltn_tei_way way;             /* found last, as the profile has it */
    const ltn_node *body, *back; /* first child of the document in each */
    const ltn_node *cited;       /* with whose end an open <cit> ends */
    struct {
        const ltn_node *solid;  /* next sibling that is not of a div's end */
        bool tail;              /* there is none */
    } ahead[LTN_DEPTH_MAX + 2]; /* by depth in the tree */
} ltn_tei;

/* emit.c: tags and characters of the text. */
void ltn_tei_start(ltn_tei *w, ltn_tei_gi gi);
void ltn_tei_end(ltn_tei *w, ltn_tei_gi gi);
void ltn_tei_empty(ltn_tei *w, ltn_tei_gi gi);
/* The element that the profile has for this one. */
ltn_tei_gi ltn_tei_gi_of(const ltn_tei *w, ltn_tei_gi gi);
/* Whether the profile lacks a part of the header: LTN_NO_... */
bool ltn_tei_lacks(const ltn_tei *w, uint32_t part);
/* Bytes start to end of the text; what XML cannot hold becomes <g>. */
void ltn_tei_text(ltn_tei *w, size_t start, size_t end);

/* value.c: attributes, left out when the value would not be valid. */
void ltn_tei_word(ltn_tei *w, const char *name, const char *value);
/* name="url"; false when it is left out. */
bool ltn_tei_uri(ltn_tei *w, const char *name, const char *url);
/* name="#id url", or only one of them; "" is none. */
bool ltn_tei_uris(ltn_tei *w, const char *name, const char *id,
                  const char *url);
void ltn_tei_when(ltn_tei *w, const char *iso);
void ltn_tei_lang(ltn_tei *w, const char *tag);
void ltn_tei_text_attr(ltn_tei *w, const char *name, const char *value);
/* The id of the node with this key into out; "" when there is none. */
const char *ltn_tei_key_id(const ltn_tei *w, uint32_t key,
                           char out[LTN_ID_BYTES]);
/* name="#p12" of the node with this key; nothing when there is none. */
void ltn_tei_key(ltn_tei *w, const char *name, uint32_t key);
/* name="#per.3", "#w.2": of an entity or work, by its 1-based index. */
void ltn_tei_entity(ltn_tei *w, const char *name, uint32_t index);
void ltn_tei_work(ltn_tei *w, const char *name, uint32_t index);
/* Whether the entity is in one of the lists of the header or <standOff>. */
bool ltn_tei_is_listed(const ltn_tei *w, const ltn_entity *e);
bool ltn_tei_is_language(const char *tag);
bool ltn_tei_is_date(const char *iso);

/* nodes.c: the attributes of the element that stands for a node, and elements
 * that come with it. */
void ltn_tei_attributes(ltn_tei *w, const ltn_node *n, const ltn_tei_way *way);
void ltn_tei_id(ltn_tei *w, const ltn_node *n);
/* Where a citation or a part of it points: writes @target or @cRef. */
bool ltn_tei_points(const ltn_node *n);
void ltn_tei_pointer(ltn_tei *w, const ltn_node *n);

/* body.c: <text> with all that is in it. */
void ltn_tei_put_body(ltn_tei *w);

/* standoff.c: <standOff>, and the notes of decisions as the text is made. */
void ltn_tei_decision(ltn_tei *w, const ltn_node *n);
/* <standOff> up to where the notes go; false when there is nothing for it. */
bool ltn_tei_open_standoff(ltn_tei *w);
void ltn_tei_close_standoff(ltn_tei *w);
/* The same as notes of the header, for profiles without <standOff>. */
void ltn_tei_put_stand_ins(ltn_tei *w, unsigned indent);

/* header.c: <teiHeader>, of the parts in encoding.c and profile.c. Header
 * elements stand on lines of their own, indented by two blanks a level. */
void ltn_tei_put_header(ltn_tei *w);
void ltn_tei_put_encoding(ltn_tei *w);
void ltn_tei_put_profile(ltn_tei *w);
/* before, "genre.speech" and a quotation mark: the id of a genre. */
void ltn_tei_put_category(ltn_tei *w, const char *before, const char *genre);
/* Persons, the speakers or the others; nothing when there are none. */
void ltn_tei_put_people(ltn_tei *w, bool speakers, unsigned indent);

/* A new line with so many blanks. */
void ltn_tei_line(ltn_tei *w, unsigned indent);
/* A line with <name>; </name> on a line; <name>text</name> on a line, nothing
 * when text is NULL. */
void ltn_tei_open(ltn_tei *w, unsigned indent, const char *name);
void ltn_tei_close(ltn_tei *w, unsigned indent, const char *name);
void ltn_tei_put(ltn_tei *w, unsigned indent, const char *name,
                 const char *text);
/* <p>text</p>, the text as ltn_buf_printf() makes it. */
void ltn_tei_say(ltn_tei *w, const char *fmt, ...) LTN_PRINTF(2, 3);
/* <date when="...">text</date> of a metadata value. */
void ltn_tei_date(ltn_tei *w, const ltn_meta_value *v, const char *type);

/* The winning value of a key, or NULL. */
const ltn_meta_value *ltn_tei_meta(const ltn_tei *w, ltn_meta_key key);

#endif
