#include "cli/options.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    RUNS = CMD_CONVERT | CMD_STREAM,
    READS = RUNS | CMD_INSPECT | CMD_METADATA,
    WORKS = READS | CMD_VALIDATE | CMD_CITES,
    FILES = WORKS & ~(CMD_CITES | CMD_STREAM),
    ALL = WORKS | CMD_REPORT | CMD_MERGE | CMD_FORMATS | CMD_HELP | CMD_VERSION
};

const option options[OPTIONS] = {
    [OPT_FROM] = {"from", 'f', "FORMAT", READS | CMD_VALIDATE,
                  "format of the input, instead of its suffix and content"},
    [OPT_TO] = {"to", 't', "FORMAT", RUNS,
                "formats to write, with commas between: tei,jsonld,epub"},
    [OPT_OUTPUT] = {"output", 'o', "OUT", CMD_CONVERT | CMD_REPORT | CMD_MERGE,
                    "file, or folder (several outputs, or ends in /), or -"},
    [OPT_META] = {"meta", 'M', "KEY=VALUE", READS,
                  "a metadata value; `lectern help metadata` lists the keys"},
    [OPT_METADATA] = {"metadata", 0, "FILE", READS,
                      "table (csv, tsv, json, yaml) with a `file` column"},
    [OPT_PATTERN] = {"filename-pattern", 0, "PATTERN", READS,
                     "metadata in file names: {date}_{speaker}_{title}"},
    [OPT_NO_SIDECAR] = {"no-sidecar", 0, NULL, READS & ~CMD_STREAM,
                        "do not look for NAME.yaml or NAME.json"},
    [OPT_ENCODING] = {"encoding", 0, "NAME", READS,
                      "encoding of text input (windows-1252), not detection"},
    [OPT_QUOTES] = {"quotes", 0, "STYLE", READS,
                    "quotation marks in use (en, de, fr, ...), not detection"},
    [OPT_PROFILE] = {"profile", 0, "NAME", RUNS,
                     "TEI profile; `lectern formats` lists them"},
    [OPT_CITES] = {"cites", 0, "FILE", READS,
                   "a citation rule pack beside the built-in ones"},
    [OPT_SCHEMA] = {"schema", 0, "FILE", RUNS | CMD_VALIDATE,
                    "RELAX NG (.rng, .rnc) or JSON Schema to validate with"},
    [OPT_NO_VALIDATE] = {"no-validate", 0, NULL, RUNS,
                         "put outputs in place without validating them"},
    [OPT_XML_MODEL] = {"xml-model", 0, NULL, CMD_VALIDATE,
                       "follow xml-model instructions to local schemas"},
    [OPT_ASSERT_FORMATS] = {"assert-formats", 0, NULL, CMD_VALIDATE,
                            "JSON Schema: check \"format\" too"},
    [OPT_FILES_FROM] = {"files-from", 0, "FILE", FILES,
                        "inputs from a list, one a line; - reads it from "
                        "standard input"},
    [OPT_NULL] = {"null", '0', NULL, FILES,
                  "the list of --files-from has NULs for line ends"},
    [OPT_MAX_SIZE] = {"max-size", 0, "BYTES", WORKS & ~CMD_CITES,
                      "largest input (512M; default 256M)"},
    [OPT_LEDGER] = {"ledger", 0, "[FILE]", CMD_CONVERT,
                    "keep a ledger of the batch (default OUT/.lectern.db)"},
    [OPT_RESUME] = {"resume", 0, NULL, CMD_CONVERT,
                    "pass over what is done and unchanged"},
    [OPT_SHARD] = {"shard", 0, "I/N", CMD_CONVERT,
                   "convert the I-th of N shares of the inputs"},
    [OPT_JOBS] = {"jobs", 'j', "N", RUNS,
                  "worker processes (default: one a processor)"},
    [OPT_MAX_CPU] = {"max-cpu", 0, "SECONDS", RUNS,
                     "CPU time for one input in a batch (default 10; 0 = any)"},
    [OPT_MAX_MEMORY] =
        {"max-memory", 0, "BYTES", RUNS,
         "memory for one input in a batch (default 1G; 0 = any)"},
    [OPT_NO_SANDBOX] = {"no-sandbox", 0, NULL, RUNS, "do not lock workers in"},
    [OPT_PROGRESS] = {"progress", 0, "MODE", CMD_CONVERT,
                      "auto (a bar on a terminal), bar, none, or json: lines "
                      "for programs"},
    [OPT_MESSAGES] = {"format", 0, "text|json", WORKS,
                      "messages as lines of text or of JSON"},
    [OPT_ALL_MESSAGES] = {"all-messages", 0, NULL, WORKS,
                          "all messages of a file, not the first 20"},
    [OPT_JSON] = {"json", 0, NULL, CMD_INSPECT | CMD_REPORT | CMD_FORMATS,
                  "for programs: JSON"},
    [OPT_CSV] = {"csv", 0, NULL, CMD_REPORT,
                 "a table with a row for each input"},
    [OPT_HTML] = {"html", 0, NULL, CMD_REPORT,
                  "a page of its own, with charts, to look at in a browser"},
    [OPT_EXPLAIN] = {"explain", 0, NULL, CMD_INSPECT,
                     "with rule, evidence and confidence of each decision"},
    [OPT_TEMPLATE] = {"template", 0, "DIR", CMD_METADATA,
                      "write a metadata table for the files of a folder"},
    [OPT_CHECK] = {"check", 0, "FILE", CMD_CITES,
                   "compile a rule pack and run its tests"},
    [OPT_LIST] = {"list", 0, NULL, CMD_CITES, "list the built-in rules"},
    [OPT_COMPLETE] = {"complete", 0, "SHELL", CMD_HELP,
                      "print a completion script for bash, zsh or fish"},
    [OPT_COLOUR] = {"color", 0, "WHEN", ALL,
                    "always, never or auto: on a terminal without NO_COLOR"},
    [OPT_QUIET] = {"quiet", 'q', NULL, WORKS | CMD_MERGE, "errors only"},
    [OPT_HELP] = {"help", 'h', NULL, ALL, "show help"},
    [OPT_VERSION] = {"version", 'V', NULL, ALL, "show the version"},
};

