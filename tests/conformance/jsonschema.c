/* jsonschema SUITE KNOWN DRAFT... - the JSON Schema Test Suite, counted.
 *
 * SUITE is the folder with tests/ and remotes/. KNOWN names the tests that are
 * known to fail, each with its reason; one that passes all the same is an error
 * too, so that the list stays true. Exits 1 when anything is not as expected.
 */

#include "validate/jsonschema/jsonschema.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct suite {
    const char *folder, *draft, *dialect;
    char *known;
    unsigned run, passed, known_failures, wrong;
} suite;

static bool slurp(const char *path, ltn_buf *out)
{
    FILE *f = fopen(path, "rb");
    char chunk[4096];

    if (!f)
        return false;
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        ltn_buf_put(out, chunk, n);
    fclose(f);
    return true;
}

/* The suite's rule: http://localhost:1234/ is the folder remotes/. */
static ltn_status remote(void *context, const char *uri, ltn_buf *out,
                         ltn_diags *diags)
{
    static const char host[] = "http://localhost:1234/";
    const suite *s = context;
    char path[1024];

    (void)diags;
    if (strncmp(uri, host, strlen(host)) != 0)
        return LTN_EIO;
    snprintf(path, sizeof path, "%s/remotes/%s", s->folder, uri + strlen(host));
    return slurp(path, out) ? LTN_OK : LTN_EIO;
}

static const char *text(const ltn_jv *object, const char *name)
{
    const char *s = ltn_jv_string(ltn_jv_get(object, name));

    return s ? s : "?";
}

/* Bytes of the value at s, as it is written. */
static size_t written(const char *s)
{
    size_t depth = 0, i = 0;

    do {
        if (s[i] == '"')
            for (i++; s[i] != '"'; i++)
                i += s[i] == '\\';
        else if (s[i] == '{' || s[i] == '[')
            depth++;
        else if (s[i] == '}' || s[i] == ']')
            depth--;
        else if (depth == 0)
            return i + strcspn(s + i, ",]} \t\r\n");
        i++;
    } while (depth > 0);
    return i;
}

static ltn_jsonschema *compiled(suite *s, const char *bytes, const ltn_jv *v,
                                bool formats, ltn_diags *diags)
{
    ltn_jsonschema *out = NULL;
    ltn_buf schema = {0};
    size_t skip = 0;

    /* the folder says which draft its schemas are of */
    if (v->type == LTN_JV_OBJECT && !ltn_jv_get(v, "$schema")) {
        ltn_buf_printf(&schema, "{\"$schema\": \"%s\"%s", s->dialect,
                       v->len > 0 ? "," : "");
        skip = 1;
    }
    ltn_buf_put(&schema, bytes + v->at + skip, written(bytes + v->at) - skip);
    ltn_jsonschema_load(schema.data, schema.len, "", remote, s, diags, &out);
    if (out)
        ltn_jsonschema_assert_formats(out, formats);
    ltn_buf_release(&schema);
    return out;
}

static bool is_known(const suite *s, const char *name)
{
    size_t n = strlen(name);

    for (const char *at = s->known; at && (at = strstr(at, name)); at += n)
        if ((at == s->known || at[-1] == '\n') && at[n] == '\n')
            return true;
    return false;
}

static void count(suite *s, const char *name, bool passed, ltn_diags *diags)
{
    bool known = is_known(s, name);

    s->run++;
    s->passed += passed;
    s->known_failures += known;
    if (passed != known)
        return;
    s->wrong++;
    printf("%s: %s\n",
           passed ? "passes, but is listed as known to fail" : "FAIL", name);
    ltn_buf why = {0};
    ltn_diags_put(diags, LTN_NOTE, 0, false, &why);
    if (!passed)
        printf("%.*s", (int)(why.len < 600 ? why.len : 600),
               why.data ? why.data : "");
    ltn_buf_release(&why);
}

/* Whether a file of the suite takes formats for more than remarks. */
static bool asserts_formats(const char *file)
{
    return strstr(file, "optional/format/") || strstr(file, "ecmascript-regex");
}

