#define _DEFAULT_SOURCE /* madvise, MAP_ANONYMOUS */
#include "util/pages.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static void ask_for_large(void *p, size_t size)
{
#ifdef MADV_HUGEPAGE
    madvise(p, size, MADV_HUGEPAGE); /* a hint: nothing depends on it */
#else
    (void)p;
    (void)size;
#endif
}

char *ltn_pages_regrow(char *old, size_t len, size_t size)
{
    if (size < 2 * (size_t)LTN_LARGE_PAGE)
        return realloc(old, size);
    size = (size + LTN_LARGE_PAGE - 1) / LTN_LARGE_PAGE * LTN_LARGE_PAGE;
    char *p = aligned_alloc(LTN_LARGE_PAGE, size);
    if (!p)
        return NULL;
    ask_for_large(p, size);
    if (len > 0)
        memcpy(p, old, len);
    free(old);
    return p;
}

void *ltn_pages_new(size_t size)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (p == MAP_FAILED)
        return NULL;
    ask_for_large(p, size);
    return p;
}

void ltn_pages_free(void *p, size_t size)
{
    munmap(p, size);
}
