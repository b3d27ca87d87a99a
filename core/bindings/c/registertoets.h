/*
 * Registertoets: judges dossiers of the Dutch register of client supporters (Register Cliëntondersteuners) by the
 * register's regulation, version 10 of 1 May 2021.
 *
 * Generated from the Rust sources by cbindgen; changes belong there.
 *
 * bytes --> dossier --> outcome --> verdict, findings, words, bytes
 *
 * What every function keeps to
 *
 *  - It returns a RegistertoetsError, which is 0 on success, and writes what was asked to where its last pointers say.
 *    Where it fails it leaves those alone, unless it says otherwise.
 *  - All memory is the caller's. Nothing is allocated, kept or released, and there is no global state: functions can be
 *    called from any thread at any time, as long as no two write to the same memory or one writes what another reads.
 *  - Memory for a dossier, an outcome or a fault needs no preparation, and can be copied. Memory in which none was
 *    written gives REGISTERTOETS_ERROR_NOTHING_THERE, and so does memory after a call that failed to write there.
 *  - Numbers of languages, rules, verdicts, statuses, categories and notices are given as plain integers; one that means
 *    nothing is answered with an error.
 *  - Days are whole numbers of days after 1 January 1970, negative before it. Amounts are whole numbers of hundredths.
 *  - Text is UTF-8 with a zero behind it. `size` is the room in `buffer`, zero included; `length`, which may be NULL,
 *    gets the bytes of the text without that zero. A text that does not fit gives
 *    REGISTERTOETS_ERROR_BUFFER_TOO_SMALL: `length` is then that of the whole text, and the buffer holds the part that
 *    fits, cut between two characters. A buffer of REGISTERTOETS_TEXT_MAX bytes is never too small; NULL with a size of
 *    0 asks for the length alone.
 *
 * What remains the caller's
 *
 *  - A pointer that is not NULL points to as much memory as its type or its length says, and that memory can be read, or
 *    written where the function writes.
 *  - No two arguments of a call point to the same memory if it is written to. Where the one is a dossier, an outcome or
 *    its bytes and the other is made from it, this is seen and refused (REGISTERTOETS_ERROR_OVERLAP).
 *  - Memory that a dossier, outcome or fault was written to has not been changed by others. A word before and one behind
 *    tell memory that holds one from memory that does not; they cannot tell if what stands between them was changed.
 */

#ifndef REGISTERTOETS_H
#define REGISTERTOETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__cplusplus) && __cplusplus >= 201103L
#define REGISTERTOETS_ASSERT(name, holds) static_assert(holds, #name)
#else
#define REGISTERTOETS_ASSERT(name, holds) typedef char registertoets_assert_##name[(holds) ? 1 : -1]
#endif

/**
 * Number of this header. It changes whenever a program has to be compiled again; compare it with `registertoets_abi()`.
 */
#define REGISTERTOETS_ABI 1

/**
 * Version of the regulation that is judged by.
 */
#define REGISTERTOETS_REGULATION 10

/**
 * Version of the binary form of dossiers and outcomes: the first byte of each.
 */
#define REGISTERTOETS_BINARY_FORM 1

/**
 * Words of a pointer's size of a `RegistertoetsFault`.
 */
#define REGISTERTOETS_FAULT_WORDS 10

/**
 * How many rules there are: their numbers run from 1 up to and including this.
 */
#define REGISTERTOETS_RULES 23

/**
 * In place of a day to judge on: the day that the dossier itself says.
 */
#define REGISTERTOETS_OWN_DAY INT32_MIN

/**
 * Bytes of the longest binary dossier.
 */
#define REGISTERTOETS_DOSSIER_BYTES_MAX 1846

/**
 * Words of 32 bits of a `RegistertoetsDossier`.
 */
#define REGISTERTOETS_DOSSIER_WORDS 640

/**
 * What a `RegistertoetsNextByte` gives where the record ends, or the line fails; so does any other value that is no
 * byte.
 */
#define REGISTERTOETS_END -1

