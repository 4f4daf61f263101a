#include "validate/jsonschema/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "util/ascii.h"
#include "util/limits.h"
#include "util/utf8.h"

#include <string.h>

/* ECMA-262 #sec-compiletocharset: \s is WhiteSpace and LineTerminator. */
#define SPACES                                                                 \
    "\\x{9}-\\x{D}\\x{20}\\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}"         \
    "\\x{2029}\\x{202F}\\x{205F}\\x{3000}\\x{FEFF}"

typedef struct rewrite {
    const char *at, *end;
    ltn_buf *out;
    const char *wrong;
    bool in_class;
} rewrite;

static bool looks_at(const rewrite *w, const char *s)
{
    size_t n = strlen(s);

    return (size_t)(w->end - w->at) >= n && memcmp(w->at, s, n) == 0;
}

/* Copies n bytes and moves past them. */
static void copy(rewrite *w, size_t n)
{
    ltn_buf_put(w->out, w->at, n);
    w->at += n;
}

/* Reads up to `most` hex digits; at least `least`. */
static uint32_t hex(rewrite *w, int least, int most)
{
    uint32_t n = 0;
    int i = 0;

    for (; i < most && w->at < w->end && ltn_ascii_hex(*w->at); i++, w->at++)
        n = n << 4 | (uint32_t)(*w->at <= '9' ? *w->at - '0'
                                              : (*w->at | 0x20) - 'a' + 10);
    if (i < least)
        w->wrong = "hexadecimal digits are missing";
    return n;
}

static void put_code_point(rewrite *w, uint32_t c)
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        w->wrong = "an escape means no character";
    ltn_buf_printf(w->out, "\\x{%X}", (unsigned)c);
}

/* ECMA-262 #prod-RegExpUnicodeEscapeSequence, after "\u". */
static void unicode_escape(rewrite *w)
{
    if (w->at < w->end && *w->at == '{') {
        w->at++;
        uint32_t c = hex(w, 1, 8);
        if (w->at < w->end && *w->at == '}')
            w->at++;
        else
            w->wrong = "'\\u{' without '}'";
        put_code_point(w, c);
        return;
    }
    uint32_t c = hex(w, 4, 4);
    if (c >= 0xD800 && c < 0xDC00 && looks_at(w, "\\u")) {
        w->at += 2;
        uint32_t low = hex(w, 4, 4);
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    }
    put_code_point(w, c);
}

/* Long names of general categories (UAX #44 #General_Category_Values); PCRE2
 * knows the short ones, and scripts. */
static const struct {
    const char *name, *shorter;
} categories[] = {
    {"Letter", "L"},
    {"Cased_Letter", "L&"},
    {"Uppercase_Letter", "Lu"},
    {"Lowercase_Letter", "Ll"},
    {"Titlecase_Letter", "Lt"},
    {"Modifier_Letter", "Lm"},
    {"Other_Letter", "Lo"},
    {"Mark", "M"},
    {"Nonspacing_Mark", "Mn"},
    {"Spacing_Mark", "Mc"},
    {"Enclosing_Mark", "Me"},
    {"Number", "N"},
    {"Decimal_Number", "Nd"},
    {"digit", "Nd"},
    {"Letter_Number", "Nl"},
    {"Other_Number", "No"},
    {"Punctuation", "P"},
    {"punct", "P"},
    {"Connector_Punctuation", "Pc"},
    {"Dash_Punctuation", "Pd"},
    {"Open_Punctuation", "Ps"},
    {"Close_Punctuation", "Pe"},
    {"Initial_Punctuation", "Pi"},
    {"Final_Punctuation", "Pf"},
    {"Other_Punctuation", "Po"},
    {"Symbol", "S"},
    {"Math_Symbol", "Sm"},
    {"Currency_Symbol", "Sc"},
    {"Modifier_Symbol", "Sk"},
    {"Other_Symbol", "So"},
    {"Separator", "Z"},
    {"Space_Separator", "Zs"},
    {"Line_Separator", "Zl"},
    {"Paragraph_Separator", "Zp"},
    {"Other", "C"},
    {"Control", "Cc"},
    {"Format", "Cf"},
    {"Surrogate", "Cs"},
    {"Private_Use", "Co"},
    {"Unassigned", "Cn"},
};

