#include "cli/progress.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BAR_MAX = 40, LINE_MAX_BYTES = 512 };

static double seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool can_draw(void)
{
    const char *term = getenv("TERM");

    return isatty(STDERR_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

void progress_start(progress *p, const invocation *in)
{
    const char *how = in->value[OPT_PROGRESS];

    *p = (progress){.colour = in->colour_err, .unicode = shows_unicode()};
    if (how && strcmp(how, "json") == 0)
        p->kind = PROGRESS_JSON;
    else if ((how && strcmp(how, "bar") == 0) ||
             ((!how || strcmp(how, "auto") == 0) && can_draw() &&
              !in->given[OPT_QUIET]))
        p->kind = PROGRESS_BAR;
    p->started = p->since = seconds();
}

/* "7 s", "12:05", "3:04:05" */
static void put_duration(double s, char *out, size_t size)
{
    unsigned long n = s < 1e9 ? (unsigned long)(s + 0.5) : 1000000000;

    if (n < 60)
        snprintf(out, size, "%lu s", n);
    else if (n < 3600)
        snprintf(out, size, "%lu:%02lu", n / 60, n % 60);
    else
        snprintf(out, size, "%lu:%02lu:%02lu", n / 3600, n / 60 % 60, n % 60);
}

static void put_bar(const progress *p, const ltn_progress *now, unsigned cells,
                    char *out, size_t size)
{
    const char *full = p->unicode ? "█" : "#", *none = p->unicode ? "░" : ".";
    size_t n = now->of ? now->done * cells / now->of : cells, at = 0;

    for (unsigned i = 0; i < cells && at + 4 < size; i++) {
        const char *cell = i < n ? full : none;
        memcpy(out + at, cell, strlen(cell) + 1);
        at += strlen(cell);
    }
}

/* Tenths, without asking the locale how a point is written. */
static void put_rate(double rate, char *out, size_t size)
{
    unsigned long tenths = (unsigned long)(rate * 10 + 0.5);

    if (tenths >= 100)
        snprintf(out, size, "%lu/s", (tenths + 5) / 10);
    else
        snprintf(out, size, "%lu.%lu/s", tenths / 10, tenths % 10);
}

static double left(const progress *p, const ltn_progress *now)
{
    return p->rate > 0 && now->of > now->done
               ? (double)(now->of - now->done) / p->rate
               : 0;
}

/* The parts that fit, the least needed ones left out first. */
void progress_line(const progress *p, const ltn_progress *now, double passed,
                   unsigned columns, char *out, size_t size)
{
    char percent[16], count[64], rate[32] = "", time[48] = "", bad[48] = "";
    char bar[BAR_MAX * 3 + 8] = "", lasts[24];
    size_t share = now->of ? now->done * 100 / now->of : 100;

    snprintf(percent, sizeof percent, "%3zu %%", share);
    snprintf(count, sizeof count, "  %zu/%zu", now->done, now->of);
    if (p->rate > 0) {
        char figure[24];
        put_rate(p->rate, figure, sizeof figure);
        snprintf(rate, sizeof rate, "  %s", figure);
    }
    if (passed >= 1 && p->rate > 0) {
        put_duration(left(p, now), lasts, sizeof lasts);
        snprintf(time, sizeof time, "  %s left", lasts);
    }
    if (now->failed > 0)
        snprintf(bad, sizeof bad, "  %zu failed", now->failed);
    size_t room = columns > 1 ? columns - 1 : 0, used = strlen(percent);
    char *const parts[] = {bad, time, count, rate};
    for (int i = 0; i < 4; i++) {
        if (used + strlen(parts[i]) > room)
            parts[i][0] = '\0';
        used += strlen(parts[i]);
    }
    if (room > used + 12)
        put_bar(
            p, now,
            (unsigned)(room - used - 2 < BAR_MAX ? room - used - 2 : BAR_MAX),
            bar, sizeof bar);
    snprintf(out, size, "%s%s%s%s%s%s%s%s%s", bar, bar[0] ? "  " : "",
             room < strlen(percent) ? "" : percent, count, rate, time,
             bad[0] && p->colour ? "\033[31m" : "", bad,
             bad[0] && p->colour ? "\033[0m" : "");
}

static void draw(progress *p, const ltn_progress *now, double t)
{
    char line[LINE_MAX_BYTES];
    unsigned columns = columns_of(STDERR_FILENO);

    progress_line(p, now, t - p->started, columns ? columns : 80, line,
                  sizeof line);
    fprintf(stderr, "\r%s\033[K", line);
    fflush(stderr);
    p->drawn = true;
}

/* Milliseconds as seconds: "12.345". */
static void put_seconds(const char *name, double s)
{
    unsigned long ms = s > 0 ? (unsigned long)(s * 1000 + 0.5) : 0;

    fprintf(stderr, ",\"%s\":%lu.%03lu", name, ms / 1000, ms % 1000);
}

static void put_json(const progress *p, const char *event,
                     const ltn_progress *now, double t, int status)
{
    fprintf(stderr,
            "{\"event\":\"%s\",\"done\":%zu,\"of\":%zu,\"failed\":%zu,"
            "\"passed\":%zu",
            event, now->done, now->of, now->failed, now->passed);
    put_seconds("seconds", t - p->started);
    put_seconds("rate", p->rate);
    if (p->rate > 0)
        put_seconds("left", left(p, now));
    if (status >= 0)
        fprintf(stderr, ",\"status\":%d", status);
    fputs("}\n", stderr);
    fflush(stderr);
}

enum { SETTLED = 10 };

/* Inputs a second: on the whole at first, then drawn towards the last seconds,
 * so that the time left follows what goes on without jumping about. */
static void measure(progress *p, const ltn_progress *now, double t)
{
    double passed = t - p->started, span = t - p->since;

    if (passed < SETTLED) {
        p->rate = passed >= 1 ? (double)now->done / passed : 0;
        p->since = t;
        p->counted = now->done;
    } else if (span >= 1) {
        double weight = span < SETTLED ? span / SETTLED : 1;
        double recent = (double)(now->done - p->counted) / span;
        p->rate += (recent - p->rate) * weight;
        p->since = t;
        p->counted = now->done;
    }
}

void progress_show(progress *p, const ltn_progress *now)
{
    p->last = *now;
    if (p->kind == PROGRESS_NONE)
        return;
    double t = seconds(), every = p->kind == PROGRESS_JSON ? 1.0 : 0.1;
    bool first = !p->begun;

    if (!first && t - p->shown < every)
        return;
    p->begun = true;
    p->shown = t;
    measure(p, now, t);
    if (p->kind == PROGRESS_JSON)
        put_json(p, first ? "start" : "progress", now, t, -1);
    else if (now->of > 1)
        draw(p, now, t);
}

void progress_clear(progress *p)
{
    if (!p->drawn)
        return;
    fputs("\r\033[K", stderr);
    p->drawn = false;
    p->shown = 0; /* it comes back at once */
}

void progress_end(progress *p, int status)
{
    double t = p->kind == PROGRESS_JSON ? seconds() : 0;

    progress_clear(p);
    if (p->kind != PROGRESS_JSON)
        return;
    if (t - p->started > 0)
        p->rate = (double)p->last.done / (t - p->started);
    put_json(p, "end", &p->last, t, status);
}
