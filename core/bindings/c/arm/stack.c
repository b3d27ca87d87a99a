/*
 * Measures the stack that each kind of call takes: it is painted, and what is no longer paint afterwards was used.
 *
 *     stack STREAM [BUDGET]
 *
 * The deepest over all dossiers of the stream is told, outcome and dossier not counted: they are not on the stack here.
 * Exit status: 0 measured, 1 no call got through, 3 judging and encoding takes more than the budget.
 */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "registertoets.h"

#define PAINT 0x5AC35AC3u
#define PAINTED 16384 /* bytes below the frame of the measurement */
#define SPARED 128    /* bytes for that frame itself */

static uint8_t record[REGISTERTOETS_DOSSIER_BYTES_MAX];
static size_t length;
static size_t at;
static RegistertoetsDossier dossier;
static RegistertoetsOutcome outcome;
static RegistertoetsFault fault;
static uint8_t bytes[REGISTERTOETS_OUTCOME_BYTES_MAX];
static char text[REGISTERTOETS_TEXT_MAX];

static int32_t next_byte(void *context) {
    (void)context;
    return at < length ? record[at++] : REGISTERTOETS_END;
}

static void evaluate_bytes(void) {
    registertoets_evaluate_bytes(record, length, REGISTERTOETS_OWN_DAY, &outcome, &fault);
}

static void evaluate_source(void) {
    at = 0;
    registertoets_evaluate_source(next_byte, NULL, REGISTERTOETS_OWN_DAY, &outcome, &fault);
}

static void decode(void) {
    registertoets_dossier_decode(record, length, &dossier, &fault);
}

static void evaluate(void) {
    registertoets_evaluate(&dossier, REGISTERTOETS_OWN_DAY, &outcome);
}

static void encode(void) {
    size_t written;
    registertoets_outcome_encode(&outcome, bytes, sizeof bytes, &written);
}

static void sentences(void) {
    size_t place = 0;
    while (registertoets_outcome_sentence(&outcome, place, REGISTERTOETS_LANGUAGE_NL, text, sizeof text, NULL) == 0) {
        place++;
    }
}

/* The bytes of stack that a call takes below the frame of this function. */
__attribute__((noinline)) static size_t stack_of(void (*call)(void)) {
    const uintptr_t frame = (uintptr_t)__builtin_frame_address(0) & ~(uintptr_t)3;
    volatile uint32_t *word;
    for (word = (volatile uint32_t *)(frame - PAINTED); (uintptr_t)word < frame - SPARED; word++) {
        *word = PAINT;
    }
    call();
    word = (volatile uint32_t *)(frame - PAINTED);
    while ((uintptr_t)word < frame && *word == PAINT) {
        word++;
    }
    return frame - (uintptr_t)word;
}

static const struct {
    const char *name;
    void (*call)(void);
    int counts;
} CALLS[] = {
    {"evaluate_bytes", evaluate_bytes, 1}, {"evaluate_source", evaluate_source, 1}, {"dossier_decode", decode, 1},
    {"evaluate", evaluate, 1},             {"outcome_encode", encode, 1},           {"outcome_sentence", sentences, 0},
};

#define COUNT (sizeof CALLS / sizeof *CALLS)

static int read_record(FILE *input) {
    RegistertoetsFrame frame;
    RegistertoetsError error = REGISTERTOETS_ERROR_CUT_OFF;
    int byte;
    length = 0;
    while (error == REGISTERTOETS_ERROR_CUT_OFF && (byte = getc(input)) != EOF) {
        record[length++] = (uint8_t)byte;
        error = registertoets_frame_read(record, length, &frame);
    }
    length = error ? 0 : fread(record, 1, frame.record, input);
    return length > 0;
}

int main(int count, char **arguments) {
    FILE *input = count > 1 ? fopen(arguments[1], "rb") : NULL;
    const size_t budget = count > 2 ? strtoul(arguments[2], NULL, 10) : PAINTED;
    size_t deepest[COUNT] = {0};
    size_t call, worst = 0;
    while (input != NULL && read_record(input)) {
        for (call = 0; call < COUNT; call++) {
            const size_t used = stack_of(CALLS[call].call);
            deepest[call] = used > deepest[call] ? used : deepest[call];
        }
    }
    for (call = 0; call < COUNT; call++) {
        printf("%s %lu  ", CALLS[call].name, (unsigned long)deepest[call]);
        worst = CALLS[call].counts && deepest[call] > worst ? deepest[call] : worst;
    }
    printf("\n");
    return worst == 0 ? 1 : worst > budget ? 3 : 0;
}
