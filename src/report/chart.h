/* chart.h - charts as SVG inside of a page, with colours from its style. */
#ifndef LTN_REPORT_CHART_H
#define LTN_REPORT_CHART_H

#include "report/account.h"
#include "util/xmlout.h"

/* One bar that shows the outcomes as parts, with a legend of figures. */
void ltn_chart_outcomes(ltn_xml *x, const ltn_summary *m);

/* A histogram of CPU times. */
void ltn_chart_times(ltn_xml *x, const ltn_summary *m);

/* A small bar for a cell of a table. */
void ltn_chart_bar(ltn_xml *x, uint64_t n, uint64_t most);

#endif
