#include "validate/relaxng/ids.h"

#include "validate/relaxng/chars.h"

#include <stdlib.h>
#include <string.h>

void ltn_ids_release(ltn_ids *ids)
{
    ltn_arena_release(&ids->arena);
    free(ids->at);
    free(ids->table);
    *ids = (ltn_ids){0};
}

/* Eight bytes at a time. */
static uint32_t hash_of(const char *s, size_t len)
{
    uint64_t h = len, w = 0;

    for (; len >= sizeof w; s += sizeof w, len -= sizeof w) {
        memcpy(&w, s, sizeof w);
        h = (h ^ w) * UINT64_C(0x9E3779B97F4A7C15);
        h ^= h >> 32;
    }
    w = 0;
    memcpy(&w, s, len);
    h = (h ^ w) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(h ^ h >> 32);
}

static uint32_t slot_of(const ltn_ids *ids, const char *s, size_t len,
                        uint32_t hash)
{
    uint32_t mask = ids->table_size - 1, i = hash & mask;

    for (; ids->table[i]; i = (i + 1) & mask) {
        const ltn_id_entry *e = &ids->at[ids->table[i] - 1];
        if (e->hash == hash && e->len == len && memcmp(e->id, s, len) == 0)
            break;
    }
    return i;
}

static bool make_room(ltn_ids *ids)
{
    if (ids->len < ids->cap)
        return true;
    uint32_t cap = ids->cap ? ids->cap * 2 : 64;
    ltn_id_entry *at = realloc(ids->at, cap * sizeof *at);
    uint32_t *table = calloc((size_t)cap * 2, sizeof *table);
    if (at)
        ids->at = at;
    if (!at || !table) {
        free(table);
        ids->failed = true;
        return false;
    }
    free(ids->table);
    ids->table = table;
    ids->table_size = cap * 2;
    ids->cap = cap;
    for (uint32_t i = 0; i < ids->len; i++)
        table[slot_of(ids, at[i].id, at[i].len, at[i].hash)] = i + 1;
    return true;
}

static ltn_id_entry *find_or_add(ltn_ids *ids, const char *s, size_t len)
{
    if (!make_room(ids))
        return NULL;
    uint32_t hash = hash_of(s, len), slot = slot_of(ids, s, len, hash);
    if (ids->table[slot])
        return &ids->at[ids->table[slot] - 1];
    ltn_id_entry *e = &ids->at[ids->len];
    *e = (ltn_id_entry){
        .id = ltn_arena_strndup(&ids->arena, s, len), .len = len, .hash = hash};
    if (!e->id) {
        ids->failed = true;
        return NULL;
    }
    ids->table[slot] = ++ids->len;
    return e;
}

static bool define(ltn_ids *ids, const char *s, size_t len)
{
    ltn_id_entry *e = find_or_add(ids, s, len);
    bool twice = e && e->defined;

    if (e)
        e->defined = true;
    return !twice;
}

static void refer(ltn_ids *ids, const char *s, size_t len, size_t offset)
{
    ltn_id_entry *e = find_or_add(ids, s, len);

    if (!e || e->referred)
        return;
    e->referred = true;
    e->offset = offset;
}

bool ltn_ids_take(ltn_ids *ids, ltn_id_kind kind, const char *s, size_t len,
                  size_t offset)
{
    s = ltn_xml_trim(s, &len);
    if (kind == LTN_ID)
        return define(ids, s, len);
    for (const char *end = s + len; s < end;) {
        size_t n = 0;
        while (s + n < end && !ltn_xml_space(s[n]))
            n++;
        refer(ids, s, n, offset);
        for (s += n; s < end && ltn_xml_space(*s); s++)
            ;
    }
    return true;
}
