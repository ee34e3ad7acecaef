import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SUBGRAPHS } from '../../shared/config.ts';
import { projectFolder } from '../../shared/project-folder.ts';
import { filesBelow, type Source, sources } from './sources.ts';

/** What every subgraph has. */
const PARTS = [
  'facts.ts',
  'index.ts',
  'permissions.ts',
  'references.ts',
  'schema.graphql',
  'schema.ts',
  'store-checks.ts',
];

/** What a noun has, and the name by which such a file's export is known; a list that stays closed. */
const KINDS: Readonly<Record<string, RegExp>> = {
  entity: /^(?<noun>[A-Z]\w*?)(Row)?$/,
  inputs: /(Input|Filter)$/,
  resolver: /^(?<noun>[A-Z]\w*)Resolver$/,
  service: /^(?<noun>[A-Z]\w*)Service$/,
  states: /./,
};

/** Folders beside the nouns. */
const FOLDERS: Readonly<Record<string, string>> = {
  migrations: 'forward only; every subgraph has it',
  imports: 'what a published file says, into the nouns of this subgraph',
  hsds: 'how HSDS and ours meet, both ways: ids, names, code lists and what HSDS cannot hold',
  hours: 'opening hours as people type and read them, and the rules they are',
  crosswalks: 'partners’ words for ours, as tables',
  receipts: 'what one event of a consent says, in each form of its receipt, and its signature',
  exports: 'what was released, in the form of a partner',
  jobs: 'what the clock does among the rows of this subgraph',
};

/** Files that belong to no noun. The kinds above are not to be stretched for them, nor is this list lightly. */
const BESIDE_THE_NOUNS: Readonly<Record<string, string>> = {
  'neighbours.ts': 'types of other subgraphs, by their keys alone; federation wants them as classes of ours',
  'vocabulary.ts': 'code lists of the subgraph as a whole, which several of its nouns speak',
  'enums.ts': 'the same lists as GraphQL enums, each registered once for the whole process',
  'lookup-text.ts':
    'how what a person is found by is written before it is hashed, for registering and for rotation',
  'purpose.ts': 'the purpose of a request, which every noun about a person asks for',
  'still-shown.ts': 'the last look at an answer, over persons and referrals alike',
  'shown-referral.ts': 'a referral as one side of it is shown it',
  'consent-checks.ts': 'whether what is said of a consent is well formed, for the verbs of three services',
  'without-consent-checks.ts':
    'what must hold of releases without consent, beside the other checks of the store',
  'emergency-rows.ts': 'releases in vital interest as the rows tell them, for deciding and for showing',
  'sending-facts.ts': 'what sending must know, beside what reading must know',
  'stored-facts.ts': 'consents and agreements as PostgreSQL tells them to both',
  'registry-facts.ts': 'what writing in the registry must know, beside what agreements and reports must',
  'registered-purposes.ts': 'what a new organisation may declare, for its two importers',
  'agreement-clauses.ts': 'the clauses of one revision, their form and their hash',
  'agreement-clause-checks.ts': 'whether what a draft says of the clauses that it may leave open is right',
  'agreement-permissions.ts': 'the lines of the fence for agreements, which have the most fields',
  'agreement-signing.ts': 'a signature of the party or of the instance in its name, as it is kept',
  'agreement-reading.ts': 'an agreement cut to its reader',
  'agreement-statements.ts': 'the SQL of one long service',
  'reporting-checks.ts': 'the form of what is reported: measures, consultations and pledges alike',
  'measure-form.ts': 'a measure out of a form',
  'pledge-form.ts': 'a pledge out of a form, and the hash that a signature binds',
  'pledge-statements.ts': 'the SQL of one long service',
  'report-content.ts': 'what a frozen report contains, out of the rows',
  'report-statements.ts': 'the SQL of it, one statement for one moment',
  'reading.ts': 'an access agreement cut to its reader',
  'agreement-rows.ts': 'an access agreement into its rows',
  'incident-as-read.ts': 'an incident cut to its reader',
  'incident-checks.ts': 'whether an incident is well formed',
  'incident-rows.ts': 'an incident into its rows: the whole, the cut, and its history',
  'incident-statements.ts': 'the SQL of one long service',
  'input-checks.ts': 'what several inputs of access are checked for, each with its sentence',
  'listing.ts': 'connections over the rows of any noun of access',
  'text-warnings.ts': 'what in a free text looks as if it were about a person',
  'text-signs.ts': 'by which words and signs it does, in the languages in which people write',
  'visit-statements.ts': 'the SQL of one long service',
  'verbs.ts': 'a verb of access said once',
  'revision.ts': 'the terms of one access agreement, their form and their hash',
  'statements.ts': 'the SQL of one long service',
  'offer.ts': 'what a service offers, in the one shape that forms and importers share',
  'hsds-model.ts': 'the entities of HSDS, field by field',
  'hsds-parts.ts': 'one such entity checked, kept and shown',
  'offer-checks.ts': 'whether an offer is well formed',
  'offer-words.ts': 'whether a word of it is',
  'offer-from-input.ts': 'an offer out of a form',
  'stored-offer.ts': 'an offer out of the rows',
  'canonical-offer.ts': 'whether two offers say the same',
  'writing.ts': 'an offer into the rows, with its line in the change log',
  'writing-places.ts': 'its places, times and capacities into theirs',
  'writing-terms.ts': 'the terms that classify it into the list of them',
  'shown-service.ts': 'a service out of the rows as its reader may see it',
  'service-row.ts': 'a service as its statements return it',
  'search.ts': 'the SQL of the search',
  'reader-languages.ts': 'which of several languages suits a reader best',
  'search-columns.ts': 'what of an offer the search looks at',
  'search-conditions.ts': 'what a filter asks, in SQL',
  'search-words.ts': 'words that are misspelt',
  'sphere.ts': 'distances over the ground as a point index knows them',
  'taxonomy-statements.ts': 'imported taxonomies and our code lists as one table',
  'search-checks.ts': 'whether a search is well formed',
  'searchable.ts': 'the text that the search looks into',
};

