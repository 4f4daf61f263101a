#include "codec/xml.h"

#include "util/utf8.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <string.h>

struct ltn_sax {
    const ltn_sax_handler *on;
    void *context;
    xmlParserCtxtPtr parser;
    ltn_diags *diags; /* NULL: errors are of no interest */
    const char *bytes;
    size_t len, given; /* of bytes; to the parser so far */
    ltn_pos seen; /* the last place asked for: the next is counted from it */
    size_t after; /* bytes between the parser and the end of what is reported;
                     modulo 2^N: may stand for less than none */
    ltn_status status;
    bool stopped;
};

/* Where the parser stands in the document's bytes, or SIZE_MAX when it reads
 * a re-encoded copy of them. */
static size_t parser_offset(const ltn_sax *x)
{
    const xmlParserInput *in = x->parser->input;

    if (!in || (in->buf && in->buf->encoder))
        return SIZE_MAX;
    size_t at = (size_t)(in->cur - in->base) + in->consumed + x->after;
    return at < x->len ? at : x->len;
}

/* Lines end as XML 1.0 #sec-line-ends has it: CR LF, LF or CR. */
static ltn_pos count_to(ltn_sax *x, size_t offset)
{
    ltn_pos p = x->seen;

    for (; p.offset < offset; p.offset++) {
        unsigned char c = (unsigned char)x->bytes[p.offset];
        bool crlf = c == '\r' && p.offset + 1 < x->len &&
                    x->bytes[p.offset + 1] == '\n';
        if (c == '\n' || (c == '\r' && !crlf)) {
            p.line++;
            p.col = 1;
        } else if ((c & 0xC0) != 0x80 && !crlf) {
            p.col++;
        }
    }
    return x->seen = p;
}

ltn_pos ltn_sax_pos(ltn_sax *x)
{
    size_t offset = parser_offset(x);

    if (offset != SIZE_MAX)
        return count_to(x, offset);
    const xmlParserInput *in = x->parser->input;
    if (!in)
        return (ltn_pos){0};
    return (ltn_pos){.line = (uint32_t)in->line, .col = (uint32_t)in->col};
}

size_t ltn_sax_offset(const ltn_sax *x)
{
    size_t offset = parser_offset(x);
    return offset == SIZE_MAX ? 0 : offset;
}

/* How many bytes of the document before `offset` became the len bytes of text
 * that end there: line ends were made one byte. */
static size_t source_length(const ltn_sax *x, size_t offset, const char *s,
                            size_t len)
{
    size_t at = offset;

    while (len-- > 0 && at > 0) {
        at--;
        if (s[len] == '\n' && at > 0 && x->bytes[at - 1] == '\r')
            at--;
    }
    return offset - at;
}

ltn_pos ltn_sax_pos_at(ltn_sax *x, const char *s, const char *end)
{
    size_t offset = parser_offset(x);

    if (offset == SIZE_MAX)
        return ltn_sax_pos(x);
    return count_to(x, offset - source_length(x, offset, s, (size_t)(end - s)));
}

void ltn_sax_stop(ltn_sax *x)
{
    x->stopped = true; /* see halt */
}

/* The parser is stopped when the handler has returned: stopping frees what the
 * handler was given. */
static void halt(ltn_sax *x)
{
    if (x->stopped)
        xmlStopParser(x->parser);
}

const char *ltn_sax_namespace(const ltn_sax *x, const char *prefix, size_t len)
{
    const xmlParserCtxt *p = x->parser;

    if (len == 3 && memcmp(prefix, "xml", 3) == 0)
        return (const char *)XML_XML_NAMESPACE;
    for (int i = p->nsNr - 2; i >= 0; i -= 2) {
        const char *have = (const char *)p->nsTab[i];
        if (!have ? len == 0
                  : strlen(have) == len && !memcmp(have, prefix, len))
            return (const char *)p->nsTab[i + 1];
    }
    return NULL;
}

