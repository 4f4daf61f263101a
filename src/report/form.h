/* form.h - the forms a ledger is told in. Each appends to out; memory failures
 * stay there. */
#ifndef LTN_REPORT_FORM_H
#define LTN_REPORT_FORM_H

#include "report/account.h"
#include "util/buf.h"

/* For a terminal so many columns wide. */
ltn_status ltn_report_text(ltn_account *b, const ltn_report_options *o,
                           ltn_buf *out);
ltn_status ltn_report_json(ltn_account *b, const ltn_report_options *o,
                           ltn_buf *out);
ltn_status ltn_report_csv(ltn_account *b, const ltn_report_options *o,
                          ltn_buf *out);
ltn_status ltn_report_html(ltn_account *b, const ltn_report_options *o,
                           ltn_buf *out);

/* Appends n with commas between thousands; microseconds as "1.25 s", bytes as
 * "3.4 MB", a part of a whole in percent as "98.9 %". */
void ltn_put_count(ltn_buf *out, uint64_t n);
void ltn_put_time(ltn_buf *out, uint64_t us);
void ltn_put_size(ltn_buf *out, uint64_t bytes);
void ltn_put_share(ltn_buf *out, uint64_t part, uint64_t whole);

/* When the runs were and, if there were several, how many. */
void ltn_put_span(ltn_buf *out, const ltn_summary *m);

#endif
