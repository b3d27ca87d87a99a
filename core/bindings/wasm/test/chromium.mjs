// Drives headless Chromium through its debugging pipe: no driver, no packages.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-pipe',
  '--window-size=1000,1400',
];
const PATIENCE_MS = 60_000;

/** A browser with an empty profile; `close` ends it. */
export async function chromium() {
  const profile = await mkdtemp(join(tmpdir(), 'registertoets-chromium-'));
  const stdio = ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'];
  const child = spawn(PROGRAM, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], { stdio });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const connection = connect(child.stdio[3], child.stdio[4], ended);
  const close = async () => {
    child.kill('SIGKILL');
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  return { open: (address) => open(connection, address), close };
}

/** Calls over the pipe: JSON behind which stands a zero byte, both ways. */
function connect(to, from, ended) {
  const waiting = new Map();
  let [last, rest] = [0, Buffer.alloc(0)];
  from.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (let end; (end = rest.indexOf(0)) >= 0; rest = rest.subarray(end + 1)) {
      const { id, result, error } = JSON.parse(rest.subarray(0, end));
      const call = waiting.get(id);
      waiting.delete(id);
      if (error) call?.reject(new Error(error.message));
      else call?.resolve(result);
    }
  });
  to.on('error', () => {});
  ended.then(() => waiting.forEach(({ reject }) => reject(new Error('the browser ended'))));
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      to.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });
}

/** A page, with what a test does to it. */
async function open(call, url) {
  const { targetId } = await call('Target.createTarget', { url });
  const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
  const page = (method, params) => call(method, params, sessionId);
  /** The value of an expression in the page. */
  const value = async (expression) => {
    const asked = { expression, returnByValue: true, awaitPromise: true };
    const { result, exceptionDetails: failed } = await page('Runtime.evaluate', asked);
    if (failed) throw new Error(failed.exception?.description ?? failed.text);
    return result.value;
  };
  /** Waits until an expression in the page holds. */
  const until = async (expression) => {
    for (const start = Date.now(); Date.now() - start < PATIENCE_MS; ) {
      // a page that is still on its way has no such thing yet
      if (await value(expression).catch(() => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`still not: ${expression}`);
  };
  const screenshot = async () => {
    const { data } = await page('Page.captureScreenshot', { captureBeyondViewport: true });
    return Buffer.from(data, 'base64');
  };
  const accessibility = async () => (await page('Accessibility.getFullAXTree')).nodes;
  return { value, until, screenshot, accessibility };
}
