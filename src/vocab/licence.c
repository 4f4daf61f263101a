#include "vocab/licence.h"

#include "lectern.h"
#include "util/resources.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { LICENCES_MAX = 1024, ID_BYTES = 48 };

static void copy(char out[LTN_LICENCE_BYTES], const char *s, size_t len)
{
    size_t n = len < LTN_LICENCE_BYTES ? len : LTN_LICENCE_BYTES - 1;

    memcpy(out, s, n);
    out[n] = '\0';
}

/* The nearest of all identifiers, one against the best so far. */
static void nearest(const char *id, char out[LTN_LICENCE_BYTES])
{
    const ltn_resource *list = ltn_resource_find("src/vocab/licences.words");
    char best[ID_BYTES] = "", next[ID_BYTES];

    for (const char *at = list->data; at < list->end;) {
        size_t len = strcspn(at, "\n");
        if (len < ID_BYTES) {
            memcpy(next, at, len);
            next[len] = '\0';
            const char *const two[] = {best, next};
            const char *found =
                best[0] ? ltn_nearest(id, two, 2) : ltn_nearest(id, two + 1, 1);
            if (found == next)
                memcpy(best, next, sizeof best);
        }
        at += len + (at + len < list->end);
    }
    copy(out, best, strlen(best));
}

bool ltn_licence_id(const char *id, char out[LTN_LICENCE_BYTES])
{
    const ltn_resource *list = ltn_resource_find("src/vocab/licences.words");
    size_t its = strlen(id);

    for (const char *at = list->data; at < list->end;) {
        size_t len = strcspn(at, "\n");
        if (len == its && strncasecmp(at, id, len) == 0) {
            copy(out, at, len);
            return true;
        }
        at += len + (at + len < list->end);
    }
    nearest(id, out);
    return false;
}

/* "CC-BY-NC-4.0": by-nc and 4.0; "CC0-1.0" has a place of its own. */
static bool creative_commons(const char *id, char out[LTN_LICENCE_BYTES])
{
    char kind[ID_BYTES];
    const char *last = strrchr(id, '-');

    if (strcmp(id, "CC0-1.0") == 0) {
        snprintf(out, LTN_LICENCE_BYTES,
                 "https://creativecommons.org/publicdomain/zero/1.0/");
        return true;
    }
    size_t len = last > id + 6 ? (size_t)(last - id) - 3 : 0;
    if (strncmp(id, "CC-BY", 5) != 0 || !last ||
        strspn(last + 1, "1234.05") != 3)
        return false;
    if (last[4] != '\0' || len >= sizeof kind)
        return false;
    if (len == 0)
        len = 2;
    for (size_t i = 0; i < len; i++)
        kind[i] = (char)(id[3 + i] == '-' ? '-' : id[3 + i] | 0x20);
    kind[len] = '\0';
    snprintf(out, LTN_LICENCE_BYTES,
             "https://creativecommons.org/licenses/%s/%s/", kind, last + 1);
    return true;
}

const char *ltn_licence_url(const char *id, char out[LTN_LICENCE_BYTES])
{
    if (strchr(id, ':'))
        copy(out, id, strlen(id));
    else if (!creative_commons(id, out))
        snprintf(out, LTN_LICENCE_BYTES, "https://spdx.org/licenses/%s.html",
                 id);
    return out;
}
