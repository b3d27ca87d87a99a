// A tiny server on this machine alone, for the kiosk page: node demo/serve.mjs [port]

import { createServer } from 'node:http';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));
const CASES = fileURLToPath(new URL('../../../../tests/cases', import.meta.url));

const UNTYPED = '/untyped/registertoets.wasm';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

/** The golden cases of the project: examples to pick from. */
export async function cases() {
  const names = (await readdir(CASES)).filter((name) => name.endsWith('.json')).sort();
  const read = async (name) => ({ name: name.slice(0, -5), ...JSON.parse(await readFile(join(CASES, name), 'utf8')) });
  return Promise.all(names.map(read));
}

async function answer(path) {
  if (path === '/') return { status: 302, location: '/demo/index.html' };
  if (path === '/demo/cases.json') return { status: 200, type: TYPES['.json'], body: JSON.stringify(await cases()) };
  // the same module as from a server that does not know its type
  if (path === UNTYPED) return { status: 200, type: 'application/octet-stream', body: await file('/registertoets.wasm') };
  const type = TYPES[extname(path)];
  if (type === undefined || !/^(\/[\w-][\w.-]*)+$/.test(path)) return { status: 404 };
  return { status: 200, type, body: await file(path) };
}

const file = (path) => readFile(join(FOLDER, path));

/** Starts serving on 127.0.0.1; the server, once it listens. */
export function serve(port = 0) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    const { status, type, location, body } = await answer(pathname).catch(() => ({ status: 404 }));
    const headers = {
      'content-security-policy': "default-src 'self' 'wasm-unsafe-eval'; img-src data:",
      'x-content-type-options': 'nosniff',
    };
    if (type) headers['content-type'] = type;
    if (location) headers.location = location;
    response.writeHead(status, headers).end(body);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await serve(Number(process.argv[2] ?? 8000));
  console.log(`http://127.0.0.1:${server.address().port}/`);
}
