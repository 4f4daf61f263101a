/* lines.h - what a line at the head of a text is by its own words. */
#ifndef LTN_ANALYSE_SPEECH_LINES_H
#define LTN_ANALYSE_SPEECH_LINES_H

#include "analyse/speech/speech.h"

/* The words of a line. */
typedef struct ltn_line_words {
    unsigned words, capitals; /* capitals: those that are not small */
    unsigned digits;          /* numbers of up to four figures */
    unsigned roles, honors, portfolios, links;
} ltn_line_words;

ltn_line_words ltn_speech_words(const ltn_lexicon *l, ltn_range line);

/* The tags of its first word. */
uint32_t ltn_speech_first_tags(const ltn_lexicon *l, ltn_range line);

/* "Remarks by ...": it says what it is the title of. */
bool ltn_speech_is_title(const ltn_lexicon *l, ltn_range line);

/* Finds a date to the day. */
bool ltn_speech_date(const ltn_lexicon *l, ltn_range in, ltn_date *d);

/* Whether nearly all of the line is the date and a place. */
bool ltn_speech_is_dateline(ltn_range line, const ltn_date *d);

/* 10:53 A.M. EDT */
bool ltn_speech_is_time(ltn_range line);

/* "President: Ann Lee" */
bool ltn_speech_is_role_line(const ltn_lexicon *l, ltn_range line);

/* "Veterans Memorial Park": no sentence, no label, nobody's office. */
bool ltn_speech_is_place(const ltn_lexicon *l, ltn_range line);

/* The place before the date of a dateline; none: start is NULL. */
ltn_range ltn_speech_place_before(const ltn_lexicon *l, ltn_range line,
                                  const ltn_date *d);

/* The same behind the date: "3 May 2019, Paris". */
ltn_range ltn_speech_place_after(const ltn_lexicon *l, ltn_range line,
                                 const ltn_date *d);

/* Whether the line names who speaks, and whom. */
bool ltn_speech_is_byline(const ltn_lexicon *l, const char *lang,
                          ltn_range line, ltn_named *named);

/* "Ann B. Lee": nothing but a name, by its looks. */
bool ltn_speech_is_person(const ltn_lexicon *l, ltn_range line);

/* "Secretary of State" */
bool ltn_speech_is_office(const ltn_lexicon *l, ltn_range line);

#endif
