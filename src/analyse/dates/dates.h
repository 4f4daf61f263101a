/* dates.h - dates in running text.
 *
 * A date is found from its year: four digits with a month beside them, in
 * words or figures. Only days that the calendar has are dates; the value is
 * ISO 8601, to the day or to the month.
 */
#ifndef LTN_ANALYSE_DATES_DATES_H
#define LTN_ANALYSE_DATES_DATES_H

#include "analyse/words.h"

typedef struct ltn_date_words {
    ltn_words months; /* a bit for each month; LTN_DATE_LINK, ... */
} ltn_date_words;

enum {
    LTN_DATE_MONTHS = 0xFFF,    /* bit m - 1: month m */
    LTN_DATE_LINK = 1 << 12,    /* of, de */
    LTN_DATE_ORDINAL = 1 << 13, /* st, er: behind a number */
    LTN_DATE_WEEKDAY = 1 << 14
};

typedef struct ltn_date {
    const char *start, *end; /* in the text */
    char iso[11];            /* "2024-07-19", "2024-07" */
    const char *rule;
    uint8_t percent;
} ltn_date;

void ltn_date_words_load(ltn_date_words *w);

/* The next date in the text from *at up to end; start is how far back words may
 * be looked at. *at moves behind it. False: there is none. */
bool ltn_date_next(const ltn_date_words *w, const char *start, const char **at,
                   const char *end, ltn_date *out);

#endif
