import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { parseSync } from '@swc/core';
import { projectFolder } from '../../shared/project-folder.ts';

/** A file of ours in TypeScript, and what the habits ask of it. */
export interface Source {
  /** From the project folder. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** Files of ours by their path, packages as written. Imports of types alone count as well. */
  readonly imports: readonly string[];
  /** The names it exports, `default` and `*` among them where it does that. */
  readonly exported: readonly string[];
  readonly saysAny: boolean;
  /** Names and lengths, in lines, of its functions, methods and constructors that have a name. */
  readonly functions: readonly { readonly name: string; readonly lines: number }[];
}

const FOLDERS = ['bench', 'gateway', 'run', 'sandbox', 'shared', 'subgraphs', 'test'];
/** What Vite writes. */
const GENERATED = 'gateway/explorer/dist/';

/** Every file below a folder of the project, by its path from the project folder. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(projectFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(projectFolder, join(entry.parentPath, entry.name)))
    .sort();
}

/** All TypeScript of the project. */
export const sources: readonly Source[] = FOLDERS.flatMap(filesBelow)
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts') && !path.startsWith(GENERATED))
  .map(sourceOf);

function sourceOf(path: string): Source {
  const text = readFileSync(join(projectFolder, path), 'utf8');
  // A statement of nothing before the first comment: what the parser counts from is then the file's own beginning.
  const bytes = Buffer.from(`;${text}`);
  const tree = parseSync(bytes.toString(), {
    syntax: 'typescript',
    decorators: true,
    tsx: path.endsWith('.tsx'),
    target: 'es2023',
  }) as unknown as Node;
  const nodes = [...nodesOf(tree)];
  const start = spanOf(tree).start;
  return {
    path,
    text,
    lines: text.trimEnd().split('\n').length,
    imports: nodes.flatMap(importedBy).map((name) => resolved(path, name)),
    exported: nodes.flatMap(exportedBy),
    saysAny: nodes.some((node) => node.type === 'TsKeywordType' && node.kind === 'any'),
    functions: nodes.flatMap((node) => {
      const name = functionName(node);
      if (name === null) return [];
      const { start: from, end: to } = spanOf(node);
      const text = bytes.subarray(from - start, to - start).toString();
      return [{ name, lines: text.split('\n').length }];
    }),
  };
}

/** What the parser gives for every word of the language: a type, a place, and parts of the same kind. */
interface Node extends Record<string, unknown> {
  readonly type: string;
}

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const part of value) yield* nodesOf(part);
  else if (typeof value === 'object' && value !== null) {
    if (typeof (value as Node).type === 'string') yield value as Node;
    for (const part of Object.values(value)) yield* nodesOf(part);
  }
}

function spanOf(node: Node): { readonly start: number; readonly end: number } {
  return node.span as { start: number; end: number };
}

function importedBy(node: Node): string[] {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return valuesOf(node.source);
    case 'TsImportType':
      return valuesOf(node.argument);
    case 'CallExpression': {
      const [first] = node.arguments as { expression: Node }[];
      return (node.callee as Node).type === 'Import' ? valuesOf(first?.expression) : [];
    }
    default:
      return [];
  }
}

function exportedBy(node: Node): string[] {
  switch (node.type) {
    case 'ExportAllDeclaration':
      return ['*'];
    case 'ExportDefaultDeclaration':
    case 'ExportDefaultExpression':
      return ['default'];
    case 'ExportNamedDeclaration':
      return (node.specifiers as Node[]).flatMap(({ exported, orig }) => valuesOf(exported ?? orig));
    case 'ExportDeclaration':
      return declaredBy(node.declaration as Node);
    default:
      return [];
  }
}

function declaredBy({ identifier, id, declarations }: Node): string[] {
  if (Array.isArray(declarations)) return declarations.flatMap((one: Node) => valuesOf(one.id));
  return valuesOf(identifier ?? id);
}

/** The text of a string or of a name. */
function valuesOf(node: unknown): string[] {
  const value = (node as Node | null | undefined)?.value;
  return typeof value === 'string' ? [value] : [];
}

function functionName(node: Node): string | null {
  switch (node.type) {
    case 'FunctionDeclaration':
      return valuesOf(node.identifier)[0] ?? null;
    case 'ClassMethod':
    case 'PrivateMethod':
      return valuesOf(node.key)[0] ?? 'a method';
    case 'Constructor':
      return 'constructor';
    default:
      return null;
  }
}

function resolved(importer: string, name: string): string {
  return name.startsWith('.') ? posix.join(posix.dirname(importer), name) : name;
}
