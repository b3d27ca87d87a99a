// The register's verdict, in a browser or in Node: a small door around the WebAssembly module beside this file.

/** The forms of dossiers and outcomes, as the module numbers them. */
const BINARY = 0;
const JSON_TEXT = 1;
/** The languages, in the order in which the module numbers them. */
const LANGUAGES = ['nl', 'en'];

/** Bytes that are no dossier: what is wrong, in words, and where. It repeats nothing of the dossier. */
export class DossierError extends Error {
  constructor({ code, detail, pointer }) {
    super(detail);
    this.name = 'DossierError';
    this.code = code;
    this.detail = detail;
    this.pointer = pointer;
  }
}

/** Loads the module from an address, a file (in Node), its bytes, or a compiled module. */
export async function load(source = new URL('registertoets.wasm', import.meta.url)) {
  return new Registertoets(await instantiate(source));
}

/** Judges dossiers. Nothing is kept between calls. */
class Registertoets {
  #exports;
  #input;
  #output;

  constructor({ exports }) {
    const { memory, input, input_size, output } = exports;
    this.#exports = exports;
    // the memory never grows, so these views stay good
    this.#input = new Uint8Array(memory.buffer, input(), input_size());
    this.#output = new Uint8Array(memory.buffer, output());
  }

  /** The outcome of a dossier: an object, its JSON text, or its binary form. */
  evaluate(dossier, { asOf, lang } = {}) {
    return this.#parsed(this.#judge(dossier, JSON_TEXT, lang, asOf));
  }

  /** The outcome of a dossier in its binary form. */
  evaluateBinary(dossier, { asOf } = {}) {
    return this.#judge(dossier, BINARY, undefined, asOf).slice();
  }

  /** The rules and readings. */
  rules(lang = 'nl') {
    return this.#table('rules', lang);
  }

  /** Verdicts, statuses and notices in words. */
  words(lang = 'nl') {
    return this.#table('words', lang);
  }

  /** The bytes of an outcome, in the module's memory until the next call. */
  #judge(dossier, to, lang, asOf) {
    const [language, day] = [languageCode(lang), dayCode(asOf)];
    const from = dossier instanceof Uint8Array ? BINARY : JSON_TEXT;
    const length = from === BINARY ? this.#putBytes(dossier) : this.#putText(dossier);
    const answer = this.#exports.evaluate(length, from, to, language, day);
    if (answer < 0) throw new DossierError(this.#parsed(this.#answer(-answer)).error);
    if (answer === 0) throw new RangeError(NOT_BUILT_IN);
    return this.#answer(answer);
  }

  #table(name, lang) {
    const table = this.#exports[name];
    if (table === undefined) throw new RangeError(NOT_BUILT_IN);
    return this.#parsed(this.#answer(table(languageCode(lang))));
  }

  /** Puts a dossier's bytes in the module's memory; how many there are, which may be more than fit. */
  #putBytes(bytes) {
    if (bytes.length <= this.#input.length) this.#input.set(bytes);
    return bytes.length;
  }

  #putText(dossier) {
    const text = typeof dossier === 'string' ? dossier : (JSON.stringify(dossier) ?? '');
    const { read, written } = ENCODER.encodeInto(text, this.#input);
    return read === text.length ? written : this.#input.length + 1;
  }

  #answer(length) {
    return this.#output.subarray(0, length);
  }

  #parsed(bytes) {
    return JSON.parse(DECODER.decode(bytes));
  }
}

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();
const NOT_BUILT_IN = 'the module was built without JSON or sentences';

function languageCode(lang) {
  if (lang === undefined || lang === null) return 0;
  const place = LANGUAGES.indexOf(lang);
  if (place < 0) throw new RangeError(`no such language: ${lang}; there are ${LANGUAGES.join(' and ')}`);
  return place + 1;
}

/** A day as the module takes it: 2021-06-01 is 20210601, and none is 0. */
function dayCode(day) {
  if (day === undefined || day === null) return 0;
  if (!isDay(day)) throw new RangeError(`no day from 1900-01-01 to 2099-12-31: ${day}`);
  return Number(day.replaceAll('-', ''));
}

function isDay(day) {
  if (!/^(19|20)\d\d-\d\d-\d\d$/.test(day)) return false;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** An instance of the module. It imports nothing, so nothing is given to it. */
async function instantiate(source) {
  if (source instanceof WebAssembly.Module) return new WebAssembly.Instance(source);
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return instanceOf(source);
  const file = fileAt(source);
  if (file !== undefined) return instanceOf(await (await import('node:fs/promises')).readFile(file));
  return fetched(await fetch(source));
}

async function instanceOf(bytes) {
  return (await WebAssembly.instantiate(bytes)).instance;
}

/** The module in an answer; compiled while it arrives where the server gives it the type that browsers ask for that. */
async function fetched(response) {
  if (!response.ok) throw new Error(`no module at ${response.url}: status ${response.status}`);
  const type = response.headers.get('content-type') ?? '';
  const streams = type.startsWith('application/wasm') && WebAssembly.instantiateStreaming !== undefined;
  if (!streams) return instanceOf(await response.arrayBuffer());
  return (await WebAssembly.instantiateStreaming(response)).instance;
}

/** The file that a source means, in Node: a file address, or a path. */
function fileAt(source) {
  if (globalThis.process?.versions?.node === undefined) return undefined;
  if (source instanceof URL) return source.protocol === 'file:' ? source : undefined;
  if (source.startsWith('file:')) return new URL(source);
  return /^https?:/.test(source) ? undefined : source;
}
