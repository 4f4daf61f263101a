/* epub.h - the EPUB validator: one file per layer of EPUB 3.3.
 *
 *   ocf.c      the zip archive, mimetype, META-INF, file names
 *   package.c  manifest, spine, fallbacks;  metadata.c  metadata, vocabularies
 *   refines.c  what refines what in the metadata
 *   content.c  XHTML and SVG documents, one pass; references.c, attributes.c,
 *              nesting.c  what is looked at in it;  resources.c  each file
 *   overlays.c media overlays
 *   nav.c      navigation document;  ncx.c  the table of contents of EPUB 2
 *   css.c      style sheets
 *   links.c    what refers to what, when everything is known
 *   path.c     URLs and paths in the container;  tree.c  small XML in memory
 *
 * Each finding bears the ID that EPUBCheck gives it, as its code: users look
 * for those. Ownership: all strings are in the arena of the ltn_epub.
 */
#ifndef LTN_VALIDATE_EPUB_EPUB_H
#define LTN_VALIDATE_EPUB_EPUB_H

#include "codec/xml.h"
#include "codec/zip.h"
#include "validate/epub/tree.h"
#include "validate/validator.h"

#define LTN_NS_XHTML "http://www.w3.org/1999/xhtml"
#define LTN_NS_EPUB  "http://www.idpf.org/2007/ops"
#define LTN_NS_OPF   "http://www.idpf.org/2007/opf"
#define LTN_NS_DC    "http://purl.org/dc/elements/1.1/"
#define LTN_NS_SVG   "http://www.w3.org/2000/svg"
#define LTN_NS_MATH  "http://www.w3.org/1998/Math/MathML"
#define LTN_NS_XLINK "http://www.w3.org/1999/xlink"
#define LTN_NS_XML   "http://www.w3.org/XML/1998/namespace"

/* What a document was found to use: EPUB 3.3 #app-item-properties-vocab. */
enum {
    LTN_USES_SCRIPT = 1,
    LTN_USES_SVG = 2,
    LTN_USES_MATH = 4,
    LTN_USES_SWITCH = 8,
    LTN_USES_REMOTE = 16,
    LTN_USES_NAV = 32, /* properties only */
    LTN_USES_COVER = 64,
    LTN_IS_DATA_NAV = 128,
    LTN_HOLDS_INDEX = 256, /* declared, or an element of this epub:type */
    LTN_HOLDS_ENTRIES = 512,
    LTN_HOLDS_DICTIONARY = 1024,
    LTN_HOLDS_ARTICLE = 2048,
    LTN_USES_STYLE = 4096
};

enum { LTN_TO_CONTENT = 1, LTN_TO_CORE = 2 };

/* An item of the manifest. */
typedef struct ltn_epub_item {
    const char *id, *href, *type, *fallback, *overlay;
    const char *path;    /* in the container, or the URL of a remote item */
    unsigned properties; /* declared: LTN_USES_… */
    unsigned uses;       /* found */
    uint32_t spine;      /* 1-based place in the spine; 0: not there */
    bool linear, remote, exists, reached, fixed;
    uint8_t comes_to;              /* LTN_TO_…: it or one of its fallbacks */
    uint32_t mark;                 /* fallbacks followed */
    struct ltn_epub_item *read_by; /* the first overlay that refers to it */
    ltn_pos pos;                   /* in the package document */
} ltn_epub_item;

/* Sorts of reference. */
typedef enum ltn_epub_ref_kind {
    LTN_REF_HYPERLINK,
    LTN_REF_NAV,      /* in a toc or page-list nav: to content documents */
    LTN_REF_LANDMARK, /* in another nav, or the NCX */
    LTN_REF_CITE,
    LTN_REF_IMAGE,
    LTN_REF_STYLE,
    LTN_REF_FONT,
    LTN_REF_AUDIO,
    LTN_REF_VIDEO,
    LTN_REF_TRACK,
    LTN_REF_FRAME, /* iframe, object, embed */
    LTN_REF_SCRIPT,
    LTN_REF_USE,     /* svg:use */
    LTN_REF_OVERLAY, /* text of a media overlay */
    LTN_REF_SOUND,   /* audio of a media overlay: needs no fallback */
    LTN_REF_SEARCH,  /* of a search key map: to content documents */
    LTN_REF_SOURCE,  /* image of a picture's source without a type */
    LTN_REF_LAST,    /* image of a picture's img */
    LTN_REF_PICTURE /* source ... with one: there is something else beside it */
} ltn_epub_ref_kind;

