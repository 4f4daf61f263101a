/* interrupt.h - Ctrl-C, and being asked to end: once ends a run cleanly, twice
 * at once. */
#ifndef LTN_CLI_INTERRUPT_H
#define LTN_CLI_INTERRUPT_H

#include <signal.h>

/* Catches SIGINT, SIGTERM and SIGHUP from now on, where they are not ignored.
 */
void interrupt_catch(void);

/* Not 0 once one of them came. */
const volatile sig_atomic_t *interrupt_flag(void);

/* The exit status that says so: 130 for SIGINT. */
int interrupt_status(void);

#endif
