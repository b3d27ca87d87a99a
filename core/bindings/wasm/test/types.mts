// What a caller in TypeScript may write, and what the compiler holds them from.

import { DossierError, load } from '../registertoets.mjs';
import type { Dossier, Outcome, ToldFinding, Verdict } from '../registertoets.mjs';

const dossier: Dossier = {
  reference: '4610-000001',
  assessed_on: '2021-06-01',
  request: { renewal: 'senior' },
  registration: { category: 'senior', start: '2016-09-01' },
  diplomas: [{ kind: { evc: { recognised_provider: true, report: true } }, obtained_on: '2012-07-01', proof: 'none' }],
  work: [
    {
      from: '2016-01-01',
      hours_per_week: 24.5,
      hbo_level: true,
      titled: true,
      tasks: ['information_and_advice'],
      proof: { self_employed: { kvk_registered: true, signed_on: null, describes_function: false } },
    },
  ],
};

const registertoets = await load(new URL('registertoets.wasm', import.meta.url));
const verdict: Verdict = registertoets.evaluate(dossier).verdict;
const told: Outcome<ToldFinding> = registertoets.evaluate(JSON.stringify(dossier), { lang: 'nl', asOf: '2021-07-01' });
const sentences: string[] = told.findings.map(({ message, article }) => `${message} (${article})`);
const bytes: Uint8Array = registertoets.evaluateBinary(new Uint8Array(), { asOf: null });
const titles: string[] = registertoets.rules('en').rules.map(({ title }) => title);
const words: string = registertoets.words().verdicts[verdict];

try {
  // @ts-expect-error: there is no such language
  registertoets.evaluate(dossier, { lang: 'de' });
  // @ts-expect-error: there is no such category
  registertoets.evaluate({ ...dossier, request: { admission: 'basis' } });
  // @ts-expect-error: without a language there are no sentences
  registertoets.evaluate(dossier).findings[0].message.length;
} catch (error) {
  if (error instanceof DossierError) [error.code, error.detail, error.pointer?.length];
}

export { bytes, sentences, titles, words };
