/* place.h - a folder of its own for each test, empty again at its end. */
#ifndef PLACE_H
#define PLACE_H

#include "../check.h"

#include "util/diag.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct place {
    char folder[64], path[128];
    ltn_diags diags;
} place;

static int set_up(void **state)
{
    place *p = calloc(1, sizeof *p);

    strcpy(p->folder, "/tmp/lectern-test-XXXXXX");
    assert_non_null(mkdtemp(p->folder));
    snprintf(p->path, sizeof p->path, "%s/a.txt", p->folder);
    ltn_diags_init(&p->diags, "a.txt");
    *state = p;
    return 0;
}

static int tear_down(void **state)
{
    place *p = *state;

    unlink(p->path);
    assert_int_equal(rmdir(p->folder), 0); /* nothing else was left */
    ltn_diags_release(&p->diags);
    free(p);
    return 0;
}

#endif
