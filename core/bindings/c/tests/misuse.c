/*
 * Calls every entry point as it should not be called: with NULL, with buffers that are too short, with numbers that mean
 * nothing, with memory that holds nothing, and with bytes that are no dossier. Every call has to answer with an error, and
 * write nowhere but where it may.
 *
 * Memory is taken from the heap in exactly the size that is needed, so that valgrind sees a byte too far.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "registertoets.h"

static unsigned long checks = 0;

#define CHECK(holds) check((holds) != 0, #holds, __LINE__)
#define GIVES(error, call) check((call) == REGISTERTOETS_ERROR_##error, #call, __LINE__)

static void check(int holds, const char *what, int line) {
    checks++;
    if (!holds) {
        printf("misuse.c:%d: not so: %s\n", line, what);
        exit(1);
    }
}

static void *memory(size_t size) {
    void *found = malloc(size > 0 ? size : 1);
    check(found != NULL, "memory", __LINE__);
    memset(found, 0xA5, size > 0 ? size : 1);
    return found;
}

/* FORMAT.md, section 5: an admission as Junior, and a renewal as Senior. */
static const uint8_t ADMISSION[28] = {0x01, 0x0B, 0x34, 0x36, 0x31, 0x30, 0x2D, 0x30, 0x30, 0x30, 0x30, 0x30, 0x31, 0x8A,
                                      0x10, 0x01, 0x0F, 0x00, 0x00, 0x03, 0x4E, 0x00, 0x01, 0x11, 0x84, 0x0E, 0x00, 0x00};
static const uint8_t RENEWAL[] = {0x01, 0x0B, 0x34, 0x36, 0x31, 0x30, 0x2D, 0x30, 0x30, 0x30, 0x30, 0x30, 0x34, 0x8A,
                                  0x10, 0x05, 0xC5, 0x00, 0x07, 0xC6, 0x0D, 0x07, 0xED, 0x02, 0x00, 0x00, 0x01, 0xBA,
                                  0x0F, 0x00, 0x30, 0x61, 0x01, 0x01, 0x00, 0x20};

/* Numbers that are the same in every run. */
static uint32_t dice = 1;

static uint32_t roll(uint32_t end) {
    dice = dice * 1664525u + 1013904223u;
    return (dice >> 8) % end;
}

/* ---- memory that holds nothing ---------------------------------------------------------------------------------- */

static void outcome_gives(RegistertoetsError expected, const RegistertoetsOutcome *outcome) {
    RegistertoetsVerdict verdict;
    RegistertoetsSummary summary;
    RegistertoetsFinding finding;
    uint8_t bytes[REGISTERTOETS_OUTCOME_BYTES_MAX];
    char text[REGISTERTOETS_TEXT_MAX];
    size_t length;
    CHECK(registertoets_outcome_verdict(outcome, &verdict) == expected);
    CHECK(registertoets_outcome_summary(outcome, &summary) == expected);
    CHECK(registertoets_outcome_finding(outcome, 0, &finding) == expected);
    CHECK(registertoets_outcome_finding_of(outcome, REGISTERTOETS_RULE_RULING, &finding) == expected);
    CHECK(registertoets_outcome_encode(outcome, bytes, sizeof bytes, &length) == expected);
    CHECK(registertoets_outcome_sentence(outcome, 0, 0, text, sizeof text, &length) == expected);
    CHECK(registertoets_outcome_registration_text(outcome, 0, text, sizeof text, &length) == expected);
    CHECK(registertoets_outcome_eligible_text(outcome, 0, text, sizeof text, &length) == expected);
}

static void dossier_gives(RegistertoetsError expected, const RegistertoetsDossier *dossier) {
    RegistertoetsOutcome outcome;
    char text[REGISTERTOETS_TEXT_MAX];
    size_t length;
    int32_t day;
    CHECK(registertoets_evaluate(dossier, REGISTERTOETS_OWN_DAY, &outcome) == expected);
    CHECK(registertoets_dossier_assessed_on(dossier, &day) == expected);
    CHECK(registertoets_dossier_reference(dossier, text, sizeof text, &length) == expected);
}

static void fault_gives(RegistertoetsError expected, const RegistertoetsFault *fault) {
    char text[REGISTERTOETS_TEXT_MAX];
    size_t length;
    uint32_t at;
    CHECK(registertoets_fault_at(fault, &at) == expected);
    CHECK(registertoets_fault_place(fault, text, sizeof text, &length) == expected);
    CHECK(registertoets_fault_text(fault, text, sizeof text, &length) == expected);
}

