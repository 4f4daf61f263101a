/* jsonld_rebuild FILE... - reads and analyses each file, writes its JSON-LD,
 * makes the model again from that and compares. Exits 1 when one differs. */

#include "../unit/write/jsonld/rebuild.h"

#include "lectern.h"

#include <stdlib.h>

static int differs(ltn_engine *e, const char *path)
{
    ltn_diags *diags = ltn_diags_new(path);
    ltn_bytes bytes = {0}, out = {0};
    ltn_doc *doc = NULL;
    char why[300];
    const char *what = "not converted";

    if (ltn_file_bytes(path, 0, diags, &bytes) == LTN_OK &&
        ltn_doc_read(e, path, bytes.data, bytes.len, diags, &doc) == LTN_OK &&
        ltn_doc_write(e, doc, "jsonld", diags, &out) == LTN_OK)
        what = rebuild_differs(doc, out.data, out.len, why);
    if (what)
        printf("%s: differs: %s\n", path, what);
    ltn_doc_free(doc);
    ltn_bytes_free(&bytes);
    ltn_bytes_free(&out);
    ltn_diags_free(diags);
    return what != NULL;
}

int main(int argc, char **argv)
{
    ltn_options options = {0};
    ltn_diags *diags = ltn_diags_new("options");
    ltn_engine *e;
    int bad = 0;

    if (ltn_engine_new(&options, diags, &e) != LTN_OK)
        return 2;
    for (int i = 1; i < argc; i++)
        bad += differs(e, argv[i]);
    ltn_engine_free(e);
    ltn_diags_free(diags);
    printf("%s conformance jsonld_rebuild: the model of %d of %d files comes "
           "back from their JSON-LD\n",
           bad ? "FAIL" : "ok  ", argc - 1 - bad, argc - 1);
    return bad > 0;
}
