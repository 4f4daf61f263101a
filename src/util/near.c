#include "lectern.h"

#include "util/ascii.h"

#include <string.h>

enum { NAME_MAX_BYTES = 48 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment distance: insert, delete, replace, swap. */
static size_t distance(const char *a, size_t la, const char *b, size_t lb)
{
    size_t rows[3][NAME_MAX_BYTES + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];

    for (size_t j = 0; j <= lb; j++)
        last[j] = j;
    for (size_t i = 1; i <= la; i++) {
        row[0] = i;
        for (size_t j = 1; j <= lb; j++) {
            bool same = ltn_ascii_lower(a[i - 1]) == ltn_ascii_lower(b[j - 1]);
            row[j] = least(least(last[j], row[j - 1]) + 1, last[j - 1] + !same);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[lb];
}

const char *ltn_nearest(const char *name, const char *const *names, size_t n)
{
    size_t len = strlen(name), best = 0;
    const char *found = NULL;

    if (len == 0 || len > NAME_MAX_BYTES)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        size_t its = strlen(names[i]);
        if (its > NAME_MAX_BYTES)
            continue;
        size_t d = distance(name, len, names[i], its);
        bool start = len > 1 && its > len && !strncmp(name, names[i], len);
        if (start)
            d = 1;
        if (d <= (len + 2) / 3 && (!found || d < best)) {
            best = d;
            found = names[i];
        }
    }
    return found;
}
