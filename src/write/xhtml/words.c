#include "write/xhtml/words.h"

#include <stddef.h>
#include <string.h>

/* English first: the fallback. */
static const ltn_words all[] = {
    {"en", "Cover", "Title page", "Contents", "Start of text", "Landmarks",
     "Pages", "Notes", "Works cited", "About this edition", "Source",
     "Back to the text", "Page", "Untitled"},
    {"de", "Umschlag", "Titelseite", "Inhalt", "Textbeginn", "Orientierung",
     "Seiten", "Anmerkungen", "Zitierte Werke", "Zu dieser Ausgabe", "Quelle",
     "Zurück zum Text", "Seite", "Ohne Titel"},
    {"fr", "Couverture", "Page de titre", "Table des matières",
     "Début du texte", "Repères", "Pages", "Notes", "Ouvrages cités",
     "À propos de cette édition", "Source", "Retour au texte", "Page",
     "Sans titre"},
    {"es", "Cubierta", "Portada", "Índice", "Comienzo del texto",
     "Puntos de referencia", "Páginas", "Notas", "Obras citadas",
     "Sobre esta edición", "Fuente", "Volver al texto", "Página", "Sin título"},
    {"it", "Copertina", "Frontespizio", "Indice", "Inizio del testo",
     "Punti di riferimento", "Pagine", "Note", "Opere citate",
     "Su questa edizione", "Fonte", "Torna al testo", "Pagina", "Senza titolo"},
    {"pt", "Capa", "Folha de rosto", "Sumário", "Início do texto",
     "Pontos de referência", "Páginas", "Notas", "Obras citadas",
     "Sobre esta edição", "Fonte", "Voltar ao texto", "Página", "Sem título"},
    {"nl", "Omslag", "Titelpagina", "Inhoud", "Begin van de tekst",
     "Oriëntatiepunten", "Pagina’s", "Noten", "Geciteerde werken",
     "Over deze uitgave", "Bron", "Terug naar de tekst", "Pagina",
     "Zonder titel"},
    {"pl", "Okładka", "Strona tytułowa", "Spis treści", "Początek tekstu",
     "Punkty orientacyjne", "Strony", "Przypisy", "Cytowane prace",
     "O tym wydaniu", "Źródło", "Powrót do tekstu", "Strona", "Bez tytułu"},
    {"ru", "Обложка", "Титульный лист", "Содержание", "Начало текста",
     "Ориентиры", "Страницы", "Примечания", "Цитируемые источники",
     "Об этом издании", "Источник", "Назад к тексту", "Страница",
     "Без названия"},
};

const ltn_words *ltn_words_for(const char *tag)
{
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        size_t len = strlen(all[i].lang);
        if (strncmp(tag, all[i].lang, len) == 0 &&
            (tag[len] == '\0' || tag[len] == '-'))
            return &all[i];
    }
    return &all[0];
}
