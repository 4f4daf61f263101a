#include "util/resources.h"

#include <string.h>

const ltn_resource *ltn_resource_find(const char *path)
{
    for (const ltn_resource *r = ltn_resources; r->path; r++)
        if (strcmp(r->path, path) == 0)
            return r;
    return NULL;
}
