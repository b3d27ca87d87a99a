// The same answers as the command line, over golden cases, a generated register and damaged dossiers.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DossierError, load } from '../registertoets.mjs';
import { Digest, answered, cases, damaged, dice, digestOf } from './oracle.mjs';
import { framed, frames, lines, program, rawModule } from './oracle.mjs';

const GENERATED = 100_000;
const LANGUAGES = ['nl', 'en'];

const registertoets = await load();
const small = await load(new URL('../registertoets-small.wasm', import.meta.url));
const golden = await cases();
const ndjson = (values) => Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
const goldenText = ndjson(golden.map(({ dossier }) => dossier));
const goldenBytes = [...frames(program(['convert', '-q', '--from', 'ndjson', '--to', 'postcard'], goldenText))];

function errorOf(judge) {
  try {
    return judge() && undefined;
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    const { code, detail, pointer } = error;
    return pointer === undefined ? { code, detail } : { code, detail, pointer };
  }
}

test('golden cases have their golden outcomes', () => {
  assert.ok(golden.length >= 47);
  assert.equal(goldenBytes.length, golden.length);
  golden.forEach(({ name, dossier, outcome }, place) => {
    for (const given of [dossier, JSON.stringify(dossier), JSON.stringify(dossier, null, 4), goldenBytes[place]]) {
      assert.deepEqual(registertoets.evaluate(given), outcome, name);
    }
  });
});

test('golden cases have the binary outcomes of the command line', () => {
  const outcomes = [...frames(program(['evaluate', '-q', '--from', 'ndjson', '--to', 'postcard'], goldenText))];
  golden.forEach(({ name, dossier }, place) => {
    assert.deepEqual(Buffer.from(registertoets.evaluateBinary(dossier)), outcomes[place], name);
    assert.deepEqual(Buffer.from(registertoets.evaluateBinary(goldenBytes[place])), outcomes[place], name);
    assert.deepEqual(Buffer.from(small.evaluateBinary(goldenBytes[place])), outcomes[place], name);
  });
});

test('text, sentences and other days are told as the command line tells them', () => {
  const register = [goldenText, program(['generate', '--count', '3000', '--seed', '7'])];
  const whole = Buffer.concat(register);
  const dossiers = [...lines(whole)].map(String);
  for (const lang of [undefined, ...LANGUAGES]) {
    for (const asOf of [undefined, '2019-02-28', '2024-02-29']) {
      const asked = [lang && ['--lang', lang], asOf && ['--as-of', asOf]].filter(Boolean).flat();
      const told = [...lines(program(['evaluate', '-q', '--from', 'ndjson', ...asked], whole))].map(String);
      assert.equal(told.length, dossiers.length);
      dossiers.forEach((dossier, place) => {
        // as text: the order of the fields and the way numbers are written count too
        assert.equal(JSON.stringify(registertoets.evaluate(dossier, { lang, asOf })), told[place]);
      });
    }
  }
});

test('the module writes the very text that the command line writes', () => {
  const { evaluate } = rawModule();
  const told = { 0: [], 1: ['--lang', 'nl'], 2: ['--lang', 'en'] };
  for (const [language, asked] of Object.entries(told)) {
    const expected = [...lines(program(['evaluate', '-q', '--from', 'ndjson', ...asked], goldenText))].map(String);
    golden.forEach(({ dossier }, place) => {
      const { bytes } = evaluate(Buffer.from(JSON.stringify(dossier)), { from: 1, to: 1, language: Number(language) });
      assert.equal(Buffer.from(bytes).toString(), expected[place]);
    });
  }
});

test(`the digest of ${GENERATED} generated dossiers is that of the command line`, (t) => {
  const expected = program(['evaluate', '-q', '--generated', `${GENERATED}`, '--to', 'postcard']);
  const digest = new Digest().add(expected).toString();
  assert.equal(digest, digestOf(GENERATED));
  t.diagnostic(`FNV-1a ${digest} over ${expected.length} bytes`);
  const dossiers = [...frames(program(['generate', '--count', `${GENERATED}`, '--to', 'postcard']))];
  assert.equal(dossiers.length, GENERATED);
  for (const [name, judged] of Object.entries({ full: registertoets, small })) {
    const started = process.hrtime.bigint();
    const outcomes = dossiers.map((dossier) => judged.evaluateBinary(dossier));
    t.diagnostic(`${name} module: ${(process.hrtime.bigint() - started) / BigInt(GENERATED)} ns a binary dossier`);
    const stream = framed(outcomes);
    assert.equal(new Digest().add(stream).toString(), digest);
    assert.ok(stream.equals(expected));
  }
});