static void fill(void *place, size_t size, int with) {
    uint8_t *bytes = place;
    size_t at;
    for (at = 0; at < size; at++) {
        bytes[at] = with < 0 ? (uint8_t)roll(256) : (uint8_t)with;
    }
}

static void memory_that_holds_nothing(void) {
    static const int FILLS[] = {0x00, 0xA5, 0xFF, -1, -1, -1, -1};
    RegistertoetsOutcome *outcome = memory(sizeof *outcome);
    RegistertoetsDossier *dossier = memory(sizeof *dossier);
    RegistertoetsFault *fault = memory(sizeof *fault);
    size_t at;
    for (at = 0; at < sizeof FILLS / sizeof *FILLS; at++) {
        fill(outcome, sizeof *outcome, FILLS[at]);
        fill(dossier, sizeof *dossier, FILLS[at]);
        fill(fault, sizeof *fault, FILLS[at]);
        outcome_gives(REGISTERTOETS_ERROR_NOTHING_THERE, outcome);
        dossier_gives(REGISTERTOETS_ERROR_NOTHING_THERE, dossier);
        fault_gives(REGISTERTOETS_ERROR_NOTHING_THERE, fault);
    }
    free(outcome);
    free(dossier);
    free(fault);
}

/* One kind of memory given for another. */
static void memory_that_holds_something_else(void) {
    RegistertoetsDossier *dossier = memory(sizeof *dossier);
    RegistertoetsDossier *wrong = memory(sizeof *wrong);
    GIVES(NONE, registertoets_dossier_decode(ADMISSION, sizeof ADMISSION, dossier, NULL));
    outcome_gives(REGISTERTOETS_ERROR_NOTHING_THERE, (const RegistertoetsOutcome *)(const void *)dossier);
    GIVES(NONE, registertoets_evaluate(dossier, REGISTERTOETS_OWN_DAY, (RegistertoetsOutcome *)(void *)wrong));
    dossier_gives(REGISTERTOETS_ERROR_NOTHING_THERE, wrong);
    free(dossier);
    free(wrong);
}

/* Memory that held something before a call that failed. */
static void memory_after_a_failure(void) {
    RegistertoetsDossier *dossier = memory(sizeof *dossier);
    RegistertoetsOutcome *outcome = memory(sizeof *outcome);
    RegistertoetsFault *fault = memory(sizeof *fault);
    GIVES(NONE, registertoets_dossier_decode(ADMISSION, sizeof ADMISSION, dossier, fault));
    fault_gives(REGISTERTOETS_ERROR_NOTHING_THERE, fault);
    GIVES(NONE, registertoets_evaluate(dossier, REGISTERTOETS_OWN_DAY, outcome));
    outcome_gives(REGISTERTOETS_ERROR_NONE, outcome);
    GIVES(DAY_OUT_OF_RANGE, registertoets_evaluate(dossier, INT32_MAX, outcome));
    outcome_gives(REGISTERTOETS_ERROR_NOTHING_THERE, outcome);
    dossier_gives(REGISTERTOETS_ERROR_NONE, dossier);
    GIVES(CUT_OFF, registertoets_dossier_decode(ADMISSION, 20, dossier, fault));
    fault_gives(REGISTERTOETS_ERROR_NONE, fault);
    dossier_gives(REGISTERTOETS_ERROR_NOTHING_THERE, dossier);
    GIVES(NONE, registertoets_evaluate_bytes(ADMISSION, sizeof ADMISSION, REGISTERTOETS_OWN_DAY, outcome, fault));
    GIVES(CUT_OFF, registertoets_outcome_decode(ADMISSION, 3, outcome, fault));
    outcome_gives(REGISTERTOETS_ERROR_NOTHING_THERE, outcome);
    free(dossier);
    free(outcome);
    free(fault);
}

/* ---- pointers --------------------------------------------------------------------------------------------------- */

static int32_t no_byte(void *context) {
    (void)context;
    return REGISTERTOETS_END;
}

