#include "validate/schemas.h"

#include <stdlib.h>
#include <string.h>

typedef struct kept {
    struct kept *next;
    const char *path;
    void *compiled;
    ltn_schema_free *release;
} kept;

struct ltn_schemas {
    kept *first;
};

ltn_schemas *ltn_schemas_new(void)
{
    return calloc(1, sizeof(ltn_schemas));
}

void ltn_schemas_free(ltn_schemas *s)
{
    while (s && s->first) {
        kept *k = s->first;
        s->first = k->next;
        k->release(k->compiled);
        free(k);
    }
    free(s);
}

void *ltn_schemas_find(const ltn_schemas *s, const char *path)
{
    for (const kept *k = s->first; k; k = k->next)
        if (strcmp(k->path, path) == 0)
            return k->compiled;
    return NULL;
}

bool ltn_schemas_keep(ltn_schemas *s, const char *path, void *compiled,
                      ltn_schema_free *release)
{
    kept *k = calloc(1, sizeof *k);

    if (!k) {
        release(compiled);
        return false;
    }
    *k = (kept){s->first, path, compiled, release};
    s->first = k;
    return true;
}
