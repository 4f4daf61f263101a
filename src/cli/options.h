/* options.h - the command line as data: one table of all options, from which
 * parsing, help, suggestions and shell completion are made.
 */
#ifndef LTN_CLI_OPTIONS_H
#define LTN_CLI_OPTIONS_H

#include "lectern.h"

/* The commands, as bits, so that an option can belong to several. */
typedef enum command {
    CMD_CONVERT = 1,
    CMD_VALIDATE = 2,
    CMD_INSPECT = 4,
    CMD_METADATA = 8,
    CMD_CITES = 16,
    CMD_FORMATS = 32,
    CMD_HELP = 64,
    CMD_VERSION = 128,
    CMD_REPORT = 256,
    CMD_MERGE = 512,
    CMD_STREAM = 1024
} command;

typedef enum option_id {
    OPT_FROM,
    OPT_TO,
    OPT_OUTPUT,
    OPT_META,
    OPT_METADATA,
    OPT_PATTERN,
    OPT_NO_SIDECAR,
    OPT_ENCODING,
    OPT_QUOTES,
    OPT_PROFILE,
    OPT_CITES,
    OPT_SCHEMA,
    OPT_NO_VALIDATE,
    OPT_XML_MODEL,
    OPT_ASSERT_FORMATS,
    OPT_FILES_FROM,
    OPT_NULL,
    OPT_MAX_SIZE,
    OPT_LEDGER,
    OPT_RESUME,
    OPT_SHARD,
    OPT_JOBS,
    OPT_MAX_CPU,
    OPT_MAX_MEMORY,
    OPT_NO_SANDBOX,
    OPT_PROGRESS,
    OPT_MESSAGES,
    OPT_ALL_MESSAGES,
    OPT_JSON,
    OPT_CSV,
    OPT_HTML,
    OPT_EXPLAIN,
    OPT_TEMPLATE,
    OPT_CHECK,
    OPT_LIST,
    OPT_COMPLETE,
    OPT_COLOUR,
    OPT_QUIET,
    OPT_HELP,
    OPT_VERSION,
    OPTIONS
} option_id;

typedef struct option {
    const char *name; /* without the dashes */
    char letter;      /* or 0 */
    const char *arg;  /* what its argument is called; NULL = it has none; in
                         brackets it may be left out, and comes after "=" */
    unsigned commands;
    const char *help; /* one line */
} option;

extern const option options[OPTIONS];

struct invocation;

typedef struct command_info {
    const char *name;
    command bit;
    const char *usage; /* after the name */
    const char *help;  /* one line */
    int (*run)(struct invocation *in);
} command_info;

extern const command_info commands[];

enum { META_MAX = 256, CITES_MAX = 32, TARGETS_MAX = 16 };

/* What was asked. */
typedef struct invocation {
    const command_info *command;
    ltn_options engine;
    bool given[OPTIONS];
    const char *value[OPTIONS]; /* the last one given */
    const char *meta[META_MAX], *cites[CITES_MAX];
    const char *targets[TARGETS_MAX];
    size_t target_len;
    char **operands; /* point into argv and into `listed` */
    size_t operand_len;
    unsigned shard, shards;
    char *listed; /* what --files-from read */
    bool colour_out, colour_err;
} invocation;

/* Reads argv. On a mistake says what it is on standard error and returns
 * false; the exit status is then 2. */
bool options_parse(invocation *in, int argc, char **argv);
void options_release(invocation *in);

/* One line on standard error: "lectern: text". Returns 2. */
int complain(const char *fmt, ...) LTN_PRINTF(1, 2);

/* An engine for what was asked, or NULL and *status is the exit status. */
ltn_engine *start_engine(const invocation *in, int *status);

/* Prints what a collector holds, as the options say; and, when a call ended
 * with this status, that there was no memory, of which collectors say nothing.
 */
void show(const invocation *in, const ltn_diags *diags);
void show_all(const invocation *in, const ltn_diags *diags, ltn_status status);

/* A collector, or NULL, and that is said. */
ltn_diags *collector(const char *file);

/* Columns of the terminal behind fd, or 0. */
unsigned columns_of(int fd);

/* Whether the terminal shows more than ASCII. */
bool shows_unicode(void);

/* Flushes standard output; when it cannot be written says so. Returns the
 * exit status to end with: `status`, or 1. */
int finish_output(int status);

int cmd_convert(invocation *in);
int cmd_validate(invocation *in);
int cmd_inspect(invocation *in);
int cmd_metadata(invocation *in);
int cmd_cites(invocation *in);
int cmd_report(invocation *in);
int cmd_merge(invocation *in);
int cmd_stream(invocation *in);
int cmd_formats(invocation *in);
int cmd_help(invocation *in);
int cmd_version(invocation *in);

/* `lectern help NAME`, and what --help shows. */
void help_print(const command_info *c, FILE *out);

/* A completion script for "bash", "zsh" or "fish". */
void help_complete(const char *shell, FILE *out);

#endif
