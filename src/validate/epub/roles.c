/* Roles: ARIA in HTML #docconformance says which an element may have; the
 * roles are those of WAI-ARIA 1.2, DPUB-ARIA 1.1 and the Graphics module. */

#include "validate/epub/content.h"

#include <string.h>

static const char roles[] =
    "alert alertdialog application article banner button cell checkbox "
    "columnheader combobox complementary contentinfo definition dialog "
    "directory doc-abstract doc-acknowledgments doc-afterword doc-appendix "
    "doc-backlink doc-biblioentry doc-bibliography doc-biblioref doc-chapter "
    "doc-colophon doc-conclusion doc-cover doc-credit doc-credits doc-"
    "dedication doc-endnote doc-endnotes doc-epigraph doc-epilogue doc-errata "
    "doc-example doc-footnote doc-foreword doc-glossary doc-glossref doc-"
    "index doc-introduction doc-noteref doc-notice doc-pagebreak doc-pagelist "
    "doc-part doc-preface doc-prologue doc-pullquote doc-qna doc-subtitle "
    "doc-tip doc-toc document feed figure form graphics-document graphics-"
    "object graphics-symbol grid gridcell group heading img link list listbox "
    "listitem log main marquee math menu menubar menuitem menuitemcheckbox "
    "menuitemradio navigation none note option presentation progressbar radio "
    "radiogroup region row rowgroup rowheader scrollbar search searchbox "
    "separator slider spinbutton status switch tab table tablist tabpanel "
    "term textbox timer toolbar tooltip tree treegrid treeitem";

/* Elements that may have only some of them; no words: none at all. */
static const struct {
    const char *element, *roles;
} elements[] = {
    {"a",
     "button checkbox doc-backlink doc-biblioref doc-glossref doc-noteref "
     "link menuitem menuitemcheckbox menuitemradio option radio switch tab "
     "treeitem"},
    {"article",
     "application article document feed main none presentation region"},
    {"aside",
     "complementary doc-dedication doc-example doc-footnote doc-glossary doc-"
     "pullquote doc-tip feed none note presentation region search"},
    {"audio", "application"},
    {"button",
     "button checkbox combobox link menuitem menuitemcheckbox menuitemradio "
     "option radio switch tab"},
    {"caption", ""},
    {"dd", "definition"},
    {"details", "group"},
    {"dialog", "alertdialog"},
    {"dl", "group list none presentation"},
    {"dt", "listitem term"},
    {"embed", "application document img none presentation"},
    {"fieldset", "group none presentation radiogroup"},
    {"figcaption", "group none presentation"},
    {"footer", "contentinfo doc-footnote group none presentation"},
    {"form", "form none presentation search"},
    {"h1", "doc-subtitle heading none presentation tab"},
    {"h2", "doc-subtitle heading none presentation tab"},
    {"h3", "doc-subtitle heading none presentation tab"},
    {"h4", "doc-subtitle heading none presentation tab"},
    {"h5", "doc-subtitle heading none presentation tab"},
    {"h6", "doc-subtitle heading none presentation tab"},
    {"header", "banner doc-footnote group none presentation"},
    {"hr", "doc-pagebreak none presentation separator"},
    {"iframe", "application document img none presentation"},
    {"img",
     "button checkbox doc-cover img link math menuitem menuitemcheckbox "
     "menuitemradio none option presentation progressbar radio scrollbar "
     "separator slider switch tab treeitem"},
    {"input", "combobox searchbox spinbutton textbox"},
    {"label", ""},
    {"legend", ""},
    {"li",
     "doc-biblioentry doc-endnote listitem menuitem menuitemcheckbox "
     "menuitemradio none option presentation radio separator tab treeitem"},
    {"main", "main"},
    {"menu",
     "directory group list listbox menu menubar none presentation radiogroup "
     "tablist toolbar tree"},
    {"meter", ""},
    {"nav", "doc-index doc-pagelist doc-toc menu menubar navigation none "
            "presentation tablist"},
    {"ol",
     "directory group list listbox menu menubar none presentation radiogroup "
     "tablist toolbar tree"},
    {"progress", "progressbar"},
    {"search", "form group none presentation region search"},
    {"section",
     "alert alertdialog application banner complementary contentinfo dialog "
     "doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-"
     "bibliography doc-chapter doc-colophon doc-conclusion doc-credit doc-"
     "credits doc-dedication doc-endnotes doc-epigraph doc-epilogue doc-"
     "errata doc-example doc-foreword doc-glossary doc-index doc-introduction "
     "doc-notice doc-pagelist doc-part doc-preface doc-prologue doc-pullquote "
     "doc-qna doc-toc document feed group log main marquee navigation none "
     "note presentation region search status tabpanel"},
    {"select", "combobox listbox menu"},
    {"summary", "button"},
    {"textarea", "textbox"},
    {"ul",
     "directory group list listbox menu menubar none presentation radiogroup "
     "tablist toolbar tree"},
    {"video", "application"},
};

void ltn_content_role(ltn_content *c, const ltn_sax_tag *tag, ltn_pos pos)
{
    const char *role = ltn_content_value(c, tag, "role"), *list = role, *word;
    const char *allowed = roles;
    size_t len, n = 0;

    /* An a that leads nowhere may be anything. */
    bool anchor =
        strcmp(tag->local, "a") == 0 && !ltn_content_attr(tag, NULL, "href");
    for (size_t i = 0; !anchor && i < sizeof elements / sizeof elements[0]; i++)
        if (strcmp(tag->local, elements[i].element) == 0)
            allowed = elements[i].roles;
    for (; list && (word = ltn_epub_word(&list, &len)); n++)
        if (!ltn_epub_has_word(roles, ltn_epub_copy(c->e, word, len)))
            allowed = NULL;
    if (!allowed ||
        (n == 1 && !ltn_epub_has_word(allowed, ltn_epub_trim(c->e, role))))
        ltn_epub_say(c->e, pos, "RSC-005", "'%s' has no role '%s'", tag->local,
                     role);
}
