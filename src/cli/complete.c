/* Shell completion, made from the tables of commands and options. */

#include "cli/options.h"

#include <string.h>

static void bash_command(const command_info *c, FILE *out)
{
    fprintf(out, "    %s) words=\"", c->name);
    for (int i = 0; i < OPTIONS; i++)
        if (options[i].commands & c->bit)
            fprintf(out, "--%s ", options[i].name);
    fputs("\" ;;\n", out);
}

static void bash_formats(const char *options_of,
                         bool (*at)(size_t, ltn_format *), FILE *out)
{
    ltn_format f;

    fprintf(out, "    %s) COMPREPLY=($(compgen -W \"", options_of);
    for (size_t i = 0; at(i, &f); i++)
        fprintf(out, "%s%s", i ? " " : "", f.name);
    fputs("\" -- \"$word\")); return ;;\n", out);
}

static void complete_bash(FILE *out)
{
    fputs("# bash completion for lectern(1)\n"
          "_lectern() {\n"
          "  local word=${COMP_WORDS[COMP_CWORD]}\n"
          "  local last=${COMP_WORDS[COMP_CWORD-1]} words=\n"
          "  case $last in\n",
          out);
    bash_formats("-t|--to", ltn_format_writer, out);
    bash_formats("-f|--from", ltn_format_reader, out);
    fputs("  esac\n  case ${COMP_WORDS[1]} in\n", out);
    for (const command_info *c = commands; c->name; c++)
        bash_command(c, out);
    fputs("    *) words=\"", out);
    for (const command_info *c = commands; c->name; c++)
        fprintf(out, "%s ", c->name);
    fputs("\" ;;\n  esac\n"
          "  if [[ $COMP_CWORD == 1 || $word == -* ]]; then\n"
          "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
          "  else\n    COMPREPLY=($(compgen -f -- \"$word\"))\n  fi\n"
          "}\ncomplete -o filenames -F _lectern lectern\n",
          out);
}

/* A line of help without what zsh and fish would take as their own. */
static void put_plain(const char *s, FILE *out)
{
    for (; *s; s++)
        if (!strchr("'`\"[]:\\", *s))
            fputc(*s, out);
}

static void zsh_command(const command_info *c, FILE *out)
{
    fprintf(out, "    %s) _arguments \\\n", c->name);
    for (int i = 0; i < OPTIONS; i++) {
        if (!(options[i].commands & c->bit))
            continue;
        fprintf(out, "      '*--%s%s[", options[i].name,
                options[i].arg ? "=" : "");
        put_plain(options[i].help, out);
        fputs(options[i].arg ? "]:value:_files' \\\n" : "]' \\\n", out);
    }
    fputs("      '*:file:_files' ;;\n", out);
}

static void complete_zsh(FILE *out)
{
    fputs("#compdef lectern\n"
          "# zsh completion for lectern(1)\n"
          "_lectern() {\n  if (( CURRENT == 2 )); then\n"
          "    local -a found=(\n",
          out);
    for (const command_info *c = commands; c->name; c++) {
        fprintf(out, "      '%s:", c->name);
        put_plain(c->help, out);
        fputs("'\n", out);
    }
    fputs("    )\n    _describe command found\n    return\n  fi\n"
          "  local name=$words[2]\n  shift words; (( CURRENT-- ))\n"
          "  case $name in\n",
          out);
    for (const command_info *c = commands; c->name; c++)
        zsh_command(c, out);
    fputs("  esac\n}\n_lectern \"$@\"\n", out);
}

static void fish_options(const command_info *c, FILE *out)
{
    for (int i = 0; i < OPTIONS; i++) {
        if (!(options[i].commands & c->bit))
            continue;
        fprintf(out,
                "complete -c lectern -n '__fish_seen_subcommand_from %s' -l %s",
                c->name, options[i].name);
        if (options[i].letter)
            fprintf(out, " -s %c", options[i].letter);
        fprintf(out, "%s -d '", options[i].arg ? " -r" : "");
        put_plain(options[i].help, out);
        fputs("'\n", out);
    }
}

static void complete_fish(FILE *out)
{
    fputs("# fish completion for lectern(1)\n", out);
    for (const command_info *c = commands; c->name; c++) {
        fprintf(out,
                "complete -c lectern -n __fish_use_subcommand -f -a %s -d '",
                c->name);
        put_plain(c->help, out);
        fputs("'\n", out);
    }
    for (const command_info *c = commands; c->name; c++)
        fish_options(c, out);
}

void help_complete(const char *shell, FILE *out)
{
    if (strcmp(shell, "bash") == 0)
        complete_bash(out);
    else if (strcmp(shell, "zsh") == 0)
        complete_zsh(out);
    else
        complete_fish(out);
}
