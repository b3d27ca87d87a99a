// The module itself: its size, its memory, its stack, and that it cannot panic.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { cases, frames, moduleBytes, program, rawModule } from './oracle.mjs';

const KIB = 1024;
const MODULES = {
  'registertoets.wasm': { bytes: 96 * KIB, pages: 18, stack: 24 * KIB, tables: true },
  'registertoets-small.wasm': { bytes: 24 * KIB, pages: 1, stack: 4 * KIB, tables: false },
};
const STACK_BYTES = 32 * KIB;
const EXPORTS = ['evaluate', 'input', 'input_size', 'memory', 'output'];

const isOurs = ({ name }) => !name.startsWith('__');

for (const [name, budget] of Object.entries(MODULES)) {
  test(`${name} keeps to its budgets`, (t) => {
    const bytes = moduleBytes(name);
    t.diagnostic(`${name}: ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzipped`);
    assert.ok(bytes.length <= budget.bytes, `${bytes.length} of ${budget.bytes} bytes`);
    const { exports } = rawModule(bytes);
    assert.equal(exports.memory.buffer.byteLength, budget.pages * 64 * KIB);
    assert.throws(() => exports.memory.grow(1), RangeError);
  });

  test(`${name} imports nothing, so that it cannot panic, and exports what is documented`, () => {
    const compiled = new WebAssembly.Module(moduleBytes(name));
    assert.deepEqual(WebAssembly.Module.imports(compiled), []);
    const names = WebAssembly.Module.exports(compiled).filter(isOurs).map((one) => one.name);
    assert.deepEqual(names.sort(), [...EXPORTS, ...(budget.tables ? ['rules', 'words'] : [])].sort());
  });

  test(`${name} answers a call that is wrong with 0`, () => {
    const { exports, evaluate } = rawModule(moduleBytes(name));
    const record = Buffer.from('0101788a1009000000000000000000', 'hex').subarray(0, 14);
    assert.ok(evaluate(record).answer > 0);
    const wrong = [{ from: 2 }, { to: 2 }, { language: 1 }, { to: 1, language: 3 }, { to: 1, language: -1 }];
    const days = [1, 20210229, 18991231, 21000101, 202106010, -1, 655360101].map((asOf) => ({ asOf }));
    for (const options of [...wrong, ...days]) {
      assert.equal(evaluate(record, options).answer, 0, JSON.stringify(options));
    }
    if (budget.tables) assert.deepEqual([0, 3, -1].map((language) => exports.rules(language)), [0, 0, 0]);
    assert.ok(exports.evaluate(-1, 0, 0, 0, 0) < 0, 'a length beyond the buffer is a dossier that is too long');
  });
}

test('that proof can fail: a module that can panic imports what a panic calls', () => {
  const control = new WebAssembly.Module(moduleBytes('target/control.wasm'));
  const expected = [{ module: 'proof', name: 'panic_is_reachable', kind: 'function' }];
  assert.deepEqual(WebAssembly.Module.imports(control), expected);
});

for (const [name, budget] of Object.entries(MODULES)) {
  test(`${name} leaves stack to spare`, async (t) => {
    const { memory, evaluate, exports } = rawModule(moduleBytes(name));
    const from = budget.tables ? 1 : 0;
    // the stack lies at the start of the memory and grows down: what is still painted was never used
    memory.fill(0xcc, 0, STACK_BYTES);
    for (const dossier of await heavyDossiers()) {
      const text = Buffer.from(JSON.stringify(dossier));
      const [record] = frames(program(['convert', '-q', '--from', 'json', '--to', 'postcard'], text));
      assert.ok(evaluate(from === 1 ? text : record, { from, to: from, language: 2 * from }).answer > 0);
      assert.ok(evaluate(record).answer > 0);
    }
    if (budget.tables) {
      assert.ok(exports.rules(1) > 0 && exports.words(2) > 0);
      assert.ok(evaluate(Buffer.from('{"reference":"x","assessed_on":"?"}'), { from: 1 }).answer < 0);
    }
    const used = STACK_BYTES - memory.subarray(0, STACK_BYTES).findIndex((byte) => byte !== 0xcc);
    t.diagnostic(`${name}: ${used} bytes of stack`);
    assert.ok(used <= budget.stack, `${used} of ${budget.stack} bytes`);
  });
}

/** The golden cases, and a dossier in which every list is full. */
async function heavyDossiers() {
  const dossiers = (await cases()).map(({ dossier }) => dossier);
  const fullest = dossiers.find(({ reference, work, activities }) => reference && work?.length && activities?.length);
  const filled = (items, count) => Array.from({ length: count }, (_, place) => items[place % items.length]);
  const kind = { evc: { recognised_provider: true, report: false } };
  const diploma = { kind, obtained_on: '2001-01-01', proof: 'none' };
  const full = {
    ...fullest,
    reference: 'x'.repeat(32),
    work: filled(fullest.work, 16),
    activities: filled(fullest.activities, 256),
    diplomas: filled([diploma], 8),
  };
  return [...dossiers, full];
}
