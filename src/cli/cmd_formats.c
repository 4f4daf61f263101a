#include "cli/options.h"

typedef bool format_at(size_t i, ltn_format *out);

static void list(const char *heading, format_at *at)
{
    ltn_format f;

    printf("%s\n", heading);
    for (size_t i = 0; at(i, &f); i++)
        printf("  %-10s %-14s %s\n", f.name, f.suffixes, f.title);
}

static void list_json(const char *name, format_at *at, bool last)
{
    ltn_format f;

    printf("  \"%s\": [", name);
    for (size_t i = 0; at(i, &f); i++)
        printf("%s\n    {\"name\": \"%s\", \"suffixes\": \"%s\", "
               "\"title\": \"%s\"}",
               i ? "," : "", f.name, f.suffixes, f.title);
    printf("\n  ]%s\n", last ? "" : ",");
}

int cmd_formats(invocation *in)
{
    if (in->given[OPT_JSON]) {
        puts("{");
        list_json("readers", ltn_format_reader, false);
        list_json("writers", ltn_format_writer, false);
        list_json("validators", ltn_format_validator, true);
        puts("}");
        return 0;
    }
    list("Readers (-f)", ltn_format_reader);
    list("Writers (-t)", ltn_format_writer);
    list("Validators", ltn_format_validator);
    return 0;
}
