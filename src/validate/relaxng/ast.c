#include "validate/relaxng/ast.h"

#include "util/limits.h"
#include "validate/relaxng/place.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const ltn_ast_names[] = {
    [LTN_AST_ELEMENT] = "element",
    [LTN_AST_ATTRIBUTE] = "attribute",
    [LTN_AST_GROUP] = "group",
    [LTN_AST_INTERLEAVE] = "interleave",
    [LTN_AST_CHOICE] = "choice",
    [LTN_AST_OPTIONAL] = "optional",
    [LTN_AST_ZERO_OR_MORE] = "zeroOrMore",
    [LTN_AST_ONE_OR_MORE] = "oneOrMore",
    [LTN_AST_LIST] = "list",
    [LTN_AST_MIXED] = "mixed",
    [LTN_AST_REF] = "ref",
    [LTN_AST_PARENT_REF] = "parentRef",
    [LTN_AST_EMPTY] = "empty",
    [LTN_AST_VALUE] = "value",
    [LTN_AST_DATA] = "data",
    [LTN_AST_NOT_ALLOWED] = "notAllowed",
    [LTN_AST_EXTERNAL_REF] = "externalRef",
    [LTN_AST_GRAMMAR] = "grammar",
    [LTN_AST_TEXT] = "text",
    [LTN_AST_PARAM] = "param",
    [LTN_AST_EXCEPT] = "except",
    [LTN_AST_DIV] = "div",
    [LTN_AST_INCLUDE] = "include",
    [LTN_AST_START] = "start",
    [LTN_AST_DEFINE] = "define",
    [LTN_AST_NAME] = "name",
    [LTN_AST_ANY_NAME] = "anyName",
    [LTN_AST_NS_NAME] = "nsName",
    [LTN_AST_NAME_CHOICE] = "choice",
    [LTN_AST_NAME_EXCEPT] = "except",
};

ltn_status ltn_ast_init(ltn_ast *ast, ltn_fetch *fetch, void *context,
                        ltn_diags *diags)
{
    *ast = (ltn_ast){.fetch = fetch, .context = context, .diags = diags};
    ast->sources = calloc(LTN_RNG_FILES_MAX, sizeof *ast->sources);
    return ast->sources ? LTN_OK : LTN_ENOMEM;
}

void ltn_ast_release(ltn_ast *ast)
{
    for (uint32_t i = 0; i < ast->source_count; i++)
        ltn_buf_release(&ast->sources[i].owned);
    free(ast->sources);
    ltn_arena_release(&ast->arena);
    *ast = (ltn_ast){0};
}

void ltn_ast_error(ltn_ast *ast, uint32_t source, size_t offset,
                   const char *code, const char *fmt, ...)
{
    const ltn_source *s = &ast->sources[source];
    char text[600];
    const char *part = ast->diags->part;
    va_list args;

    if (ast->arena.failed) /* what is read may be cut off: no fault of it */
        ast->status = LTN_ENOMEM;
    if (ast->status == LTN_ENOMEM)
        return;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    ltn_diags_in(ast->diags, s->path);
    ltn_diag_add(ast->diags, LTN_ERROR, ltn_place_in(s->bytes, s->len, offset),
                 code, "%s", text);
    ast->diags->part = part;
    if (ast->status == LTN_OK)
        ast->status = LTN_INVALID;
}

ltn_ast_node *ltn_ast_node_new(ltn_ast *ast, ltn_ast_kind kind, uint32_t source,
                               size_t offset)
{
    ltn_ast_node *n = ltn_arena_alloc(&ast->arena, sizeof *n);

    if (!n) {
        ast->status = LTN_ENOMEM;
        return NULL;
    }
    n->kind = (uint8_t)kind;
    n->source = (uint16_t)source;
    n->offset = (uint32_t)offset;
    return n;
}

const char *ltn_ast_string(ltn_ast *ast, const char *s, size_t len)
{
    const char *copy = ltn_arena_strndup(&ast->arena, s, len);

    if (!copy)
        ast->status = LTN_ENOMEM;
    return copy ? copy : "";
}

/* Bytes of "scheme:" at the start of a reference, or 0. */
static size_t scheme_length(const char *s, size_t len)
{
    size_t i = 0;

    while (i < len && s[i] != ':' && s[i] != '/' && s[i] != '?')
        i++;
    return i > 0 && i < len && s[i] == ':' ? i + 1 : 0;
}

/* Takes "." and ".." out of a path, in place (RFC 3986 #section-5.2.4). */
static void remove_dots(char *path)
{
    char *out = path, *floor = path;

    if (*path == '/')
        out = floor = path + 1;
    for (const char *in = out; *in;) {
        size_t n = strcspn(in, "/"), whole = n + (in[n] == '/');
        bool up = n == 2 && in[0] == '.' && in[1] == '.';
        if (up && out > floor) {
            for (out--; out > floor && out[-1] != '/'; out--)
                ;
        } else if (!(n == 1 && in[0] == '.')) {
            memmove(out, in, whole);
            out += whole;
            if (up)
                floor = out;
        }
        in += whole;
    }
    *out = '\0';
}