/**
 * Bytes of the longest binary outcome: a buffer of so many takes any.
 */
#define REGISTERTOETS_OUTCOME_BYTES_MAX 172

/**
 * Bytes of the longest reference, with the zero behind it.
 */
#define REGISTERTOETS_REFERENCE_MAX 33

/**
 * Words of 32 bits of a `RegistertoetsOutcome`.
 */
#define REGISTERTOETS_OUTCOME_WORDS 48

/**
 * Bytes of the longest text that this library writes, with the zero behind it: a buffer of so many takes any.
 */
#define REGISTERTOETS_TEXT_MAX 640

/**
 * Most bytes that the length in front of a record takes.
 */
#define REGISTERTOETS_PREFIX_MAX 5

/**
 * What a call came to. 0 is success, so `if (error)` does what it says.
 *
 * From 1 on, the call itself was wrong; from 64 on, the bytes are no dossier or outcome. That a dossier is not granted
 * is neither: it is an outcome.
 */
enum RegistertoetsError
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Nothing is wrong.
     */
    REGISTERTOETS_ERROR_NONE = 0,
    /**
     * A pointer that may not be NULL is.
     */
    REGISTERTOETS_ERROR_NULL_POINTER = 1,
    /**
     * A pointer to a dossier, outcome or fault is not aligned as one must be.
     */
    REGISTERTOETS_ERROR_MISALIGNED = 2,
    /**
     * Memory that is read from and memory that is written to overlap.
     */
    REGISTERTOETS_ERROR_OVERLAP = 3,
    /**
     * More bytes than an object in memory can have: a length that went below zero, perhaps.
     */
    REGISTERTOETS_ERROR_IMPOSSIBLE_LENGTH = 4,
    /**
     * The memory holds no dossier, outcome or fault: none was written to it, or the call that should have failed.
     */
    REGISTERTOETS_ERROR_NOTHING_THERE = 5,
    /**
     * The buffer is too small for what is to be written to it.
     */
    REGISTERTOETS_ERROR_BUFFER_TOO_SMALL = 6,
    /**
     * No number of a language.
     */
    REGISTERTOETS_ERROR_UNKNOWN_LANGUAGE = 7,
    /**
     * No number of a rule, verdict, status, category or notice.
     */
    REGISTERTOETS_ERROR_UNKNOWN_NUMBER = 8,
    /**
     * There is no such finding: the outcome has fewer, or the rule did not apply.
     */
    REGISTERTOETS_ERROR_NO_SUCH_FINDING = 9,
    /**
     * No day that can be judged on or told: outside the range, or not in the calendar.
     */
    REGISTERTOETS_ERROR_DAY_OUT_OF_RANGE = 10,
    /**
     * The bytes end before the record does.
     */
    REGISTERTOETS_ERROR_CUT_OFF = 64,
    /**
     * Bytes follow the end of the record.
     */
    REGISTERTOETS_ERROR_TRAILING = 65,
    /**
     * The first byte is no version of the binary form that this library knows.
     */
    REGISTERTOETS_ERROR_UNKNOWN_VERSION = 66,
    /**
     * An integer takes more bytes than it needs.
     */
    REGISTERTOETS_ERROR_NOT_CANONICAL = 67,
    /**
     * A code, bit or number without a meaning.
     */
    REGISTERTOETS_ERROR_INVALID_VALUE = 68,
    /**
     * A list is longer than it may be.
     */
    REGISTERTOETS_ERROR_TOO_MANY = 69,
    /**
     * A record is longer than any dossier.
     */
    REGISTERTOETS_ERROR_TOO_LONG = 70,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum RegistertoetsError RegistertoetsError;
#else
typedef uint8_t RegistertoetsError;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What the findings come to.
 */
enum RegistertoetsVerdict
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Everything asked is shown.
     */
    REGISTERTOETS_VERDICT_GRANTED = 0,
    /**
     * The regulation does not provide for the case: the board decides.
     */
    REGISTERTOETS_VERDICT_BOARD = 1,
    /**
     * Proof is missing.
     */
    REGISTERTOETS_VERDICT_INCOMPLETE = 2,
    /**
     * The dossier shows that a rule is not satisfied.
     */
    REGISTERTOETS_VERDICT_REFUSED = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum RegistertoetsVerdict RegistertoetsVerdict;
