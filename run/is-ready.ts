/** `node run/is-ready.ts URL` ends with status 0 when the address answers 200: the health check of a container. */
const answer = await fetch(process.argv[2] ?? '').catch(() => null);
process.exitCode = answer?.ok ? 0 : 1;

export {};
