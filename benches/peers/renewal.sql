-- The check of a plain renewal in DuckDB: reads register.ndjson, writes duckdb.ndjson.
SET threads = 1;

CREATE MACRO met_or(status, is_met) AS CASE WHEN is_met THEN 'met' ELSE status END;

CREATE MACRO amount_status(have, could_have, need, no_work) AS
    CASE WHEN have >= need THEN 'met' WHEN could_have >= need OR no_work THEN 'missing' ELSE 'unmet' END;

CREATE MACRO total(amounts) AS coalesce(list_sum(amounts), 0);

CREATE MACRO points_of(wanted, activities) AS
    total([a.points FOR a IN activities IF a.kind = wanted]);

COPY (
    WITH dossier AS (
        SELECT
            reference,
            assessed_on AS today,
            len(coalesce(declarations, [])) AS declarations,
            coalesce(ruling_known, false) AS ruling_known,
            (registration."start" + INTERVAL 60 MONTHS)::DATE AS period_end,
            (assessed_on - INTERVAL 60 MONTHS)::DATE AS before,
            coalesce(registration.skj_shown, false) AND coalesce(skj_shown, false) AS is_dispensed,
            coalesce(bcmb_ambassador_appointed, false) AS is_ambassador,
            CASE WHEN vog.issued_on <= assessed_on THEN vog END AS vog,
            [p FOR p IN coalesce(work, []) IF p."from" <= assessed_on] AS work,
            [
                a FOR a IN activities
                IF a."on" >= registration."start" AND a."on" < period_end AND a."on" <= assessed_on
            ] AS activities
        FROM read_json(
            'register.ndjson',
            format = 'newline_delimited',
            columns = {
                reference: 'VARCHAR',
                assessed_on: 'DATE',
                declarations: 'VARCHAR[]',
                ruling_known: 'BOOLEAN',
                registration: 'STRUCT("start" DATE, skj_shown BOOLEAN)',
                vog: 'STRUCT(issued_on DATE, subject VARCHAR, relevant_profile BOOLEAN, original VARCHAR)',
                work: 'STRUCT("from" DATE, "until" DATE, hours_per_week DECIMAL(5, 2), hbo_level BOOLEAN,
                    titled BOOLEAN, tasks VARCHAR[], proof JSON)[]',
                skj_shown: 'BOOLEAN',
                bcmb_ambassador_appointed: 'BOOLEAN',
                activities: 'STRUCT("on" DATE, kind VARCHAR, points DECIMAL(5, 2))[]'
            }
        )
    ),
    measured AS (
        SELECT
            *,
            [
                {
                    hours: p.hours_per_week,
                    days: greatest(
                        0,
                        least(coalesce(p."until", today), today) - greatest(before, p."from" - 1)
                    ),
                    is_ongoing: coalesce(p."until", today) >= today,
                    is_proven: CASE p.proof::VARCHAR
                        WHEN '"none"' THEN false
                        WHEN '"employment_contract"' THEN p.titled
                        ELSE coalesce(
                            (p.proof->>'$.self_employed.kvk_registered')::BOOLEAN, true
                        ) AND coalesce(
                            coalesce(
                                p.proof->>'$.employer_declaration.signed_on', p.proof->>'$.self_employed.signed_on'
                            )::DATE <= today, false
                        ) AND (
                            coalesce(
                                p.proof->>'$.employer_declaration.signed_on', p.proof->>'$.self_employed.signed_on'
                            )::DATE + INTERVAL 6 MONTHS
                        ) >= today AND (
                            p.titled OR coalesce(
                                p.proof->>'$.employer_declaration.describes_function',
                                p.proof->>'$.self_employed.describes_function'
                            )::BOOLEAN
                        )
                    END
                }
                FOR p IN work IF p.hbo_level AND len(p.tasks) > 0
            ] AS claimed,
            points_of('accredited', activities) AS accredited,
            points_of('reflection', activities) AS reflection,
            points_of('other', activities)
                + CASE WHEN is_ambassador THEN points_of('bcmb_ambassador', activities) ELSE 0 END
                + len(list_distinct([year(a."on") FOR a IN activities IF a.kind = 'bcmb_membership'])) AS other
        FROM dossier
    ),
    judged AS (
        SELECT
            reference,
            [
                {rule: 'declarations', status: met_or('missing', declarations = 4)},
                {rule: 'ruling', status: met_or('board', NOT ruling_known)},
                {rule: 'registration_held', status: met_or('board', today < period_end)},
                {
                    rule: 'vog_held',
                    status: CASE WHEN vog IS NULL THEN 'missing'
                        ELSE met_or('unmet', vog.subject = 'natural_person') END
                },
                {rule: 'vog_profile', status: met_or('unmet', vog IS NULL OR vog.relevant_profile)},
                {
                    rule: 'vog_age',
                    status: met_or('unmet', vog IS NULL OR vog.issued_on + INTERVAL 12 MONTHS >= today)
                },
                {rule: 'vog_original', status: met_or('missing', vog IS NULL OR vog.original <> 'not_shown')},
                {
                    rule: 'work_hours',
                    status: amount_status(
                        total([p.days * p.hours FOR p IN claimed IF p.is_proven]),
                        total([p.days * p.hours FOR p IN claimed]),
                        2080 * 7,
                        len(work) = 0
                    )
                },
                {
                    rule: 'work_current',
                    status: amount_status(
                        total([p.hours FOR p IN claimed IF p.is_ongoing AND p.is_proven]),
                        total([p.hours FOR p IN claimed IF p.is_ongoing]),
                        16,
                        len(work) = 0
                    )
                },
                {
                    rule: 'points_total',
                    status: met_or(
                        'unmet', accredited + reflection + other >= CASE WHEN is_dispensed THEN 26 ELSE 160 END
                    )
                },
                {
                    rule: 'points_accredited',
                    status: met_or('unmet', accredited >= CASE WHEN is_dispensed THEN 12 ELSE 40 END)
                },
                {
                    rule: 'points_reflection',
                    status: met_or('unmet', reflection >= CASE WHEN is_dispensed THEN 8 ELSE 40 END)
                }
            ] AS findings
        FROM measured
    )
    SELECT
        reference,
        CASE
            WHEN list_contains(statuses, 'unmet') THEN 'refused'
            WHEN list_contains(statuses, 'missing') THEN 'incomplete'
            WHEN list_contains(statuses, 'board') THEN 'board'
            ELSE 'granted'
        END AS verdict,
        [f.rule FOR f IN findings IF f.status <> 'met'] AS not_met
    FROM (SELECT reference, findings, [f.status FOR f IN findings] AS statuses FROM judged)
) TO 'duckdb.ndjson' (FORMAT json);