static void run_group(suite *s, const char *file, const char *bytes,
                      const ltn_jv *group)
{
    ltn_diags diags;
    char name[2400];
    const ltn_jv *tests = ltn_jv_get(group, "tests");

    ltn_diags_init(&diags, file);
    ltn_jsonschema *schema = compiled(s, bytes, ltn_jv_get(group, "schema"),
                                      asserts_formats(file), &diags);
    for (size_t i = 0; i < tests->len; i++) {
        const ltn_jv *test = &tests->is.items[i];
        const char *data = bytes + ltn_jv_get(test, "data")->at;
        bool valid = ltn_jv_is(ltn_jv_get(test, "valid"), LTN_JV_TRUE);
        ltn_status status =
            schema
                ? ltn_jsonschema_validate(schema, data, written(data), &diags)
                : LTN_EUSAGE;
        snprintf(name, sizeof name, "%s/%.1000s: %.600s: %.600s", s->draft,
                 file, text(group, "description"), text(test, "description"));
        count(s, name, status == (valid ? LTN_OK : LTN_INVALID), &diags);
        ltn_diags_release(&diags);
        ltn_diags_init(&diags, file);
    }
    ltn_jsonschema_free(schema);
    ltn_diags_release(&diags);
}

static void run_file(suite *s, const char *file)
{
    char path[2200];
    ltn_buf bytes = {0};
    ltn_diags diags;
    ltn_json_doc groups = {0};

    ltn_diags_init(&diags, file);
    snprintf(path, sizeof path, "%s/tests/%s/%s", s->folder, s->draft, file);
    if (!slurp(path, &bytes) ||
        ltn_json_parse(bytes.data, bytes.len, &diags, &groups) != LTN_OK) {
        printf("FAIL: cannot read %s\n", path);
        s->wrong++;
    }
    for (size_t i = 0; i < groups.root.len; i++)
        run_group(s, file, bytes.data, &groups.root.is.items[i]);
    ltn_json_release(&groups);
    ltn_buf_release(&bytes);
    ltn_diags_release(&diags);
}

static int is_json(const struct dirent *e)
{
    const char *dot = strrchr(e->d_name, '.');

    return dot && strcmp(dot, ".json") == 0;
}

static void run_folder(suite *s, const char *inside)
{
    char path[1024];
    struct dirent **files;

    s->run = s->passed = s->known_failures = 0;
    snprintf(path, sizeof path, "%s/tests/%s/%s", s->folder, s->draft, inside);
    int n = scandir(path, &files, is_json, alphasort);
    for (int i = 0; i < n; i++) {
        snprintf(path, sizeof path, "%s%s", inside, files[i]->d_name);
        run_file(s, path);
        free(files[i]);
    }
    if (n >= 0)
        free(files);
    printf("%-12s %-16s %5u of %5u pass (%.2f %%), %u known failures\n",
           s->draft, *inside ? inside : "required", s->passed, s->run,
           s->run ? 100.0 * s->passed / s->run : 0, s->known_failures);
    if (s->run == 0)
        s->wrong++;
}

static const char *dialect_of(const char *draft)
{
    if (strcmp(draft, "draft7") == 0)
        return "http://json-schema.org/draft-07/schema#";
    return strcmp(draft, "draft2019-09") == 0
               ? "https://json-schema.org/draft/2019-09/schema"
               : "https://json-schema.org/draft/2020-12/schema";
}

int main(int argc, char **argv)
{
    unsigned wrong = 0;
    ltn_buf known = {0};

    if (argc < 4) {
        fprintf(stderr, "usage: jsonschema SUITE KNOWN DRAFT...\n");
        return 2;
    }
    slurp(argv[2], &known);
    ltn_buf_putc(&known, '\0');
    for (int i = 3; i < argc; i++) {
        suite s = {.folder = argv[1],
                   .draft = argv[i],
                   .dialect = dialect_of(argv[i]),
                   .known = known.data};
        run_folder(&s, "");
        run_folder(&s, "optional/");
        run_folder(&s, "optional/format/");
        wrong += s.wrong;
    }
    ltn_buf_release(&known);
    return wrong > 0;
}