#else
typedef uint8_t RegistertoetsVerdict;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * A category of the register.
 */
enum RegistertoetsCategory
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * In opleiding: on the way to completing the training (article 2).
     */
    REGISTERTOETS_CATEGORY_IN_OPLEIDING = 0,
    /**
     * Junior.
     */
    REGISTERTOETS_CATEGORY_JUNIOR = 1,
    /**
     * Senior: with work experience.
     */
    REGISTERTOETS_CATEGORY_SENIOR = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum RegistertoetsCategory RegistertoetsCategory;
#else
typedef uint8_t RegistertoetsCategory;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * A rule, by its number in the catalogue. The binary form of an outcome counts from 0, one less.
 */
enum RegistertoetsRule
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * The four declarations.
     */
    REGISTERTOETS_RULE_DECLARATIONS = 1,
    /**
     * No ruling is known.
     */
    REGISTERTOETS_RULE_RULING = 2,
    /**
     * No other registration is in force.
     */
    REGISTERTOETS_RULE_SINGLE_REGISTRATION = 3,
    /**
     * A registration is held that the request can go on from. Compares days.
     */
    REGISTERTOETS_RULE_REGISTRATION_HELD = 4,
    /**
     * A certificate of conduct of a natural person.
     */
    REGISTERTOETS_RULE_VOG_HELD = 5,
    /**
     * Its screening profile.
     */
    REGISTERTOETS_RULE_VOG_PROFILE = 6,
    /**
     * Its age. Compares days.
     */
    REGISTERTOETS_RULE_VOG_AGE = 7,
    /**
     * Its original.
     */
    REGISTERTOETS_RULE_VOG_ORIGINAL = 8,
    /**
     * A diploma that opens the category.
     */
    REGISTERTOETS_RULE_DIPLOMA = 9,
    /**
     * The DUO extract of the diploma.
     */
    REGISTERTOETS_RULE_DUO_EXTRACT = 10,
    /**
     * The client-supporter training.
     */
    REGISTERTOETS_RULE_TRAINING = 11,
    /**
     * The request for the category In opleiding.
     */
    REGISTERTOETS_RULE_IN_OPLEIDING_REQUEST = 12,
    /**
     * The undertaking to complete the training.
     */
    REGISTERTOETS_RULE_COMPLETION_COMMITMENT = 13,
    /**
     * The curriculum vitae.
     */
    REGISTERTOETS_RULE_CURRICULUM_VITAE = 14,
    /**
     * Supervision by a Senior.
     */
    REGISTERTOETS_RULE_SUPERVISION = 15,
    /**
     * The declaration that ends the supervision.
     */
    REGISTERTOETS_RULE_SUPERVISION_DECLARATION = 16,
    /**
     * The training completed within a year. Compares days.
     */
    REGISTERTOETS_RULE_TRAINING_DEADLINE = 17,
    /**
     * Hours of work in five years. Compares hours.
     */
    REGISTERTOETS_RULE_WORK_HOURS = 18,
    /**
     * Hours of work a week now. Compares hours a week.
     */
    REGISTERTOETS_RULE_WORK_CURRENT = 19,
    /**
     * Dispensation for who is in the SKJ register.
     */
    REGISTERTOETS_RULE_SKJ_DISPENSATION = 20,
    /**
     * Points in all. Compares points.
     */
    REGISTERTOETS_RULE_POINTS_TOTAL = 21,
    /**
     * Accredited points. Compares points.
     */
    REGISTERTOETS_RULE_POINTS_ACCREDITED = 22,
    /**
     * Points for reflection. Compares points.
     */
    REGISTERTOETS_RULE_POINTS_REFLECTION = 23,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum RegistertoetsRule RegistertoetsRule;
