#define _DEFAULT_SOURCE /* madvise, MAP_ANONYMOUS */
#include "util/pages.h"

#include <stdint.h>
#include <stdlib.h>
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

/* realloc() moves the pages of a large block instead of copying them, so that
 * there are never two blocks. */
char *ltn_pages_regrow(char *old, size_t size)
{
    const uintptr_t page = 4096;
    char *p = realloc(old, size);

    if (!p || size < 2 * (size_t)LTN_LARGE_PAGE)
        return p;
    size_t skip = (size_t)(-(uintptr_t)p % page);
    ask_for_large(p + skip, (size - skip) / page * page);
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
