import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { charactersOf, inCovered } from './covered-text.ts';

const packages = createRequire(import.meta.url);

/** Fonts under the SIL Open Font License, from packages: no font of the machine is looked at, so that every machine writes the same. */
const FONTS = [
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  '@expo-google-fonts/amiri/400Regular/Amiri_400Regular.ttf',
  '@expo-google-fonts/amiri/700Bold/Amiri_700Bold.ttf',
];

/** What is set as a PDF, each with a template of its own. */
const TEMPLATES = { report: 'report.typ', agreement: '../agreements/agreement.typ' } as const;
export type PdfTemplate = keyof typeof TEMPLATES;

/** Writes reports and agreements as tagged PDF (PDF/UA-1, ISO 14289) with Typst: the same bytes for the same content. */
export class ReportPdf {
  private readonly compiler;
  private readonly template: string;
  private readonly covered: ReadonlySet<number>;

  constructor(template: PdfTemplate = 'report') {
    this.template = readFileSync(join(import.meta.dirname, TEMPLATES[template]), 'utf8');
    const typst = packages(
      '@myriaddreamin/typst-ts-node-compiler',
    ) as typeof import('@myriaddreamin/typst-ts-node-compiler');
    const fontBlobs = FONTS.map((path) => readFileSync(fontPath(path)));
    this.covered = new Set(fontBlobs.flatMap((font) => [...charactersOf(font)]));
    this.compiler = typst.NodeCompiler.create({ fontArgs: [{ fontBlobs }], workspace: import.meta.dirname });
  }

  /** `at`: what the file says of when it was made. Throws with what Typst complains of. */
  write(shown: object, at: Date): Buffer {
    const drawn = JSON.stringify(shown, (_key, value: unknown) =>
      typeof value === 'string' ? inCovered(value, this.covered) : value,
    );
    const compiled = this.compiler.compile({ mainFileContent: this.template, inputs: { shown: drawn } });
    if (compiled.result === null) {
      throw new Error(`Typst: ${JSON.stringify(compiled.takeError()?.shortDiagnostics)}`);
    }
    try {
      const creationTimestamp = Math.floor(at.getTime() / 1000);
      return this.compiler.pdf(compiled.result, { pdfStandard: 'ua-1', creationTimestamp });
    } finally {
      this.compiler.evictCache(10);
    }
  }
}

function fontPath(path: string): string {
  const [scope, name, ...rest] = path.split('/');
  return join(dirname(packages.resolve(`${scope}/${name}/package.json`)), ...rest);
}