#else
typedef uint8_t RegistertoetsRule;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What a rule finds in a dossier.
 */
enum RegistertoetsStatus
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Satisfied.
     */
    REGISTERTOETS_STATUS_MET = 0,
    /**
     * The dossier shows that it is not satisfied.
     */
    REGISTERTOETS_STATUS_UNMET = 1,
    /**
     * Proof that may exist is not in the dossier.
     */
    REGISTERTOETS_STATUS_MISSING = 2,
    /**
     * The regulation does not provide for it: the board decides.
     */
    REGISTERTOETS_STATUS_BOARD = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum RegistertoetsStatus RegistertoetsStatus;
#else
typedef uint8_t RegistertoetsStatus;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What the numbers of a finding count.
 */
enum RegistertoetsUnit
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * The rule compares nothing: both numbers are 0.
     */
    REGISTERTOETS_UNIT_NONE = 0,
    /**
     * Days after 1 January 1970.
     */
    REGISTERTOETS_UNIT_DAYS = 1,
    /**
     * Hundredths of a point, of an hour, or of an hour a week: 1650 is 16.5 hours.
     */
    REGISTERTOETS_UNIT_HUNDREDTHS = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum RegistertoetsUnit RegistertoetsUnit;
#else
typedef uint8_t RegistertoetsUnit;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * A language that texts are written in.
 */
enum RegistertoetsLanguage
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Dutch, the language of the regulation.
     */
    REGISTERTOETS_LANGUAGE_NL = 0,
    /**
     * English.
     */
    REGISTERTOETS_LANGUAGE_EN = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum RegistertoetsLanguage RegistertoetsLanguage;
#else
typedef uint8_t RegistertoetsLanguage;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * A remark that does not bear on the verdict. In a set of notices, it is the bit with this number.
 */
enum RegistertoetsNotice
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * The day judged on lies before 1 May 2021, when this version of the regulation took force.
     */
    REGISTERTOETS_NOTICE_NOT_YET_IN_FORCE = 0,
    /**
     * Entry on or after 1 January 2022, when the admission criteria changed.
     */
    REGISTERTOETS_NOTICE_CRITERIA_SUPERSEDED = 1,
    /**
     * An activity lies outside the counted days (article 3.6).
     */
    REGISTERTOETS_NOTICE_ACTIVITIES_OUTSIDE_PERIOD = 2,
    /**
     * Two BCMB memberships in one calendar year: one point.
     */
    REGISTERTOETS_NOTICE_MEMBERSHIP_YEAR_REPEATED = 3,
    /**
     * A BCMB ambassadorship without appointment: no points.
     */
    REGISTERTOETS_NOTICE_AMBASSADOR_NOT_APPOINTED = 4,
    /**
     * SKJ was shown at only one of the two moments: no dispensation.
     */
    REGISTERTOETS_NOTICE_SKJ_SHOWN_ONCE = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum RegistertoetsNotice RegistertoetsNotice;
#else
typedef uint8_t RegistertoetsNotice;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Memory for a fault, without meaning of its own: where bytes are no dossier or outcome.
 *
 * It holds nothing of the dossier itself. It points to texts of the library, so it means nothing to another program.
 */
typedef struct RegistertoetsFault {
    size_t opaque[REGISTERTOETS_FAULT_WORDS];
} RegistertoetsFault;

/**
 * Memory for a dossier that has been read, without meaning of its own. Needs no preparation, and nothing is released.
 *
 * A program that judges each dossier once does without: `registertoets_evaluate_bytes` needs no such memory.
 */
typedef struct RegistertoetsDossier {
    uint32_t opaque[REGISTERTOETS_DOSSIER_WORDS];
} RegistertoetsDossier;

/**
 * Memory for an outcome, without meaning of its own. Needs no preparation, and nothing is released.
 */
typedef struct RegistertoetsOutcome {
    uint32_t opaque[REGISTERTOETS_OUTCOME_WORDS];
} RegistertoetsOutcome;

