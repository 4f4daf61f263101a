/* Figures as people read them. */

#include "report/form.h"

void ltn_put_count(ltn_buf *out, uint64_t n)
{
    char digits[32];
    size_t at = sizeof digits;

    for (unsigned i = 0; i == 0 || n > 0; i++, n /= 10) {
        if (i > 0 && i % 3 == 0)
            digits[--at] = ',';
        digits[--at] = (char)('0' + n % 10);
    }
    ltn_buf_put(out, digits + at, sizeof digits - at);
}

/* n / 1000 with so many digits behind the point, rounded. */
static void put_thousandths(ltn_buf *out, uint64_t n, unsigned digits)
{
    static const unsigned unit[] = {1000, 100, 10, 1};

    n = (n + unit[digits] / 2) / unit[digits];
    ltn_put_count(out, n / (1000 / unit[digits]));
    if (digits > 0)
        ltn_buf_printf(out, ".%0*u", (int)digits,
                       (unsigned)(n % (1000 / unit[digits])));
}

void ltn_put_time(ltn_buf *out, uint64_t us)
{
    const uint64_t second = 1000000, minute = 60 * second;

    if (us < 10000) {
        put_thousandths(out, us, 1);
        ltn_buf_puts(out, " ms");
    } else if (us < second) {
        put_thousandths(out, us, 0);
        ltn_buf_puts(out, " ms");
    } else if (us < 2 * minute) {
        put_thousandths(out, us / 1000, 1);
        ltn_buf_puts(out, " s");
    } else if (us < 120 * minute) {
        put_thousandths(out, us / 60 / 1000, 1);
        ltn_buf_puts(out, " min");
    } else {
        put_thousandths(out, us / 3600 / 1000, 1);
        ltn_buf_puts(out, " h");
    }
}

void ltn_put_size(ltn_buf *out, uint64_t bytes)
{
    static const char *const units[] = {"bytes", "kB", "MB", "GB", "TB"};
    unsigned i = 0;
    uint64_t n = bytes;

    for (; n >= 1000000 && i < 3; i++)
        n /= 1000;
    if (bytes < 1000)
        ltn_put_count(out, bytes);
    else
        put_thousandths(out, n, n < 100000 ? 1 : 0);
    ltn_buf_printf(out, " %s", units[bytes < 1000 ? 0 : i + 1]);
}

void ltn_put_share(ltn_buf *out, uint64_t part, uint64_t whole)
{
    uint64_t n = whole > 0 ? (part * 1000 + whole / 2) / whole : 0;

    /* Neither nothing nor all when it is not. */
    if (n == 0 && part > 0)
        n = 1;
    if (n == 1000 && part < whole)
        n = 999;
    put_thousandths(out, n * 100, 1);
    ltn_buf_puts(out, " %");
}

/* Date and time of day out of a time of a ledger, which may hold anything. */
static bool put_moment(ltn_buf *out, const char *before, const char *time)
{
    static const char form[] = "0000-00-00T00:00:00";
    size_t i = 0;

    while (form[i] && (form[i] == '0' ? time[i] >= '0' && time[i] <= '9'
                                      : time[i] == form[i]))
        i++;
    if (form[i])
        return false;
    ltn_buf_printf(out, "%s%.10s %.8s", before, time, time + 11);
    return true;
}

void ltn_put_span(ltn_buf *out, const ltn_summary *m)
{
    if (put_moment(out, "", m->began)) {
        put_moment(out, " to ", m->ended);
        ltn_buf_puts(out, " UTC");
    } else {
        ltn_buf_puts(out, "time not known");
    }
    if (m->runs > 1) {
        ltn_buf_puts(out, ", ");
        ltn_put_count(out, m->runs);
        ltn_buf_puts(out, " runs");
    }
}