test(`so it is where they come as JSON text`, (t) => {
  const expected = program(['evaluate', '-q', '--generated', `${GENERATED}`, '--to', 'postcard']);
  const text = program(['generate', '--count', `${GENERATED}`]);
  let spent = 0n;
  const outcomes = [];
  for (const line of lines(text)) {
    const dossier = line.toString();
    const started = process.hrtime.bigint();
    outcomes.push(registertoets.evaluateBinary(dossier));
    spent += process.hrtime.bigint() - started;
  }
  const size = Math.round(text.length / GENERATED);
  t.diagnostic(`full module: ${spent / BigInt(GENERATED)} ns a JSON dossier, of ${size} bytes`);
  assert.ok(framed(outcomes).equals(expected));
});

test('damaged binary dossiers get the answers of the command line, and never a trap', () => {
  const roll = dice(1);
  const whole = [...goldenBytes, ...frames(program(['generate', '--count', '500', '--to', 'postcard']))];
  const records = Array.from({ length: 40_000 }, () => damaged(whole[roll(whole.length)], whole, roll));
  const answers = frames(program(['evaluate', '-q', '--from', 'postcard', '--to', 'postcard'], framed(records)));
  let unreadable = 0;
  records.forEach((record) => {
    const { outcome, error } = answered(answers.next().value);
    for (const judged of [registertoets, small]) {
      if (error === undefined) {
        assert.ok(outcome.equals(judged.evaluateBinary(record)));
      } else if (error.code === 'too_long') {
        assert.equal(errorOf(() => judged.evaluateBinary(record)).code, 'too_long');
      } else {
        assert.deepEqual(errorOf(() => judged.evaluateBinary(record)), error);
      }
    }
    unreadable += Number(error !== undefined);
  });
  assert.ok(unreadable > records.length / 4 && unreadable < records.length);
});

test('damaged JSON dossiers get the answers of the command line, and never a trap', () => {
  const roll = dice(2);
  const { evaluate } = rawModule();
  const whole = [...lines(Buffer.concat([goldenText, program(['generate', '--count', '100'])]))];
  const isLine = (record) => !record.includes(10) && record.some((byte) => ![9, 13, 32].includes(byte));
  const records = Array.from({ length: 20_000 }, () => damaged(whole[roll(whole.length)], whole, roll)).filter(isLine);
  const text = Buffer.concat(records.flatMap((record) => [record, Buffer.from('\n')]));
  const answers = [...lines(program(['evaluate', '-q', '--from', 'ndjson', '--lang', 'en'], text))];
  assert.equal(answers.length, records.length);
  records.forEach((record, place) => {
    const { answer, bytes } = evaluate(record, { from: 1, to: 1, language: 2 });
    const told = JSON.parse(Buffer.from(bytes));
    const { record: number, ...expected } = JSON.parse(answers[place]);
    assert.deepEqual(told, expected);
    assert.equal(answer < 0, number !== undefined);
  });
});

test('noise is answered as an error, and the module is none the worse', () => {
  const roll = dice(3);
  const { evaluate } = rawModule();
  for (let times = 0; times < 50_000; times++) {
    const noise = Buffer.from(Array.from({ length: roll(200) }, () => roll(256)));
    if (roll(2) === 0 && noise.length > 0) noise[0] = 1;
    const from = roll(2);
    const { answer, bytes } = evaluate(noise, { from, to: roll(2) });
    assert.ok(answer < 0);
    assert.ok(JSON.parse(Buffer.from(bytes)).error.code);
  }
  const { bytes } = evaluate(Buffer.from(JSON.stringify(golden[0].dossier)), { from: 1, to: 1 });
  assert.deepEqual(JSON.parse(Buffer.from(bytes)), golden[0].outcome);
});