/**
 * Gives the next byte of a record, 0 to 255, or `REGISTERTOETS_END` where the record ends.
 *
 * It gets the `context` of the call that it is given to. It waits for as long as it likes, but returns: jumping out of
 * it, by `longjmp` or an exception, is not allowed. Once it has said that the record ends, it is not called again.
 */
typedef int32_t (*RegistertoetsNextByte)(void *context);

/**
 * Points that count, in hundredths: 725 is 7.25 points (article 4c).
 */
typedef struct RegistertoetsPoints {
    /**
     * Accredited professional development.
     */
    uint32_t accredited;
    /**
     * Reflection.
     */
    uint32_t reflection;
    /**
     * Other professional development, BCMB membership and ambassadorship among it.
     */
    uint32_t other;
    /**
     * All of these together.
     */
    uint32_t total;
} RegistertoetsPoints;

/**
 * A registration as it is granted.
 */
typedef struct RegistertoetsRegistration {
    /**
     * Its first day: days after 1 January 1970.
     */
    int32_t start;
    /**
     * Its last day.
     */
    int32_t end;
    /**
     * The category granted.
     */
    RegistertoetsCategory category;
} RegistertoetsRegistration;

/**
 * What an outcome says, but for its findings.
 */
typedef struct RegistertoetsSummary {
    /**
     * The day judged on: days after 1 January 1970.
     */
    int32_t assessed_on;
    /**
     * The points that count. All 0 where `has_points` is false.
     */
    struct RegistertoetsPoints points;
    /**
     * The registration that is granted. Without meaning where `has_registration` is false.
     */
    struct RegistertoetsRegistration registration;
    /**
     * What the findings come to.
     */
    RegistertoetsVerdict verdict;
    /**
     * How many findings there are.
     */
    uint8_t findings;
    /**
     * Whether points are counted: whether rules 21 to 23 apply.
     */
    bool has_points;
    /**
     * Whether a registration is granted.
     */
    bool has_registration;
    /**
     * For an admission that is not granted: the other categories whose admission the same dossier would be granted.
     * A category is in it where the bit with its number is set: `eligible >> REGISTERTOETS_CATEGORY_JUNIOR & 1`.
     */
    uint8_t eligible;
    /**
     * Remarks: a notice is among them where the bit with its number is set.
     */
    uint8_t notices;
    /**
     * Version of the regulation that was judged by.
     */
    uint8_t regulation;
    /**
     * The reference of the dossier, with a zero behind it.
     */
    char reference[REGISTERTOETS_REFERENCE_MAX];
} RegistertoetsSummary;

/**
 * One rule's answer.
 */
typedef struct RegistertoetsFinding {
    /**
     * What the dossier has, in `unit`.
     */
    int64_t have;
    /**
     * What the rule needs, in `unit`: the least amount, or the day that the other is held against.
     */
    int64_t need;
    /**
     * The rule.
     */
    RegistertoetsRule rule;
    /**
     * What it found.
     */
    RegistertoetsStatus status;
    /**
     * What `have` and `need` count.
     */
    RegistertoetsUnit unit;
} RegistertoetsFinding;

/**
 * What stands in front of a record of a stream.
 */
typedef struct RegistertoetsFrame {
    /**
     * Bytes of the record.
     */
    uint32_t record;
    /**
     * Bytes of the length itself, which stand in front of the record.
     */
    uint32_t prefix;
} RegistertoetsFrame;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The `REGISTERTOETS_ABI` of the library. A program that was compiled with a header of another number must not go on.
 */
uint32_t registertoets_abi(void);

/**
 * Version of the library, such as `0.1.0`. The text is static.
 */
const char *registertoets_version(void);

/**
 * The name of an error, for programs: it never changes.
 *
 * For errors of bytes it is the code that every other door of Registertoets gives, such as `cut_off`. For a number that
 * is no error it is `unknown`. The text is static.
 */
const char *registertoets_error_name(uint8_t error);

/**
 * An error in words: English, lower case. The text is static.
 */
const char *registertoets_error_text(uint8_t error);

