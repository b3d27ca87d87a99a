// The service asked from TypeScript: client.js DOSSIER.json REGISTER.ndjson
// schema.ts is made from the description of the service: what compiles asks and reads what the service takes and gives.
// REGISTERTOETS_URL is where it is; REGISTERTOETS_TOKEN lets us in, and NODE_EXTRA_CA_CERTS (a PEM file) is what we know it
// by, where it asks or has such.
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import type { components, operations, paths } from "./schema.js";

type Dossier = components["schemas"]["Dossier"];
type Outcome = components["schemas"]["Outcome"];
type Problem = components["schemas"]["Problem"];
type Answer = components["schemas"]["AnswerRecord"];
type Path = "/dossiers/_evaluate" | "/dossiers/_bulk";
type Query<Operation extends keyof operations> = NonNullable<operations[Operation]["parameters"]["query"]>;

const ATTEMPTS = 10;

/** What was sent cannot be judged. */
class Refused extends Error {
  constructor(readonly problem: Problem) {
    super([problem.detail, ...(problem.errors ?? []).map((error) => error.detail)].join("; "));
  }
}

class Registertoets {
  constructor(private readonly url: string, private readonly token?: string) {}

  /** The outcome of one dossier. */
  async evaluate(dossier: Dossier, query: Omit<Query<"evaluateDossier">, "detail"> = {}): Promise<Outcome> {
    const body = () => JSON.stringify(dossier);
    const answer = await this.post("/dossiers/_evaluate", "application/json", body, query);
    return (await answer.json()) as Outcome;
  }

  /** An answer for each line of a file, in order, while the file is still being sent. */
  async *bulk(file: string, query: Query<"evaluateDossiers"> = {}): AsyncGenerator<Answer> {
    const body = () => Readable.toWeb(createReadStream(file)) as BodyInit;
    const answer = await this.post("/dossiers/_bulk", "application/x-ndjson", body, { ...query, summary: true });
    const lines = createInterface({ input: Readable.fromWeb(answer.body as ReadableStream) });
    let answers = 0;
    for await (const line of lines) {
      const told = JSON.parse(line) as Answer;
      if ("summary" in told) {
        if (told.summary.records === answers) return;
        break;
      }
      answers += 1;
      yield told;
    }
    throw new Error("the answer was cut off: take nothing of it");
  }

  // a 503 says after how many seconds to come back; to judge again is harmless, so the body is made again
  private async post(path: Path & keyof paths, type: string, body: () => BodyInit, query: object): Promise<Response> {
    const address = `${this.url}/v1${path}?${new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]))}`;
    const headers = { "Content-Type": type, ...(this.token && { Authorization: `Bearer ${this.token}` }) };
    for (let attempt = 1; ; attempt += 1) {
      // a body that is a stream has to be said to be one
      const init: RequestInit & { duplex: "half" } = { method: "POST", headers, body: body(), duplex: "half" };
      const answer = await fetch(address, init);
      if (answer.ok) return answer;
      if (answer.status !== 503 || attempt === ATTEMPTS) throw new Refused((await answer.json()) as Problem);
      await answer.body?.cancel();
      await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get("Retry-After") ?? 1)));
    }
  }
}

const [dossier = "", register = ""] = process.argv.slice(2);
const { REGISTERTOETS_URL: url = "http://127.0.0.1:8080", REGISTERTOETS_TOKEN: token } = process.env;
const service = new Registertoets(url, token);

const outcome = await service.evaluate(JSON.parse(await readFile(dossier, "utf8")) as Dossier, { lang: "en" });
console.log(`one dossier: ${outcome.verdict}`);

// on purpose no dossier: without the cast it would not compile
const wrong = { reference: "", request: "promotion" } as unknown as Dossier;
const refused = await service.evaluate(wrong).then(() => undefined, (error: unknown) => error);
if (!(refused instanceof Refused) || refused.problem.errors?.length !== 3) throw new Error("this is no dossier");
console.log(`refused: ${refused.message}`);

const verdicts: Record<string, number> = {};
for await (const answer of service.bulk(register, { detail: "verdict" })) {
  const verdict = "verdict" in answer ? answer.verdict : "unreadable";
  verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
}
console.log("a register:", verdicts);
