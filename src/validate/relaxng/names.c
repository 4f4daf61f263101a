#include "validate/relaxng/names.h"

#include "util/keyhash.h"
#include "util/limits.h"
#include "validate/relaxng/grow.h"

#include <stdlib.h>
#include <string.h>

/* Room for one more of size bytes; what is at *at moves. */
static bool grow(ltn_names *n, void **at, uint32_t need, uint32_t *cap,
                 size_t size)
{
    if (ltn_rng_grow(at, need, cap, 64, size))
        return true;
    n->failed = true;
    return false;
}

/* A name without looking whether it is there. */
static ltn_name_id push(ltn_names *n, uint32_t uri, const char *local)
{
    if (!grow(n, (void **)&n->at, n->len + 1, &n->cap, sizeof *n->at))
        return LTN_NAME_FOREIGN;
    n->at[n->len] = (ltn_name){.uri = uri, .local = local};
    return n->len++;
}

void ltn_names_init(ltn_names *n)
{
    *n = (ltn_names){0};
    if (!grow(n, (void **)&n->uris, 1, &n->uri_cap, sizeof *n->uris))
        return;
    n->uris[n->uri_len++] = (ltn_name_uri){0};
    push(n, 0, NULL);
}

void ltn_names_release(ltn_names *n)
{
    ltn_arena_release(&n->arena);
    free(n->at);
    free(n->uris);
    free(n->classes);
    free(n->table);
    *n = (ltn_names){0};
}

static uint32_t find_uri(const ltn_names *n, const char *uri)
{
    size_t len = strlen(uri);

    for (uint32_t i = 1; i < n->uri_len; i++)
        if (n->uris[i].len == len && memcmp(n->uris[i].uri, uri, len) == 0)
            return i;
    return 0;
}

uint32_t ltn_names_uri(ltn_names *n, const char *uri)
{
    uint32_t i = find_uri(n, uri);
    const char *copy;

    if (i > 0)
        return i;
    if (n->uri_len == LTN_RNG_NAMESPACES_MAX) {
        n->full = true;
        return 0;
    }
    copy = ltn_arena_strndup(&n->arena, uri, strlen(uri));
    if (!copy || !grow(n, (void **)&n->uris, n->uri_len + 1, &n->uri_cap,
                       sizeof *n->uris)) {
        n->failed = true;
        return 0;
    }
    i = n->uri_len++;
    n->uris[i] = (ltn_name_uri){
        .uri = copy, .len = strlen(copy), .other = push(n, i, NULL)};
    return i;
}

/* Where a name is in the table, or the free place where it would be. */
static uint32_t slot_of(const ltn_names *n, uint32_t uri, const char *local)
{
    uint32_t mask = n->table_size - 1;
    uint32_t i = (uint32_t)ltn_key_hash(uri, local, strlen(local)) & mask;

    for (; n->table[i]; i = (i + 1) & mask) {
        const ltn_name *have = &n->at[n->table[i] - 1];
        if (have->uri == uri && strcmp(have->local, local) == 0)
            break;
    }
    return i;
}

static bool rehash(ltn_names *n)
{
    uint32_t size = n->table_size ? n->table_size * 2 : 256;
    uint32_t *table = calloc(size, sizeof *table);

    if (!table) {
        n->failed = true;
        return false;
    }
    free(n->table);
    n->table = table;
    n->table_size = size;
    for (uint32_t i = 0; i < n->len; i++)
        if (n->at[i].local)
            table[slot_of(n, n->at[i].uri, n->at[i].local)] = i + 1;
    return true;
}

ltn_name_id ltn_names_add(ltn_names *n, const char *uri, const char *local)
{
    uint32_t u = ltn_names_uri(n, uri);

    if (n->len * 2 >= n->table_size && !rehash(n))
        return LTN_NAME_FOREIGN;
    uint32_t slot = slot_of(n, u, local);
    if (n->table[slot])
        return n->table[slot] - 1;
    const char *copy = ltn_arena_strndup(&n->arena, local, strlen(local));
    if (!copy) {
        n->failed = true;
        return LTN_NAME_FOREIGN;
    }
    ltn_name_id id = push(n, u, copy);
    n->table[slot] = id + 1;
    return id;
}

