#include "cli/interrupt.h"

#include <string.h>

/* A handler can reach nothing else. */
static volatile sig_atomic_t came;

/* The second time the system does what it does without us. */
static void on_signal(int number)
{
    if (came)
        signal(number, SIG_DFL);
    if (came)
        raise(number);
    came = number;
}

void interrupt_catch(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action, old;

    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < 3; i++)
        if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
}

const volatile sig_atomic_t *interrupt_flag(void)
{
    return &came;
}

int interrupt_status(void)
{
    return 128 + came;
}
