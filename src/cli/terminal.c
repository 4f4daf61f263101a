/* What the terminal is like. */

#include "cli/options.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

unsigned columns_of(int fd)
{
    struct winsize w;

    return ioctl(fd, TIOCGWINSZ, &w) == 0 ? w.ws_col : 0;
}

/* As setlocale() would find it, which we do not call. */
bool shows_unicode(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

    for (int i = 0; i < 3; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return strstr(value, "UTF-8") || strstr(value, "utf8") ||
                   strstr(value, "UTF8") || strstr(value, "utf-8");
    }
    return false;
}