typedef struct ltn_epub_ref {
    const char *file;    /* path of the referring file */
    const char *url;     /* as written */
    ltn_epub_item *item; /* of the referring file, or NULL */
    uint8_t kind;        /* ltn_epub_ref_kind */
    bool fallback;       /* what is referred to has something else beside */
    bool ordered;        /* of the toc, which is in the order of the spine */
    ltn_pos pos;
} ltn_epub_ref;

/* An id in a content document. */
typedef struct ltn_epub_id {
    const char *path, *id;
    uint32_t order; /* of the element in its document */
    bool symbol;    /* of an SVG element that is no target of links */
} ltn_epub_id;

/* An element with an id. */
typedef struct ltn_epub_named {
    const char *id;
    const ltn_tree *element;
} ltn_epub_named;

/* What a prefix attribute declares, sorted. */
typedef struct ltn_epub_prefixes {
    const char **at;
    size_t len;
} ltn_epub_prefixes;

typedef struct ltn_epub {
    ltn_schemas *schemas;
    ltn_diags *diags;
    ltn_arena arena;
    const char *name; /* of the book, as shown */
    ltn_zip_in *zip;
    const char **names; /* of the entries, as in the archive */
    struct ltn_epub_entry {
        const char *name;
        size_t index;
        bool used;
    } * entries; /* sorted by name */
    size_t entry_count;
    const char *package;  /* path of the package document */
    const ltn_tree *root; /* of it */
    int version;          /* 2 or 3 */
    ltn_epub_item *items;
    size_t item_count;
    ltn_epub_item **by_path, **by_id; /* sorted */
    ltn_epub_named *named;            /* elements of the package with an id */
    size_t named_count;
    ltn_epub_ref *refs;
    size_t ref_count, ref_cap;
    ltn_epub_id *ids;
    size_t id_count, id_cap;
    ltn_epub_prefixes prefixes; /* of the package */
    const char *uid;            /* the book's identifier, trimmed */
    bool fixed;                 /* layout: pre-paginated */
    bool encrypted;             /* META-INF/encryption.xml is there */
    bool failed;                /* without memory */
} ltn_epub;

/* Reports a finding in the file that ltn_epub_in() was called with. id is
 * EPUBCheck's message ID, and with it the severity. */
void ltn_epub_say(ltn_epub *e, ltn_pos pos, const char *id, const char *fmt,
                  ...) LTN_PRINTF(4, 5);
/* What is said from here on is about this file of the book; NULL: the book. */
void ltn_epub_in(ltn_epub *e, const char *path);

/* epub.c: bytes of an entry into out; false, and said, when they cannot be
 * had. */
bool ltn_epub_read(ltn_epub *e, const char *path, ltn_buf *out);
/* Whether the container holds a file of this name. */
struct ltn_epub_entry *ltn_epub_entry_of(const ltn_epub *e, const char *path);
/* Judges the bytes by the built-in grammar; what it finds is RSC-005, and what
 * is no XML RSC-016. */
bool ltn_epub_grammar(ltn_epub *e, const char *grammar, const char *bytes,
                      size_t len);
/* Says what is wrong with the encoding of an XML file; false: it is not to be
 * looked into. */
bool ltn_epub_encoding(ltn_epub *e, const char *s, size_t len, bool xhtml);
/* The tree of the bytes, or NULL, said as RSC-016 if `say`. */
ltn_tree *ltn_epub_tree(ltn_epub *e, const char *bytes, size_t len, bool say);
/* A copy of s in the arena, never NULL. */
const char *ltn_epub_copy(ltn_epub *e, const char *s, size_t len);
/* The item of a path or remote URL, or NULL. */
ltn_epub_item *ltn_epub_item_at(const ltn_epub *e, const char *path);
ltn_epub_item *ltn_epub_item_of(const ltn_epub *e, const char *id);

/* ocf.c */
bool ltn_epub_ocf(ltn_epub *e, const char *bytes, size_t len);
void ltn_epub_check_name(ltn_epub *e, const char *name);

/* package.c, metadata.c */
bool ltn_epub_package(ltn_epub *e);
void ltn_epub_metadata(ltn_epub *e, const ltn_tree *root);
/* The count elements of a tree with such an attribute, which is of type ID,
 * sorted by it; says which are there twice. */
ltn_epub_named *ltn_epub_ids(ltn_epub *e, const ltn_tree *root,
                             const char *attribute, size_t *count);
