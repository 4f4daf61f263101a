/* reading.h - private to the parser of packs: a pack being read, line by line.
 */
#ifndef LTN_ANALYSE_CITATIONS_READING_H
#define LTN_ANALYSE_CITATIONS_READING_H

#include "analyse/citations/rules.h"

/* A pack being read. `s` to `e` is what is left of the current line. */
typedef struct ltn_pack_reading {
    ltn_cites *cites;
    ltn_cite_pack *pack;
    ltn_diags *diags;
    char *text;               /* a copy of the pack, in the arena */
    const char *line, *s, *e; /* line: its first byte */
    uint32_t number;
    size_t errors;
    ltn_cite_rule *rule; /* the section that is open; the others NULL */
    ltn_cite_table *table;
    ltn_cite_context *context;
    ltn_cite_rule **rule_tail;
} ltn_pack_reading;

uint32_t ltn_pack_column(const ltn_pack_reading *r, const char *at);

#define ltn_pack_complain(r, at, code, ...)                                    \
    (ltn_diag_add(                                                             \
         (r)->diags, LTN_ERROR,                                                \
         (ltn_pos){.line = (r)->number, .col = ltn_pack_column((r), (at))},    \
         (code), __VA_ARGS__),                                                 \
     (r)->errors++)

bool ltn_pack_blank(char c);
void ltn_pack_skip_blanks(ltn_pack_reading *r);

/* s to e of the pack as a string, in its place: what stood at e is gone. */
char *ltn_pack_keep(ltn_pack_reading *r, const char *s, const char *e);

/* The next word of the line, or NULL at its end. */
const char *ltn_pack_word(ltn_pack_reading *r);

/* The rest of the line as it stands, without the blanks around it. */
ltn_cite_line ltn_pack_rest(ltn_pack_reading *r);

/* A decimal number; 0 for NULL. */
unsigned ltn_pack_number(const char *s);

ltn_cite_list *ltn_pack_append(ltn_pack_reading *r, ltn_cite_list **list,
                               ltn_cite_line value);

/* Splits the rest of the line at " | " into pieces. */
void ltn_pack_pieces(ltn_pack_reading *r, ltn_cite_list **list);

/* A member line of the open rule: its name, which stands at `at` (members.c).
 */
void ltn_pack_member(ltn_pack_reading *r, const char *at, const char *name);

#endif
