/* What a file name says of itself, where nobody has given a pattern of it. */

#include "convert/metadata/metadata.h"

#include "util/ascii.h"
#include "util/isotime.h"

#include <string.h>

enum { DAY_BYTES = 10 }; /* "1845-03-04" */

static void add(ltn_doc *doc, ltn_meta_key key, const char *text)
{
    if (!ltn_meta_get(&doc->meta, key))
        ltn_meta_add(
            &doc->meta, &doc->strings,
            &(ltn_meta_value){.key = key,
                              .origin = LTN_FROM_FILENAME,
                              .confidence = 100,
                              .text = text,
                              .iso = key == LTN_META_DATE ? text : NULL});
}

/* The date in a file name, "pres_1845-03-04-first-address", or NULL; day gets
 * its ten characters. */
static const char *date_in(const char *stem, char day[DAY_BYTES + 1])
{
    for (const char *s = stem; strlen(s) >= DAY_BYTES; s++) {
        bool apart = s == stem || !ltn_ascii_digit(s[-1]);
        memcpy(day, s, DAY_BYTES);
        day[DAY_BYTES] = '\0';
        if (apart && day[4] == '-' && day[7] == '-' && ltn_is_date(day) &&
            !ltn_ascii_digit(s[DAY_BYTES]))
            return s;
    }
    return NULL;
}

static bool is_between(char c)
{
    return c == '-' || c == '_' || c == ' ';
}

/* Two words or more behind the date, as a title: "First address"; or NULL. A
 * time is none: "T10-22", "_10-22". */
static const char *words_after(ltn_doc *doc, const char *s)
{
    char *title = ltn_arena_alloc(&doc->strings, strlen(s) + 1);
    size_t len = 0, words = 0;

    if (!title || !is_between(*s))
        return NULL;
    while (*s) {
        while (is_between(*s))
            s++;
        if (*s && len > 0)
            title[len++] = ' ';
        bool word = false;
        for (; *s && !is_between(*s); s++) {
            word |= !ltn_ascii_digit(*s);
            title[len++] = *s;
        }
        words += word;
    }
    title[len] = '\0';
    *title = ltn_ascii_upper(*title);
    return words > 1 ? title : NULL;
}

void ltn_filename_apply(ltn_doc *doc)
{
    const char *stem = doc->source.stem, *title = NULL;
    char day[DAY_BYTES + 1];

    if (!stem || !stem[0])
        return;
    const char *date = date_in(stem, day);
    if (date) {
        add(doc, LTN_META_DATE, day);
        title = words_after(doc, date + DAY_BYTES);
    }
    add(doc, LTN_META_TITLE, title ? title : stem);
}
