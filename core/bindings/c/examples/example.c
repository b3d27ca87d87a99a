/*
 * Judges a stream of binary dossiers, each behind its length, as FORMAT.md describes it.
 *
 *     example [--way bytes|dossier|source] [--as-of YYYY-MM-DD] [--explain nl|en] [INPUT [OUTPUT]]
 *
 * It writes a stream of binary outcomes, or with --explain each outcome in words. A record that is no dossier is
 * answered with an error record in its place, and the next one is read.
 *
 * Exit status: 0 all judged, 1 input or output failed, 2 wrong usage, 3 some records unreadable.
 */

#include <stdio.h>
#include <string.h>

#include "registertoets.h"

/* The three ways to judge a record. They give the same outcomes. */
typedef enum { WAY_BYTES, WAY_DOSSIER, WAY_SOURCE } Way;

typedef struct {
    Way way;
    int32_t as_of;
    int explain;
    uint8_t language;
    FILE *input;
    FILE *output;
} Task;

/* A record of the stream. */
typedef struct {
    uint32_t number; /* from 1 */
    size_t length;
    uint8_t bytes[REGISTERTOETS_DOSSIER_BYTES_MAX];
} Record;

/* Any text of the library fits a buffer of this size, so it cannot fail for want of room. */
typedef char Text[REGISTERTOETS_TEXT_MAX];

/* Why a record is unreadable. */
typedef struct {
    RegistertoetsError error;
    Text detail;
    Text place;
} Complaint;

/* ---- ways to judge ---------------------------------------------------------------------------------------------- */

/* A line on which bytes come one at a time. Here they come from memory; on a device, from a serial port. */
typedef struct {
    const uint8_t *next;
    const uint8_t *end;
} Line;

static int32_t next_byte(void *context) {
    Line *line = context;
    return line->next < line->end ? *line->next++ : REGISTERTOETS_END;
}

static RegistertoetsError judge_source(const Record *record, int32_t as_of, RegistertoetsOutcome *outcome,
                                       RegistertoetsFault *fault) {
    Line line;
    line.next = record->bytes;
    line.end = record->bytes + record->length;
    return registertoets_evaluate_source(next_byte, &line, as_of, outcome, fault);
}

static RegistertoetsError judge_dossier(const Record *record, int32_t as_of, RegistertoetsOutcome *outcome,
                                        RegistertoetsFault *fault) {
    static RegistertoetsDossier dossier; /* 2560 bytes: not for a small stack */
    RegistertoetsError error = registertoets_dossier_decode(record->bytes, record->length, &dossier, fault);
    return error ? error : registertoets_evaluate(&dossier, as_of, outcome);
}

static RegistertoetsError judge(const Task *task, const Record *record, RegistertoetsOutcome *outcome,
                                RegistertoetsFault *fault) {
    switch (task->way) {
    case WAY_SOURCE:
        return judge_source(record, task->as_of, outcome, fault);
    case WAY_DOSSIER:
        return judge_dossier(record, task->as_of, outcome, fault);
    default:
        return registertoets_evaluate_bytes(record->bytes, record->length, task->as_of, outcome, fault);
    }
}

/* ---- answers in bytes ------------------------------------------------------------------------------------------- */

static void write_length(FILE *output, size_t bytes) {
    uint8_t prefix[REGISTERTOETS_PREFIX_MAX];
    size_t length = 0;
    if (registertoets_frame_write((uint32_t)bytes, prefix, sizeof prefix, &length) == REGISTERTOETS_ERROR_NONE) {
        fwrite(prefix, 1, length, output);
    }
}

static void write_record(FILE *output, const uint8_t *bytes, size_t length) {
    write_length(output, length);
    fwrite(bytes, 1, length, output);
}

static void write_outcome(FILE *output, const RegistertoetsOutcome *outcome) {
    uint8_t bytes[REGISTERTOETS_OUTCOME_BYTES_MAX];
    size_t length = 0;
    if (registertoets_outcome_encode(outcome, bytes, sizeof bytes, &length) == REGISTERTOETS_ERROR_NONE) {
        write_record(output, bytes, length);
    }
}

static uint8_t *put_integer(uint8_t *at, uint32_t integer) {
    size_t length = 0;
    registertoets_frame_write(integer, at, REGISTERTOETS_PREFIX_MAX, &length);
    return at + length;
}

static uint8_t *put_text(uint8_t *at, const char *text) {
    size_t length = strlen(text);
    at = put_integer(at, (uint32_t)length);
    memcpy(at, text, length);
    return at + length;
}