/* Whether the property may be given once only for each thing it refines. */
bool ltn_epub_is_once(const char *property);
/* prefixes.c: reads a prefix attribute, "name: URI name: URI"; whether the len
 * bytes at s are a name in it. */
void ltn_epub_note_prefixes(ltn_epub *e, ltn_epub_prefixes *p,
                            const char *list);
bool ltn_epub_declares(const ltn_epub_prefixes *p, const char *s, size_t len);
/* refines.c: what needs all expressions of the metadata. */
void ltn_epub_refines(ltn_epub *e, const ltn_tree *metadata);
/* The element of the package that "#id" refers to, or NULL. */
const ltn_tree *ltn_epub_refined(const ltn_epub *e, const char *refines);
/* RFC 5646 #section-2.1, loosely: subtags of letters and digits. */
bool ltn_epub_is_language(const char *s);
/* Says so when a language tag is not well-formed. */
void ltn_epub_check_language(ltn_epub *e, ltn_pos pos, const char *tag);
/* Whether metadata has a dc:type of this text. */
bool ltn_epub_has_type(const ltn_tree *metadata, const char *type);
/* Whether a media type is a core one: EPUB 3.3 #sec-core-media-types. */
bool ltn_epub_is_core(const char *type);
bool ltn_epub_is_content(const char *type); /* XHTML or SVG */

/* Says which prefixes of an epub:type are not declared. */
void ltn_epub_check_types(ltn_epub *e, const ltn_epub_prefixes *p,
                          const char *list, ltn_pos pos);
/* renditions.c: what several of them ask of the container. */
void ltn_epub_renditions(ltn_epub *e, const ltn_tree *container);
/* collections.c: when the content has been looked at. */
void ltn_epub_collections(ltn_epub *e);
/* encryption.c: fonts that are said to be obfuscated. */
void ltn_epub_encryption(ltn_epub *e);
/* doctype.c: whether a document of this type may have these external
 * identifiers: EPUB 3.3 #app-identifiers-allowed. */
bool ltn_epub_allows(const char *type, const char *public_id,
                     const char *system_id);
/* Says so when the document has others. */
void ltn_epub_doctype(ltn_epub *e, const ltn_epub_item *item, const char *bytes,
                      size_t len);

/* content.c, css.c */
void ltn_epub_content(ltn_epub *e, ltn_epub_item *item);
void ltn_epub_css(ltn_epub *e, ltn_epub_item *item, const char *file,
                  const char *s, size_t len, ltn_pos pos, bool attribute);

/* overlays.c: one overlay document, and what goes with what, at the end. */
void ltn_epub_overlay(ltn_epub *e, ltn_epub_item *item, const char *bytes,
                      size_t len);
void ltn_epub_overlays(ltn_epub *e);
/* A clock value of SMIL that the grammar has judged, in milliseconds. */
uint64_t ltn_epub_clock(const char *s);

/* nav.c, ncx.c */
void ltn_epub_nav(ltn_epub *e, ltn_epub_item *item, const ltn_tree *root);
void ltn_epub_ncx(ltn_epub *e, ltn_epub_item *item);

/* links.c */
void ltn_epub_add_ref(ltn_epub *e, ltn_epub_ref_kind kind, ltn_epub_item *item,
                      const char *file, const char *url, ltn_pos pos);
void ltn_epub_add_id(ltn_epub *e, const char *path, const char *id,
                     uint32_t order, bool symbol);
void ltn_epub_links(ltn_epub *e);

/* path.c */

typedef struct ltn_url {
    const char *path;     /* decoded, from the top of the container; or NULL */
    const char *fragment; /* decoded; or NULL */
    bool remote;          /* has a scheme and a place elsewhere */
    bool data, file;      /* data: and file: URLs */
    bool leaks;           /* leads out of the container, or begins with / */
    bool query, bad;      /* bad: no URL at all */
    bool other;           /* a scheme that is no place: mailto: and so on */
} ltn_url;

/* s, composed (NFC): the form in which names are compared. */
const char *ltn_epub_name(ltn_epub *e, const char *s);
/* What url means in the file at `base`. */
ltn_url ltn_epub_resolve(ltn_epub *e, const char *base, const char *url);
/* s without white space at its ends. */
const char *ltn_epub_trim(ltn_epub *e, const char *s);
/* The next word of *s, len bytes long, or NULL. */
const char *ltn_epub_word(const char **s, size_t *len);
/* Whether the words of list hold word. */
bool ltn_epub_has_word(const char *list, const char *word);

#endif
