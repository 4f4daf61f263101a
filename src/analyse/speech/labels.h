/* labels.h - the label of a turn at the start of a paragraph. */
#ifndef LTN_ANALYSE_SPEECH_LABELS_H
#define LTN_ANALYSE_SPEECH_LABELS_H

#include "analyse/speech/speech.h"

/* How a label is set apart from what is said. */
typedef enum ltn_label_sign {
    LTN_LABEL_NONE,
    LTN_LABEL_COLON, /* Mr. Lee: Yes. */
    LTN_LABEL_DASH,  /* M. Lee. - Oui. */
    LTN_LABEL_STOP,  /* MR. LEE. Yes. */
    LTN_LABEL_SPACE, /* Q  And you? */
    LTN_LABEL_LINE,  /* a line of its own */
    LTN_LABEL_SIGNS
} ltn_label_sign;

typedef struct ltn_label {
    ltn_label_sign sign;
    ltn_range all;         /* without the sign and what is before the text */
    ltn_range name;        /* without what is in brackets */
    ltn_range surname;     /* start == NULL: an office alone */
    ltn_range affiliation; /* in brackets */
    const char *text;      /* where the speech begins */
    bool sure;             /* an honorific, an office, capitals */
    bool asks;             /* "Q", "Frage": nobody by name */
    bool anybody;          /* the same, or one who only leads */
} ltn_label;

/* The label at the start of a block; sign is LTN_LABEL_NONE without one. */
ltn_label ltn_speech_label(const ltn_lexicon *l, const char *p,
                           const char *end);

/* Whether two labels name the same speaker. */
bool ltn_speech_same_speaker(const ltn_label *a, const ltn_label *b);

/* Whether two texts are the same but for case. */
bool ltn_speech_same_text(ltn_range a, ltn_range b);

#endif
