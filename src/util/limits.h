/* limits.h - every safety limit, with its reason. Nothing else caps a size.
 *
 * A limit that is met is reported with its name (the code of the diagnostic)
 * and, where there is one, the option that raises it.
 */
#ifndef LTN_UTIL_LIMITS_H
#define LTN_UTIL_LIMITS_H

enum {
    /* Bytes of one input file (--max-size raises it). Offsets in the model are
     * 32 bits wide, so it must stay under 2^32; 256 MiB is the longest novel a
     * hundred times over. */
    LTN_INPUT_MAX = 256 * 1024 * 1024,

    /* Levels of open nodes in a document. libxml2 refuses XML deeper than 256
     * and the TEI writer adds up to ten levels of its own. */
    LTN_DEPTH_MAX = 200,

    /* ... of which a reader may use so many; analysis adds the rest. */
    LTN_READ_DEPTH_MAX = 160,

    /* Bytes of one text node in XML output: libxml2 refuses 10,000,000. */
    LTN_XML_TEXT_MAX = 9 * 1000 * 1000,

    /* Values of the metadata of one document from one source. Writers compare
     * those of a key with each other. */
    LTN_META_VALUES_MAX = 1000,

    /* Diagnostics kept per document; more are counted, not kept, so that a
     * hostile file cannot fill memory with complaints about itself. */
    LTN_DIAGS_MAX = 1000,

    /* Bytes of the text of one: a name of a megabyte is no help to anybody. */
    LTN_DIAG_TEXT_MAX = 600,

    /* Zip archives: entries (libzip keeps some hundred bytes for each), bytes
     * unpacked over the whole archive, and how many times its packed size one
     * entry may unpack to after the first 8 MiB (deflate reaches 1032:1; books
     * of text stay under 20:1). */
    LTN_ZIP_ENTRIES_MAX = 10000,
    LTN_ZIP_BYTES_MAX = 512 * 1024 * 1024,
    LTN_ZIP_RATIO_MAX = 200,
    LTN_ZIP_RATIO_FREE = 8 * 1024 * 1024,

    /* Seconds on the clock for one input in a batch, for what waits rather
     * than works: CPU time has its own limit, an option. */
    LTN_IDLE_SECONDS = 120,

    /* Bytes of one line of a stream (--max-size), and of the lines that are at
     * hand before more is read. */
    LTN_STREAM_LINE_MAX = 64 * 1024 * 1024,
    LTN_STREAM_AT_HAND = 32 * 1024 * 1024,

    /* Levels of nesting in JSON that is read. */
    LTN_JSON_DEPTH_MAX = 2048,

    /* JSON Schema: schemas being looked at inside one another. Each takes up
     * to 500 bytes of stack; references that go round come here too. */
    LTN_JSONSCHEMA_DEPTH_MAX = 5000,

    /* ... schema texts loaded for one schema. */
    LTN_JSONSCHEMA_TEXTS_MAX = 256,

    /* ... steps for one document, and for each byte of it: alternatives inside
     * alternatives can ask for any number of them. Seconds at the most. */
    LTN_JSONSCHEMA_STEPS_MAX = 20 * 1000 * 1000,
    LTN_JSONSCHEMA_STEPS_PER_BYTE = 20,

    /* Steps of one match of a regular expression that a user wrote. */
    LTN_REGEX_MATCH_MAX = 1000 * 1000,

    /* ... that it may take without being counted as a long one. */
    LTN_REGEX_MATCH_FEW = 10 * 1000,

    /* Bytes PCRE2 may use to go back during a match, in KiB. */
    LTN_REGEX_HEAP_KIB = 16 * 1024,

    /* RELAX NG. Namespaces in one schema: they are searched one by one. */
    LTN_RNG_NAMESPACES_MAX = 4096,

    /* Names in one name class: they are tried one by one. */
    LTN_RNG_CHOICE_MAX = 4096,

    /* Patterns of a schema and what is derived from it; tei_all has 5,000 and
     * needs some thousands more for a large document. */
    LTN_RNG_PATTERNS_MAX = 1 << 20,

    /* Levels of patterns in patterns, without elements: each is a call deep. */
    LTN_RNG_HEIGHT_MAX = 3000,

    /* Steps of derivation for a document: so many, and as many again for each
     * of its bytes. What is derived is remembered, so few are needed. */
    LTN_RNG_STEPS_MAX = 1 << 23,
    LTN_RNG_STEPS_PER_BYTE = 16,

    /* Ways to read one element at the same time (ambiguous schemas). */
    LTN_RNG_THREADS_MAX = 256,

    /* Files that a schema includes or refers to, and bytes of all of them. */
    LTN_RNG_FILES_MAX = 1000,
    LTN_RNG_BYTES_MAX = 64 * 1024 * 1024,

    /* States of a regular expression, after its {n,m} have been unrolled. */
    LTN_RNG_REGEX_STATES_MAX = 20000,

    /* Folders in folders that are walked for inputs. */
    LTN_FOLDERS_DEEP = 64
};

#endif
