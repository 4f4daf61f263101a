#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/progress.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct conversion {
    const invocation *in;
    progress progress;
    bool catching; /* signals */
    bool stopping; /* and that was said */
} conversion;

static bool has_messages(const invocation *in, const ltn_diags *d)
{
    return ltn_diags_count(d, LTN_ERROR) > 0 ||
           (!in->given[OPT_QUIET] &&
            ltn_diags_count(d, LTN_WARNING) + ltn_diags_count(d, LTN_NOTE) > 0);
}

/* Results to standard output, messages to standard error. */
static bool told(void *context, const ltn_outcome *o)
{
    conversion *c = context;

    if (o->shown.len > 0)
        fwrite(o->shown.data, 1, o->shown.len, stdout);
    if (has_messages(c->in, o->diags)) {
        progress_clear(&c->progress);
        show(c->in, o->diags);
    }
    return true;
}

static void watch(void *context, const ltn_progress *now)
{
    conversion *c = context;

    if (now->of > 1 && !c->catching) {
        c->catching = true;
        interrupt_catch();
    }
    if (*interrupt_flag() && !c->stopping && now->done < now->of) {
        c->stopping = true;
        progress_clear(&c->progress);
        fprintf(stderr, "lectern: stopping after the inputs at hand; once more "
                        "stops at once\n");
    }
    progress_show(&c->progress, now);
}

/* How much of -o is a folder: all, or what stands before the name of a file. */
static size_t folder_length(const invocation *in, const char *out)
{
    size_t len = strlen(out);
    const char *slash = strrchr(out, '/');
    struct stat st;
    bool folder = in->operand_len != 1 || in->target_len != 1 ||
                  (stat(out, &st) == 0 && S_ISDIR(st.st_mode)) ||
                  (stat(in->operands[0], &st) == 0 && S_ISDIR(st.st_mode));

    return folder ? len : slash ? (size_t)(slash - out) + (slash == out) : 0;
}

/* Where the ledger is: named, or in the folder of the outputs when it is asked
 * for or, to resume, is there; NULL: none. For the caller to free. */
static char *ledger_path(const invocation *in)
{
    const char *out = in->value[OPT_OUTPUT];
    char *path = NULL;

    if (in->value[OPT_LEDGER])
        return strdup(in->value[OPT_LEDGER]);
    if (!in->given[OPT_LEDGER] && !in->given[OPT_RESUME])
        return NULL;
    size_t len = out ? folder_length(in, out) : 0;
    path = malloc(len + sizeof "./.lectern.db");
    if (path)
        snprintf(path, len + sizeof "./.lectern.db", "%.*s/.lectern.db",
                 len > 0 ? (int)len : 1, len > 0 ? out : ".");
    if (path && !in->given[OPT_LEDGER] && access(path, F_OK) != 0) {
        free(path);
        return NULL;
    }
    return path;
}

static void tell_totals(const conversion *c, const ltn_totals *totals,
                        int status)
{
    if (totals->passed > 0 && !c->in->given[OPT_QUIET])
        fprintf(stderr, "lectern: %zu inputs were done before\n",
                totals->passed);
    if (totals->failed > 0 && totals->done > 1)
        fprintf(stderr, "lectern: %zu of %zu inputs failed\n", totals->failed,
                totals->done);
    if (status > 2)
        fprintf(stderr,
                "lectern: stopped with %zu of %zu inputs done; the same "
                "command with --resume does the rest\n",
                totals->done, c->progress.last.of);
}

int cmd_convert(invocation *in)
{
    int status;
    conversion c = {.in = in};
    ltn_engine *e = start_engine(in, &status);
    ltn_diags *diags = collector("lectern");
    char *ledger = ledger_path(in);

    status = e && !diags ? 1 : status;
    if (e && diags) {
        const ltn_job job = {
            .inputs = (const char *const *)in->operands,
            .input_len = in->operand_len,
            .targets = in->targets,
            .target_len = in->target_len,
            .out = in->value[OPT_OUTPUT],
            .ledger = ledger,
            .resume = in->given[OPT_RESUME],
            .stop = interrupt_flag(),
            .watch = watch,
            .shard = in->shard,
            .shards = in->shards,
        };
        ltn_totals totals = {0};
        progress_start(&c.progress, in);
        ltn_status s = ltn_convert(e, &job, told, &c, diags, &totals);
        status = s == LTN_OK ? 0 : s == LTN_EUSAGE ? 2 : 1;
        if (*interrupt_flag() && totals.done < c.progress.last.of)
            status = interrupt_status();
        progress_end(&c.progress, status);
        show_all(in, diags, s);
        tell_totals(&c, &totals, status);
    }
    free(ledger);
    ltn_diags_free(diags);
    ltn_engine_free(e);
    return status;
}