static void pointers_that_are_null(RegistertoetsDossier *dossier, RegistertoetsOutcome *outcome) {
    uint8_t byte = 0;
    uint16_t year = 0;
    size_t length = 0;
    char text[REGISTERTOETS_TEXT_MAX];
    RegistertoetsOutcome other;
    RegistertoetsFrame frame;

    outcome_gives(REGISTERTOETS_ERROR_NULL_POINTER, NULL);
    dossier_gives(REGISTERTOETS_ERROR_NULL_POINTER, NULL);
    fault_gives(REGISTERTOETS_ERROR_NULL_POINTER, NULL);

    GIVES(NULL_POINTER, registertoets_day(2021, 6, 1, NULL));
    GIVES(NULL_POINTER, registertoets_date(0, NULL, &byte, &byte));
    GIVES(NULL_POINTER, registertoets_date(0, &year, NULL, &byte));
    GIVES(NULL_POINTER, registertoets_date(0, &year, &byte, NULL));
    CHECK(year == 0 && byte == 0);

    GIVES(NULL_POINTER, registertoets_dossier_decode(NULL, 1, dossier, NULL));
    GIVES(CUT_OFF, registertoets_dossier_decode(NULL, 0, dossier, NULL));
    GIVES(NONE, registertoets_dossier_decode(RENEWAL, sizeof RENEWAL, dossier, NULL));
    GIVES(NULL_POINTER, registertoets_dossier_decode(RENEWAL, sizeof RENEWAL, NULL, NULL));
    GIVES(NULL_POINTER, registertoets_evaluate(dossier, REGISTERTOETS_OWN_DAY, NULL));
    GIVES(NULL_POINTER, registertoets_dossier_assessed_on(dossier, NULL));
    GIVES(NULL_POINTER, registertoets_evaluate_bytes(NULL, 1, REGISTERTOETS_OWN_DAY, &other, NULL));
    GIVES(NULL_POINTER, registertoets_evaluate_bytes(RENEWAL, sizeof RENEWAL, REGISTERTOETS_OWN_DAY, NULL, NULL));
    GIVES(CUT_OFF, registertoets_evaluate_bytes(NULL, 0, REGISTERTOETS_OWN_DAY, &other, NULL));
    GIVES(NULL_POINTER, registertoets_evaluate_source(NULL, NULL, REGISTERTOETS_OWN_DAY, &other, NULL));
    GIVES(NULL_POINTER, registertoets_evaluate_source(no_byte, NULL, REGISTERTOETS_OWN_DAY, NULL, NULL));
    GIVES(CUT_OFF, registertoets_evaluate_source(no_byte, NULL, REGISTERTOETS_OWN_DAY, &other, NULL));

    GIVES(NULL_POINTER, registertoets_outcome_verdict(outcome, NULL));
    GIVES(NULL_POINTER, registertoets_outcome_summary(outcome, NULL));
    GIVES(NULL_POINTER, registertoets_outcome_finding(outcome, 0, NULL));
    GIVES(NULL_POINTER, registertoets_outcome_finding_of(outcome, REGISTERTOETS_RULE_RULING, NULL));
    GIVES(NULL_POINTER, registertoets_outcome_encode(outcome, NULL, 1, &length));
    GIVES(NULL_POINTER, registertoets_outcome_encode(outcome, (uint8_t *)text, sizeof text, NULL));
    GIVES(NULL_POINTER, registertoets_outcome_decode(NULL, 1, &other, NULL));
    GIVES(NULL_POINTER, registertoets_outcome_decode(RENEWAL, 1, NULL, NULL));
    GIVES(NULL_POINTER, registertoets_frame_read(NULL, 1, &frame));
    GIVES(CUT_OFF, registertoets_frame_read(NULL, 0, &frame));
    GIVES(NULL_POINTER, registertoets_frame_read(RENEWAL, 1, NULL));
    GIVES(NULL_POINTER, registertoets_frame_write(1, NULL, 5, &length));
    GIVES(NULL_POINTER, registertoets_frame_write(1, &byte, 1, NULL));
    outcome_gives(REGISTERTOETS_ERROR_NONE, outcome);
}

/* One byte further than memory should start. It is not followed, so it need not be there. */
static void *beside(void *place) {
    return (uint8_t *)place + 1;
}

