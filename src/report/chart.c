#include "report/chart.h"

#include "report/form.h"

enum { BAR_WIDTH = 1000, PLOT = 160, STEP = 64 };

static const char *const names[LTN_OUTCOMES] = {
    "converted", "converted, with warnings", "failed", "not done"};

/* One attribute in whole numbers. */
static void attr(ltn_xml *x, const char *name, uint64_t n)
{
    ltn_xml_attr_u(x, name, n);
}

static void rect(ltn_xml *x, const char *css, const uint64_t box[4])
{
    ltn_xml_start(x, "rect");
    ltn_xml_attr(x, "class", css);
    attr(x, "x", box[0]);
    attr(x, "y", box[1]);
    attr(x, "width", box[2]);
    attr(x, "height", box[3]);
    ltn_xml_end(x, "rect");
}

static void put_legend(ltn_xml *x, const ltn_summary *m)
{
    ltn_xml_raw(x, "<ul class=\"legend\">\n");
    for (int c = 0; c < LTN_OUTCOMES; c++) {
        if (m->outcome[c] == 0)
            continue;
        ltn_xml_raw(x, "<li><svg width=\"12\" height=\"12\" "
                       "aria-hidden=\"true\">");
        rect(x, ltn_outcome_names[c], (uint64_t[]){0, 0, 12, 12});
        ltn_xml_raw(x, "</svg> <b>");
        ltn_put_count(x->out, m->outcome[c]);
        ltn_xml_raw(x, "</b> ");
        ltn_xml_puts(x, names[c]);
        ltn_buf_puts(x->out, ", ");
        ltn_put_share(x->out, m->outcome[c], m->inputs);
        ltn_xml_raw(x, "</li>\n");
    }
    ltn_xml_raw(x, "</ul>\n");
}

/* A part that is not nothing is seen, and the last ends at the end. */
static uint64_t width_of(const ltn_summary *m, int c, uint64_t at)
{
    uint64_t n = m->outcome[c], left = BAR_WIDTH - at, after = 0;
    uint64_t w = n * BAR_WIDTH / m->inputs;

    for (int i = c + 1; i < LTN_OUTCOMES; i++)
        after += m->outcome[i];
    if (after == 0)
        return left;
    if (w < 4)
        w = 4;
    return w < left ? w : left;
}

void ltn_chart_outcomes(ltn_xml *x, const ltn_summary *m)
{
    uint64_t at = 0;

    if (m->inputs == 0)
        return;
    ltn_xml_raw(x, "<svg class=\"outcomes\" viewBox=\"0 0 1000 28\" "
                   "preserveAspectRatio=\"none\" role=\"img\" "
                   "aria-label=\"Outcomes as parts of a bar; the figures "
                   "follow\">");
    for (int c = 0; c < LTN_OUTCOMES; c++) {
        if (m->outcome[c] == 0)
            continue;
        uint64_t w = width_of(m, c, at);
        rect(x, ltn_outcome_names[c], (uint64_t[]){at, 0, w, 28});
        at += w;
    }
    ltn_xml_raw(x, "</svg>\n");
    put_legend(x, m);
}

/* Bins with something in them, first to last. */
static void find_bins(const ltn_summary *m, int *first, int *last)
{
    *first = *last = 0;
    for (int i = LTN_TIME_BINS - 1; i >= 0; i--)
        if (m->times[i] > 0)
            *first = i;
    for (int i = 0; i < LTN_TIME_BINS; i++)
        if (m->times[i] > 0)
            *last = i;
}

static void put_bin(ltn_buf *out, int i)
{
    unsigned from = i > 0 ? 1u << (i - 1) : 0;

    if (i + 1 == LTN_TIME_BINS)
        ltn_buf_printf(out, "%u s +", from / 1000);
    else if (from < 1000)
        ltn_buf_printf(out, "%u–%u ms", from, 1u << i);
    else
        ltn_buf_printf(out, "%u–%u s", from / 1000, (1u << i) / 1000);
}

static void label(ltn_xml *x, uint64_t at, uint64_t y)
{
    ltn_xml_start(x, "text");
    attr(x, "x", at);
    attr(x, "y", y);
    ltn_xml_raw(x, "");
}

static void put_column(ltn_xml *x, const ltn_summary *m, int i, uint64_t at,
                       uint64_t most)
{
    uint64_t n = m->times[i];
    uint64_t high = n * PLOT / most;

    if (n > 0 && high < 2)
        high = 2;
    rect(x, "column", (uint64_t[]){at + 6, 20 + PLOT - high, STEP - 12, high});
    label(x, at + STEP / 2, 14 + PLOT - high);
    ltn_put_count(x->out, n);
    ltn_xml_close(x, "text");
    label(x, at + STEP / 2, 20 + PLOT + 16);
    put_bin(x->out, i);
    ltn_xml_close(x, "text");
}

void ltn_chart_times(ltn_xml *x, const ltn_summary *m)
{
    int first, last;
    uint64_t most = 1;

    find_bins(m, &first, &last);
    for (int i = first; i <= last; i++)
        most = m->times[i] > most ? m->times[i] : most;
    uint64_t wide = (uint64_t)(last - first + 1) * STEP;
    ltn_xml_start(x, "svg");
    ltn_xml_attr(x, "class", "times");
    attr(x, "width", wide);
    attr(x, "height", PLOT + 44);
    ltn_buf_printf(x->out, " viewBox=\"0 0 %u %u\"", (unsigned)wide, PLOT + 44);
    ltn_xml_attr(x, "role", "img");
    ltn_xml_attr(x, "aria-label",
                 "Number of inputs by CPU time; the figures stand at the "
                 "columns");
    for (int i = first; i <= last; i++)
        put_column(x, m, i, (uint64_t)(i - first) * STEP, most);
    rect(x, "axis", (uint64_t[]){0, 20 + PLOT, wide, 1});
    ltn_xml_close(x, "svg");
    ltn_xml_raw(x, "\n");
}

void ltn_chart_bar(ltn_xml *x, uint64_t n, uint64_t most)
{
    ltn_xml_raw(x, "<svg class=\"small\" width=\"100\" height=\"10\">");
    rect(x, "column", (uint64_t[]){0, 0, most ? n * 100 / most : 0, 10});
    ltn_xml_raw(x, "</svg>");
}
