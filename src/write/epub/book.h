/* book.h - the parts of a book while it is made. */
#ifndef LTN_WRITE_EPUB_BOOK_H
#define LTN_WRITE_EPUB_BOOK_H

#include "write/xhtml/xhtml.h"

/* A file of text: siblings of the tree. */
typedef struct ltn_piece {
    const ltn_node *from, *to; /* up to but not `to` */
    const ltn_node *section;   /* division they are inside of, or NULL */
    bool head;                 /* begins `section` */
    bool bare;                 /* a division, perhaps with what is beside it */
} ltn_piece;

typedef struct ltn_pieces {
    ltn_piece *at;
    size_t len, cap;
    bool failed;
} ltn_pieces;

/* A file in the archive; its bytes are a range of book->bytes. */
typedef struct ltn_book_file {
    char name[40]; /* "EPUB/ch001.xhtml" */
    size_t start, end;
} ltn_book_file;

typedef struct ltn_book {
    const ltn_doc *doc;
    const ltn_write_options *options;
    ltn_xh x;
    ltn_pieces pieces;
    ltn_xh_outline outline;
    const char *title;
    char lang[36]; /* BCP 47 */
    char id[48];   /* urn:uuid:... */
    ltn_buf bytes;
    ltn_book_file *files;
    size_t file_len, file_cap;
    bool failed;
} ltn_book;

/* pieces.c: cuts the document into files, at least one. */
void ltn_pieces_cut(ltn_pieces *p, const ltn_doc *doc);

/* Begins and ends a file of the archive; between them book->bytes grows. */
void ltn_book_open(ltn_book *b, const char *name);
void ltn_book_close(ltn_book *b);

/* The frame of a content document: up to and with <body>, and its end. */
void ltn_book_head(ltn_book *b, const char *title);
void ltn_book_foot(ltn_book *b);

/* cover.c: cover.svg and its page. */
void ltn_book_cover(ltn_book *b);
/* nav.c: nav.xhtml and toc.ncx. */
void ltn_book_nav(ltn_book *b);
void ltn_book_ncx(ltn_book *b);
/* package.c: package.opf. */
void ltn_book_package(ltn_book *b);

#endif
