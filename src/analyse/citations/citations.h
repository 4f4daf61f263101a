/* citations.h - what the rest of analyse/ asks of the citation packs.
 */
#ifndef LTN_ANALYSE_CITATIONS_CITATIONS_H
#define LTN_ANALYSE_CITATIONS_CITATIONS_H

#include "analyse/analyse.h"

/* The compiled packs, read when they are first needed; NULL without memory. */
ltn_cites *ltn_analysis_cites(ltn_analysis *a, ltn_diags *diags);

#endif
