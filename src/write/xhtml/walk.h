/* walk.h - the walk over the tree that writes XHTML: what its parts share.
 *
 * render.c walks; element.c opens and closes elements; room.c makes the room
 * that a node needs where it stands; blocks.c, inlines.c, notes.c and leaf.c
 * write what is not as the table of map.c says.
 */
#ifndef LTN_WRITE_XHTML_WALK_H
#define LTN_WRITE_XHTML_WALK_H

#include "write/xhtml/map.h"
#include "write/xhtml/xhtml.h"

typedef struct ltn_xh_frame {
    const ltn_node *node;
    const char *element; /* open for the node, or NULL */
    const char *inner;   /* ul, table or td that was opened when needed */
    uint8_t room;        /* ltn_xh_room */
    bool link;           /* inside of an a */
    bool time;           /* inside of a time */
} ltn_xh_frame;

typedef struct ltn_xh_walk {
    ltn_xh *x;
    ltn_xml *xml;
    unsigned base;           /* levels of the tree above the frames */
    unsigned depth;          /* frames */
    const ltn_node *note;    /* the note that is written, which waits no more */
    const ltn_node *pending; /* a page break that waits for room */
    ltn_xh_frame frames[LTN_DEPTH_MAX + 2];
} ltn_xh_walk;

/* element.c */

/* The innermost frame. */
ltn_xh_frame *ltn_xh_top(ltn_xh_walk *w);
/* The bytes of a node in the text. */
const char *ltn_xh_bytes(const ltn_xh_walk *w, const ltn_node *n);
/* Nothing but what Unicode takes for white space. */
bool ltn_xh_is_blank(const ltn_xh_walk *w, const ltn_node *n);
/* Whether there are blocks in it that need flow. */
bool ltn_xh_holds_blocks(const ltn_node *n);
/* Attributes of the node: id; class="css name-of-its-class"; language. */
void ltn_xh_attr_id(ltn_xh_walk *w, const ltn_node *n);
void ltn_xh_attr_class(ltn_xh_walk *w, const ltn_node *n, const char *css);
void ltn_xh_attr_lang_of(ltn_xh_walk *w, const ltn_node *n);
/* epub:type (in books) and role. */
void ltn_xh_attr_type(ltn_xh_walk *w, const char *type, const char *role);
/* A frame for n and its start tag, which stays open for attributes; element may
 * be NULL: no element of its own. */
ltn_xh_frame *ltn_xh_push(ltn_xh_walk *w, const ltn_node *n,
                          const char *element, ltn_xh_room room);
/* The element that the table names. */
void ltn_xh_open_plain(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room);

/* room.c */

/* Makes room for n in the innermost frame; says what room that is. */
ltn_xh_room ltn_xh_make_room(ltn_xh_walk *w, const ltn_node *n);
/* Ends the list, table or cell that was opened for what is inside of f. */
void ltn_xh_close_inner(ltn_xh_walk *w, ltn_xh_frame *f);
/* Items, rows and cells where they belong; false when n is none. */
bool ltn_xh_open_part(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room);

/* blocks.c, inlines.c: nodes that the table leaves to functions. */

void ltn_xh_open_block(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room);
void ltn_xh_open_inline(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room);
/* A sign behind a quote that leads to its source, where that is elsewhere. */
void ltn_xh_put_source(ltn_xh_walk *w, const ltn_node *quote);

/* notes.c */

/* The note is written at the end of the file. */
void ltn_xh_wait(ltn_xh *x, const ltn_node *note);
/* A note that nothing refers to stands where it is told: a reference to it. */
void ltn_xh_put_noteref(ltn_xh_walk *w, const ltn_node *note, ltn_xh_room room);
/* Writes the back-link that is due before the text at s (or NULL); returns how
 * many of its bytes have gone into it. */
size_t ltn_xh_put_backlink(ltn_xh_walk *w, const char *s, size_t len);
void ltn_xh_open_note(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room);
void ltn_xh_open_note_ref(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room);

/* leaf.c */

void ltn_xh_put_leaf(ltn_xh_walk *w, const ltn_node *n);
/* The page break that waited for a place where it may stand. */
void ltn_xh_put_waiting_break(ltn_xh_walk *w);

#endif
