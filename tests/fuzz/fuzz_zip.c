/* No archive makes the reader crash, hang or fill the memory: every entry is
 * unpacked until one is refused. */

#include "codec/zip.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ltn_buf out = {0};
    ltn_diags d;
    ltn_zip_in *z;

    ltn_diags_init(&d, "fuzz.zip");
    ltn_status status = ltn_zip_open((const char *)data, size, &z, &d);
    for (size_t i = 0; z && status == LTN_OK && i < ltn_zip_count(z); i++) {
        out.len = 0;
        if (strlen(ltn_zip_at(z, i).name) < size)
            status = ltn_zip_read(z, i, &out, &d);
    }
    ltn_zip_close(z);
    ltn_buf_release(&out);
    ltn_diags_release(&d);
    return 0;
}