/* ECMA-262 #prod-CharacterClassEscape, after "\p" or "\P". */
static void property(rewrite *w, char p)
{
    const char *close = w->at < w->end && *w->at == '{'
                            ? memchr(w->at, '}', (size_t)(w->end - w->at))
                            : NULL;

    if (!close) {
        w->wrong = "'\\p' without '{...}'";
        return;
    }
    const char *name = w->at + 1;
    const char *is = memchr(name, '=', (size_t)(close - name));
    if (is) /* General_Category=, Script=, sc= ...: the value says enough */
        name = is + 1;
    size_t len = (size_t)(close - name);
    w->at = close + 1;
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++)
        if (strlen(categories[i].name) == len &&
            memcmp(categories[i].name, name, len) == 0) {
            name = categories[i].shorter;
            len = strlen(name);
            break;
        }
    ltn_buf_printf(w->out, "\\%c{%.*s}", p, (int)len, name);
}

static void escape(rewrite *w)
{
    if (w->end - w->at < 2) {
        w->wrong = "'\\' at the end";
        return;
    }
    char c = w->at[1];
    w->at += 2;
    switch (c) {
    case 's':
        ltn_buf_puts(w->out, w->in_class ? SPACES : "[" SPACES "]");
        break;
    case 'S':
        /* [^ ...] is no class inside a class: what is left is all the rest */
        ltn_buf_puts(w->out, w->in_class
                                 ? "\\x{0}-\\x{8}\\x{E}-\\x{1F}\\x{21}-\\x{9F}"
                                   "\\x{A1}-\\x{167F}\\x{1681}-\\x{1FFF}"
                                   "\\x{200B}-\\x{2027}\\x{202A}-\\x{202E}"
                                   "\\x{2030}-\\x{205E}\\x{2060}-\\x{2FFF}"
                                   "\\x{3001}-\\x{D7FF}\\x{E000}-\\x{FEFE}"
                                   "\\x{FF00}-\\x{10FFFF}"
                                 : "[^" SPACES "]");
        break;
    case 'u': unicode_escape(w); break;
    case 'x': put_code_point(w, hex(w, 2, 2)); break;
    case 'p':
    case 'P': property(w, c); break;
    case 'c':
        if (w->at < w->end &&
            ((*w->at | 0x20) >= 'a' && (*w->at | 0x20) <= 'z'))
            put_code_point(w, (uint32_t)(*w->at++ & 0x1F));
        else
            w->wrong = "'\\c' without a letter";
        break;
    case 'v': ltn_buf_puts(w->out, "\\x{B}"); break;
    case '0': ltn_buf_puts(w->out, "\\x{0}"); break;
    case 'B':
    case 'b':
        ltn_buf_puts(w->out, c == 'b' && w->in_class ? "\\x{8}"
                             : c == 'b'              ? "\\b"
                                                     : "\\B");
        if (c == 'B' && w->in_class)
            w->wrong = "'\\B' in a class";
        break;
    default:
        /* identity escapes are for signs, not for letters */
        if (((c | 0x20) >= 'a' && (c | 0x20) <= 'z' &&
             !strchr("dDwWfnrtk", c)) ||
            (unsigned char)c >= 0x80)
            w->wrong = "unknown escape";
        else
            ltn_buf_printf(w->out, "\\%c", c);
    }
}

/* Groups that ECMA-262 has: (?: (?= (?! (?<= (?<! (?<name>; others, and PCRE2's
 * verbs, are errors. */
static void group(rewrite *w)
{
    static const char *const known[] = {"(?:", "(?=", "(?!", "(?<=", "(?<!"};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (looks_at(w, known[i])) {
            copy(w, strlen(known[i]));
            return;
        }
    if (looks_at(w, "(*") || (looks_at(w, "(?") && !looks_at(w, "(?<")))
        w->wrong = "unknown kind of group";
    copy(w, looks_at(w, "(?<") ? 3 : 1);
}

