import { type HxlColumn, hxlTable } from '../../shared/hxl-table.ts';
import type { ToldParty, ToldSharing } from './sharing-door.ts';

/** JSON Graph Format 2: organisations are nodes, an agreement is an edge from its provider to its recipient. */
export function jsonGraph(sharings: readonly ToldSharing[]): object {
  const nodes = partiesOf(sharings).map(({ id, name, code, type, firewallClass, country, formerNames }) => [
    id,
    {
      label: name,
      metadata: { code, type, firewallClass, country, formerNames: formerNames.map((one) => one.name) },
    },
  ]);
  return {
    graph: {
      id: 'data-sharing',
      type: 'data-sharing agreements in force',
      label: 'Who may share what with whom',
      directed: true,
      nodes: Object.fromEntries(nodes),
      edges: sharings.map(({ agreementId, provider, recipient, ...told }) => ({
        id: agreementId,
        source: provider.id,
        target: recipient.id,
        relation: 'may share with',
        directed: true,
        metadata: told,
      })),
    },
  };
}

/** The DOT language of GraphViz. */
export function dotGraph(sharings: readonly ToldSharing[]): string {
  const nodes = partiesOf(sharings).map(
    ({ id, name, type }) => `  ${quoted(id)} [label=${quoted(name)}, class=${quoted(type)}];`,
  );
  const edges = sharings.map(
    ({ provider, recipient, agreementId, categories, validUntil }) =>
      `  ${quoted(provider.id)} -> ${quoted(recipient.id)} [id=${quoted(agreementId)}, label=${quoted(categories.join('\n'))}, tooltip=${quoted(`until ${validUntil.slice(0, 10)}`)}];`,
  );
  return `digraph data_sharing {\n  rankdir=LR;\n  node [shape=box];\n${[...nodes, ...edges].join('\n')}\n}\n`;
}

/** One row for each category of each agreement, with a row of HXL tags. */
export function sharingTable(sharings: readonly ToldSharing[]): string {
  const rows = sharings.flatMap((sharing) => sharing.opens.map((line) => ({ ...sharing, ...line })));
  return hxlTable<(typeof rows)[number]>(COLUMNS, rows);
}

const COLUMNS: readonly HxlColumn<ToldSharing & ToldSharing['opens'][number]>[] = [
  { heading: 'agreement', tag: '#meta+id', cell: ({ agreementId }) => agreementId },
  { heading: 'provider', tag: '#org+name+provider', cell: ({ provider }) => provider.name },
  { heading: 'provider type', tag: '#org+type+provider', cell: ({ provider }) => provider.type },
  { heading: 'recipient', tag: '#org+name+recipient', cell: ({ recipient }) => recipient.name },
  { heading: 'recipient type', tag: '#org+type+recipient', cell: ({ recipient }) => recipient.type },
  { heading: 'category', tag: '#meta+category', cell: ({ category }) => category },
  { heading: 'stage', tag: '#status+stage', cell: ({ stage }) => stage },
  { heading: 'service types', tag: '#service+list', cell: ({ serviceTypes }) => serviceTypes.join(' ') },
  { heading: 'purposes', tag: '#meta+purpose+list', cell: ({ purposes }) => purposes.join(' ') },
  { heading: 'state', tag: '#status', cell: ({ state }) => state },
  { heading: 'valid from', tag: '#date+start', cell: ({ validFrom }) => validFrom },
  { heading: 'valid until', tag: '#date+end', cell: ({ validUntil }) => validUntil },
];

function partiesOf(sharings: readonly ToldSharing[]): ToldParty[] {
  const byId = new Map(
    sharings.flatMap(({ provider, recipient }) => [provider, recipient]).map((one) => [one.id, one]),
  );
  return [...byId.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** A double-quoted string of DOT; a line that ends is written as its escape. */
function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll(/\r?\n/g, '\\n')}"`;
}