static void pointers_that_are_not_aligned(RegistertoetsDossier *dossier, RegistertoetsOutcome *outcome) {
    RegistertoetsOutcome other;
    RegistertoetsFault fault;
    outcome_gives(REGISTERTOETS_ERROR_MISALIGNED, beside(outcome));
    dossier_gives(REGISTERTOETS_ERROR_MISALIGNED, beside(dossier));
    fault_gives(REGISTERTOETS_ERROR_MISALIGNED, beside(&fault));
    GIVES(MISALIGNED, registertoets_dossier_decode(RENEWAL, sizeof RENEWAL, beside(dossier), NULL));
    GIVES(MISALIGNED, registertoets_evaluate(dossier, REGISTERTOETS_OWN_DAY, beside(&other)));
    GIVES(MISALIGNED, registertoets_evaluate_bytes(RENEWAL, sizeof RENEWAL, 0, beside(&other), NULL));
    GIVES(MISALIGNED, registertoets_evaluate_bytes(RENEWAL, sizeof RENEWAL, 0, &other, beside(&fault)));
    GIVES(MISALIGNED, registertoets_evaluate_source(no_byte, NULL, 0, beside(&other), NULL));
    GIVES(MISALIGNED, registertoets_outcome_decode(RENEWAL, sizeof RENEWAL, beside(&other), NULL));
}

static void memory_that_overlaps(RegistertoetsDossier *dossier, RegistertoetsOutcome *outcome) {
    uint8_t *in_dossier = (uint8_t *)dossier;
    uint8_t *in_outcome = (uint8_t *)outcome;
    size_t length;
    GIVES(OVERLAP, registertoets_dossier_decode(in_dossier, 1, dossier, NULL));
    GIVES(OVERLAP, registertoets_dossier_decode(in_dossier + sizeof *dossier - 1, 1, dossier, NULL));
    GIVES(OVERLAP, registertoets_evaluate(dossier, 0, (RegistertoetsOutcome *)(void *)(in_dossier + 4)));
    GIVES(OVERLAP, registertoets_evaluate_bytes(in_outcome + 8, 8, 0, outcome, NULL));
    GIVES(OVERLAP, registertoets_outcome_encode(outcome, in_outcome + sizeof *outcome - 1, 1, &length));
    GIVES(OVERLAP, registertoets_outcome_decode(in_outcome, sizeof *outcome, outcome, NULL));
    dossier_gives(REGISTERTOETS_ERROR_NONE, dossier);
    outcome_gives(REGISTERTOETS_ERROR_NONE, outcome);
}

/* ---- numbers ---------------------------------------------------------------------------------------------------- */

static void lengths_that_cannot_be(RegistertoetsDossier *dossier, const RegistertoetsOutcome *outcome) {
    RegistertoetsOutcome other;
    RegistertoetsFrame frame;
    char text[REGISTERTOETS_TEXT_MAX];
    size_t length;
    GIVES(IMPOSSIBLE_LENGTH, registertoets_evaluate_bytes(RENEWAL, SIZE_MAX / 2 + 1, 0, &other, NULL));
    GIVES(IMPOSSIBLE_LENGTH, registertoets_outcome_decode(RENEWAL, SIZE_MAX / 2 + 1, &other, NULL));
    GIVES(IMPOSSIBLE_LENGTH, registertoets_frame_read(RENEWAL, SIZE_MAX, &frame));
    GIVES(IMPOSSIBLE_LENGTH, registertoets_outcome_sentence(outcome, 0, 0, text, SIZE_MAX, &length));
    GIVES(IMPOSSIBLE_LENGTH, registertoets_dossier_decode(RENEWAL, SIZE_MAX / 2 + 1, dossier, NULL));
    GIVES(IMPOSSIBLE_LENGTH, registertoets_outcome_encode(outcome, (uint8_t *)text, SIZE_MAX, &length));
}

