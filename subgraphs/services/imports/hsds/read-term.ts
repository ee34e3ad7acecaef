import type { Notes } from '../notes.ts';
import { type Classification, classificationIn } from '../terms.ts';
import { idOf, type Json } from './json.ts';
import { readPart } from './read-parts.ts';

type Entity = 'taxonomy' | 'taxonomy_term';

/** Fields of HSDS TaxonomyTerm, and of Taxonomy, that a service has not. */
const OF_TERM = ['taxonomy', 'taxonomy_detail', 'taxonomy_id', 'term_uri', 'parent_id'];
const OF_TAXONOMY = ['id', 'name', 'description', 'uri', 'version', 'metadata'];

/** Whether an object of a file is a term or a taxonomy; null for anything else. */
export function classifying(value: Json): Entity | null {
  const keys = Object.keys(value);
  if ('status' in value || 'organization' in value) return null;
  if (keys.some((key) => OF_TERM.includes(key))) return 'taxonomy_term';
  return keys.length > 2 && keys.every((key) => OF_TAXONOMY.includes(key)) ? 'taxonomy' : null;
}

/** Without an id or a name it is none, and noted. */
export function readTerm(value: Json, entity: Entity, notes: Notes): Classification {
  const id = idOf(value['id']);
  if (id === null) notes.refused('It has no id.');
  const read =
    id === null
      ? null
      : readPart(entity === 'taxonomy' ? 'taxonomy' : 'taxonomyTerm', { ...value, id }, '', notes);
  if (read === null) return classificationIn([]);
  return classificationIn(entity === 'taxonomy' ? { taxonomyDetail: read } : { taxonomyTerm: read });
}
