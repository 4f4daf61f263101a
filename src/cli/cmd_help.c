#include "cli/options.h"

#include <string.h>

static void print_option(const option *o, FILE *out)
{
    char left[64];
    const char *arg = o->arg ? o->arg : "";
    const char *between = !o->arg ? "" : arg[0] == '[' ? "=" : " ";

    if (o->letter)
        snprintf(left, sizeof left, "-%c, --%s%s%s", o->letter, o->name,
                 between, arg);
    else
        snprintf(left, sizeof left, "    --%s%s%s", o->name, between, arg);
    fprintf(out, "  %-30s %s\n", left, o->help);
}

static void print_keys(FILE *out)
{
    ltn_key k;

    fputs("\nMetadata keys (-M KEY=VALUE, and columns of tables):\n", out);
    for (size_t i = 0; ltn_metadata_key(i, &k); i++)
        fprintf(out, "  %-20s %s; %s\n", k.name, k.meaning, k.type);
}

static void print_all(FILE *out)
{
    fputs("lectern - documents to TEI, JSON-LD and EPUB, validated\n\nUsage:\n",
          out);
    for (const command_info *c = commands; c->name; c++)
        fprintf(out, "  lectern %s%s%s\n", c->name, c->usage[0] ? " " : "",
                c->usage);
    fputs("\nCommands:\n", out);
    for (const command_info *c = commands; c->name; c++)
        fprintf(out, "  %-10s %s\n", c->name, c->help);
    fputs("\nExample:\n"
          "  lectern convert -t tei,jsonld,epub -o out/ speeches/\n\n"
          "`lectern help COMMAND` explains its options; the manual is "
          "lectern(1).\n"
          "Exit status: 0 all well; 1 some input failed or is invalid; 2 wrong "
          "usage.\n",
          out);
}

void help_print(const command_info *c, FILE *out)
{
    fprintf(out, "lectern %s - %s\n\nUsage: lectern %s %s\n\nOptions:\n",
            c->name, c->help, c->name, c->usage);
    for (int i = 0; i < OPTIONS; i++)
        if (options[i].commands & c->bit)
            print_option(&options[i], out);
    if (c->bit == CMD_METADATA)
        print_keys(out);
}

int cmd_help(invocation *in)
{
    const char *names[16];
    size_t n = 0;

    if (in->value[OPT_COMPLETE]) {
        help_complete(in->value[OPT_COMPLETE], stdout);
        return 0;
    }
    if (in->operand_len == 0) {
        print_all(stdout);
        return 0;
    }
    const char *name = in->operands[0];
    for (const command_info *c = commands; c->name; c++) {
        if (strcmp(c->name, name) == 0) {
            help_print(c, stdout);
            return 0;
        }
        names[n++] = c->name;
    }
    const char *guess = ltn_nearest(name, names, n);
    return complain("no command '%s'%s%s%s", name,
                    guess ? "; did you mean '" : "", guess ? guess : "",
                    guess ? "'?" : "");
}

int cmd_version(invocation *in)
{
    (void)in;
    printf("lectern %s\n", ltn_version());
    return 0;
}
