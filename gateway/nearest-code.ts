import { type GraphQLSchema, isEnumType } from 'graphql';
import { nearestWord } from '../shared/nearest-word.ts';

/** As graphql-js begins to speak of a variable: what was typed as JSON writes it, and where it stands. */
const OF_VARIABLE = /^Variable "\$\w+" got invalid value ("(?:[^"\\]|\\.)*") at "([\w.[\]]+)"; /s;
/** And of a literal in the document, which is a name. */
const OF_LITERAL = /^Value "(\w+)" does not exist in "/;
const LONGEST_CODE = 60;

/**
 * A sentence about a code that the schema does not know: the nearest that it does, and where in the variables. What was typed
 * is not in it, for it may be about a person. Null: the message is about something else.
 */
export function nearestCode(schema: GraphQLSchema, message: string): string | null {
  const [before = '', quoted, place] = OF_VARIABLE.exec(message) ?? [];
  const typed = quoted === undefined ? OF_LITERAL.exec(message)?.[1] : stringIn(quoted);
  if (typed === undefined || typed.length > LONGEST_CODE) return null;
  // What was typed is stepped over as a whole: whatever it holds, it is not taken for a word of the message.
  const said = `${before}Value "${typed}" does not exist in "`;
  const name = message.startsWith(said) ? /^\w+/.exec(message.slice(said.length))?.[0] : undefined;
  const type = name === undefined ? undefined : schema.getType(name);
  if (!isEnumType(type)) return null;
  const codes = type.getValues().map((value) => value.name);
  const at = place === undefined ? '' : ` at ${place}`;
  return `This code is not known${at}; the nearest of ${name} is ${nearestWord(typed, codes)}.`;
}

function stringIn(json: string): string | undefined {
  try {
    return JSON.parse(json) as string;
  } catch {
    return undefined;
  }
}