bool ltn_sax_has_unparsed(const ltn_sax *x, const char *name)
{
    const xmlEntity *e =
        x->parser->myDoc
            ? xmlGetDocEntity(x->parser->myDoc, (const xmlChar *)name)
            : NULL;
    return e && e->etype == XML_EXTERNAL_GENERAL_UNPARSED_ENTITY;
}

/* Events ------------------------------------------------------------------- */

/* libxml2 calls before it has read the ">" or "/>" of a start tag. */
static size_t left_of_tag(const ltn_sax *x)
{
    const xmlParserInput *in = x->parser->input;
    return in && in->cur[0] == '/' ? 2 : 1;
}

static void on_start(void *user, const xmlChar *local, const xmlChar *prefix,
                     const xmlChar *uri, int ns_count, const xmlChar **ns,
                     int attr_count, int defaulted, const xmlChar **attrs)
{
    ltn_sax *x = user;
    (void)defaulted; /* they stand at the end of attrs and count as given */

    if (!x->on->start || x->stopped)
        return;
    const ltn_sax_tag tag = {.local = (const char *)local,
                             .prefix = (const char *)prefix,
                             .uri = (const char *)uri,
                             .ns = (const ltn_sax_ns *)(const void *)ns,
                             .attrs = (const ltn_sax_attr *)(const void *)attrs,
                             .ns_count = (unsigned)ns_count,
                             .attr_count = (unsigned)attr_count};
    x->after = left_of_tag(x);
    x->on->start(x->context, x, &tag);
    x->after = 0;
    halt(x);
}

static void on_end(void *user, const xmlChar *local, const xmlChar *prefix,
                   const xmlChar *uri)
{
    ltn_sax *x = user;

    if (!x->on->end || x->stopped)
        return;
    const ltn_sax_tag tag = {.local = (const char *)local,
                             .prefix = (const char *)prefix,
                             .uri = (const char *)uri};
    /* an empty element is ended before its "/>" is read */
    const xmlParserInput *in = x->parser->input;
    x->after = in && in->cur[0] == '/' && in->cur[1] == '>' ? 2 : 0;
    x->on->end(x->context, x, &tag);
    x->after = 0;
    halt(x);
}

static void on_text(void *user, const xmlChar *s, int len)
{
    ltn_sax *x = user;

    if (!x->on->text || x->stopped)
        return;
    /* sometimes libxml2 stands before the text it reports */
    const xmlParserInput *in = x->parser->input;
    size_t before = in && in->cur == s ? (size_t)len : 0;
    x->after += before;
    x->on->text(x->context, x, (const char *)s, (size_t)len);
    x->after -= before;
    halt(x);
}

/* A section is reported when all but its last ">" has been read. */
static void on_cdata(void *user, const xmlChar *s, int len)
{
    ltn_sax *x = user;

    x->after -= 2;
    on_text(user, s, len);
    x->after += 2;
}

static void on_comment(void *user, const xmlChar *s)
{
    ltn_sax *x = user;

    if (x->on->comment && !x->stopped)
        x->on->comment(x->context, x, (const char *)s);
    halt(x);
}

static void on_pi(void *user, const xmlChar *target, const xmlChar *data)
{
    ltn_sax *x = user;

    if (x->on->pi && !x->stopped)
        x->on->pi(x->context, x, (const char *)target,
                  data ? (const char *)data : "");
    halt(x);
}

/* The document type: its internal subset is read, for entities ------------- */

static void on_document(void *user)
{
    xmlSAX2StartDocument(((ltn_sax *)user)->parser);
}

static void on_doctype(void *user, const xmlChar *name,
                       const xmlChar *public_id, const xmlChar *system_id)
{
    ltn_sax *x = user;

    xmlSAX2InternalSubset(x->parser, name, public_id, system_id);
    if (x->on->doctype && !x->stopped)
        x->on->doctype(x->context, x, (const char *)name,
                       (const char *)public_id, (const char *)system_id);
    halt(x);
}