const command_info commands[] = {
    {"convert", CMD_CONVERT,
     "-t FORMAT[,FORMAT...] [-o OUT] [options] INPUT...",
     "turn documents into TEI, JSON-LD, EPUB, HTML or text", cmd_convert},
    {"validate", CMD_VALIDATE, "[--schema FILE] [-f FORMAT] FILE...",
     "judge files by their format's rules or by a schema", cmd_validate},
    {"inspect", CMD_INSPECT, "[--json] [--explain] INPUT...",
     "show what was understood of a document", cmd_inspect},
    {"metadata", CMD_METADATA, "--template DIR | INPUT...",
     "write the metadata of files as a table to fill in", cmd_metadata},
    {"cites", CMD_CITES, "--check FILE | --list",
     "test a citation rule pack, or list the built-in rules", cmd_cites},
    {"stream", CMD_STREAM, "-t FORMAT[,FORMAT...] [options]",
     "lines of JSON in, lines of JSON out, a document each", cmd_stream},
    {"report", CMD_REPORT, "[--json|--csv|--html] [-o FILE] LEDGER",
     "tell what became of a batch", cmd_report},
    {"merge", CMD_MERGE, "[-o LEDGER] LEDGER...",
     "unite the ledgers of shares; none missing, none doubled", cmd_merge},
    {"formats", CMD_FORMATS, "[--json]",
     "list readers, writers, profiles and schemas", cmd_formats},
    {"help", CMD_HELP, "[COMMAND]", "explain a command", cmd_help},
    {"version", CMD_VERSION, "", "show the version", cmd_version},
    {0},
};

int complain(const char *fmt, ...)
{
    va_list args;

    fputs("lectern: ", stderr);
    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    va_end(args);
    fputs("\n", stderr);
    return 2;
}

/* Of one input in a batch, unless options say so. */
enum { CPU_SECONDS = 10, MEMORY_MAX = 1 << 30, JOBS_MAX = 256 };

static const command_info *find_command(const char *name)
{
    const char *names[16];
    size_t n = 0;

    for (const command_info *c = commands; c->name; c++) {
        if (strcmp(c->name, name) == 0)
            return c;
        names[n++] = c->name;
    }
    const char *guess = ltn_nearest(name, names, n);
    complain("no command '%s'%s%s%s (`lectern help` lists them)", name,
             guess ? "; did you mean '" : "", guess ? guess : "",
             guess ? "'?" : "");
    return NULL;
}