/**
 * The byte at which the field starts that is wrong, from 0.
 */
RegistertoetsError registertoets_fault_at(const struct RegistertoetsFault *fault, uint32_t *at);

/**
 * The place in the dossier that is wrong as a JSON pointer, such as `/work/3/until`; an empty text where the dossier as
 * a whole is.
 */
RegistertoetsError registertoets_fault_place(const struct RegistertoetsFault *fault,
                                             char *buffer,
                                             size_t size,
                                             size_t *length);

/**
 * What is wrong and where, in words: `invalid value at byte 28 (/work/0/tasks)`. In English.
 */
RegistertoetsError registertoets_fault_text(const struct RegistertoetsFault *fault,
                                            char *buffer,
                                            size_t size,
                                            size_t *length);

/**
 * Turns a date of the calendar into the number of its day: days after 1 January 1970, negative before it.
 *
 * The date lies from 1 January 1900 to 31 December 2099: the days that can be judged on. Otherwise the answer is
 * `REGISTERTOETS_ERROR_DAY_OUT_OF_RANGE`, as it is for a date that the calendar does not have.
 */
RegistertoetsError registertoets_day(uint16_t year,
                                     uint8_t month,
                                     uint8_t day_of_month,
                                     int32_t *day);

/**
 * Turns the number of a day into a date of the calendar: year, month (1 to 12) and day of the month (1 to 31).
 *
 * Days of outcomes lie from 1 January 1800 to 31 December 2199.
 */
RegistertoetsError registertoets_date(int32_t day,
                                      uint16_t *year,
                                      uint8_t *month,
                                      uint8_t *day_of_month);

/**
 * Reads a dossier from its binary form.
 *
 * When it fails, `dossier` holds none, and `fault` says where if it is not NULL.
 */
RegistertoetsError registertoets_dossier_decode(const uint8_t *record,
                                                size_t length,
                                                struct RegistertoetsDossier *dossier,
                                                struct RegistertoetsFault *fault);

/**
 * Judges a dossier: on its own day where `as_of` is `REGISTERTOETS_OWN_DAY`, else on the day with that number, knowing
 * only what existed by then.
 *
 * Any dossier has an outcome. When the call fails, `outcome` holds none.
 */
RegistertoetsError registertoets_evaluate(const struct RegistertoetsDossier *dossier,
                                          int32_t as_of,
                                          struct RegistertoetsOutcome *outcome);

/**
 * The day on which a dossier says it is judged: days after 1 January 1970.
 */
RegistertoetsError registertoets_dossier_assessed_on(const struct RegistertoetsDossier *dossier,
                                                     int32_t *day);

/**
 * The reference of a dossier: at most 32 visible ASCII characters. As for every text, see the head of this header.
 */
RegistertoetsError registertoets_dossier_reference(const struct RegistertoetsDossier *dossier,
                                                   char *buffer,
                                                   size_t size,
                                                   size_t *length);

/**
 * Judges the dossier in a binary record without keeping it, as `registertoets_dossier_decode` and then
 * `registertoets_evaluate` would.
 *
 * When it fails, `outcome` holds none, and `fault` says where if it is not NULL.
 */
RegistertoetsError registertoets_evaluate_bytes(const uint8_t *record,
                                                size_t length,
                                                int32_t as_of,
                                                struct RegistertoetsOutcome *outcome,
                                                struct RegistertoetsFault *fault);

/**
 * Judges the dossier in a binary record whose bytes come one at a time, such as over a serial line.
 *
 * `next` is called once for each byte of the record, and once more to see that it ends there. When something is wrong
 * with a byte it is not called for those behind it: skip them. Otherwise as `registertoets_evaluate_bytes`.
 */
RegistertoetsError registertoets_evaluate_source(RegistertoetsNextByte next,
                                                 void *context,
                                                 int32_t as_of,
                                                 struct RegistertoetsOutcome *outcome,
                                                 struct RegistertoetsFault *fault);

/**
 * What the findings of an outcome come to.
 */