/** Files whose exports cannot bear one name. */
const NAMED_OTHERWISE: Readonly<Record<string, string>> = {
  'person-categories.entity.ts': 'a class for each category that a person’s record can hold',
};

test('there are four subgraphs and nothing beside them', () => {
  expect(readdirSync(join(projectFolder, 'subgraphs')).sort()).toEqual([...SUBGRAPHS].sort());
});

describe.each(SUBGRAPHS)('%s', (name) => {
  const folder = `subgraphs/${name}/`;
  const files = filesBelow(folder).map((path) => path.slice(folder.length));

  test('has the parts that every subgraph has', () => {
    expect(files).toEqual(expect.arrayContaining(PARTS));
    expect(files.some((file) => /^migrations\/\d{13}-[a-z-]+\.ts$/.test(file))).toBe(true);
  });

  test('has for the rest only files of the form <noun>.<kind>.ts', () => {
    const rest = files.filter((file) => !PARTS.includes(file) && !(file in BESIDE_THE_NOUNS));
    const odd = rest.filter((file) => !((file.split('/')[0] as string) in FOLDERS) && kindOf(file) === null);
    expect(odd).toEqual([]);
  });

  test('has migrations named by their moment, and nothing else among them', () => {
    const odd = files.filter((file) => /^migrations\/(?!\d{13}-[a-z-]+\.ts$)/.test(file));
    expect(odd).toEqual([]);
  });

  test('what a file exports bears the name of the file', () => {
    const nouns = sources.filter(({ path }) => path.startsWith(folder) && kindOf(basename(path)) !== null);
    expect(nouns.length).toBeGreaterThan(0);
    const odd = nouns.filter((source) => !isNamedAsItsFile(source)).map(({ path }) => basename(path));
    expect(odd.filter((file) => !(file in NAMED_OTHERWISE))).toEqual([]);
  });
});

test('nothing stands in these lists that no subgraph has', () => {
  const there = new Set(filesBelow('subgraphs').flatMap((path) => path.split('/').slice(2)));
  const unused = [...Object.keys(FOLDERS), ...Object.keys(BESIDE_THE_NOUNS)].filter((one) => !there.has(one));
  expect(unused).toEqual([]);
});

function kindOf(file: string): string | null {
  const [, kind] = /^[a-z]+(?:-[a-z]+)*\.([a-z]+)\.ts$/.exec(file) ?? [];
  return kind !== undefined && kind in KINDS ? kind : null;
}

function isNamedAsItsFile({ path, exported }: Source): boolean {
  const [noun = '', kind = ''] = basename(path).split('.');
  const pattern = KINDS[kind] as RegExp;
  const named = exported.flatMap((name) => pattern.exec(name) ?? []);
  const className = noun.replace(/(?:^|-)([a-z])/g, (_all, letter: string) => letter.toUpperCase());
  if (!pattern.source.includes('?<noun>')) return named.length > 0;
  return exported.some((name) => pattern.exec(name)?.groups?.noun === className);
}