/* The option called name (len bytes); a unique beginning will do. */
static int find_long(const invocation *in, const char *name, size_t len)
{
    int found = OPTIONS, hits = 0;

    for (int i = 0; i < OPTIONS; i++) {
        if (!(options[i].commands & in->command->bit) ||
            strncmp(options[i].name, name, len) != 0)
            continue;
        if (options[i].name[len] == '\0')
            return i;
        found = i;
        hits++;
    }
    return hits == 1 ? found : OPTIONS;
}

static int find_letter(const invocation *in, char letter)
{
    for (int i = 0; i < OPTIONS; i++)
        if (options[i].letter == letter &&
            (options[i].commands & in->command->bit))
            return i;
    return OPTIONS;
}

static bool no_such_option(const invocation *in, const char *given, size_t len)
{
    const char *names[OPTIONS];
    char name[64];
    size_t n = 0;

    snprintf(name, sizeof name, "%.*s", (int)len, given);
    for (int i = 0; i < OPTIONS; i++)
        if (options[i].commands & in->command->bit)
            names[n++] = options[i].name;
    const char *guess = ltn_nearest(name, names, n);
    complain("'%s' has no option '--%s'%s%s%s", in->command->name, name,
             guess ? "; did you mean '--" : "", guess ? guess : "",
             guess ? "'?" : "");
    return false;
}

/* "tei,epub" into targets, in place. */
static bool add_targets(invocation *in, char *list)
{
    for (char *next = list; next; list = next) {
        next = strchr(list, ',');
        if (next)
            *next++ = '\0';
        if (in->target_len == TARGETS_MAX)
            return complain("too many formats after -t"), false;
        in->targets[in->target_len++] = list;
    }
    return true;
}

/* "512M" in bytes, or "12"; false when it is not a number of that sort. */
static bool number_of(const char *s, bool units, size_t *out)
{
    static const char letters[] = "KMG";
    char *end;

    errno = 0;
    unsigned long long n = strtoull(s, &end, 10);
    const char *unit = units && *end ? strchr(letters, *end) : NULL;
    unsigned shift = unit ? 10 * (unsigned)(unit - letters + 1) : 0;
    *out = (size_t)n << shift;
    return !errno && end > s && *s >= '0' && *s <= '9' &&
           (*end == '\0' || (unit && end[1] == '\0')) &&
           n <= (UINT32_MAX >> shift);
}

static bool take_number(invocation *in, int id, const char *value)
{
    ltn_options *o = &in->engine;
    bool units = id == OPT_MAX_SIZE || id == OPT_MAX_MEMORY;
    size_t n = 0;

    if (!number_of(value, units, &n) || (n == 0 && id == OPT_MAX_SIZE) ||
        (id == OPT_JOBS && (n == 0 || n > JOBS_MAX)))
        return complain(units
                            ? "'%s' is no size for --%s; write bytes, or 10M, "
                              "1G (under 4G)"
                            : "'%s' is no number for --%s",
                        value, options[id].name),
               false;
    if (id == OPT_MAX_SIZE)
        o->max_size = n;
    else if (id == OPT_MAX_MEMORY)
        o->max_memory = n;
    else if (id == OPT_MAX_CPU)
        o->max_cpu = (unsigned)n;
    else
        o->workers = (unsigned)n;
    return true;
}

/* "3/8" */
static bool take_shard(invocation *in, const char *value)
{
    const char *slash = strchr(value, '/');
    char first[16];
    size_t i = 0, n = 0;

    if (slash && slash - value < (ptrdiff_t)sizeof first) {
        snprintf(first, sizeof first, "%.*s", (int)(slash - value), value);
        if (number_of(first, false, &i) && number_of(slash + 1, false, &n) &&
            i >= 1 && i <= n && n <= UINT16_MAX) {
            in->shard = (unsigned)i;
            in->shards = (unsigned)n;
            return true;
        }
    }
    complain("'%s' is no shard; write I/N, such as 1/4 to 4/4", value);
    return false;
}

/* One of several words. */
static bool one_of(const option *o, const char *value, const char *const *words,
                   size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i], value) == 0)
            return true;
    const char *guess = ltn_nearest(value, words, n);
    complain("'%s' is nothing for --%s%s%s%s", value, o->name,
             guess ? "; did you mean '" : "", guess ? guess : "",
             guess ? "'?" : "");
    return false;
}

