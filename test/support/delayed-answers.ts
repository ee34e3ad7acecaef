import { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { HttpSource } from '../../gateway/http-source.ts';
import { LastLook } from '../../gateway/last-look.ts';
import { EmbeddedSource } from '../../gateway/subgraph-source.ts';

/**
 * Loaded before the programs of the race test. Some answers about persons are held up for as long as a busy machine
 * might hold them up, between the decision and the leaving; and every answer says when it began to leave, in
 * nanoseconds of the clock that all programs of one machine share.
 */
const LONGEST_MS = 1_500;
const HELD_UP = 0.3;

for (const source of [EmbeddedSource.prototype, HttpSource.prototype]) {
  const fetch = source.fetch;
  source.fetch = async function (this: never, operation, caller) {
    const answer = await fetch.call(this, operation, caller);
    if (answer.extensions && Math.random() < HELD_UP) await pause(Math.random() * LONGEST_MS);
    return answer;
  };
}

const { writeHead } = ServerResponse.prototype;
ServerResponse.prototype.writeHead = function (this: ServerResponse, ...head: unknown[]) {
  this.setHeader('left-at', process.hrtime.bigint().toString());
  return Reflect.apply(writeHead, this, head);
};

if (process.env['RACE_WITHOUT_LAST_LOOK']) LastLook.prototype.holds = async () => true;
