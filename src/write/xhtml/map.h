/* map.h - which element a kind of node is. */
#ifndef LTN_WRITE_XHTML_MAP_H
#define LTN_WRITE_XHTML_MAP_H

#include "model/kind.h"

/* What may stand in an element. */
typedef enum ltn_xh_room {
    LTN_XH_FLOW,
    LTN_XH_PHRASING,
    LTN_XH_LIST,  /* items; the ul or ol is opened with the first */
    LTN_XH_TABLE, /* rows; the table is opened with the first */
    LTN_XH_ROW,   /* cells; other things get a cell */
    LTN_XH_TEXT   /* characters only */
} ltn_xh_room;

typedef struct ltn_xh_map {
    const char *flow;   /* element in flow; NULL: none of its own */
    const char *phrase; /* element in phrasing; NULL: none */
    const char *css;    /* class; the class of the node comes after it */
    unsigned char room; /* ltn_xh_room inside of `flow` */
    bool id;            /* the element bears the id of the node */
    bool own;           /* written by a function of its own (render.c) */
} ltn_xh_map;

extern const ltn_xh_map ltn_xh_maps[LTN_KINDS];

/* Element of a class of emphasis. */
extern const char *const ltn_xh_emphasis[LTN_EMPH_CLASSES];

/* epub:type and role of a division that is a file of its own, or NULL. */
typedef struct ltn_xh_role {
    const char *type, *role;
} ltn_xh_role;
extern const ltn_xh_role ltn_xh_divisions_roles[LTN_DIV_CLASSES];

#endif
