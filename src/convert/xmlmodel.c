#include "convert/xmlmodel.h"

#include "codec/xml.h"
#include "convert/schema.h"
#include "util/file.h"
#include "validate/relaxng/relaxng.h"
#include "validate/schemas.h"

#include <stdlib.h>
#include <string.h>

static const char rng_ns[] = "http://relaxng.org/ns/structure/1.0";

enum { MODELS_MAX = 16 };

/* The schemas named before the root. */
struct models {
    ltn_arena arena;
    ltn_diags *diags;
    const char *at[MODELS_MAX]; /* href */
    unsigned count;
};

/* A schema that is kept, with the path it is kept under. */
struct kept {
    ltn_rng *rng;
    char path[];
};

static void release(void *compiled)
{
    struct kept *k = compiled;

    ltn_rng_free(k->rng);
    free(k);
}

/* The pseudo-attribute of that name in the data, or NULL. */
static const char *pseudo(ltn_arena *a, const char *data, const char *name)
{
    size_t n = strlen(name);

    for (const char *s = strstr(data, name); s; s = strstr(s + 1, name)) {
        const char *v = s + n + strspn(s + n, " \t\r\n");
        if ((s > data && !strchr(" \t\r\n", s[-1])) || *v++ != '=')
            continue;
        v += strspn(v, " \t\r\n");
        const char *end = *v == '"' || *v == '\'' ? strchr(v + 1, *v) : NULL;
        return end ? ltn_arena_strndup(a, v + 1, (size_t)(end - v - 1)) : NULL;
    }
    return NULL;
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);

    return n >= m && strcmp(s + n - m, end) == 0;
}

static bool is_relaxng(ltn_arena *a, const char *data, const char *href)
{
    const char *ns = pseudo(a, data, "schematypens");
    const char *type = pseudo(a, data, "type");

    if (ns)
        return strcmp(ns, rng_ns) == 0;
    if (type && strcmp(type, "application/relax-ng-compact-syntax") == 0)
        return true;
    return ends_with(href, ".rng") || ends_with(href, ".rnc");
}

static void on_pi(void *context, ltn_sax *x, const char *target,
                  const char *data)
{
    struct models *m = context;

    if (strcmp(target, "xml-model") != 0 || m->count == MODELS_MAX)
        return;
    const char *href = pseudo(&m->arena, data, "href");
    if (!href || !is_relaxng(&m->arena, data, href))
        return;
    if (strstr(href, "://") || href[0] == '/' || strchr(href, '#'))
        ltn_diag_add(m->diags, LTN_NOTE, ltn_sax_pos(x), "xml-model.elsewhere",
                     "schema '%s' is not beside the document and not followed",
                     href);
    else
        m->at[m->count++] = href;
}

static void on_start(void *context, ltn_sax *x, const ltn_sax_tag *tag)
{
    (void)context, (void)tag;
    ltn_sax_stop(x);
}

/* href from the folder of the document. */
static const char *beside(ltn_arena *a, const char *path, const char *href)
{
    const char *slash = strrchr(path, '/');
    size_t folder = slash ? (size_t)(slash - path) + 1 : 0;

    return ltn_arena_join(a, path, folder, href);
}

static ltn_rng *load(ltn_schemas *s, const char *path, ltn_diags *diags)
{
    struct kept *k = ltn_schemas_find(s, path);
    size_t size = strlen(path) + 1;

    if (k)
        return k->rng;
    k = calloc(1, sizeof *k + size);
    if (!k)
        return NULL;
    memcpy(k->path, path, size);
    if (ltn_rng_load_file(path, diags, &k->rng) != LTN_OK) {
        free(k);
        return NULL;
    }
    ltn_rng *rng = k->rng;
    return ltn_schemas_keep(s, k->path, k, release) ? rng : NULL;
}

ltn_status ltn_xml_model_validate(ltn_schemas *s, const char *path,
                                  const char *bytes, size_t len,
                                  ltn_diags *diags, bool *some)
{
    static const ltn_sax_handler handler = {.pi = on_pi, .start = on_start};
    struct models m = {.diags = diags};
    ltn_status worst = ltn_sax_parse(&handler, &m, bytes, len, NULL);

    *some = m.count > 0 && worst == LTN_OK;
    for (unsigned i = 0; worst == LTN_OK && i < m.count; i++) {
        const char *file = beside(&m.arena, path, m.at[i]);
        ltn_rng *rng = file ? load(s, file, diags) : NULL;
        worst = rng    ? ltn_rng_validate(rng, bytes, len, diags)
                : file ? LTN_INVALID
                       : LTN_ENOMEM;
    }
    ltn_arena_release(&m.arena);
    return worst;
}
