import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import { type SandboxOrganisation, sandboxClientsOf } from '../gateway/issuer/sandbox-clients.ts';
import type { SubgraphContext } from '../shared/context.ts';
import { Executor } from '../shared/execute.ts';
import { createLog } from '../shared/log.ts';
import type { Purpose } from '../shared/policy/purposes.ts';
import type { Role } from '../shared/policy/roles.ts';
import type { Subgraph } from '../shared/subgraph.ts';
import { letExpire } from './passed-time.ts';

/** Who says a verb: a sandbox client of an organisation, and the purpose it declares. */
export interface Actor {
  readonly organisation: SandboxOrganisation;
  readonly role: Role;
  readonly purpose?: Purpose;
  /** Which of its persons in this role, where it takes two; the first when absent. */
  readonly person?: number;
}

/** What a verb left behind; null when the actor may not read it any more. */
export interface Said {
  readonly id: string;
  readonly version: number;
  /** What a signature binds, where there is one. */
  readonly hash: string | null;
}

/** A verb that was refused, in the words of the refusal. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

type Noun = { [Field in 'id' | 'ref' | 'version' | 'revision' | 'revisionHash' | 'hash']?: string | number };
interface Payload {
  readonly noun: Noun | null;
  readonly userErrors: readonly {
    code: string;
    message: string;
    field: string | null;
    rule: string | null;
  }[];
}

/** Where the world's organisations act: every verb goes through its subgraph, so that there is no second way to write. */
export class Stage {
  private readonly executors: ReadonlyMap<string, Executor>;

  constructor(
    private readonly opened: readonly Subgraph[],
    /** Of the database, as its owner: for what only the clock does. */
    private readonly url: string,
  ) {
    const log = createLog();
    this.executors = new Map(opened.map((subgraph) => [subgraph.name, new Executor(subgraph, log)]));
  }

  /** Errors: RefusedError. The same `key` with the same input is said once. */
  async say(actor: Actor, verb: string, input: object, key: string): Promise<Said | null> {
    const subgraph = this.opened.find(({ schema }) => schema.getMutationType()?.getFields()[verb]);
    const executor = subgraph && this.executors.get(subgraph.name);
    if (!executor) throw new Error(`No subgraph knows the verb ${verb}.`);
    const answer = await executor.run(
      { query: operationOf(subgraph.schema, verb), variables: { input } },
      contextOf(actor, key),
    );
    const payload = answer.data?.['payload'] as Payload | undefined;
    const [error] = answer.errors ?? [];
    if (error || !payload)
      throw new RefusedError(`${verb}: ${error?.extensions?.['code']}. ${error?.message}`);
    const [refusal] = payload.userErrors;
    if (refusal) {
      const { code, field, rule, message } = refusal;
      throw new RefusedError(`${verb}: ${[code, rule, field].filter(Boolean).join(', ')}. ${message}`);
    }
    return payload.noun && saidOf(payload.noun);
  }

  /** Nobody answers a referral, or renews a consent, for as long as it takes. */
  async letExpire(noun: 'referral' | 'consent', { id }: SandboxOrganisation, nounId: string): Promise<null> {
    await letExpire(this.url, noun, id, nounId);
    return null;
  }
}

const READ_BACK = ['id', 'ref', 'version', 'revision', 'revisionHash', 'hash'] as const;

/** The mutation, asking back for what the next verb needs, as far as the noun has it. */
function operationOf(schema: GraphQLSchema, verb: string): string {
  const field = schema.getMutationType()?.getFields()[verb];
  const payload = field && (getNamedType(field.type) as GraphQLObjectType);
  const noun = Object.values(payload?.getFields() ?? {}).find(({ type }) => isObjectType(type));
  const input = field?.args.find(({ name }) => name === 'input');
  if (!noun || !input) throw new Error(`The verb ${verb} has no noun or no input.`);
  const known = (noun.type as GraphQLObjectType).getFields();
  return `mutation ($input: ${input.type}) { payload: ${verb}(input: $input) {
    noun: ${noun.name} { ${READ_BACK.filter((name) => known[name]).join(' ')} }
    userErrors { code message field rule } } }`;
}

function saidOf({ id, ref, version, revision, revisionHash, hash = revisionHash }: Noun): Said {
  return {
    id: String(id ?? ref),
    version: Number(version ?? revision ?? 1),
    hash: hash === undefined ? null : String(hash),
  };
}

function contextOf({ organisation, role, purpose, person = 0 }: Actor, key: string): SubgraphContext {
  const client = sandboxClientsOf(organisation).filter((one) => one.role === role)[person];
  if (!client) throw new Error(`A sandbox has no client for the role ${role}.`);
  return {
    viewer: {
      clientId: client.clientId,
      subject: client.clientId,
      organisationId: organisation.id,
      role,
      scopes: client.scopes,
      purposes: client.purposes,
      expiresAt: new Date(Date.now() + 60_000),
    },
    purpose: purpose ?? null,
    requestId: key,
    operationHash: '',
    idempotencyKey: key,
    language: 'en',
    fromGateway: true,
  };
}