static void tell_external(ltn_sax *x, const xmlChar *name)
{
    if (x->on->external && !x->stopped)
        x->on->external(x->context, x, (const char *)name);
    halt(x);
}

static void on_entity(void *user, const xmlChar *name, int type,
                      const xmlChar *public_id, const xmlChar *system_id,
                      xmlChar *content)
{
    ltn_sax *x = user;

    xmlSAX2EntityDecl(x->parser, name, type, public_id, system_id, content);
    if (type == XML_EXTERNAL_GENERAL_PARSED_ENTITY ||
        type == XML_EXTERNAL_PARAMETER_ENTITY)
        tell_external(x, name);
}

static void on_unparsed(void *user, const xmlChar *name,
                        const xmlChar *public_id, const xmlChar *system_id,
                        const xmlChar *notation)
{
    ltn_sax *x = user;

    xmlSAX2UnparsedEntityDecl(x->parser, name, public_id, system_id, notation);
    tell_external(x, name);
}

static int has_internal_subset(void *user)
{
    return xmlSAX2HasInternalSubset(((ltn_sax *)user)->parser);
}

static int has_external_subset(void *user)
{
    return xmlSAX2HasExternalSubset(((ltn_sax *)user)->parser);
}

/* An entity outside of the document is never loaded; what refers to it would
 * lose text in silence, so that is an error. */
static xmlEntityPtr if_internal(ltn_sax *x, xmlEntityPtr e)
{
    if (!e || (e->etype != XML_EXTERNAL_GENERAL_PARSED_ENTITY &&
               e->etype != XML_EXTERNAL_PARAMETER_ENTITY))
        return e;
    if (x->diags)
        ltn_diag_add(x->diags, LTN_ERROR, ltn_sax_pos(x), "xml.external-entity",
                     "entity '%s' lies outside of the document and is not "
                     "loaded",
                     (const char *)e->name);
    if (x->status == LTN_OK)
        x->status = LTN_INVALID;
    ltn_sax_stop(x);
    halt(x);
    return NULL;
}

static xmlEntityPtr get_entity(void *user, const xmlChar *name)
{
    ltn_sax *x = user;
    return if_internal(x, xmlSAX2GetEntity(x->parser, name));
}

static xmlEntityPtr get_parameter_entity(void *user, const xmlChar *name)
{
    ltn_sax *x = user;
    return if_internal(x, xmlSAX2GetParameterEntity(x->parser, name));
}

/* Errors ------------------------------------------------------------------- */

/* libxml2 ends its messages with a line feed. */
static int length_of(const char *message)
{
    size_t len = strcspn(message, "\n");
    return len < 500 ? (int)len : 500;
}

static bool is_limit(const xmlError *e)
{
    return e->code == XML_ERR_ENTITY_LOOP || e->code == XML_ERR_NAME_TOO_LONG ||
           (e->message && (strstr(e->message, "Excessive depth") ||
                           strstr(e->message, "XML_PARSE_HUGE")));
}

static void report(ltn_sax *x, const xmlError *e, const char *code)
{
    const char *message = e->message ? e->message : "not well-formed";

    if (x->diags)
        ltn_diag_add(x->diags, LTN_ERROR, ltn_sax_pos(x), code, "%.*s",
                     length_of(message), message);
}

/* After the first fatal error libxml2 goes on complaining; we do not. */
static void on_error(void *user, xmlErrorPtr e)
{
    ltn_sax *x = user;

    if (e->level < XML_ERR_ERROR || x->stopped)
        return;
    if (e->code == XML_WAR_NS_URI) /* a name need not be a good URI */
        return;
    if (e->code == XML_ERR_NO_MEMORY) {
        x->status = LTN_ENOMEM;
        ltn_sax_stop(x);
        halt(x);
        return;
    }
    if (e->domain == XML_FROM_NAMESPACE) {
        x->status = LTN_INVALID;
        report(x, e, "xml.namespace");
        return;
    }
    bool limit = is_limit(e);
    x->status = limit ? LTN_ELIMIT : LTN_INVALID;
    report(x, e, limit ? "xml.limit" : "xml.syntax");
    ltn_sax_stop(x);
    halt(x);
}

