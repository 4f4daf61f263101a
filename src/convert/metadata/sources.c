/* The metadata of one document from all sources. */

#include "convert/metadata/sources.h"

#include "convert/registry.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

ltn_status ltn_sources_start(ltn_sources *s, const ltn_options *o,
                             ltn_diags *diags)
{
    ltn_status status = LTN_OK;

    for (size_t i = 0; i < o->meta_len && status == LTN_OK; i++)
        status = ltn_table_assign(&s->command, o->meta[i], diags);
    if (status == LTN_OK)
        status = ltn_table_check(&s->command, false, diags);
    if (status == LTN_OK && o->pattern)
        status = ltn_pattern_check(o->pattern, diags);
    if (status == LTN_OK && o->table)
        status = ltn_table_load(&s->table, o->table, diags);
    s->pattern = o->pattern;
    s->has_table = o->table != NULL;
    s->sidecars = o->sidecars;
    return status == LTN_INVALID ? LTN_EUSAGE : status;
}

void ltn_sources_release(ltn_sources *s)
{
    ltn_table_release(&s->command);
    ltn_table_release(&s->table);
}

/* Checked rows of a table of its own: the first is the document's. */
static ltn_status apply_first(ltn_table *t, ltn_origin origin, ltn_doc *doc)
{
    if (t->len > 0)
        ltn_row_apply(&t->rows[0], origin, doc);
    return t->failed ? LTN_ENOMEM : LTN_OK;
}

static ltn_status from_name(const ltn_sources *s, const char *path,
                            ltn_doc *doc, ltn_diags *diags)
{
    ltn_table t = {0};
    ltn_status status = LTN_OK;

    if (!s->pattern || strcmp(path, "-") == 0)
        return LTN_OK;
    status = ltn_pattern_apply(s->pattern, ltn_path_name(path), &t, diags);
    if (status == LTN_OK)
        status = ltn_table_check(&t, false, diags);
    if (status == LTN_OK)
        status = apply_first(&t, LTN_FROM_FILENAME, doc);
    ltn_table_release(&t);
    return status;
}

/* The front matter a reader has marked, without its lines of dashes. */
static bool find_front_matter(const ltn_doc *doc, const char **s, size_t *len)
{
    for (const ltn_node *n = doc->root->first; n; n = n->next) {
        if (n->kind != LTN_FURNITURE || n->cls != LTN_FW_FRONT_MATTER)
            continue;
        const char *text = doc->text.data + n->start;
        size_t size = n->end - n->start;
        size_t first = strcspn(text, "\n") + 1;
        size_t last = size;
        while (last > first && text[last - 1] != '\n' && last > 0)
            last--;
        *s = text + first;
        *len = last > first ? last - first : 0;
        return first < size;
    }
    return false;
}

/* What a document says of itself is taken as far as it is understood; a slip
 * in it is a warning: the document is not ours. */
static ltn_status from_front_matter(ltn_doc *doc, ltn_diags *diags)
{
    ltn_table t = {0};
    ltn_diags said;
    const char *s;
    size_t len;

    if (!find_front_matter(doc, &s, &len))
        return LTN_OK;
    ltn_diags_init(&said, "");
    ltn_status status = ltn_table_yaml(&t, s, len, &said);
    if (status == LTN_OK)
        status = ltn_table_check(&t, true, &said);
    for (const ltn_diag *d = said.first; d; d = d->next)
        ltn_diag_add(diags, LTN_WARNING,
                     (ltn_pos){.line = d->pos.line + 1, .col = d->pos.col},
                     "metadata.front-matter", "front matter: %s", d->text);
    if (status != LTN_ENOMEM)
        status = apply_first(&t, LTN_FROM_DOCUMENT, doc);
    ltn_diags_release(&said);
    ltn_table_release(&t);
    return status;
}