/* An error record: a zero, the number of the record, code, detail and place (FORMAT.md, section 4). */
static void write_complaint(FILE *output, uint32_t number, const Complaint *complaint) {
    uint8_t bytes[3 * sizeof(Text)];
    uint8_t *at = bytes;
    *at++ = 0;
    at = put_integer(at, number);
    at = put_text(at, registertoets_error_name(complaint->error));
    at = put_text(at, complaint->detail);
    *at++ = complaint->place[0] != 0;
    if (complaint->place[0] != 0) {
        at = put_text(at, complaint->place);
    }
    write_record(output, bytes, (size_t)(at - bytes));
}

/* ---- answers in words ------------------------------------------------------------------------------------------- */

static void print_finding(const Task *task, const RegistertoetsOutcome *outcome, size_t place,
                          const RegistertoetsFinding *finding) {
    Text title, article, status, sentence;
    registertoets_rule_title(finding->rule, task->language, title, sizeof title, NULL);
    registertoets_rule_article(finding->rule, article, sizeof article, NULL);
    registertoets_status_text(finding->status, task->language, status, sizeof status, NULL);
    registertoets_outcome_sentence(outcome, place, task->language, sentence, sizeof sentence, NULL);
    fprintf(task->output, "  %u. %s (%s): %s. %s\n", (unsigned)finding->rule, title, article, status, sentence);
}

static void print_notices(const Task *task, unsigned notices) {
    Text text;
    uint8_t notice;
    for (notice = 0; notices >> notice != 0; notice++) {
        if (notices >> notice & 1) {
            registertoets_notice_text(notice, task->language, text, sizeof text, NULL);
            fprintf(task->output, "  %s\n", text);
        }
    }
}

static void print_outcome(const Task *task, const RegistertoetsOutcome *outcome) {
    RegistertoetsSummary summary;
    RegistertoetsFinding finding;
    Text text, day;
    size_t place;
    if (registertoets_outcome_summary(outcome, &summary) != REGISTERTOETS_ERROR_NONE) {
        return;
    }
    registertoets_verdict_text(summary.verdict, task->language, text, sizeof text, NULL);
    registertoets_day_text(summary.assessed_on, task->language, day, sizeof day, NULL);
    fprintf(task->output, "%s, %s: %s\n", summary.reference, day, text);
    for (place = 0; registertoets_outcome_finding(outcome, place, &finding) == REGISTERTOETS_ERROR_NONE; place++) {
        print_finding(task, outcome, place, &finding);
    }
    registertoets_outcome_registration_text(outcome, task->language, text, sizeof text, NULL);
    fprintf(task->output, "%s%s%s", text[0] ? "  " : "", text, text[0] ? "\n" : "");
    registertoets_outcome_eligible_text(outcome, task->language, text, sizeof text, NULL);
    fprintf(task->output, "%s%s%s", text[0] ? "  " : "", text, text[0] ? "\n" : "");
    print_notices(task, summary.notices);
}

/* ---- the stream ------------------------------------------------------------------------------------------------- */

static void complain(const Task *task, uint32_t number, const Complaint *complaint) {
    if (task->explain) {
        fprintf(task->output, "record %lu: %s\n", (unsigned long)number, complaint->detail);
    } else {
        write_complaint(task->output, number, complaint);
    }
}

/* Complains of a record as a whole. */
static void complain_of_whole(const Task *task, uint32_t number, RegistertoetsError error) {
    static Complaint complaint;
    complaint.error = error;
    switch (error) {
    case REGISTERTOETS_ERROR_TOO_LONG:
        sprintf(complaint.detail, "record too long, expected at most %d bytes", REGISTERTOETS_DOSSIER_BYTES_MAX);
        break;
    case REGISTERTOETS_ERROR_CUT_OFF:
        strcpy(complaint.detail, "record cut off at the end of the stream");
        break;
    default:
        strcpy(complaint.detail, "no length of a record: the records after it cannot be found");
        break;
    }
    complain(task, number, &complaint);
}

/* Complains of what is wrong inside a record. */
static void complain_of_inside(const Task *task, uint32_t number, RegistertoetsError error,
                               const RegistertoetsFault *fault) {
    static Complaint complaint;
    complaint.error = error;
    registertoets_fault_text(fault, complaint.detail, sizeof complaint.detail, NULL);
    registertoets_fault_place(fault, complaint.place, sizeof complaint.place, NULL);
    complain(task, number, &complaint);
}

/* Judges one record and answers; whether it was a dossier. */
static int answer(const Task *task, const Record *record) {
    RegistertoetsOutcome outcome;
    RegistertoetsFault fault;
    RegistertoetsError error = judge(task, record, &outcome, &fault);
    if (error) {
        complain_of_inside(task, record->number, error, &fault);
        return 0;
    }
    if (task->explain) {
        print_outcome(task, &outcome);
    } else {
        write_outcome(task->output, &outcome);
    }
    return 1;
}

