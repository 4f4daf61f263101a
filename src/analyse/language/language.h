/* language.h - the language detector kept between documents. */
#ifndef LTN_ANALYSE_LANGUAGE_LANGUAGE_H
#define LTN_ANALYSE_LANGUAGE_LANGUAGE_H

#include "analyse/analyse.h"

/* Opens what would be opened when a text needs it: n-gram files, which cost
 * 12 ms and cannot be read from inside a sandbox. */
void ltn_languages_warm(ltn_analysis *a);

void ltn_languages_free(struct ltn_languages *languages);

#endif