RegistertoetsError registertoets_outcome_verdict(const struct RegistertoetsOutcome *outcome,
                                                 RegistertoetsVerdict *verdict);

/**
 * What an outcome says, but for its findings.
 */
RegistertoetsError registertoets_outcome_summary(const struct RegistertoetsOutcome *outcome,
                                                 struct RegistertoetsSummary *summary);

/**
 * The finding at a place, from 0: findings come in the order of the rules, one for each rule that applies.
 *
 * `REGISTERTOETS_ERROR_NO_SUCH_FINDING` from the number of findings on, so that a loop can count up until then.
 */
RegistertoetsError registertoets_outcome_finding(const struct RegistertoetsOutcome *outcome,
                                                 size_t place,
                                                 struct RegistertoetsFinding *finding);

/**
 * The finding of a rule. `REGISTERTOETS_ERROR_NO_SUCH_FINDING` where the rule did not apply.
 */
RegistertoetsError registertoets_outcome_finding_of(const struct RegistertoetsOutcome *outcome,
                                                    uint8_t rule,
                                                    struct RegistertoetsFinding *finding);

/**
 * Writes the binary form of an outcome. `length` gets the number of its bytes.
 *
 * A buffer of `REGISTERTOETS_OUTCOME_BYTES_MAX` bytes is never too small. With one that is, `length` gets a size that
 * suffices, and what is in the buffer has no meaning.
 */
RegistertoetsError registertoets_outcome_encode(const struct RegistertoetsOutcome *outcome,
                                                uint8_t *buffer,
                                                size_t size,
                                                size_t *length);

/**
 * Reads an outcome from its binary form, such as a device has written it.
 *
 * When it fails, `outcome` holds none, and `fault` says where if it is not NULL.
 */
RegistertoetsError registertoets_outcome_decode(const uint8_t *record,
                                                size_t length,
                                                struct RegistertoetsOutcome *outcome,
                                                struct RegistertoetsFault *fault);

/**
 * The name of a rule, for programs: `vog_age`.
 */
RegistertoetsError registertoets_rule_name(uint8_t rule, char *buffer, size_t size, size_t *length);

/**
 * Where a rule stands in the regulation: `1 VOG NP; 4b`.
 */
RegistertoetsError registertoets_rule_article(uint8_t rule,
                                              char *buffer,
                                              size_t size,
                                              size_t *length);

/**
 * The title of a rule.
 */
RegistertoetsError registertoets_rule_title(uint8_t rule,
                                            uint8_t language,
                                            char *buffer,
                                            size_t size,
                                            size_t *length);

/**
 * What a rule asks.
 */
RegistertoetsError registertoets_rule_asks(uint8_t rule,
                                           uint8_t language,
                                           char *buffer,
                                           size_t size,
                                           size_t *length);

/**
 * The name of a verdict, for programs: `granted`.
 */
RegistertoetsError registertoets_verdict_name(uint8_t verdict,
                                              char *buffer,
                                              size_t size,
                                              size_t *length);

/**
 * A verdict as a sentence.
 */
RegistertoetsError registertoets_verdict_text(uint8_t verdict,
                                              uint8_t language,
                                              char *buffer,
                                              size_t size,
                                              size_t *length);

/**
 * The name of a status, for programs: `unmet`.
 */
RegistertoetsError registertoets_status_name(uint8_t status,
                                             char *buffer,
                                             size_t size,
                                             size_t *length);

/**
 * A status in a few words, lower case.
 */
RegistertoetsError registertoets_status_text(uint8_t status,
                                             uint8_t language,
                                             char *buffer,
                                             size_t size,
                                             size_t *length);

/**
 * The name of a category, for programs: `in_opleiding`.
 */
RegistertoetsError registertoets_category_name(uint8_t category,
                                               char *buffer,
                                               size_t size,
                                               size_t *length);

/**
 * A category as people write it, a proper name in every language: `In opleiding`.
 */
RegistertoetsError registertoets_category_text(uint8_t category,
                                               char *buffer,
                                               size_t size,
                                               size_t *length);

