// What the tests hold the module against: the command line of the same tree, and the golden cases.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export { cases } from '../demo/serve.mjs';

const PROGRAM = fileURLToPath(new URL('../../../../target/release/registertoets', import.meta.url));
const MOST = 1 << 30;

export const moduleBytes = (name = 'registertoets.wasm') => readFileSync(new URL(`../${name}`, import.meta.url));

/** The digest of all outcomes of a generated register of so many dossiers, which every platform is held to. */
export function digestOf(count) {
  const known = readFileSync(new URL('../../../../tests/digests.txt', import.meta.url), 'utf8').split('\n');
  return known.map((line) => line.split(' ')).find(([dossiers]) => dossiers === `${count}`)?.[1];
}

/** What the command line writes for these arguments. Records that it cannot read are answered too, with status 3. */
export function program(args, input) {
  const { status, stdout, stderr, error } = spawnSync(PROGRAM, args, { input, maxBuffer: MOST });
  if (error !== undefined) throw error;
  if (status !== 0 && status !== 3) throw new Error(`registertoets ${args.join(' ')}: ${status}: ${stderr}`);
  return stdout;
}

/** The records of a binary stream, each without its length. */
export function* frames(stream) {
  for (let at = 0; at < stream.length; ) {
    const [length, start] = varint(stream, at);
    yield stream.subarray(start, start + length);
    at = start + length;
  }
}

/** The lines of a text as bytes. */
export function* lines(text) {
  for (let at = 0, end; (end = text.indexOf(10, at)) >= 0; at = end + 1) yield text.subarray(at, end);
}

function varint(bytes, at) {
  for (let value = 0, scale = 1; ; scale *= 128) {
    const byte = bytes[at++];
    value += (byte & 127) * scale;
    if (byte < 128) return [value, at];
  }
}

/** Records behind their lengths, as one stream. */
export function framed(records) {
  return Buffer.concat(records.flatMap((record) => [lengthOf(record), record]));
}

function lengthOf(record) {
  const bytes = [];
  let value = record.length;
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
}

/** An answer of the command line to a binary record, as the module gives it: an outcome's bytes or an error. */
export function answered(record) {
  if (record[0] !== 0) return { outcome: record };
  let [, at] = varint(record, 1);
  const text = () => {
    const [length, start] = varint(record, at);
    at = start + length;
    return record.subarray(start, at).toString();
  };
  const error = { code: text(), detail: text() };
  if (record[at++] === 1) error.pointer = text();
  return { error };
}

/** The module's exports themselves, as a host without `registertoets.mjs` calls them. */
export function rawModule(bytes = moduleBytes()) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const memory = new Uint8Array(exports.memory.buffer);
  const evaluate = (record, { from = 0, to = 0, language = 0, asOf = 0 } = {}) => {
    memory.set(record.subarray(0, exports.input_size()), exports.input());
    const answer = exports.evaluate(record.length, from, to, language, asOf);
    return { answer, bytes: memory.slice(exports.output(), exports.output() + Math.abs(answer)) };
  };
  return { exports, memory, evaluate };
}

/** FNV-1a in 64 bits, in halves that numbers hold exactly. */
export class Digest {
  #high = 0xcbf29ce4;
  #low = 0x84222325;

  add(bytes) {
    let [high, low] = [this.#high, this.#low];
    for (const byte of bytes) {
      // times 2^40 + 0x1b3
      low = (low ^ byte) >>> 0;
      const product = low * 0x1b3;
      high = (high * 0x1b3 + Math.floor(product / 2 ** 32) + low * 256) % 2 ** 32;
      low = product % 2 ** 32;
    }
    [this.#high, this.#low] = [high, low];
    return this;
  }

  toString() {
    return [this.#high, this.#low].map((half) => half.toString(16).padStart(8, '0')).join('');
  }
}

/** Numbers from 0 up to `end`, the same every time. */
export function dice(seed) {
  let state = seed >>> 0;
  return (end) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
}

/** A record that was damaged in one place or a few. */
export function damaged(record, others, roll) {
  let bytes = Buffer.from(record);
  for (let times = 1 + roll(3); times > 0; times--) {
    const at = roll(bytes.length + 1);
    const kinds = [
      () => (bytes[Math.min(at, bytes.length - 1)] ^= 1 << roll(8)),
      () => (bytes[Math.min(at, bytes.length - 1)] = roll(256)),
      () => (bytes = bytes.subarray(0, at)),
      () => (bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from([roll(256)]), bytes.subarray(at)])),
      () => (bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + roll(8))])),
      () => (bytes = Buffer.concat([bytes.subarray(0, at), others[roll(others.length)].subarray(roll(40))])),
    ];
    if (bytes.length > 0) kinds[roll(kinds.length)]();
  }
  return bytes;
}
