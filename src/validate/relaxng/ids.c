#include "validate/relaxng/ids.h"

#include "util/keyhash.h"
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

/* The slot of the id, or the free one where it belongs. */
static ltn_id_slot *slot_of(const ltn_ids *ids, const char *s, size_t len,
                            uint32_t hash)
{
    uint32_t mask = ids->table_size - 1, i = hash & mask;

    for (; ids->table[i].entry; i = (i + 1) & mask) {
        if (ids->table[i].hash != hash)
            continue;
        const ltn_id_entry *e = &ids->at[ids->table[i].entry - 1];
        if (e->len == len && memcmp(e->id, s, len) == 0)
            break;
    }
    return &ids->table[i];
}

/* Moves the slots to a table twice as large; no two of them are the same. */
static bool grow_table(ltn_ids *ids, uint32_t size)
{
    ltn_id_slot *table = calloc(size, sizeof *table);

    if (!table)
        return false;
    for (uint32_t k = 0; k < ids->table_size; k++) {
        uint32_t i = ids->table[k].hash & (size - 1);
        if (!ids->table[k].entry)
            continue;
        while (table[i].entry)
            i = (i + 1) & (size - 1);
        table[i] = ids->table[k];
    }
    free(ids->table);
    ids->table = table;
    ids->table_size = size;
    return true;
}

static bool make_room(ltn_ids *ids)
{
    if (ids->len < ids->cap)
        return true;
    uint32_t cap = ids->cap ? ids->cap * 2 : 64;
    ltn_id_entry *at = realloc(ids->at, cap * sizeof *at);
    if (at)
        ids->at = at;
    if (!at || !grow_table(ids, cap * 2)) {
        ids->failed = true;
        return false;
    }
    ids->cap = cap;
    return true;
}

static ltn_id_entry *find_or_add(ltn_ids *ids, const char *s, size_t len)
{
    if (!make_room(ids))
        return NULL;
    uint32_t hash = (uint32_t)ltn_key_hash(0, s, len);
    ltn_id_slot *slot = slot_of(ids, s, len, hash);
    if (slot->entry)
        return &ids->at[slot->entry - 1];
    ltn_id_entry *e = &ids->at[ids->len];
    *e = (ltn_id_entry){.id = ltn_arena_strndup(&ids->arena, s, len),
                        .len = len};
    if (!e->id) {
        ids->failed = true;
        return NULL;
    }
    *slot = (ltn_id_slot){.hash = hash, .entry = ++ids->len};
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