/* The parse ---------------------------------------------------------------- */

static void set_handlers(xmlSAXHandler *sax)
{
    *sax = (xmlSAXHandler){.initialized = XML_SAX2_MAGIC,
                           .startDocument = on_document,
                           .internalSubset = on_doctype,
                           .hasInternalSubset = has_internal_subset,
                           .hasExternalSubset = has_external_subset,
                           .entityDecl = on_entity,
                           .unparsedEntityDecl = on_unparsed,
                           .getEntity = get_entity,
                           .getParameterEntity = get_parameter_entity,
                           .startElementNs = on_start,
                           .endElementNs = on_end,
                           .characters = on_text,
                           .ignorableWhitespace = on_text,
                           .cdataBlock = on_cdata,
                           .comment = on_comment,
                           .processingInstruction = on_pi,
                           .serror = on_error};
}

/* xmlInputReadCallback: the next bytes. The parser keeps a few kilobytes at a
 * time; given all at once, it would copy the document. */
static int hand_over(void *context, char *out, int room)
{
    ltn_sax *x = context;
    size_t left = x->len - x->given;
    size_t n = left < (size_t)room ? left : (size_t)room;

    memcpy(out, x->bytes + x->given, n);
    x->given += n;
    return (int)n;
}

/* XML_PARSE_NOENT would also load external entities; only the flag that has
 * internal ones replaced in attribute values is set. */
static ltn_status run(ltn_sax *x)
{
    x->parser = xmlCreateIOParserCtxt(NULL, NULL, hand_over, NULL, x,
                                      XML_CHAR_ENCODING_NONE);
    if (!x->parser)
        return LTN_ENOMEM;
    set_handlers(x->parser->sax);
    x->parser->userData = x;
    xmlCtxtUseOptions(x->parser, XML_PARSE_NONET);
    x->parser->replaceEntities = 1;
    x->parser->loadsubset = 0;
    xmlParseDocument(x->parser);
    if (!x->parser->wellFormed && x->status == LTN_OK && !x->stopped)
        x->status = LTN_INVALID;
    xmlFreeDoc(x->parser->myDoc);
    x->parser->myDoc = NULL;
    xmlFreeParserCtxt(x->parser);
    return x->status;
}

ltn_status ltn_sax_parse(const ltn_sax_handler *handler, void *context,
                         const char *bytes, size_t len, ltn_diags *diags)
{
    ltn_sax x = {.on = handler,
                 .context = context,
                 .diags = diags,
                 .bytes = bytes,
                 .len = len,
                 .seen = {.line = 1, .col = 1}};

    if (len == 0 || len > INT_MAX / 2) {
        if (diags)
            ltn_diag_add(diags, LTN_ERROR, (ltn_pos){.line = 1, .col = 1},
                         len ? "xml.limit" : "xml.syntax",
                         len ? "larger than 1 GiB"
                             : "an empty file is not XML");
        return len ? LTN_ELIMIT : LTN_INVALID;
    }
    xmlInitParser();
    if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        x.seen.offset = 3; /* the mark has no column */
    return run(&x);
}

/* The root ------------------------------------------------------------------
 */

struct root {
    const char *local, *uri;
    bool is;
};

static void see_root(void *context, ltn_sax *x, const ltn_sax_tag *tag)
{
    struct root *r = context;
    const char *uri = tag->uri ? tag->uri : "";

    r->is = strcmp(tag->local, r->local) == 0 &&
            strcmp(uri, r->uri ? r->uri : "") == 0;
    ltn_sax_stop(x);
}

bool ltn_sax_root_is(const char *bytes, size_t len, const char *local,
                     const char *uri)
{
    static const ltn_sax_handler handler = {.start = see_root};
    struct root r = {.local = local, .uri = uri};

    ltn_sax_parse(&handler, &r, bytes, len, NULL);
    return r.is;
}
