/* isotime.h - a moment as ISO 8601 in UTC, without asking clock or locale. */
#ifndef LTN_UTIL_ISOTIME_H
#define LTN_UTIL_ISOTIME_H

#include <stdbool.h>
#include <stdint.h>

enum { LTN_TIME_BYTES = 32 };

/* Seconds since 1970-01-01T00:00:00Z as "2024-07-19T08:05:09Z" into out. Years
 * outside of 0000 to 9999 are shown as the nearest of them. */
const char *ltn_time_iso(int64_t seconds, char out[LTN_TIME_BYTES]);

/* The same, the date alone: "2024-07-19". */
const char *ltn_date_iso(int64_t seconds, char out[LTN_TIME_BYTES]);

/* Whether s is a date of EDTF level 0 that has days, months or years: YYYY,
 * YYYY-MM or YYYY-MM-DD of the Gregorian calendar. */
bool ltn_is_date(const char *s);

#endif
