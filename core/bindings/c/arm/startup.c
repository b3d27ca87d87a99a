/*
 * What a Cortex-M needs before main: the vector table, with the first stack and the first instruction. The rest is
 * newlib's, which reaches the host's files and arguments by semihosting (rdimon.specs).
 */

#include <stdint.h>

extern uint32_t first_stack;   /* of board.ld */
extern void _start(void);      /* of newlib: clears memory, asks the host for the arguments, calls main */

/* A fault ends the run with a status of its own, instead of hanging. */
static void fault(void) {
    static const uint32_t status[] = {0x20026u /* the program says so */, 70};
    register uint32_t operation __asm__("r0") = 0x20; /* SYS_EXIT_EXTENDED */
    register const uint32_t *block __asm__("r1") = status;
    __asm__ volatile("bkpt 0xAB" : : "r"(operation), "r"(block) : "memory");
    for (;;) {
    }
}

typedef union {
    void *stack;
    void (*handler)(void);
} Vector;

__attribute__((section(".vectors"), used)) static const Vector vectors[] = {
    {.stack = &first_stack}, {.handler = _start}, {.handler = fault}, {.handler = fault},
    {.handler = fault},      {.handler = fault},  {.handler = fault},
};
