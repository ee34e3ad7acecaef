/**
 * The characters that a TrueType or OpenType font has a glyph for, as its `cmap` table says (formats 4 and 12, which every
 * Unicode font has one of).
 */
export function charactersOf(font: Buffer): ReadonlySet<number> {
  const covered = new Set<number>();
  const table = tableOf(font, 'cmap');
  for (let at = 0; at < table.readUInt16BE(2); at += 1) {
    const encoding = table.subarray(table.readUInt32BE(4 + 8 * at + 4));
    const format = encoding.readUInt16BE(0);
    if (format === 4) addSegments(encoding, covered);
    if (format === 12) addGroups(encoding, covered);
  }
  return covered;
}

/** The same words with a replacement sign for every character that no font here can draw: PDF/UA forbids a blank in its place. */
export function inCovered(text: string, covered: ReadonlySet<number>): string {
  return Array.from(text, (sign) => {
    if (/\s/.test(sign)) return sign === '\n' ? sign : ' ';
    return covered.has(sign.codePointAt(0) ?? 0) ? sign : REPLACEMENT;
  }).join('');
}

const REPLACEMENT = '\ufffd';

function tableOf(font: Buffer, tag: string): Buffer {
  for (let at = 12; at < 12 + 16 * font.readUInt16BE(4); at += 16) {
    if (font.toString('latin1', at, at + 4) !== tag) continue;
    const start = font.readUInt32BE(at + 8);
    return font.subarray(start, start + font.readUInt32BE(at + 12));
  }
  throw new Error(`A font has no table ${tag}.`);
}

function addSegments(encoding: Buffer, covered: Set<number>): void {
  const doubled = encoding.readUInt16BE(6);
  for (let at = 0; at < doubled; at += 2) {
    const [end, start] = [encoding.readUInt16BE(14 + at), encoding.readUInt16BE(16 + doubled + at)];
    for (let code = start; code <= end && code !== 0xffff; code += 1) covered.add(code);
  }
}

function addGroups(encoding: Buffer, covered: Set<number>): void {
  for (let group = 0; group < encoding.readUInt32BE(12); group += 1) {
    const [start, end] = [encoding.readUInt32BE(16 + 12 * group), encoding.readUInt32BE(20 + 12 * group)];
    for (let code = start; code <= end; code += 1) covered.add(code);
  }
}
