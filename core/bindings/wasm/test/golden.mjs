// Runs in a browser: every golden case by every way in. Writes how many passed, or what went wrong.

import { load } from '../registertoets.mjs';

const SOURCES = [undefined, '../registertoets.wasm', '/untyped/registertoets.wasm'];
const result = document.querySelector('#result');

async function run() {
  const cases = await (await fetch('/demo/cases.json')).json();
  for (const source of SOURCES) {
    const registertoets = await load(source);
    for (const { name, dossier, outcome } of cases) {
      for (const given of [dossier, JSON.stringify(dossier)]) {
        const judged = JSON.stringify(registertoets.evaluate(given));
        if (judged !== JSON.stringify(outcome)) throw new Error(`${name}: ${judged}`);
      }
      for (const { message } of registertoets.evaluate(dossier, { lang: 'nl' }).findings) {
        if (!/[.]$/.test(message)) throw new Error(`${name}: ${message}`);
      }
    }
  }
  return `passed ${cases.length}`;
}

result.textContent = await run().catch((error) => `failed: ${error}`);
