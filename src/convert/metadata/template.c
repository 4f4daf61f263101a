/* A metadata table of what is known about documents (RFC 4180), to be filled
 * in and given back with --metadata. */

#include "model/doc.h"

#include <string.h>

/* RFC 4180 #section-2: fields with commas, quotes or line ends in quotes. */
static void put_field(ltn_buf *out, const char *s)
{
    if (!strpbrk(s, ",\"\r\n")) {
        ltn_buf_puts(out, s);
        return;
    }
    ltn_buf_putc(out, '"');
    for (; *s; s++) {
        if (*s == '"')
            ltn_buf_putc(out, '"');
        ltn_buf_putc(out, *s);
    }
    ltn_buf_putc(out, '"');
}

static ltn_status hand_over(ltn_buf *b, ltn_bytes *out)
{
    ltn_status status = ltn_buf_status(b);

    if (status != LTN_OK)
        ltn_buf_release(b);
    *out = (ltn_bytes){b->data, b->len};
    return status;
}

ltn_status ltn_metadata_header(ltn_bytes *out)
{
    ltn_buf b = {0};

    ltn_buf_puts(&b, "file");
    for (int k = 0; k < LTN_META_KEYS; k++) {
        ltn_buf_putc(&b, ',');
        ltn_buf_puts(&b, ltn_meta_keys[k].name);
    }
    ltn_buf_puts(&b, "\r\n");
    return hand_over(&b, out);
}

/* All values of a key, with "; " between. */
static void put_values(ltn_buf *out, const ltn_doc *doc, ltn_meta_key key)
{
    ltn_buf all = {0};

    for (const ltn_meta_value *v = ltn_meta_get(&doc->meta, key); v;
         v = ltn_meta_more(v)) {
        if (all.len > 0)
            ltn_buf_puts(&all, "; ");
        ltn_buf_puts(&all, v->iso ? v->iso : v->text);
    }
    ltn_buf_putc(&all, '\0');
    if (ltn_buf_status(&all) == LTN_OK)
        put_field(out, all.data);
    ltn_buf_release(&all);
}

ltn_status ltn_metadata_row(const ltn_doc *doc, const char *path,
                            ltn_bytes *out)
{
    ltn_buf b = {0};

    put_field(&b, path);
    for (int k = 0; k < LTN_META_KEYS; k++) {
        ltn_buf_putc(&b, ',');
        put_values(&b, doc, (ltn_meta_key)k);
    }
    ltn_buf_puts(&b, "\r\n");
    return hand_over(&b, out);
}
