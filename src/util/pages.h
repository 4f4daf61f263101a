/* pages.h - large pages for large memory, where the system has them.
 *
 * Every page that is first written to costs a fault, which takes longer than
 * filling the page. Linux can be asked for pages of 2 MiB instead of 4 KiB.
 * Where there are none nothing is lost, and pages that are never written to
 * cost nothing.
 */
#ifndef LTN_UTIL_PAGES_H
#define LTN_UTIL_PAGES_H

#include <stddef.h>

enum { LTN_LARGE_PAGE = 2 * 1024 * 1024 }; /* bytes */

/* A block of malloc(), made size bytes large like realloc() does; NULL when
 * that is refused, and old is kept. */
char *ltn_pages_regrow(char *old, size_t size);

/* size zeroed bytes, or NULL; ltn_pages_free() takes them back. */
void *ltn_pages_new(size_t size);
void ltn_pages_free(void *p, size_t size);

#endif
