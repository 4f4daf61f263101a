/* rules.h - citation rules as they stand in memory, and how a pack is read.
 *
 * A pack is a UTF-8 file of line-oriented sections (docs/cites.md): defines,
 * tables, contexts and rules. Rules of all packs lie in one ltn_cites; a rule
 * that comes later replaces one of the same name. Patterns are compiled when
 * their trigger is first met (compile.h), so that loading stays cheap.
 *
 * Ownership: everything lives in cites->arena; ltn_cites_free() ends it.
 */
#ifndef LTN_ANALYSE_CITATIONS_RULES_H
#define LTN_ANALYSE_CITATIONS_RULES_H

#include "analyse/analyse.h"
#include "analyse/citations/triggers.h"
#include "analyse/words.h"

enum {
    LTN_CITE_TOKENS = 24,  /* of one rule; a citation has fewer parts */
    LTN_CITE_GROUPS = 64,  /* capturing groups of one pattern */
    LTN_CITE_WINDOW = 600, /* bytes of text one match may look at */
    LTN_CITE_LIST = 128    /* items of one list of citations */
};

/* A string that remembers where it stood in its pack. */
typedef struct ltn_cite_line {
    const char *text;
    uint32_t line, col;
} ltn_cite_line;

typedef enum ltn_cite_op {
    LTN_CITE_LOWER,
    LTN_CITE_UPPER,
    LTN_CITE_TITLE,     /* first letter upper case, the others lower */
    LTN_CITE_REPLACE,   /* every a by b */
    LTN_CITE_PREFIX,    /* a in front */
    LTN_CITE_PAD,       /* zeros in front until n digits stand there */
    LTN_CITE_BEFORE,    /* what stands before the first a */
    LTN_CITE_SQUEEZE,   /* takes white space out */
    LTN_CITE_SPACES,    /* each run of white space becomes one blank */
    LTN_CITE_TO_DIGITS, /* XXIX: 29 */
    LTN_CITE_TO_ROMAN,  /* 29: XXIX */
    LTN_CITE_CENTURY,   /* a year of two digits gets its first two */
    LTN_CITE_LOOKUP,    /* the value in table a; an unknown key stays */
    LTN_CITE_MUST,      /* the same; an unknown key refuses the match */
    LTN_CITE_OPS
} ltn_cite_op;

typedef struct ltn_cite_edit {
    struct ltn_cite_edit *next;
    ltn_cite_op op;
    const char *a, *b;
    struct ltn_cite_table *table;
    unsigned n;
} ltn_cite_edit;

typedef enum ltn_cite_check {
    LTN_CITE_ANY,
    LTN_CITE_ISBN,
    LTN_CITE_ISSN,
    LTN_CITE_ORCID,
    LTN_CITE_URL,
    LTN_CITE_DOI,
    LTN_CITE_CHECKS
} ltn_cite_check;

typedef struct ltn_cite_token {
    const char *name;
    ltn_cite_line pattern; /* NULL text: the group is in the pattern itself */
    ltn_cite_edit *edits;
    ltn_cite_check check;
    bool carry;       /* items of a list have that of the one before */
    const char *copy; /* the token whose text this one takes, or NULL */
    const char *unit; /* a locator's unit, or NULL */
    int part;         /* ltn_bibl_class + 1, or 0 */
    struct ltn_cite_context *context; /* an empty token takes its value here */
    uint32_t reach;                   /* ... from so many bytes away */
    uint16_t groups[2][8];            /* of pattern and more; 0 ends */
} ltn_cite_token;

/* One "text => id => url" or "text" line. */
typedef struct ltn_cite_test {
    struct ltn_cite_test *next;
    uint32_t line;
    char *text;           /* NULL: it was missing */
    const char *id, *url; /* may be NULL */
} ltn_cite_test;

typedef struct ltn_cite_list {
    struct ltn_cite_list *next;
    ltn_cite_line value;
} ltn_cite_list;