static void numbers_without_a_meaning(const RegistertoetsOutcome *outcome, const RegistertoetsDossier *dossier) {
    RegistertoetsOutcome other;
    RegistertoetsFinding finding;
    RegistertoetsSummary summary;
    char t[REGISTERTOETS_TEXT_MAX];
    const size_t s = sizeof t;
    int number;
    GIVES(NONE, registertoets_outcome_summary(outcome, &summary));
    for (number = 0; number < 256; number++) {
        const uint8_t n = (uint8_t)number;
        const int is_rule = number >= 1 && number <= REGISTERTOETS_RULES;
        const int is_language = number <= REGISTERTOETS_LANGUAGE_EN;
        const RegistertoetsError language = is_language ? 0 : REGISTERTOETS_ERROR_UNKNOWN_LANGUAGE;
        const RegistertoetsError rule = is_rule ? 0 : REGISTERTOETS_ERROR_UNKNOWN_NUMBER;
        const RegistertoetsError of_four = number <= 3 ? 0 : REGISTERTOETS_ERROR_UNKNOWN_NUMBER;
        const RegistertoetsError of_three = number <= 2 ? 0 : REGISTERTOETS_ERROR_UNKNOWN_NUMBER;
        const RegistertoetsError of_six = number <= 5 ? 0 : REGISTERTOETS_ERROR_UNKNOWN_NUMBER;
        CHECK(registertoets_rule_name(n, t, s, NULL) == rule);
        CHECK(registertoets_rule_article(n, t, s, NULL) == rule);
        CHECK(registertoets_rule_title(n, 1, t, s, NULL) == rule);
        CHECK(registertoets_rule_title(1, n, t, s, NULL) == language);
        CHECK(registertoets_rule_asks(n, 1, t, s, NULL) == rule);
        CHECK(registertoets_rule_asks(1, n, t, s, NULL) == language);
        CHECK(registertoets_verdict_name(n, t, s, NULL) == of_four);
        CHECK(registertoets_verdict_text(n, 1, t, s, NULL) == of_four);
        CHECK(registertoets_verdict_text(1, n, t, s, NULL) == language);
        CHECK(registertoets_status_name(n, t, s, NULL) == of_four);
        CHECK(registertoets_status_text(n, 1, t, s, NULL) == of_four);
        CHECK(registertoets_status_text(1, n, t, s, NULL) == language);
        CHECK(registertoets_category_name(n, t, s, NULL) == of_three);
        CHECK(registertoets_category_text(n, t, s, NULL) == of_three);
        CHECK(registertoets_notice_name(n, t, s, NULL) == of_six);
        CHECK(registertoets_notice_text(n, 1, t, s, NULL) == of_six);
        CHECK(registertoets_notice_text(1, n, t, s, NULL) == language);
        CHECK(registertoets_day_text(0, n, t, s, NULL) == language);
        CHECK(registertoets_amount_text(0, n, t, s, NULL) == language);
        CHECK(registertoets_outcome_sentence(outcome, 0, n, t, s, NULL) == language);
        CHECK(registertoets_outcome_registration_text(outcome, n, t, s, NULL) == language);
        CHECK(registertoets_outcome_eligible_text(outcome, n, t, s, NULL) == language);
        CHECK((registertoets_outcome_finding_of(outcome, n, &finding) == REGISTERTOETS_ERROR_UNKNOWN_NUMBER) == !is_rule);
        CHECK((registertoets_outcome_finding(outcome, n, &finding) == 0) == (n < summary.findings));
        CHECK(registertoets_error_name(n)[0] != 0 && registertoets_error_text(n)[0] != 0);
    }
    GIVES(NO_SUCH_FINDING, registertoets_outcome_finding(outcome, SIZE_MAX, &finding));
    GIVES(NO_SUCH_FINDING, registertoets_outcome_sentence(outcome, SIZE_MAX, 0, t, s, NULL));
    GIVES(DAY_OUT_OF_RANGE, registertoets_evaluate(dossier, 47482, &other)); /* 1 January 2100 */
    GIVES(DAY_OUT_OF_RANGE, registertoets_evaluate_bytes(RENEWAL, sizeof RENEWAL, -25568, &other, NULL));
    GIVES(DAY_OUT_OF_RANGE, registertoets_evaluate_source(no_byte, NULL, INT32_MIN + 1, &other, NULL));
    GIVES(DAY_OUT_OF_RANGE, registertoets_day_text(INT32_MIN, 0, t, s, NULL));
}

static void days(void) {
    int32_t number = 7;
    uint16_t year;
    uint8_t month, day_of_month;
    GIVES(NONE, registertoets_day(1970, 1, 1, &number));
    CHECK(number == 0);
    GIVES(NONE, registertoets_day(2021, 6, 1, &number));
    CHECK(number == 18779);
    GIVES(NONE, registertoets_date(18779, &year, &month, &day_of_month));
    CHECK(year == 2021 && month == 6 && day_of_month == 1);
    GIVES(DAY_OUT_OF_RANGE, registertoets_day(2021, 2, 29, &number));
    GIVES(DAY_OUT_OF_RANGE, registertoets_day(1899, 12, 31, &number));
    GIVES(DAY_OUT_OF_RANGE, registertoets_day(2100, 1, 1, &number));
    GIVES(DAY_OUT_OF_RANGE, registertoets_day(2021, 0, 1, &number));
    GIVES(DAY_OUT_OF_RANGE, registertoets_date(INT32_MAX, &year, &month, &day_of_month));
    GIVES(DAY_OUT_OF_RANGE, registertoets_date(INT32_MIN, &year, &month, &day_of_month));
    CHECK(number == 18779);
}

