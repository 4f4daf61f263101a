/* refuse.h - the n-th allocation from now is refused. */
#ifndef REFUSE_H
#define REFUSE_H

#include "../check.h"

static long fail_at = -1; /* the n-th allocation from now; -1 = none */

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);

void *__wrap_malloc(size_t size)
{
    return fail_at >= 0 && fail_at-- == 0 ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return fail_at >= 0 && fail_at-- == 0 ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t size)
{
    return fail_at >= 0 && fail_at-- == 0 ? NULL : __real_realloc(p, size);
}

#endif