/* Checks a value where it is given, so that the message can name it. */
static bool take_value(invocation *in, int id, char *value)
{
    static const char *const when[] = {"always", "never", "auto"};
    static const char *const messages[] = {"text", "json"};
    static const char *const modes[] = {"auto", "bar", "none", "json"};
    static const char *const shells[] = {"bash", "zsh", "fish"};

    in->value[id] = value;
    if (!value[0])
        return complain("--%s needs a value: %s", options[id].name,
                        options[id].arg),
               false;
    if (id == OPT_TO)
        return add_targets(in, value);
    if (id == OPT_COLOUR)
        return one_of(&options[id], value, when, 3);
    if (id == OPT_PROGRESS)
        return one_of(&options[id], value, modes, 4);
    if (id == OPT_COMPLETE)
        return one_of(&options[id], value, shells, 3);
    if (id == OPT_MESSAGES)
        return one_of(&options[id], value, messages, 2);
    if (id == OPT_MAX_SIZE || id == OPT_MAX_MEMORY || id == OPT_MAX_CPU ||
        id == OPT_JOBS)
        return take_number(in, id, value);
    if (id == OPT_SHARD)
        return take_shard(in, value);
    if (id == OPT_META) {
        if (in->engine.meta_len == META_MAX)
            return complain("more than %d times -M; use --metadata", META_MAX),
                   false;
        in->meta[in->engine.meta_len++] = value;
    }
    if (id == OPT_CITES) {
        if (in->engine.cites_len == CITES_MAX)
            return complain("more than %d times --cites", CITES_MAX), false;
        in->cites[in->engine.cites_len++] = value;
    }
    return true;
}

/* args[*i] is "--name", "--name=value"; moves *i past a separate value. */
static bool take_long(invocation *in, char **args, int n, int *i)
{
    char *name = args[*i] + 2, *equals = strchr(name, '=');
    size_t len = equals ? (size_t)(equals - name) : strlen(name);
    int id = find_long(in, name, len);

    if (id == OPTIONS)
        return no_such_option(in, name, len);
    in->given[id] = true;
    if (options[id].arg && options[id].arg[0] == '[' && !equals)
        return true;
    if (!options[id].arg)
        return !equals ||
               (complain("--%s takes no value", options[id].name), false);
    if (!equals && *i + 1 == n)
        return complain("--%s needs a value: %s", options[id].name,
                        options[id].arg),
               false;
    return take_value(in, id, equals ? equals + 1 : args[++*i]);
}

/* args[*i] is "-abc", "-ovalue", "-o" "value". */
static bool take_letters(invocation *in, char **args, int n, int *i)
{
    for (char *at = args[*i] + 1; *at; at++) {
        int id = find_letter(in, *at);
        if (id == OPTIONS)
            return complain("'%s' has no option '-%c'", in->command->name, *at),
                   false;
        in->given[id] = true;
        if (!options[id].arg)
            continue;
        if (!at[1] && *i + 1 == n)
            return complain("-%c needs a value: %s", *at, options[id].arg),
                   false;
        return take_value(in, id, at[1] ? at + 1 : args[++*i]);
    }
    return true;
}

/* Adds the names in in->listed, with `end` after each, to the operands. */
static bool add_listed(invocation *in, char *list, size_t len, char end)
{
    size_t lines = 1;

    for (size_t i = 0; i < len; i++)
        lines += list[i] == end;
    char **all = realloc(in->operands, (in->operand_len + lines) * sizeof *all);
    if (!all)
        return complain("not enough memory"), false;
    in->operands = all;
    for (char *at = list; at < list + len;) {
        char *stop = memchr(at, end, (size_t)(list + len - at));
        char *next = stop ? stop + 1 : list + len;
        char *last = stop ? stop : list + len;
        if (end == '\n' && last > at && last[-1] == '\r')
            last--;
        *last = '\0';
        if (*at)
            in->operands[in->operand_len++] = at;
        at = next;
    }
    return true;
}

static bool read_list(invocation *in)
{
    const char *path = in->value[OPT_FILES_FROM];
    ltn_diags *diags = path ? collector(path) : NULL;
    ltn_bytes list;

    if (!diags)
        return !path;
    ltn_status status = ltn_file_bytes(path, 0, diags, &list);
    ltn_diags_print(diags, LTN_NOTE, 0, false, stderr);
    ltn_diags_free(diags);
    if (status != LTN_OK)
        return false;
    in->listed = realloc(list.data, list.len + 1);
    if (!in->listed)
        return false;
    in->listed[list.len] = '\0';
    return add_listed(in, in->listed, list.len,
                      in->given[OPT_NULL] ? '\0' : '\n');
}