/* ---- buffers ---------------------------------------------------------------------------------------------------- */

static int is_whole_utf8(const char *text) {
    size_t at = 0;
    while (text[at] != 0) {
        const uint8_t lead = (uint8_t)text[at++];
        int more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        for (; more > 0; more--) {
            if (((uint8_t)text[at++] & 0xC0) != 0x80) {
                return 0;
            }
        }
    }
    return 1;
}

/* Texts by number, so that each can be asked for in every size. */
static RegistertoetsError text_by_number(int number, const RegistertoetsOutcome *outcome, const RegistertoetsDossier *dossier,
                                         const RegistertoetsFault *fault, char *buffer, size_t size, size_t *length) {
    switch (number) {
    case 0: return registertoets_rule_name(11, buffer, size, length);
    case 1: return registertoets_rule_article(4, buffer, size, length);
    case 2: return registertoets_rule_title(3, 0, buffer, size, length);
    case 3: return registertoets_rule_asks(11, 0, buffer, size, length);
    case 4: return registertoets_verdict_name(0, buffer, size, length);
    case 5: return registertoets_verdict_text(3, 0, buffer, size, length);
    case 6: return registertoets_status_name(1, buffer, size, length);
    case 7: return registertoets_status_text(1, 1, buffer, size, length);
    case 8: return registertoets_category_name(0, buffer, size, length);
    case 9: return registertoets_category_text(0, buffer, size, length);
    case 10: return registertoets_notice_name(0, buffer, size, length);
    case 11: return registertoets_notice_text(5, 0, buffer, size, length);
    case 12: return registertoets_day_text(18779, 0, buffer, size, length);
    case 13: return registertoets_amount_text(4294967295u, 0, buffer, size, length);
    case 14: return registertoets_outcome_sentence(outcome, 3, 0, buffer, size, length);
    case 15: return registertoets_outcome_registration_text(outcome, 0, buffer, size, length);
    case 16: return registertoets_outcome_eligible_text(outcome, 0, buffer, size, length);
    case 17: return registertoets_dossier_reference(dossier, buffer, size, length);
    case 18: return registertoets_fault_place(fault, buffer, size, length);
    case 19: return registertoets_fault_text(fault, buffer, size, length);
    default: return REGISTERTOETS_ERROR_UNKNOWN_NUMBER;
    }
}

#define TEXTS 20

static void texts_in_every_size(const RegistertoetsOutcome *outcome, const RegistertoetsDossier *dossier,
                                const RegistertoetsFault *fault) {
    int number;
    for (number = 0; number < TEXTS; number++) {
        char whole[REGISTERTOETS_TEXT_MAX];
        size_t length = 0, size, told;
        GIVES(NONE, text_by_number(number, outcome, dossier, fault, whole, sizeof whole, &length));
        CHECK(strlen(whole) == length && is_whole_utf8(whole));
        GIVES(BUFFER_TOO_SMALL, text_by_number(number, outcome, dossier, fault, NULL, 0, &told));
        CHECK(told == length);
        GIVES(BUFFER_TOO_SMALL, text_by_number(number, outcome, dossier, fault, NULL, 0, NULL));
        GIVES(NULL_POINTER, text_by_number(number, outcome, dossier, fault, NULL, 8, &told));
        for (size = 1; size <= length + 2; size++) {
            char *buffer = memory(size);
            const RegistertoetsError expected = size > length ? 0 : REGISTERTOETS_ERROR_BUFFER_TOO_SMALL;
            told = 0;
            CHECK(text_by_number(number, outcome, dossier, fault, buffer, size, &told) == expected);
            CHECK(told == length && strlen(buffer) < size && is_whole_utf8(buffer));
            CHECK(strncmp(buffer, whole, strlen(buffer)) == 0 && size - strlen(buffer) <= (expected ? 4 : size));
            free(buffer);
        }
    }
}

