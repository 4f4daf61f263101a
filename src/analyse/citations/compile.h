/* compile.h - from the text of a rule to PCRE2 code, when it is first needed.
 *
 * A pattern is PCRE2 with UTF and three additions: a blank matches any run of
 * white space (line ends included), {name} stands for a token of the rule (it
 * captures) or a define of the pack, and {@name} for any key of a table.
 * Match and depth limits are fixed (PCRE2 pcre2api: match_limit), and a match
 * sees LTN_CITE_WINDOW bytes, so no text and no pattern can cost more.
 */
#ifndef LTN_ANALYSE_CITATIONS_COMPILE_H
#define LTN_ANALYSE_CITATIONS_COMPILE_H

#include "analyse/citations/rules.h"

enum { LTN_CITE_PATTERN = 0, LTN_CITE_MORE = 1 };

typedef struct ltn_cite_span {
    uint32_t start, end; /* bytes in the subject; start > end: not set */
} ltn_cite_span;

/* Compiles which (LTN_CITE_PATTERN or LTN_CITE_MORE) of a rule unless that is
 * done; false when the pattern is wrong, which is reported to diags (may be
 * NULL) the first time. */
bool ltn_cite_compile(ltn_cites *c, ltn_cite_rule *rule, int which,
                      ltn_diags *diags);

/* Matches at exactly `at` in the len bytes at s. groups gets LTN_CITE_GROUPS
 * spans. Running into a limit is no match. */
bool ltn_cite_match(ltn_cites *c, ltn_cite_rule *rule, int which, const char *s,
                    size_t len, size_t at, ltn_cite_span *groups);

/* Where the pattern's named group is, or an unset span. */
ltn_cite_span ltn_cite_group(const ltn_cite_token *t, int which,
                             const ltn_cite_span *groups);

/* Frees what compiling made. */
void ltn_cites_release_code(ltn_cites *c);

#endif