ltn_name_id ltn_names_find(const ltn_names *n, const char *uri,
                           const char *local)
{
    uint32_t u = find_uri(n, uri);

    if (u == 0 || n->table_size == 0)
        return u == 0 ? LTN_NAME_FOREIGN : n->uris[u].other;
    uint32_t slot = slot_of(n, u, local);
    return n->table[slot] ? n->table[slot] - 1 : n->uris[u].other;
}

/* Name classes --------------------------------------------------------------
 */

uint32_t ltn_nc_add(ltn_names *n, ltn_nc_kind kind, uint32_t a, uint32_t b)
{
    uint32_t most = n->class_len < 64 ? n->class_len : 64;

    for (uint32_t i = 0; i < most; i++)
        if (n->classes[i].kind == kind && n->classes[i].a == a &&
            n->classes[i].b == b)
            return i | LTN_NC_WILD;
    if (!grow(n, (void **)&n->classes, n->class_len + 1, &n->class_cap,
              sizeof *n->classes))
        return LTN_NAME_FOREIGN;
    n->classes[n->class_len] = (ltn_nc){.kind = kind, .a = a, .b = b};
    return n->class_len++ | LTN_NC_WILD;
}

static const ltn_nc *class_at(const ltn_names *n, uint32_t nc)
{
    return &n->classes[nc & ~(uint32_t)LTN_NC_WILD];
}

bool ltn_nc_contains(const ltn_names *n, uint32_t nc, ltn_name_id name)
{
    while (nc & LTN_NC_WILD) {
        const ltn_nc *c = class_at(n, nc);
        if (c->kind == LTN_NC_CHOICE) {
            if (ltn_nc_contains(n, c->a, name))
                return true;
            nc = c->b;
            continue;
        }
        if (c->kind == LTN_NC_NS && n->at[name].uri != c->a)
            return false;
        return c->b == LTN_NC_NONE || !ltn_nc_contains(n, c->b, name);
    }
    return nc == name;
}

/* The marks of an except are one bit higher than those of its wildcard; they
 * are taken away when the wildcard has been marked. */
static void mark(const ltn_names *n, uint32_t nc, unsigned bit, uint8_t *in,
                 uint64_t *steps)
{
    const ltn_nc *c;

    for (; nc & LTN_NC_WILD; nc = c->b) {
        c = class_at(n, nc);
        if (c->kind != LTN_NC_CHOICE)
            break;
        mark(n, c->a, bit, in, steps);
    }
    ++*steps;
    if (!(nc & LTN_NC_WILD)) {
        in[nc] |= (uint8_t)bit;
        return;
    }
    if (c->b != LTN_NC_NONE)
        mark(n, c->b, bit << 1, in, steps);
    for (uint32_t i = 0; i < n->len; i++) {
        bool met = c->kind == LTN_NC_ANY || n->at[i].uri == c->a;
        if (met && !(in[i] & bit << 1))
            in[i] |= (uint8_t)bit;
        in[i] &= (uint8_t) ~(bit << 1);
    }
    *steps += n->len;
}

void ltn_nc_mark(const ltn_names *n, uint32_t nc, uint8_t *in, uint64_t *steps)
{
    mark(n, nc, 1, in, steps);
}

bool ltn_nc_is_open(const ltn_names *n, uint32_t nc)
{
    for (; nc & LTN_NC_WILD; nc = class_at(n, nc)->b) {
        const ltn_nc *c = class_at(n, nc);
        if (c->kind != LTN_NC_CHOICE || ltn_nc_is_open(n, c->a))
            return true;
    }
    return false;
}