const char *ltn_ast_resolve(ltn_ast *ast, const char *base, const char *href,
                            size_t len)
{
    const char *slash = strrchr(base, '/');
    size_t keep = slash ? (size_t)(slash - base) + 1 : 0;

    if (len == 0)
        return base;
    if (href[0] == '/' || scheme_length(href, len) > 0)
        keep = 0;
    char *path = ltn_arena_alloc(&ast->arena, keep + len + 1);
    if (!path) {
        ast->status = LTN_ENOMEM;
        return "";
    }
    memcpy(path, base, keep);
    memcpy(path + keep, href, len);
    if (scheme_length(path, keep + len) == 0)
        remove_dots(path);
    return path;
}

/* Sources ------------------------------------------------------------------ */

/* XML begins with "<", perhaps after a byte order mark and white space, or
 * with a UTF-16 mark. */
static bool looks_like_xml(const char *s, size_t len)
{
    size_t i = len >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    if (len >= 4 &&
        (memcmp(s, "\xFF\xFE<\0", 4) == 0 || memcmp(s, "\xFE\xFF\0<", 4) == 0))
        return true;
    while (i < len && strchr(" \t\r\n", s[i]) && s[i])
        i++;
    return i < len && s[i] == '<';
}

static ltn_ast_node *read_source(ltn_ast *ast, uint32_t i, bool compact)
{
    const ltn_source *s = &ast->sources[i];
    const char *part = ast->diags->part;

    ltn_diags_in(ast->diags, s->path);
    ltn_ast_node *root = !compact && looks_like_xml(s->bytes, s->len)
                             ? ltn_ast_read_xml(ast, i)
                             : ltn_ast_read_compact(ast, i);
    ast->diags->part = part;
    return ast->status == LTN_OK ? root : NULL;
}

ltn_ast_node *ltn_ast_read(ltn_ast *ast, const char *path, const char *bytes,
                           size_t len, bool compact)
{
    uint32_t i = ast->source_count++;

    ast->bytes += len;
    ast->sources[i] =
        (ltn_source){.path = ltn_ast_string(ast, path, strlen(path)),
                     .bytes = bytes,
                     .len = len,
                     .ns = "",
                     .by = i};
    return read_source(ast, i, compact);
}

static ltn_status fetch(ltn_ast *ast, const ltn_ast_node *by, ltn_buf *out)
{
    if (!ast->fetch) {
        ltn_ast_error(ast, by->source, by->offset, "rng.schema.fetch",
                      "'%s' cannot be loaded from here", by->name);
        return LTN_INVALID;
    }
    out->limit = LTN_RNG_BYTES_MAX - ast->bytes;
    ltn_status status = ast->fetch(ast->context, by->name, out, ast->diags);
    if (status == LTN_OK)
        status = ltn_buf_status(out);
    if (status != LTN_OK)
        ltn_ast_error(ast, by->source, by->offset, "rng.schema.fetch",
                      "cannot load '%s'", by->name);
    return status;
}

/* Whether the source, or one that led to it, is the file. */
static bool leads_to(const ltn_ast *ast, uint32_t source, const char *path)
{
    for (;; source = ast->sources[source].by) {
        if (strcmp(ast->sources[source].path, path) == 0)
            return true;
        if (ast->sources[source].by == source)
            return false;
    }
}

ltn_ast_node *ltn_ast_fetch(ltn_ast *ast, const ltn_ast_node *by)
{
    uint32_t i = ast->source_count;

    if (leads_to(ast, by->source, by->name)) {
        ltn_ast_error(ast, by->source, by->offset, "rng.schema.recursion",
                      "'%s' includes itself", by->name);
        return NULL;
    }
    if (i == LTN_RNG_FILES_MAX || ast->bytes >= LTN_RNG_BYTES_MAX) {
        ltn_ast_error(ast, by->source, by->offset, "rng.limit",
                      "the schema has too many files");
        ast->status = LTN_ELIMIT;
        return NULL;
    }
    ltn_buf b = {0};
    ltn_status status = fetch(ast, by, &b);
    if (status != LTN_OK) {
        ltn_buf_release(&b);
        ast->status = status;
        return NULL;
    }
    ltn_source *s = &ast->sources[i];
    *s = (ltn_source){.path = by->name,
                      .bytes = b.data ? b.data : "",
                      .len = b.len,
                      .ns = by->ns ? by->ns : "",
                      .by = by->source};
    s->owned = b;
    ast->source_count++;
    ast->bytes += b.len;
    return read_source(ast, i, false);
}