typedef enum ltn_cite_back {
    LTN_CITE_BACK_NONE,
    LTN_CITE_BACK_DIGITS, /* a number and white space before the trigger */
    LTN_CITE_BACK_CAPS,   /* words that begin with a capital, "of", "the" */
    LTN_CITE_BACK_WORD,   /* up to three words before, of any sort */
    LTN_CITE_BACKS
} ltn_cite_back;

typedef enum ltn_cite_scope {
    LTN_CITE_DOCUMENT,
    LTN_CITE_PARAGRAPH,
    LTN_CITE_NEAR /* the citation just before, in the same paragraph */
} ltn_cite_scope;

typedef struct ltn_cite_rule {
    struct ltn_cite_rule *next;
    const char *name, *family, *type;
    const char *label; /* "cite.un-symbol", for decisions */
    struct ltn_cite_pack *pack;
    uint32_t line;
    int priority;
    unsigned confidence; /* percent */
    bool mention;        /* points back instead of describing */
    bool inherit;        /* says what its antecedent says, but for its tokens */
    ltn_cite_back back;
    ltn_cite_list *triggers;
    ltn_cite_line pattern, more;
    ltn_cite_token tokens[LTN_CITE_TOKENS];
    unsigned token_len;
    ltn_cite_list *ids, *urls, *crefs, *names;
    ltn_cite_list *after; /* names of rules whose citations this shortens */
    const char *same[8];  /* tokens that must agree with that citation's */
    unsigned same_len;
    ltn_cite_scope scope;
    ltn_cite_test *tests, *rejects;
    /* Made when first needed: */
    struct ltn_cite_code *code[2]; /* of pattern and more */
    bool broken;
    bool off; /* replaced by a later rule */
    uint32_t index;
} ltn_cite_rule;

typedef struct ltn_cite_row {
    const char *key, *value;
} ltn_cite_row;

typedef struct ltn_cite_table {
    struct ltn_cite_table *next;
    const char *name;
    bool squash; /* keys are compared without white space and full stops */
    ltn_cite_row *rows;
    uint32_t len, cap;
    uint32_t *slots; /* hash of the rows, made when first needed */
    uint32_t mask;
} ltn_cite_table;

typedef struct ltn_cite_context {
    struct ltn_cite_context *next;
    const char *name;
    uint16_t number;
    ltn_cite_row *rows; /* key: the literal; value */
    uint32_t len, cap;
} ltn_cite_context;

typedef struct ltn_cite_define {
    struct ltn_cite_define *next;
    const char *name, *text;
} ltn_cite_define;

typedef struct ltn_cite_pack {
    struct ltn_cite_pack *next;
    const char *file, *name;
    ltn_cite_define *defines;
    ltn_cite_table *tables;
    ltn_cite_context *contexts;
} ltn_cite_pack;

struct ltn_cites {
    ltn_arena arena;
    ltn_cite_pack *packs, *last_pack;
    ltn_cite_rule *rules, *last_rule;
    uint32_t rule_len;
    ltn_triggers triggers;
    ltn_cite_rule **by_index;
    ltn_cite_context **contexts; /* by number, NULL at the end */
    bool ready;                  /* the three above are filled in */
    bool
        untested; /* test and reject lines are passed over: not to be checked */
    struct ltn_cite_tools *tools;
    bool no_memory;  /* for a rule that was needed; asked after a run */
    ltn_words known; /* of references, read when first needed */
};

/* Reads a pack of len bytes. Errors go to diags with the place in `file`;
 * LTN_INVALID when there were any (the good rules are kept). */
ltn_status ltn_cites_parse(ltn_cites *c, const char *file, const char *text,
                           size_t len, ltn_diags *diags);

ltn_cite_table *ltn_cite_table_find(ltn_cite_pack *pack, const char *name);

/* The value of the len bytes at key, or NULL. */
const char *ltn_cite_lookup(ltn_cites *c, ltn_cite_table *table,
                            const char *key, size_t len);

/* The token called name (len bytes), or NULL. */
ltn_cite_token *ltn_cite_token_find(ltn_cite_rule *rule, const char *name,
                                    size_t len);

/* Fills in triggers, by_index and contexts. c->ready tells whether it could. */
void ltn_cites_ready(ltn_cites *c);

#endif
