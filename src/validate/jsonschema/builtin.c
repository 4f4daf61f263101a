#include "validate/jsonschema/schema.h"

#include "util/resources.h"

#include <string.h>

/* The metaschemas of the specifications, by URI without fragment. */
static const char *const metaschemas[][2] = {
    {"http://json-schema.org/draft-07/schema", "draft-07/schema"},
    {"https://json-schema.org/draft/2019-09/schema", "2019-09/schema"},
    {"https://json-schema.org/draft/2019-09/meta/applicator",
     "2019-09/meta/applicator"},
    {"https://json-schema.org/draft/2019-09/meta/content",
     "2019-09/meta/content"},
    {"https://json-schema.org/draft/2019-09/meta/core", "2019-09/meta/core"},
    {"https://json-schema.org/draft/2019-09/meta/format",
     "2019-09/meta/format"},
    {"https://json-schema.org/draft/2019-09/meta/meta-data",
     "2019-09/meta/meta-data"},
    {"https://json-schema.org/draft/2019-09/meta/validation",
     "2019-09/meta/validation"},
    {"https://json-schema.org/draft/2020-12/schema", "2020-12/schema"},
    {"https://json-schema.org/draft/2020-12/meta/applicator",
     "2020-12/meta/applicator"},
    {"https://json-schema.org/draft/2020-12/meta/content",
     "2020-12/meta/content"},
    {"https://json-schema.org/draft/2020-12/meta/core", "2020-12/meta/core"},
    {"https://json-schema.org/draft/2020-12/meta/format-annotation",
     "2020-12/meta/format-annotation"},
    {"https://json-schema.org/draft/2020-12/meta/format-assertion",
     "2020-12/meta/format-assertion"},
    {"https://json-schema.org/draft/2020-12/meta/meta-data",
     "2020-12/meta/meta-data"},
    {"https://json-schema.org/draft/2020-12/meta/unevaluated",
     "2020-12/meta/unevaluated"},
    {"https://json-schema.org/draft/2020-12/meta/validation",
     "2020-12/meta/validation"},
};

const ltn_resource *ltn_js_builtin(const char *uri)
{
    char path[80] = "schemas/json-schema/";

    for (size_t i = 0; i < sizeof metaschemas / sizeof *metaschemas; i++)
        if (strcmp(metaschemas[i][0], uri) == 0) {
            size_t n = strlen(path), m = strlen(metaschemas[i][1]);
            memcpy(path + n, metaschemas[i][1], m);
            memcpy(path + n + m, ".schema.json", sizeof ".schema.json");
            return ltn_resource_find(path);
        }
    return NULL;
}

ltn_js_dialect ltn_js_standard_dialect(const char *uri)
{
    static const struct {
        const char *uri;
        ltn_js_draft draft;
    } known[] = {
        {"https://json-schema.org/draft/2020-12/schema", LTN_JS_2020},
        {"https://json-schema.org/draft/2019-09/schema", LTN_JS_2019},
        {"http://json-schema.org/draft-07/schema", LTN_JS_DRAFT7},
        {"https://json-schema.org/draft-07/schema", LTN_JS_DRAFT7},
        /* draft 7 only added keywords to draft 6 */
        {"http://json-schema.org/draft-06/schema", LTN_JS_DRAFT7},
    };
    size_t len = strcspn(uri, "#");

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i].uri) == len && memcmp(known[i].uri, uri, len) == 0)
            return (ltn_js_dialect){.draft = known[i].draft,
                                    .vocabularies = LTN_JS_ALL};
    return (ltn_js_dialect){0};
}

unsigned ltn_js_vocabulary(const char *uri)
{
    static const char start[] = "https://json-schema.org/draft/20";
    static const struct {
        const char *name;
        unsigned bit;
    } known[] = {
        {"19-09/vocab/core", LTN_JS_CORE},
        {"19-09/vocab/applicator", LTN_JS_APPLICATOR | LTN_JS_UNEVALUATED},
        {"19-09/vocab/validation", LTN_JS_VALIDATION},
        {"19-09/vocab/meta-data", LTN_JS_METADATA},
        {"19-09/vocab/format", LTN_JS_FORMAT},
        {"19-09/vocab/content", LTN_JS_CONTENT},
        {"20-12/vocab/core", LTN_JS_CORE},
        {"20-12/vocab/applicator", LTN_JS_APPLICATOR},
        {"20-12/vocab/unevaluated", LTN_JS_UNEVALUATED},
        {"20-12/vocab/validation", LTN_JS_VALIDATION},
        {"20-12/vocab/meta-data", LTN_JS_METADATA},
        {"20-12/vocab/format-annotation", LTN_JS_FORMAT},
        {"20-12/vocab/format-assertion", LTN_JS_FORMAT_ASSERTION},
        {"20-12/vocab/content", LTN_JS_CONTENT},
    };

    if (strncmp(uri, start, strlen(start)) != 0)
        return 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, uri + strlen(start)) == 0)
            return known[i].bit;
    return 0;
}
