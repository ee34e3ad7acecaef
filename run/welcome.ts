import { styleText } from 'node:util';
import type { Config } from '../shared/config.ts';

export interface Welcome {
  readonly config: Config;
  /** Codes of the organisations that have sandbox clients, such as `krcs`; empty outside the sandbox. */
  readonly codes: readonly string[];
  /** From the start of the program to the first answer, in milliseconds. */
  readonly readyInMs: number;
  /** True when the subgraphs run as programs of their own. */
  readonly distributed: boolean;
  /** What opens the page of one person of the sandbox; null when there is none. */
  readonly link: string | null;
}

const WIDTH = 100;

/** The one screen that a start prints: at most 24 lines of 100 columns. */
export function welcome({ config, codes, readyInMs, distributed, link }: Welcome): string {
  const base = `http://${reachable(config.host)}:${config.port}`;
  const lines = [
    `${bold('Accord')} is ready in ${(readyInMs / 1000).toFixed(1)} s${distributed ? ', in five processes' : ''}. Ctrl-C stops it.`,
    '',
    row('GraphQL', `${base}/graphql, and the directory as HSDS at /hsds`),
    row('Explorer', `${base}/explorer`),
    row('Issuer', config.builtInIssuer ? `${base}/oidc/.well-known/openid-configuration` : config.issuer),
    row('Health', `http://${reachable(config.host)}:${config.managementPort}/readyz`),
    ...(link === null ? [] : [row('A person', `${base}/my/${link}?lang=en`)]),
    ...(config.sandbox ? sandboxLines(base, codes) : []),
  ];
  return `${lines.join('\n')}\n`;
}

function sandboxLines(base: string, codes: readonly string[]): string[] {
  const me = codes.includes('krcs') ? 'sandbox-krcs' : `sandbox-${codes[0] ?? 'krcs'}`;
  return [
    '',
    `${bold('Sandbox')}: every password below is public; nothing about a real person belongs here.`,
    '  Clients are sandbox-CODE, secret = id, a caseworker each; other roles end in -coordinator, -dpo,',
    '  -signatory, -analyst, -admin, and -2 is a second caseworker. CODE is one of',
    ...wrapped(codes).map(dim),
    '',
    `${bold('Ask who you are')}, as pasted:`,
    `T=$(curl -s -u ${me}:${me} -d grant_type=client_credentials \\`,
    `  ${base}/oidc/token | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    `curl -s ${base}/graphql -H "Authorization: Bearer $T" \\`,
    `  -H 'Content-Type: application/json' -d '{"query":"{me {clientId role organisation {name}}}"}'`,
    '',
    `${bold('Then')}  open the explorer, choose an organisation, run an example`,
    '      npm run journey    a referral from draft to withdrawn consent, and what each side saw',
    '      npm run import -- services-advisor FILE    real services; or national-societies FILE',
  ];
}

/** An address to listen on that means "all of them" is none to call. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(9)} ${value}`;
}

function wrapped(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const line = `${lines.pop() ?? '   '} ${word}`;
    if (line.length > WIDTH) lines.push(line.slice(0, -word.length - 1), `    ${word}`);
    else lines.push(line);
  }
  return lines;
}

/** `styleText` leaves the words plain where the output is no terminal or NO_COLOR is set. */
function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}

function dim(text: string): string {
  return styleText('dim', text, { stream: process.stdout });
}
