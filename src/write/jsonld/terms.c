#include "write/jsonld/jsonld.h"

#include "codec/hash.h"
#include "util/ascii.h"
#include "util/unicode.h"
#include "util/utf8.h"
#include "vocab/schema.h"

#include <string.h>

unsigned ltn_ld_fold(ltn_json *j)
{
    unsigned indent = j->indent;

    j->indent = 0;
    return indent;
}

void ltn_ld_spread(ltn_json *j, unsigned indent)
{
    j->indent = indent;
}

void ltn_ld_ref(ltn_json *j, const char *name, const char *id)
{
    if (id[0] == '\0')
        return;
    ltn_json_name(j, name);
    ltn_json_text_start(j);
    ltn_json_text_put(j, "#", 1);
    ltn_json_text_put(j, id, strlen(id));
    ltn_json_text_end(j);
}

/* RFC 3986 #section-3.1 */
bool ltn_ld_is_iri(const char *iri)
{
    if (!iri || !ltn_ascii_letter(iri[0]))
        return false;
    while (ltn_ascii_letter(*iri) || (*iri >= '0' && *iri <= '9') ||
           *iri == '+' || *iri == '-' || *iri == '.')
        iri++;
    return iri[0] == ':' && iri[1] != '\0';
}

/* RFC 3987 #section-2.2: iprivate and controls are no ucschar, white space of
 * any kind ends an IRI for some readers. */
static bool may_stand(uint32_t c)
{
    if (c < 0x80)
        return c > ' ' && c != 0x7F && !strchr("<>\"{}|\\^`", (int)c);
    return c >= 0xA0 && !ltn_is_space(c);
}

static void put_coded(ltn_json *j, const char *s, size_t len)
{
    static const char hex[] = "0123456789ABCDEF";

    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        char coded[] = {'%', hex[c >> 4], hex[c & 15]};
        ltn_json_text_put(j, coded, sizeof coded);
    }
}

void ltn_ld_iri_value(ltn_json *j, const char *iri)
{
    const char *s = iri, *end = s + strlen(s), *next = s;

    ltn_json_text_start(j);
    for (; s < end; s = next)
        if (may_stand(ltn_utf8_next(&next, end)))
            ltn_json_text_put(j, s, (size_t)(next - s));
        else
            put_coded(j, s, (size_t)(next - s));
    ltn_json_text_end(j);
}

void ltn_ld_iri(ltn_json *j, const char *name, const char *iri)
{
    if (!ltn_ld_is_iri(iri))
        return;
    ltn_json_name(j, name);
    ltn_ld_iri_value(j, iri);
}

void ltn_ld_named(ltn_json *j, const char *member, const char *type,
                  const char *name)
{
    if (!name || !name[0])
        return;
    ltn_json_member_object(j, member);
    ltn_json_member(j, "@type", type);
    ltn_json_member(j, "name", name);
    ltn_json_object_end(j);
}

void ltn_ld_say(ltn_json *j, const char *name, const char *value)
{
    if (value && value[0])
        ltn_json_member(j, name, value);
}

void ltn_ld_types(ltn_json *j, const char *one, const char *other)
{
    ltn_json_name(j, "@type");
    unsigned indent = ltn_ld_fold(j);
    ltn_json_array(j);
    ltn_json_string(j, one);
    ltn_json_string(j, other);
    ltn_json_array_end(j);
    ltn_ld_spread(j, indent);
}

/* ITS 2.0 #textanalysis: confidence; PROV-O #wasGeneratedBy: this run. */
void ltn_ld_decision(ltn_json *j, const ltn_decision *why)
{
    if (!why || !why->rule || why->confidence == 0)
        return;
    ltn_json_member(j, "rule", why->rule);
    ltn_ld_say(j, "evidence", why->evidence);
    ltn_json_name(j, "confidence");
    ltn_json_percent(j, why->confidence < 100 ? why->confidence : 100u);
    ltn_json_member(j, "wasGeneratedBy", "#run");
}

/* JSON-LD 1.1 #expanded-term-definition */
static void put_definition(ltn_json *j, const ltn_term *t)
{
    unsigned indent = ltn_ld_fold(j);

    ltn_json_object(j);
    ltn_json_member(j, "@id", t->iri);
    ltn_json_member(j, "@type", t->type);
    ltn_json_member(j, "@container", t->list ? "@list" : NULL);
    ltn_json_object_end(j);
    ltn_ld_spread(j, indent);
}

/* JSON-LD 1.1 #protected-term-definitions, #base-iri */
void ltn_ld_context(ltn_json *j, const ltn_doc *doc, bool whole)
{
    char base[LTN_NI_BYTES] = "";

    if (doc->source.sha256)
        ltn_ni_of_sha256(doc->source.sha256, base);
    ltn_json_member_object(j, "@context");
    ltn_json_name(j, "@version");
    ltn_json_percent(j, 110);
    ltn_json_member(j, "@base", base[0] ? base : "file:///");
    ltn_json_name(j, "@protected");
    ltn_json_bool(j, true);
    for (const ltn_term *t = ltn_terms; t->name; t++) {
        if (!whole && !t->meta)
            continue;
        ltn_json_name(j, t->name);
        if (t->type || t->list)
            put_definition(j, t);
        else
            ltn_json_string(j, t->iri);
    }
    ltn_json_object_end(j);
}
