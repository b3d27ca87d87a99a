// Headless Chromium: the golden cases in a page, and the kiosk as a person uses it.

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { cases, serve } from '../demo/serve.mjs';
import { chromium } from './chromium.mjs';

const SCREENSHOTS = new URL('../target/screenshots/', import.meta.url);

let server, browser, address, golden;

before(async () => {
  await mkdir(SCREENSHOTS, { recursive: true });
  [server, browser, golden] = await Promise.all([serve(), chromium(), cases()]);
  address = `http://127.0.0.1:${server.address().port}`;
});

after(async () => {
  server.closeAllConnections();
  server.close();
  await browser.close();
});

test('golden cases pass in the browser, compiled while they arrive and without that', async () => {
  const page = await browser.open(`${address}/test/golden.html`);
  await page.until("!['running', undefined].includes(document.querySelector('#result')?.textContent)");
  assert.equal(await page.value("document.querySelector('#result').textContent"), `passed ${golden.length}`);
});

async function kiosk() {
  const page = await browser.open(`${address}/`);
  await page.until("document.body?.dataset.ready === 'yes'");
  const answer = "document.querySelector('#answer')";
  return {
    ...page,
    pick: (name) =>
      page.value(`{
        const { example } = document.forms[0];
        example.value = '${name}';
        example.dispatchEvent(new Event('change'));
      }`),
    type: (text) => page.value(`document.forms[0].dossier.value = ${JSON.stringify(text)}`),
    judge: () => page.value("document.querySelector('.judge').click()"),
    speak: (lang) => page.value(`document.querySelector('[data-lang=${lang}]').click()`),
    told: () => page.value(`${answer}.hidden ? null : ${answer}.innerText`),
  };
}

test('the kiosk judges a picked dossier, in Dutch and in English', async () => {
  const { pick, judge, speak, told, value, screenshot } = await kiosk();
  assert.equal(await told(), null);
  await pick('senior-one-day-short');
  await judge();
  const dutch = await told();
  assert.match(dutch, /^Afgewezen\n/);
  assert.match(dutch, /Het verzoek kan zo niet worden toegewezen/);
  assert.match(dutch, /niet voldaan/);
  assert.match(dutch, /artikel/);
  assert.equal(await value('document.activeElement.id'), 'answer', 'a screen reader goes on at the answer');
  await writeFile(new URL('kiosk-nl.png', SCREENSHOTS), await screenshot());
  await speak('en');
  const english = await told();
  assert.match(english, /^Refused\n/);
  assert.match(english, /one or more requirements are not met/);
  assert.equal(await value('document.documentElement.lang'), 'en');
  await writeFile(new URL('kiosk-en.png', SCREENSHOTS), await screenshot());
});

test('the kiosk tells every golden case as it should be', async () => {
  const { pick, judge, told, value } = await kiosk();
  const said = { granted: 'Toegewezen', board: 'Aan het bestuur', incomplete: 'Niet compleet', refused: 'Afgewezen' };
  for (const { name, outcome } of golden) {
    await pick(name);
    await judge();
    assert.equal((await told()).split('\n')[0], said[outcome.verdict], name);
    const shown = await value("document.querySelectorAll('#answer li').length");
    assert.equal(shown, outcome.findings.length + outcome.notices.length, name);
  }
});

test('the kiosk says what is wrong with a dossier that it cannot read, and nothing of what is in it', async () => {
  const { type, judge, told, screenshot } = await kiosk();
  await type('{"reference": "4610-000001", "assessed_on": "31-05-2021"}');
  await judge();
  const text = await told();
  assert.match(text, /^Dit dossier is niet te lezen\n/);
  assert.match(text, /invalid value at byte 56 \(\/assessed_on\), expected a date/);
  assert.doesNotMatch(text, /31-05-2021|4610/);
  await writeFile(new URL('kiosk-error.png', SCREENSHOTS), await screenshot());
});

test('the kiosk takes another day, and a file with a binary dossier', async () => {
  const { pick, judge, told, value } = await kiosk();
  await pick('worked-example-jansen');
  await value("document.forms[0].asOf.value = '2022-06-01'");
  await judge();
  assert.match(await told(), /1 juni 2022/);
  const record = [1, 1, 120, 0x8a, 0x10, 9, 0, 0, 0, 0, 0, 0, 0, 0];
  await value(`{
    const files = new DataTransfer();
    files.items.add(new File([new Uint8Array(${JSON.stringify(record)})], 'dossier.postcard'));
    document.forms[0].file.files = files.files;
    document.forms[0].file.dispatchEvent(new Event('change'));
    document.forms[0].asOf.value = '';
  }`);
  await value('new Promise((resolve) => setTimeout(resolve, 100))');
  await judge();
  assert.match(await told(), /1 juni 2021/);
  assert.match(await told(), /^Niet compleet/);
});

test('everything that can be used in the kiosk has a name', async () => {
  const { accessibility } = await kiosk();
  const used = ['button', 'combobox', 'textbox', 'Date', 'group'];
  const nodes = (await accessibility()).filter(({ ignored, role }) => !ignored && used.includes(role?.value));
  assert.ok(nodes.length >= 6, `${nodes.length}`);
  for (const { role, name } of nodes) assert.ok(name?.value, `a ${role.value} without a name`);
});
