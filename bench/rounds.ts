import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { projectFolder } from '../shared/project-folder.ts';
import { ask, headersOf } from './caller.ts';
import type { LoadOrder, LoadReport } from './load.ts';
import { PAGE } from './question.ts';
import type { Round } from './results.ts';
import type { Contestant, RunningServer } from './servers.ts';

/** A contestant that has answered right on every connection. */
export interface Ready {
  readonly contestant: Contestant;
  readonly url: string;
  readonly connections: LoadOrder['connections'];
}

interface Inbox {
  readonly data?: { readonly referrals: { readonly nodes: readonly { readonly person: object | null }[] } };
  readonly errors?: unknown;
}

/** Asks once with each token. Throws unless every answer is whole: a full page, every person, no errors. */
export async function checked(
  contestant: Contestant,
  { url }: RunningServer,
  tokens: readonly string[],
): Promise<Ready> {
  const connections = await Promise.all(
    tokens.map(async (token) => ({ headers: headersOf(token), answer: await ask(url, token) })),
  );
  for (const { answer } of connections) {
    const { data, errors } = JSON.parse(answer) as Inbox;
    const persons = data?.referrals.nodes.filter(({ person }) => person !== null).length;
    if (errors !== undefined || persons !== PAGE)
      throw new Error(`The ${contestant} server does not answer right: ${answer.slice(0, 400)}`);
  }
  return { contestant, url, connections };
}

/** The bytes of `data` alone: what stands around them is each server's own. */
export function answerOf(answer: string): string {
  return answer.slice(answer.indexOf('"data":'), answer.lastIndexOf(']') + 1);
}

/** One round. Throws when one answer in it was not the right one. */
export async function timed({ contestant, url, connections }: Ready, seconds: number): Promise<Round> {
  const order: LoadOrder = { url, seconds, connections };
  const program = spawn(process.execPath, ['--import', 'tsx', 'bench/load.ts'], {
    cwd: projectFolder,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  program.stdin.end(JSON.stringify(order));
  const report = JSON.parse(await text(program.stdout)) as LoadReport;
  if (report.wrong > 0)
    throw new Error(`${report.wrong} of ${report.requests} answers of ${contestant} were wrong.`);
  const { requests, p50, p99 } = report;
  return { contestant, requests, perSecond: requests / report.seconds, p50, p99 };
}