static void bytes_in_every_size(const RegistertoetsOutcome *outcome) {
    uint8_t whole[REGISTERTOETS_OUTCOME_BYTES_MAX];
    size_t length, size, told;
    GIVES(NONE, registertoets_outcome_encode(outcome, whole, sizeof whole, &length));
    for (size = 0; size <= length + 1; size++) {
        uint8_t *buffer = memory(size);
        const int fits = size >= length;
        CHECK(registertoets_outcome_encode(outcome, size > 0 ? buffer : NULL, size, &told)
              == (fits ? REGISTERTOETS_ERROR_NONE : REGISTERTOETS_ERROR_BUFFER_TOO_SMALL));
        CHECK(fits ? told == length && memcmp(buffer, whole, length) == 0 : told >= length);
        free(buffer);
    }
    for (size = 0; size <= REGISTERTOETS_PREFIX_MAX; size++) {
        uint8_t *buffer = memory(size);
        CHECK(registertoets_frame_write(300, buffer, size, &told)
              == (size < 2 ? REGISTERTOETS_ERROR_BUFFER_TOO_SMALL : REGISTERTOETS_ERROR_NONE));
        CHECK(told == 2);
        free(buffer);
    }
}

static void frames(void) {
    static const uint8_t longest[] = {0xB6, 0x0E}, too_long[] = {0xB7, 0x0E}, broken[] = {0x80, 0x00};
    RegistertoetsFrame frame = {0, 0};
    GIVES(NONE, registertoets_frame_read(longest, 2, &frame));
    CHECK(frame.record == REGISTERTOETS_DOSSIER_BYTES_MAX && frame.prefix == 2);
    GIVES(CUT_OFF, registertoets_frame_read(longest, 1, &frame));
    GIVES(TOO_LONG, registertoets_frame_read(too_long, 2, &frame));
    CHECK(frame.record == REGISTERTOETS_DOSSIER_BYTES_MAX + 1 && frame.prefix == 2);
    GIVES(NOT_CANONICAL, registertoets_frame_read(broken, 2, &frame));
    CHECK(frame.prefix == 2);
}

/* ---- bytes that are no dossier ---------------------------------------------------------------------------------- */

typedef struct {
    const uint8_t *bytes;
    size_t length;
    size_t at;
    unsigned asked_after_end;
} Source;

static int32_t next_byte(void *context) {
    static const int32_t ENDS[] = {REGISTERTOETS_END, 256, INT32_MAX, INT32_MIN};
    Source *source = context;
    if (source->at < source->length) {
        return source->bytes[source->at++];
    }
    source->asked_after_end++;
    return ENDS[source->length % 4];
}

/* The three ways to judge agree on these bytes, whatever they are, and on what is wrong with them. */
static RegistertoetsError judge_every_way(const uint8_t *bytes, size_t length) {
    RegistertoetsOutcome *outcomes = memory(3 * sizeof *outcomes);
    RegistertoetsDossier *dossier = memory(sizeof *dossier);
    RegistertoetsFault *faults = memory(3 * sizeof *faults);
    uint8_t *exact = memory(length);
    Source source = {NULL, 0, 0, 0};
    RegistertoetsError errors[3];
    int way;
    if (length > 0) {
        memcpy(exact, bytes, length);
    }
    source.bytes = exact;
    source.length = length;
    errors[0] = registertoets_evaluate_bytes(exact, length, REGISTERTOETS_OWN_DAY, &outcomes[0], &faults[0]);
    errors[1] = registertoets_evaluate_source(next_byte, &source, REGISTERTOETS_OWN_DAY, &outcomes[1], &faults[1]);
    errors[2] = registertoets_dossier_decode(exact, length, dossier, &faults[2]);
    CHECK(source.asked_after_end <= 1);
    if (errors[2] == REGISTERTOETS_ERROR_NONE) {
        errors[2] = registertoets_evaluate(dossier, REGISTERTOETS_OWN_DAY, &outcomes[2]);
    }
    for (way = 0; way < 3; way++) {
        CHECK(errors[way] == errors[0]);
        if (errors[0]) {
            char one[REGISTERTOETS_TEXT_MAX], other[REGISTERTOETS_TEXT_MAX];
            CHECK(errors[0] >= REGISTERTOETS_ERROR_CUT_OFF);
            GIVES(NONE, registertoets_fault_text(&faults[0], one, sizeof one, NULL));
            GIVES(NONE, registertoets_fault_text(&faults[way], other, sizeof other, NULL));
            CHECK(strcmp(one, other) == 0);
            outcome_gives(REGISTERTOETS_ERROR_NOTHING_THERE, &outcomes[way]);
        } else {
            uint8_t one[REGISTERTOETS_OUTCOME_BYTES_MAX], other[REGISTERTOETS_OUTCOME_BYTES_MAX];
            size_t size = 0, other_size = 0;
            GIVES(NONE, registertoets_outcome_encode(&outcomes[0], one, sizeof one, &size));
            GIVES(NONE, registertoets_outcome_encode(&outcomes[way], other, sizeof other, &other_size));
            CHECK(size == other_size && memcmp(one, other, size) == 0);
        }
    }
    free(outcomes);
    free(dossier);
    free(faults);
    free(exact);
    return errors[0];
}

