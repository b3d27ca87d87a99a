// The kiosk page: a dossier in, its verdict and the reasons in words out. Nothing leaves the page.

import { DossierError, load } from '../registertoets.mjs';

const SAID = {
  nl: {
    languages: 'Taal',
    intro: 'Plak een dossier of kies er een. De beoordeling volgt het registratiereglement, versie 10 van 1 mei 2021.',
    example: 'Voorbeeld',
    choose: 'kies een voorbeeld',
    file: 'Bestand met een dossier',
    dossier: 'Dossier (JSON)',
    asOf: 'Dag van beoordeling, als die anders is dan in het dossier',
    judge: 'Beoordelen',
    privacy: 'Alles gebeurt op dit apparaat: er wordt niets verstuurd en niets bewaard.',
    granted: 'Toegewezen',
    board: 'Aan het bestuur',
    incomplete: 'Niet compleet',
    refused: 'Afgewezen',
    reference: 'Kenmerk',
    assessedOn: 'Dag van beoordeling',
    registration: 'Registratie',
    points: 'Punten',
    eligible: 'Wel mogelijk: toelating als',
    attention: 'Wat nog niet in orde is',
    notices: 'Opmerkingen',
    inOrder: 'Wat in orde is',
    article: 'artikel',
    unreadable: 'Dit dossier is niet te lezen',
    where: 'Plaats',
  },
  en: {
    languages: 'Language',
    intro: 'Paste a dossier or pick one. It is judged by the registration regulation, version 10 of 1 May 2021.',
    example: 'Example',
    choose: 'pick an example',
    file: 'File with a dossier',
    dossier: 'Dossier (JSON)',
    asOf: 'Day to judge on, where it is not the one in the dossier',
    judge: 'Judge',
    privacy: 'Everything happens on this device: nothing is sent and nothing is kept.',
    granted: 'Granted',
    board: 'For the board',
    incomplete: 'Incomplete',
    refused: 'Refused',
    reference: 'Reference',
    assessedOn: 'Day judged on',
    registration: 'Registration',
    points: 'Points',
    eligible: 'Possible: admission as',
    attention: 'What is not in order yet',
    notices: 'Remarks',
    inOrder: 'What is in order',
    article: 'article',
    unreadable: 'This dossier cannot be read',
    where: 'Place',
  },
};

const CATEGORIES = { in_opleiding: 'In opleiding', junior: 'Junior', senior: 'Senior' };

const registertoets = await load();
const form = document.querySelector('form');
const answer = document.querySelector('#answer');
const tables = Object.fromEntries(
  Object.keys(SAID).map((lang) => {
    return [lang, { words: registertoets.words(lang), rules: titles(registertoets.rules(lang)) }];
  }),
);
let lang = 'nl';
/** The dossier in its binary form, where a file held one; then the text field is empty. */
let binary = null;
/** What was judged last, to tell it again in the other language. */
let judged = null;

function titles({ rules }) {
  return Object.fromEntries(rules.map((rule) => [rule.name, rule.title]));
}

/** An element with a text, or with other elements in it. */
function element(name, content, className) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...[content].flat());
  return made;
}

function day(text) {
  const written = new Intl.DateTimeFormat(lang === 'nl' ? 'nl-NL' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return written.format(new Date(`${text}T00:00:00Z`));
}

function listed(rows) {
  return element('dl', rows.flatMap(([term, value]) => [element('dt', term), element('dd', value)]));
}

function finding({ rule, status, message, article }) {
  const { words, rules } = tables[lang];
  const head = [element('strong', rules[rule]), element('span', words.statuses[status], status)];
  const source = element('span', ` (${SAID[lang].article} ${article})`, 'small');
  return element('li', [...head, element('p', [message, source])]);
}

function facts(outcome) {
  const said = SAID[lang];
  const { registration, points, eligible } = outcome;
  const rows = [[said.reference, outcome.reference], [said.assessedOn, day(outcome.assessed_on)]];
  if (registration) {
    const { category, start, end } = registration;
    rows.push([said.registration, `${CATEGORIES[category]}, ${day(start)} – ${day(end)}`]);
  }
  if (points) rows.push([said.points, points.total.toLocaleString(lang)]);
  if (eligible.length > 0) rows.push([said.eligible, eligible.map((category) => CATEGORIES[category]).join(', ')]);
  return listed(rows);
}

function tell(outcome) {
  const [said, { words }] = [SAID[lang], tables[lang]];
  const attention = outcome.findings.filter(({ status }) => status !== 'met');
  const inOrder = outcome.findings.filter(({ status }) => status === 'met');
  const verdict = [element('h2', said[outcome.verdict]), element('p', words.verdicts[outcome.verdict])];
  const parts = [element('div', verdict, `verdict ${outcome.verdict}`), facts(outcome)];
  if (attention.length > 0) parts.push(element('h3', said.attention), element('ul', attention.map(finding)));
  if (outcome.notices.length > 0) {
    const remarks = outcome.notices.map((notice) => element('li', words.notices[notice]));
    parts.push(element('h3', said.notices), element('ul', remarks));
  }
  const rest = [element('summary', `${said.inOrder} (${inOrder.length})`), element('ul', inOrder.map(finding))];
  if (inOrder.length > 0) parts.push(element('details', rest));
  return parts;
}

function tellError(error) {
  const rows = error.pointer ? [[SAID[lang].where, error.pointer]] : [];
  const detail = element('p', error.detail);
  detail.lang = 'en';
  return [element('h2', SAID[lang].unreadable, 'error'), detail, listed(rows)];
}

function judge() {
  const { dossier, asOf } = judged;
  try {
    answer.replaceChildren(...tell(registertoets.evaluate(dossier, { asOf, lang })));
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    answer.replaceChildren(...tellError(error));
  }
  answer.hidden = false;
}

function speak(chosen) {
  lang = chosen;
  document.documentElement.lang = lang;
  for (const place of document.querySelectorAll('[data-say]')) place.textContent = SAID[lang][place.dataset.say];
  for (const place of document.querySelectorAll('[data-label]')) place.ariaLabel = SAID[lang][place.dataset.label];
  for (const button of document.querySelectorAll('[data-lang]')) {
    button.ariaPressed = String(button.dataset.lang === lang);
  }
  if (form.example.options.length > 0) form.example.options[0].text = SAID[lang].choose;
  if (judged !== null) judge();
}

/** Takes a binary dossier as it is, and shows any other as text. */
function take(bytes) {
  binary = bytes[0] === 1 ? bytes : null;
  form.dossier.value = binary === null ? new TextDecoder().decode(bytes) : '';
}

async function offerExamples() {
  const response = await fetch('cases.json');
  if (!response.ok) return;
  const cases = await response.json();
  form.example.append(new Option('', ''), ...cases.map(({ name }) => new Option(name.replaceAll('-', ' '), name)));
  form.example.closest('label').hidden = false;
  form.example.addEventListener('change', () => {
    const picked = cases.find(({ name }) => name === form.example.value);
    if (picked) take(new TextEncoder().encode(JSON.stringify(picked.dossier, null, 2)));
  });
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  judged = { dossier: binary ?? form.dossier.value, asOf: form.asOf.value || null };
  judge();
  answer.focus();
});
form.dossier.addEventListener('input', () => (binary = null));
form.file.addEventListener('change', async () => {
  const [file] = form.file.files;
  if (file) take(new Uint8Array(await file.arrayBuffer()));
});
for (const button of document.querySelectorAll('[data-lang]')) {
  button.addEventListener('click', () => speak(button.dataset.lang));
}
await offerExamples();
speak(lang);
document.body.dataset.ready = 'yes';
