/* rows.h - the documents of a ledger as the data of the page's script: arrays
 * by position, with texts that come again told once. */
#ifndef LTN_REPORT_ROWS_H
#define LTN_REPORT_ROWS_H

#include "report/account.h"
#include "util/buf.h"

/* Appends JSON that can stand inside of <script>. place is the path the page
 * will have, or NULL: links are relative to it. */
ltn_status ltn_rows_put(ltn_account *b, const char *place, ltn_buf *out);

#endif