static void records_cut_off_at_every_byte(const uint8_t *record, size_t length) {
    size_t cut;
    for (cut = 0; cut < length; cut++) {
        GIVES(CUT_OFF, judge_every_way(record, cut));
    }
    GIVES(NONE, judge_every_way(record, length));
}

static void damage(uint8_t *record, size_t length) {
    uint32_t times = 1 + roll(3);
    while (times-- > 0) {
        record[roll((uint32_t)length)] = (uint8_t)roll(256);
    }
}

static void damaged_dossiers(const uint8_t *record, size_t length, unsigned count) {
    uint8_t damaged[64];
    while (count-- > 0) {
        memcpy(damaged, record, length);
        damage(damaged, length);
        judge_every_way(damaged, length - roll(2));
    }
}

/* Whatever is read as an outcome can be told in full, and written again as the same bytes. */
static void damaged_outcomes(const RegistertoetsOutcome *good, unsigned count) {
    uint8_t bytes[REGISTERTOETS_OUTCOME_BYTES_MAX], damaged[REGISTERTOETS_OUTCOME_BYTES_MAX];
    RegistertoetsOutcome outcome;
    RegistertoetsFault fault;
    size_t length, again;
    GIVES(NONE, registertoets_outcome_encode(good, bytes, sizeof bytes, &length));
    while (count-- > 0) {
        char text[REGISTERTOETS_TEXT_MAX];
        size_t place = 0;
        RegistertoetsError error;
        memcpy(damaged, bytes, length);
        damage(damaged, length);
        error = registertoets_outcome_decode(damaged, length, &outcome, &fault);
        if (error) {
            CHECK(error >= REGISTERTOETS_ERROR_CUT_OFF);
            outcome_gives(REGISTERTOETS_ERROR_NOTHING_THERE, &outcome);
            fault_gives(REGISTERTOETS_ERROR_NONE, &fault);
            continue;
        }
        while (registertoets_outcome_sentence(&outcome, place, place % 2, text, sizeof text, NULL) == 0) {
            CHECK(text[0] != 0);
            place++;
        }
        GIVES(NO_SUCH_FINDING, registertoets_outcome_sentence(&outcome, place, 0, text, sizeof text, NULL));
        GIVES(NONE, registertoets_outcome_encode(&outcome, bytes, sizeof bytes, &again));
        CHECK(again == length && memcmp(bytes, damaged, length) == 0);
    }
}

int main(int count, char **arguments) {
    RegistertoetsDossier *dossier = memory(sizeof *dossier);
    RegistertoetsOutcome *outcome = memory(sizeof *outcome);
    RegistertoetsFault *fault = memory(sizeof *fault);
    const unsigned rounds = count > 1 ? (unsigned)strtoul(arguments[1], NULL, 10) : 2000;

    CHECK(registertoets_abi() == REGISTERTOETS_ABI && strchr(registertoets_version(), '.') != NULL);
    memory_that_holds_nothing();
    memory_that_holds_something_else();
    memory_after_a_failure();
    days();
    frames();

    GIVES(CUT_OFF, registertoets_dossier_decode(RENEWAL, sizeof RENEWAL - 1, dossier, fault));
    GIVES(NONE, registertoets_dossier_decode(ADMISSION, sizeof ADMISSION, dossier, NULL));
    GIVES(NONE, registertoets_evaluate(dossier, REGISTERTOETS_OWN_DAY, outcome));
    pointers_that_are_null(dossier, outcome);
    pointers_that_are_not_aligned(dossier, outcome);
    memory_that_overlaps(dossier, outcome);
    numbers_without_a_meaning(outcome, dossier);
    texts_in_every_size(outcome, dossier, fault);
    bytes_in_every_size(outcome);
    lengths_that_cannot_be(dossier, outcome);

    records_cut_off_at_every_byte(ADMISSION, sizeof ADMISSION);
    records_cut_off_at_every_byte(RENEWAL, sizeof RENEWAL);
    damaged_dossiers(ADMISSION, sizeof ADMISSION, rounds);
    damaged_dossiers(RENEWAL, sizeof RENEWAL, rounds);
    damaged_outcomes(outcome, rounds);

    free(dossier);
    free(outcome);
    free(fault);
    printf("%lu checks\n", checks);
    return 0;
}