/* Reads the length in front of a record; whether anything came before the end of the stream. */
static int read_length(FILE *input, RegistertoetsFrame *frame, RegistertoetsError *error) {
    uint8_t prefix[REGISTERTOETS_PREFIX_MAX];
    size_t length = 0;
    int byte;
    *error = REGISTERTOETS_ERROR_CUT_OFF;
    while (*error == REGISTERTOETS_ERROR_CUT_OFF && length < sizeof prefix && (byte = getc(input)) != EOF) {
        prefix[length++] = (uint8_t)byte;
        *error = registertoets_frame_read(prefix, length, frame);
    }
    return length > 0;
}

/* Reads the record behind a length that is known. */
static RegistertoetsError read_record(FILE *input, uint32_t length, Record *record) {
    record->length = fread(record->bytes, 1, length, input);
    return record->length == length ? REGISTERTOETS_ERROR_NONE : REGISTERTOETS_ERROR_CUT_OFF;
}

/* Skips bytes; whether all of them came before the end of the stream. */
static int skip(FILE *input, uint32_t count) {
    while (count > 0 && getc(input) != EOF) {
        count--;
    }
    return count == 0;
}

/* Judges every record of the stream; the exit status. */
static int run(const Task *task) {
    static Record record;
    RegistertoetsFrame frame;
    RegistertoetsError error;
    int status = 0;
    for (record.number = 1; read_length(task->input, &frame, &error); record.number++) {
        if (error == REGISTERTOETS_ERROR_NONE) {
            error = read_record(task->input, frame.record, &record);
        }
        if (error == REGISTERTOETS_ERROR_NONE) {
            status = answer(task, &record) ? status : 3;
            continue;
        }
        complain_of_whole(task, record.number, error);
        status = 3;
        if (error == REGISTERTOETS_ERROR_TOO_LONG && !skip(task->input, frame.record)) {
            complain_of_whole(task, ++record.number, REGISTERTOETS_ERROR_CUT_OFF); /* its length may hide others */
        } else if (error == REGISTERTOETS_ERROR_NOT_CANONICAL) {
            break; /* where the next record starts cannot be told */
        }
    }
    return ferror(task->input) || fflush(task->output) || ferror(task->output) ? 1 : status;
}

/* ---- arguments -------------------------------------------------------------------------------------------------- */

static int parse_day(const char *text, int32_t *day) {
    unsigned year, month, day_of_month;
    return sscanf(text, "%4u-%2u-%2u", &year, &month, &day_of_month) == 3
           && registertoets_day((uint16_t)year, (uint8_t)month, (uint8_t)day_of_month, day) == REGISTERTOETS_ERROR_NONE;
}

static int parse_way(const char *text, Way *way) {
    static const char *const names[] = {"bytes", "dossier", "source"};
    int place;
    for (place = 0; place < 3; place++) {
        if (strcmp(text, names[place]) == 0) {
            *way = (Way)place;
            return 1;
        }
    }
    return 0;
}

static int parse_language(const char *text, Task *task) {
    task->explain = 1;
    task->language = strcmp(text, "nl") == 0 ? REGISTERTOETS_LANGUAGE_NL : REGISTERTOETS_LANGUAGE_EN;
    return strcmp(text, "nl") == 0 || strcmp(text, "en") == 0;
}

/* Fills in one option and its value; whether there is such a one. */
static int parse_option(const char *option, const char *value, Task *task) {
    if (value == NULL) {
        return 0;
    }
    if (strcmp(option, "--way") == 0) {
        return parse_way(value, &task->way);
    }
    if (strcmp(option, "--as-of") == 0) {
        return parse_day(value, &task->as_of);
    }
    return strcmp(option, "--explain") == 0 && parse_language(value, task);
}

int main(int count, char **arguments) {
    Task task = {WAY_BYTES, REGISTERTOETS_OWN_DAY, 0, REGISTERTOETS_LANGUAGE_NL, NULL, NULL};
    int at;
    if (registertoets_abi() != REGISTERTOETS_ABI) {
        fprintf(stderr, "example: compiled for another version of the library than %s\n", registertoets_version());
        return 2;
    }
    for (at = 1; at < count && arguments[at][0] == '-'; at += 2) {
        if (!parse_option(arguments[at], at + 1 < count ? arguments[at + 1] : NULL, &task)) {
            fprintf(stderr, "example: no such option or value: %s\n", arguments[at]);
            return 2;
        }
    }
    task.input = at < count ? fopen(arguments[at], "rb") : stdin;
    task.output = at + 1 < count ? fopen(arguments[at + 1], "wb") : stdout;
    if (task.input == NULL || task.output == NULL) {
        fprintf(stderr, "example: cannot open a file\n");
        return 1;
    }
    return run(&task);
}
