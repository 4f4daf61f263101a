/* What there is, for `lectern formats`, help and completion. */

#include "convert/registry.h"
#include "lectern.h"

bool ltn_format_reader(size_t i, ltn_format *out)
{
    const ltn_reader *r = ltn_reader_at(i);

    if (r)
        *out = (ltn_format){r->name, r->title, r->suffixes};
    return r != NULL;
}

bool ltn_format_writer(size_t i, ltn_format *out)
{
    const ltn_writer *w = ltn_writer_at(i);

    if (w)
        *out = (ltn_format){w->name, w->title, w->suffix};
    return w != NULL;
}

bool ltn_format_validator(size_t i, ltn_format *out)
{
    const ltn_validator *v = ltn_validator_at(i);

    if (v)
        *out = (ltn_format){v->name, v->title, ""};
    return v != NULL;
}

static const char *const type_names[] = {
    [LTN_META_IS_TEXT] = "text",
    [LTN_META_IS_NAME] = "name",
    [LTN_META_IS_DATE] = "date (ISO 8601: 2024, 2024-07, 2024-07-19)",
    [LTN_META_IS_LANGUAGE] = "language (BCP 47: en, pt-BR)",
    [LTN_META_IS_LICENCE] = "licence (SPDX identifier or URL)",
    [LTN_META_IS_URL] = "URL",
    [LTN_META_IS_ID] = "identifier",
};

bool ltn_metadata_key(size_t i, ltn_key *out)
{
    if (i >= LTN_META_KEYS)
        return false;
    const ltn_meta_info *k = &ltn_meta_keys[i];
    *out = (ltn_key){k->name, type_names[k->type], k->meaning};
    return true;
}
