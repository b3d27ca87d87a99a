// The door for JavaScript: ways to load, options, errors, tables.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { serve } from '../demo/serve.mjs';
import { DossierError, load } from '../registertoets.mjs';
import { cases, moduleBytes, program } from './oracle.mjs';

const registertoets = await load();
const small = await load(moduleBytes('registertoets-small.wasm'));
const golden = await cases();
const [{ dossier, outcome }] = golden;

test('the module loads from a file, an address, bytes, or compiled', async (t) => {
  const server = await serve();
  t.after(() => server.close());
  const place = new URL('../registertoets.wasm', import.meta.url);
  const address = `http://127.0.0.1:${server.address().port}`;
  const bytes = moduleBytes();
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const sources = [
    place,
    place.href,
    fileURLToPath(place),
    bytes,
    buffer,
    new WebAssembly.Module(bytes),
    `${address}/registertoets.wasm`,
    new URL(`${address}/registertoets.wasm`),
    `${address}/untyped/registertoets.wasm`,
  ];
  for (const source of sources) assert.deepEqual((await load(source)).evaluate(dossier), outcome);
  await assert.rejects(load(`${address}/nothing.wasm`), /status 404/);
  await assert.rejects(load(fileURLToPath(place) + 'x'), { code: 'ENOENT' });
});

test('bytes that are no dossier are an error with a code, a detail and a place', () => {
  const fails = (given, expected) => {
    assert.throws(
      () => registertoets.evaluate(given),
      (error) => {
        assert.ok(error instanceof DossierError && error instanceof Error);
        assert.equal(error.message, error.detail);
        const { code, detail, pointer } = error;
        assert.deepEqual({ code, detail, pointer }, { pointer: undefined, ...expected });
        return true;
      },
    );
  };
  const expected = 'expected one of admission, renewal, change, basis_conversion';
  fails('', { code: 'cut_off', detail: 'cut off at byte 0' });
  fails(undefined, { code: 'cut_off', detail: 'cut off at byte 0' });
  fails([], { code: 'wrong_type', detail: 'wrong type at byte 0, expected an object' });
  fails('{"request": "x"}', {
    code: 'unknown_name',
    detail: `unknown name at byte 12 (/request), ${expected}`,
    pointer: '/request',
  });
  fails({ ...dossier, work: [{ from: '2021-02-29' }] }, {
    code: 'invalid_value',
    pointer: '/work/0/from',
    detail: errorDetail({ ...dossier, work: [{ from: '2021-02-29' }] }),
  });
  fails(new Uint8Array(), { code: 'cut_off', detail: 'cut off at byte 0' });
  fails(new Uint8Array([2]), { code: 'unknown_version', detail: 'unknown version at byte 0' });
  fails(Uint8Array.of(1, 1, 0), {
    code: 'invalid_value',
    detail: 'invalid value at byte 1 (/reference)',
    pointer: '/reference',
  });
});

/** What the command line says of a dossier that cannot be read. */
function errorDetail(unreadable) {
  return JSON.parse(program(['evaluate', '-q', '--from', 'ndjson'], JSON.stringify(unreadable))).error.detail;
}

test('what is longer than any dossier is too long, at the very byte', () => {
  const text = JSON.stringify(dossier);
  const most = 1 << 20;
  assert.deepEqual(registertoets.evaluate(text.padEnd(most)), outcome);
  const tooLong = { code: 'too_long', detail: 'dossier too long, expected at most 1048576 bytes', pointer: undefined };
  assert.throws(() => registertoets.evaluate(text.padEnd(most + 1)), tooLong);
  assert.throws(() => registertoets.evaluate('é'.repeat(most / 2) + 'é'), tooLong);
  const detail = 'dossier too long, expected at most 1846 bytes';
  for (const length of [1847, 1 << 20, (1 << 20) + 1, 1 << 24]) {
    assert.throws(() => registertoets.evaluateBinary(new Uint8Array(length)), { code: 'too_long', detail });
    assert.throws(() => small.evaluateBinary(new Uint8Array(length)), { code: 'too_long', detail });
  }
  assert.throws(() => registertoets.evaluateBinary(new Uint8Array(1846)), { code: 'unknown_version' });
});

test('a reference comes back as it was, whatever signs it holds', () => {
  const reference = '"\\/<>&\'~!{}[]:,0-_=+|?';
  assert.equal(registertoets.evaluate({ ...dossier, reference }).reference, reference);
});

test('options that mean nothing are misuse, and no error of a dossier', () => {
  const beyond = ['1899-12-31', '2100-01-01', '2021-02-29', '2021-13-01'];
  for (const asOf of [...beyond, '2021-2-1', '20210601', '', 20210601, new Date()]) {
    assert.throws(() => registertoets.evaluate(dossier, { asOf }), RangeError, `${asOf}`);
  }
  for (const lang of ['de', 'NL', '', 1]) {
    assert.throws(() => registertoets.evaluate(dossier, { lang }), RangeError);
    assert.throws(() => registertoets.rules(lang), RangeError);
  }
  for (const none of [undefined, null]) {
    assert.deepEqual(registertoets.evaluate(dossier, { asOf: none, lang: none }), outcome);
  }
  assert.equal(registertoets.evaluate(dossier, { asOf: '1900-01-01' }).assessed_on, '1900-01-01');
  assert.equal(registertoets.evaluate(dossier, { asOf: '2099-12-31' }).assessed_on, '2099-12-31');
});

test('the small module says that it reads no text and tells no sentences', () => {
  const built = { name: 'RangeError', message: /built without/ };
  assert.throws(() => small.evaluateBinary(dossier), built);
  assert.throws(() => small.evaluate(registertoets.evaluateBinary(dossier)), built);
  assert.throws(() => small.rules(), built);
  assert.throws(() => small.words('en'), built);
});

test('an answer stays as it was after the next call', () => {
  const [first, second] = golden.map((one) => registertoets.evaluateBinary(one.dossier));
  assert.deepEqual(first, registertoets.evaluateBinary(dossier));
  assert.notDeepEqual(first, second);
});

test('the tables are those of the command line', () => {
  for (const lang of ['nl', 'en']) {
    const table = JSON.parse(program(['rules', '--to', 'json', '--lang', lang]));
    assert.deepEqual(registertoets.rules(lang), table);
    const { verdicts, statuses, notices } = registertoets.words(lang);
    assert.deepEqual(Object.keys(verdicts), ['granted', 'board', 'incomplete', 'refused']);
    assert.deepEqual(Object.keys(statuses), ['met', 'unmet', 'missing', 'board']);
    assert.equal(Object.keys(notices).length, 6);
    for (const { dossier, outcome } of golden) {
      const explained = String(program(['explain', '--from', 'json', '--lang', lang, '-'], JSON.stringify(dossier)));
      const unwrapped = explained.split(/\s+/).join(' ');
      assert.ok(unwrapped.includes(verdicts[outcome.verdict]));
      assert.ok(outcome.notices.every((notice) => unwrapped.includes(notices[notice])));
    }
  }
  assert.deepEqual(registertoets.rules(), registertoets.rules('nl'));
  assert.deepEqual(registertoets.words(), registertoets.words('nl'));
});

test('the package has the version of the crate', async () => {
  const manifest = await readFile(new URL('../Cargo.toml', import.meta.url), 'utf8');
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
  assert.equal(/^version = "(.*)"$/m.exec(manifest)[1], version);
});