static void class_byte(rewrite *w)
{
    if (*w->at == ']') {
        w->in_class = false;
        copy(w, 1);
    } else if (*w->at == '[') {
        ltn_buf_puts(w->out, "\\[");
        w->at++;
    } else {
        copy(w, 1);
    }
}

/* A quantifier; PCRE2 would take a "+" after it as possessive. */
static void quantifier(rewrite *w)
{
    copy(w, 1);
    if (w->at < w->end && *w->at == '?')
        copy(w, 1);
    if (w->at < w->end && (*w->at == '+' || *w->at == '*'))
        w->wrong = "nothing to repeat";
}

static void byte(rewrite *w)
{
    switch (*w->at) {
    case '[':
        w->in_class = true;
        copy(w, looks_at(w, "[^") ? 2 : 1);
        break;
    case '.':
        ltn_buf_puts(w->out, "[^\\n\\r\\x{2028}\\x{2029}]");
        w->at++;
        break;
    case '(': group(w); break;
    case '*':
    case '+':
    case '?':
    case '}': quantifier(w); break;
    default: copy(w, 1);
    }
}

static const char *rewritten(const char *pattern, size_t len, ltn_buf *out)
{
    rewrite w = {.at = pattern, .end = pattern + len, .out = out};

    while (w.at < w.end && !w.wrong)
        if (*w.at == '\\')
            escape(&w);
        else if (w.in_class)
            class_byte(&w);
        else
            byte(&w);
    return w.wrong;
}

static void put_reason(int code, ltn_buf *why)
{
    unsigned char text[128] = "";

    pcre2_get_error_message(code, text, sizeof text);
    ltn_buf_puts(why, (const char *)text);
}

bool ltn_js_regex_compile(ltn_js_regex *r, const char *pattern, size_t len,
                          ltn_buf *why)
{
    const uint32_t options =
        PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_ALLOW_EMPTY_CLASS |
        PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;
    ltn_buf out = {0};
    int code;
    size_t at;

    const char *wrong = rewritten(pattern, len, &out);
    if (wrong)
        ltn_buf_puts(why, wrong);
    if (!wrong && ltn_buf_status(&out) == LTN_OK) {
        r->code = pcre2_compile((PCRE2_SPTR)(out.data ? out.data : ""), out.len,
                                options, &code, &at, NULL);
        if (!r->code)
            put_reason(code, why);
        else /* where it cannot be had, matches are only slower */
            pcre2_jit_compile(r->code, PCRE2_JIT_COMPLETE);
    }
    ltn_buf_release(&out);
    return r->code != NULL;
}

void ltn_js_regex_release(ltn_js_regex *r)
{
    pcre2_code_free(r->code);
    r->code = NULL;
}

static bool ready(ltn_js_matcher *m)
{
    if (!m->data)
        m->data = pcre2_match_data_create(1, NULL);
    if (m->context)
        return m->data != NULL;
    m->context = pcre2_match_context_create(NULL);
    if (!m->context)
        return false;
    pcre2_set_heap_limit(m->context, LTN_REGEX_HEAP_KIB);
    return m->data != NULL;
}

ltn_status ltn_js_regex_match(const ltn_js_regex *r, ltn_js_matcher *m,
                              const char *s, size_t len, uint32_t steps)
{
    if (!ready(m))
        return LTN_ENOMEM;
    pcre2_set_match_limit(m->context, steps);
    const uint32_t options = PCRE2_NO_UTF_CHECK;
    int n = pcre2_match(r->code, (PCRE2_SPTR)s, len, 0, options, m->data,
                        m->context);
    if (n == PCRE2_ERROR_JIT_STACKLIMIT) /* the interpreter uses the heap */
        n = pcre2_match(r->code, (PCRE2_SPTR)s, len, 0, options | PCRE2_NO_JIT,
                        m->data, m->context);
    if (n >= 0)
        return LTN_OK;
    return n == PCRE2_ERROR_NOMATCH    ? LTN_INVALID
           : n == PCRE2_ERROR_NOMEMORY ? LTN_ENOMEM
                                       : LTN_ELIMIT;
}

void ltn_js_matcher_release(ltn_js_matcher *m)
{
    pcre2_match_data_free(m->data);
    pcre2_match_context_free(m->context);
    *m = (ltn_js_matcher){0};
}