static ltn_status from_table(ltn_sources *s, const char *path, ltn_doc *doc,
                             ltn_diags *diags)
{
    if (!s->has_table)
        return LTN_OK;
    const ltn_row *row = ltn_table_find(&s->table, path);
    if (row)
        ltn_row_apply(row, LTN_FROM_TABLE, doc);
    else
        ltn_diag_add(diags, LTN_WARNING, (ltn_pos){0}, "metadata.no-row",
                     "the metadata table has no row for this file");
    return LTN_OK;
}

/* A file beside an input was meant as its metadata when all its keys are keys,
 * or slips of the pen; a scraper's own NAME.json was not. NULL, or the first
 * key that is none. */
static const char *foreign_key(const ltn_table *t)
{
    for (size_t i = 0; i < t->len; i++)
        for (const ltn_field *f = t->rows[i].first; f; f = f->next)
            if (!ltn_key_near(f->key))
                return f->key;
    return NULL;
}

static void pass_over(const char *name, const ltn_table *t,
                      const ltn_diags *unread, ltn_diags *diags)
{
    const char *key = foreign_key(t);

    ltn_diag_add(diags, LTN_WARNING, (ltn_pos){0}, "metadata.sidecar",
                 "'%s' is not taken for metadata of this file: %s%s%s",
                 ltn_path_name(name),
                 unread->first ? unread->first->text
                 : key         ? "'"
                               : "it is not that of one document",
                 unread->first || !key ? "" : key,
                 unread->first || !key ? "" : "' is no key of ours");
}

static ltn_status take_sidecar(const char *name, ltn_doc *doc, ltn_diags *diags)
{
    ltn_table t = {0};
    ltn_diags unread;

    ltn_diags_init(&unread, name);
    ltn_status status = ltn_table_read(&t, name, &unread);
    if (status == LTN_OK && t.len == 1 && !foreign_key(&t)) {
        ltn_diags_in(diags, name);
        status = ltn_table_check(&t, false, diags);
        ltn_diags_in(diags, NULL);
        if (status == LTN_OK)
            status = apply_first(&t, LTN_FROM_SIDECAR, doc);
    } else if (status != LTN_ENOMEM) {
        pass_over(name, &t, &unread, diags);
        status = LTN_OK;
    }
    ltn_diags_release(&unread);
    ltn_table_release(&t);
    return status;
}

/* NAME.yaml, NAME.yml or NAME.json beside NAME.txt, the first that is there.
 */
static ltn_status from_sidecar(const ltn_sources *s, const char *path,
                               ltn_doc *doc, ltn_diags *diags)
{
    static const char *const suffixes[] = {".yaml", ".yml", ".json"};
    size_t stem = (size_t)(ltn_path_suffix(path) - path);
    ltn_status status = LTN_OK;

    if (!s->sidecars || strcmp(path, "-") == 0)
        return LTN_OK;
    char *name = malloc(stem + sizeof ".yaml");
    if (!name)
        return LTN_ENOMEM;
    memcpy(name, path, stem);
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        memcpy(name + stem, suffixes[i], strlen(suffixes[i]) + 1);
        if (strcmp(name, path) == 0 || access(name, F_OK) != 0)
            continue;
        status = take_sidecar(name, doc, diags);
        break;
    }
    free(name);
    return status;
}

ltn_status ltn_sources_apply(ltn_sources *s, const char *path, ltn_doc *doc,
                             ltn_diags *diags)
{
    ltn_status status = from_name(s, path, doc, diags);

    if (status == LTN_OK)
        status = from_front_matter(doc, diags);
    if (status == LTN_OK)
        status = from_table(s, path, doc, diags);
    if (status == LTN_OK && s->beside)
        ltn_row_apply(s->beside, LTN_FROM_SIDECAR, doc);
    else if (status == LTN_OK)
        status = from_sidecar(s, path, doc, diags);
    if (status == LTN_OK)
        status = apply_first(&s->command, LTN_FROM_COMMAND, doc);
    return status;
}
