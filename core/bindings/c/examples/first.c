#include <stdio.h>
#include "registertoets.h"

/* 4610-000001 asks on 1 June 2021 to be admitted as Junior, with a VOG of March and a diploma of 2016. The zero that ends
   the text is the last byte of the dossier: no activities. */
static const uint8_t dossier[] = "\x01\x0B" "4610-000001" "\x8A\x10\x01\x0F\0\0\x03\x4E\0\x01\x11\x84\x0E\0";

int main(void) {
    RegistertoetsOutcome outcome;
    RegistertoetsSummary summary;
    char text[REGISTERTOETS_TEXT_MAX];
    RegistertoetsError error =
        registertoets_evaluate_bytes(dossier, sizeof dossier, REGISTERTOETS_OWN_DAY, &outcome, NULL);
    if (error) {
        return puts(registertoets_error_text(error)) < 0 ? 2 : 1;
    }
    registertoets_outcome_summary(&outcome, &summary);
    registertoets_verdict_text(summary.verdict, REGISTERTOETS_LANGUAGE_EN, text, sizeof text, NULL);
    printf("%s: %s\n", summary.reference, text);
    return 0;
}
