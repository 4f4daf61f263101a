/* Only in the program, and only when it takes libxml2 in as an archive.
 *
 * Debian's libxml2 asks ICU for encodings that neither itself nor iconv knows.
 * ICU is 30 MB of data and, as a shared library, costs each start of the
 * program a millisecond, so here it knows none: such a document is refused as
 * being in an unknown encoding.
 */
#include <unicode/ucnv.h>

UConverter *ucnv_open(const char *name, UErrorCode *status)
{
    (void)name;
    *status = U_FILE_ACCESS_ERROR;
    return NULL;
}

/* The others are never called: there is no converter to call them with. */

void ucnv_close(UConverter *c)
{
    (void)c;
}

void ucnv_convertEx(UConverter *to, UConverter *from, char **target,
                    const char *target_limit, const char **source,
                    const char *source_limit, UChar *pivot_start,
                    UChar **pivot_source, UChar **pivot_target,
                    const UChar *pivot_limit, UBool reset, UBool flush,
                    UErrorCode *status)
{
    (void)to, (void)from, (void)target, (void)target_limit, (void)source;
    (void)source_limit, (void)pivot_start, (void)pivot_source;
    (void)pivot_target, (void)pivot_limit, (void)reset, (void)flush;
    *status = U_UNSUPPORTED_ERROR;
}

void ucnv_setToUCallBack(UConverter *c, UConverterToUCallback action,
                         const void *context, UConverterToUCallback *old_action,
                         const void **old_context, UErrorCode *status)
{
    (void)c, (void)action, (void)context, (void)old_action, (void)old_context;
    *status = U_UNSUPPORTED_ERROR;
}

void ucnv_setFromUCallBack(UConverter *c, UConverterFromUCallback action,
                           const void *context,
                           UConverterFromUCallback *old_action,
                           const void **old_context, UErrorCode *status)
{
    (void)c, (void)action, (void)context, (void)old_action, (void)old_context;
    *status = U_UNSUPPORTED_ERROR;
}

void UCNV_TO_U_CALLBACK_STOP(const void *context, UConverterToUnicodeArgs *args,
                             const char *units, int32_t length,
                             UConverterCallbackReason reason,
                             UErrorCode *status)
{
    (void)context, (void)args, (void)units, (void)length, (void)reason;
    (void)status;
}

void UCNV_FROM_U_CALLBACK_STOP(const void *context,
                               UConverterFromUnicodeArgs *args,
                               const UChar *units, int32_t length,
                               UChar32 point, UConverterCallbackReason reason,
                               UErrorCode *status)
{
    (void)context, (void)args, (void)units, (void)length, (void)point;
    (void)reason, (void)status;
}