/**
 * The name of a notice, for programs: `not_yet_in_force`.
 */
RegistertoetsError registertoets_notice_name(uint8_t notice,
                                             char *buffer,
                                             size_t size,
                                             size_t *length);

/**
 * A notice as a sentence or a few.
 */
RegistertoetsError registertoets_notice_text(uint8_t notice,
                                             uint8_t language,
                                             char *buffer,
                                             size_t size,
                                             size_t *length);

/**
 * A day as it is written in a language: `1 juni 2021`. `day` is a number of days after 1 January 1970.
 */
RegistertoetsError registertoets_day_text(int32_t day,
                                          uint8_t language,
                                          char *buffer,
                                          size_t size,
                                          size_t *length);

/**
 * An amount as it is written in a language: 626057 hundredths are `6260,57` in Dutch, `6260.57` in English.
 */
RegistertoetsError registertoets_amount_text(uint32_t hundredths,
                                             uint8_t language,
                                             char *buffer,
                                             size_t size,
                                             size_t *length);

/**
 * The finding at a place, from 0, as a sentence or a few: what is there, what is needed, and what to do where something
 * is not.
 */
RegistertoetsError registertoets_outcome_sentence(const struct RegistertoetsOutcome *outcome,
                                                  size_t place,
                                                  uint8_t language,
                                                  char *buffer,
                                                  size_t size,
                                                  size_t *length);

/**
 * The registration that an outcome grants, as a sentence; an empty text where it grants none.
 */
RegistertoetsError registertoets_outcome_registration_text(const struct RegistertoetsOutcome *outcome,
                                                           uint8_t language,
                                                           char *buffer,
                                                           size_t size,
                                                           size_t *length);

/**
 * The other categories that the same dossier would be admitted to, as a sentence; an empty text where there are none.
 */
RegistertoetsError registertoets_outcome_eligible_text(const struct RegistertoetsOutcome *outcome,
                                                       uint8_t language,
                                                       char *buffer,
                                                       size_t size,
                                                       size_t *length);

/**
 * Reads the length in front of a record of a stream.
 *
 * `REGISTERTOETS_ERROR_CUT_OFF` when there are too few bytes to tell; five always suffice.
 * `REGISTERTOETS_ERROR_NOT_CANONICAL` when there is no length: where the next record starts cannot be told.
 * `REGISTERTOETS_ERROR_TOO_LONG` when the record is longer than any dossier; `frame` then says how much to skip.
 */
RegistertoetsError registertoets_frame_read(const uint8_t *stream,
                                            size_t length,
                                            struct RegistertoetsFrame *frame);

/**
 * Writes the length that stands in front of a record of a stream: at most `REGISTERTOETS_PREFIX_MAX` bytes, as many as
 * `length` then says.
 */
RegistertoetsError registertoets_frame_write(uint32_t record,
                                             uint8_t *buffer,
                                             size_t size,
                                             size_t *length);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

/* Memory is laid out here as it is in the library. */
REGISTERTOETS_ASSERT(dossier_size, sizeof(RegistertoetsDossier) == 4 * REGISTERTOETS_DOSSIER_WORDS);
REGISTERTOETS_ASSERT(outcome_size, sizeof(RegistertoetsOutcome) == 4 * REGISTERTOETS_OUTCOME_WORDS);
REGISTERTOETS_ASSERT(fault_size, sizeof(RegistertoetsFault) == sizeof(size_t) * REGISTERTOETS_FAULT_WORDS);
REGISTERTOETS_ASSERT(summary_size, sizeof(RegistertoetsSummary) == 72);
REGISTERTOETS_ASSERT(finding_layout, offsetof(RegistertoetsFinding, rule) == 16);
REGISTERTOETS_ASSERT(frame_size, sizeof(RegistertoetsFrame) == 8);
REGISTERTOETS_ASSERT(error_size, sizeof(RegistertoetsError) == 1);
#undef REGISTERTOETS_ASSERT

#endif /* REGISTERTOETS_H */