static void set_engine(invocation *in)
{
    ltn_options *o = &in->engine;
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    const char *when = in->value[OPT_COLOUR];
    bool may = !getenv("NO_COLOR") && (!when || strcmp(when, "never") != 0);
    bool must = when && strcmp(when, "always") == 0;

    if (in->command->bit != CMD_VALIDATE) /* there it names a validator */
        o->from = in->value[OPT_FROM];
    o->encoding = in->value[OPT_ENCODING];
    o->quotes = in->value[OPT_QUOTES];
    o->profile = in->value[OPT_PROFILE];
    o->schema = in->value[OPT_SCHEMA];
    o->table = in->value[OPT_METADATA];
    o->pattern = in->value[OPT_PATTERN];
    o->meta = in->meta;
    o->cites = in->cites;
    if (!in->given[OPT_MAX_CPU])
        o->max_cpu = CPU_SECONDS;
    if (!in->given[OPT_MAX_MEMORY])
        o->max_memory = MEMORY_MAX;
    o->no_sandbox = in->given[OPT_NO_SANDBOX];
    o->sidecars = !in->given[OPT_NO_SIDECAR];
    o->no_validate = in->given[OPT_NO_VALIDATE];
    o->xml_model = in->given[OPT_XML_MODEL];
    o->assert_formats = in->given[OPT_ASSERT_FORMATS];
    o->explain = in->given[OPT_EXPLAIN];
    o->time = epoch ? (int64_t)strtoll(epoch, NULL, 10) : (int64_t)time(NULL);
    in->colour_out = must || (may && isatty(STDOUT_FILENO));
    in->colour_err = must || (may && isatty(STDERR_FILENO));
    o->colour = in->colour_out;
}

/* The command, which stands first; options before it are only --help and
 * --version. */
static bool take_command(invocation *in, int argc, char **argv)
{
    const char *first = argc > 1 ? argv[1] : NULL;

    if (!first || strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0)
        first = "help";
    else if (strcmp(first, "--version") == 0 || strcmp(first, "-V") == 0)
        first = "version";
    else if (first[0] == '-')
        return complain("the command comes first: lectern convert %s ...",
                        first),
               false;
    in->command = find_command(first);
    return in->command != NULL;
}

/* Operands of commands that take few. */
static bool check_operands(const invocation *in)
{
    unsigned bit = in->command->bit;
    size_t most = bit & (CMD_FORMATS | CMD_VERSION | CMD_CITES) ? 0
                  : bit & CMD_HELP                              ? 1
                  : in->given[OPT_TEMPLATE]                     ? 0
                                                                : SIZE_MAX;

    if (in->operand_len > most)
        return complain("'%s' is one too many for '%s'", in->operands[most],
                        in->command->name),
               false;
    for (size_t i = 0; i < in->operand_len; i++) {
        assert(in->operands[i] && "all come from argv or a list");
        if (!in->operands[i][0])
            return complain("an input without a name"), false;
    }
    if (in->given[OPT_NULL] && !in->given[OPT_FILES_FROM])
        return complain("--null is about the list of --files-from; there is "
                        "none"),
               false;
    return true;
}

bool options_parse(invocation *in, int argc, char **argv)
{
    bool ok = take_command(in, argc, argv), ended = false;

    in->operands = calloc((size_t)argc + 1, sizeof *in->operands);
    if (!in->operands)
        ok = (complain("not enough memory"), false);
    for (int i = 2; ok && i < argc; i++) {
        char *a = argv[i];
        if (ended || a[0] != '-' || a[1] == '\0')
            in->operands[in->operand_len++] = a;
        else if (strcmp(a, "--") == 0)
            ended = true;
        else if (a[1] == '-')
            ok = take_long(in, argv, argc, &i);
        else
            ok = take_letters(in, argv, argc, &i);
    }
    if (ok && !in->given[OPT_HELP])
        ok = check_operands(in) && read_list(in);
    if (ok)
        set_engine(in);
    return ok;
}

void options_release(invocation *in)
{
    free(in->operands);
    free(in->listed);
}
