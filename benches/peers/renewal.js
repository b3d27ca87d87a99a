// The check of a plain renewal in plain Node: node renewal.js REGISTER ANSWERS
"use strict";

const { openSync, readSync, writeSync, closeSync } = require("node:fs");

const CHUNK_BYTES = 256 << 10;
const DAY_MILLISECONDS = 86_400_000;

// days: text of the form YYYY-MM-DD, in the order of the days

const twoDigits = (number) => (number < 10 ? `0${number}` : `${number}`);

function daysInMonth(year, month) {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function plusMonths(day, months) {
  const since = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const year = Math.floor(since / 12);
  const month = (since % 12) + 1;
  const dayOfMonth = Math.min(Number(day.slice(8)), daysInMonth(year, month));
  return `${year}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`;
}

const dayNumber = (day) =>
  Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8))) / DAY_MILLISECONDS;

const hundredths = (amount) => Math.round(amount * 100);

function judgeVog(vog, today, find) {
  if (vog == null || vog.issued_on > today) return find("vog_held", "missing");
  if (vog.subject !== "natural_person") find("vog_held", "unmet");
  if (!vog.relevant_profile) find("vog_profile", "unmet");
  if (today > plusMonths(vog.issued_on, 12)) find("vog_age", "unmet");
  if (vog.original === "not_shown") find("vog_original", "missing");
}

function proves(period, today) {
  const { proof, titled } = period;
  if (proof === "none") return false;
  if (proof === "employment_contract") return titled;
  const declaration = proof.employer_declaration ?? proof.self_employed;
  const signedOn = declaration.signed_on;
  return (
    declaration.kvk_registered !== false &&
    signedOn != null &&
    signedOn <= today &&
    today <= plusMonths(signedOn, 6) &&
    (titled || declaration.describes_function)
  );
}

function workStatus(proven, claimed, need, noWork) {
  if (proven >= need) return "met";
  return claimed >= need || noWork ? "missing" : "unmet";
}

function judgeWork(work, today, find) {
  // the first day that counts is the one after this
  const before = dayNumber(plusMonths(today, -60));
  let noWork = true;
  // in sevenths of hundredths: days by hours a week
  const worked = { claimed: 0, proven: 0 };
  const current = { claimed: 0, proven: 0 };
  for (const period of work) {
    if (period.from > today) continue;
    noWork = false;
    if (!period.hbo_level || period.tasks.length === 0) continue;
    const isProven = proves(period, today);
    const hours = hundredths(period.hours_per_week);
    const hasEnded = period.until != null && period.until < today;
    const lastDay = dayNumber(hasEnded ? period.until : today);
    const sum = Math.max(0, lastDay - Math.max(before, dayNumber(period.from) - 1)) * hours;
    worked.claimed += sum;
    if (isProven) worked.proven += sum;
    if (hasEnded) continue;
    current.claimed += hours;
    if (isProven) current.proven += hours;
  }
  find("work_hours", workStatus(worked.proven, worked.claimed, 208_000 * 7, noWork));
  find("work_current", workStatus(current.proven, current.claimed, 1_600, noWork));
}

function judgePoints(dossier, today, find) {
  const held = dossier.registration;
  const end = plusMonths(held.start, 60);
  let accredited = 0;
  let reflection = 0;
  let other = 0;
  const membershipYears = new Set();
  for (const { on, kind, points } of dossier.activities) {
    if (on < held.start || on >= end || on > today) continue;
    if (kind === "accredited") accredited += hundredths(points);
    else if (kind === "reflection") reflection += hundredths(points);
    else if (kind === "other") other += hundredths(points);
    else if (kind === "bcmb_membership") membershipYears.add(on.slice(0, 4));
    else if (dossier.bcmb_ambassador_appointed) other += hundredths(points);
  }
  const total = accredited + reflection + other + 100 * membershipYears.size;
  const isDispensed = held.skj_shown && dossier.skj_shown;
  if (total < (isDispensed ? 2_600 : 16_000)) find("points_total", "unmet");
  if (accredited < (isDispensed ? 1_200 : 4_000)) find("points_accredited", "unmet");
  if (reflection < (isDispensed ? 800 : 4_000)) find("points_reflection", "unmet");
}

function answer(dossier) {
  const today = dossier.assessed_on;
  const notMet = [];
  const statuses = new Set();
  const find = (rule, status) => {
    if (status === "met") return;
    notMet.push(rule);
    statuses.add(status);
  };
  if ((dossier.declarations ?? []).length !== 4) find("declarations", "missing");
  if (dossier.ruling_known) find("ruling", "board");
  if (today >= plusMonths(dossier.registration.start, 60)) find("registration_held", "board");
  judgeVog(dossier.vog, today, find);
  judgeWork(dossier.work ?? [], today, find);
  judgePoints(dossier, today, find);
  let verdict = "granted";
  if (statuses.has("unmet")) verdict = "refused";
  else if (statuses.has("missing")) verdict = "incomplete";
  else if (statuses.has("board")) verdict = "board";
  return `${JSON.stringify({ reference: dossier.reference, verdict, not_met: notMet })}\n`;
}

/** Answers every whole line of the bytes, and tells how many bytes those are. */
function answerLines(bytes, output) {
  let start = 0;
  let answers = "";
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    // a dossier that this register holds is ASCII
    answers += answer(JSON.parse(bytes.toString("latin1", start, end)));
    start = end + 1;
  }
  writeSync(output, answers);
  return start;
}

const [register, answers] = process.argv.slice(2);
const input = openSync(register, "r");
const output = openSync(answers, "w");
const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
let held = 0;
for (;;) {
  const read = readSync(input, buffer, held, buffer.length - held);
  if (read === 0) break;
  const done = answerLines(buffer.subarray(0, held + read), output);
  buffer.copyWithin(0, done, held + read);
  held += read - done;
}
closeSync(input);
closeSync(output);
