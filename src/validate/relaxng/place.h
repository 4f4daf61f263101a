/* place.h - line and column of a byte of a source. */
#ifndef LTN_VALIDATE_RELAXNG_PLACE_H
#define LTN_VALIDATE_RELAXNG_PLACE_H

#include "lectern.h"

/* The place of bytes[offset]; bytes are UTF-8 (else only the line is right). */
ltn_pos ltn_place_in(const char *bytes, size_t len, size_t offset);

#endif
