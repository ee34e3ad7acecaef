/** Something in a file that is not as it says here now, and why. */
export interface Note {
  /** REFUSED: the whole entry is not here. LEFT_OUT: a field of it. SAID: nothing is lost, but somebody should know. */
  readonly kind: 'REFUSED' | 'LEFT_OUT' | 'SAID';
  /** Of the entry in its file: `contents[12] (id 7)`, `services.csv, row 13`. */
  readonly place: string;
  /** Path within the entry; empty for the whole of it. */
  readonly field: string;
  readonly value: string | null;
  readonly reason: string;
}

const SHOWN = 80;

/** Collects what one entry has to say about itself. */
export class Notes {
  readonly all: Note[] = [];

  constructor(readonly place: string) {}

  leftOut(field: string, value: unknown, reason: string): void {
    this.all.push({ kind: 'LEFT_OUT', place: this.place, field, value: shown(value), reason });
  }

  said(field: string, value: unknown, reason: string): void {
    this.all.push({ kind: 'SAID', place: this.place, field, value: shown(value), reason });
  }

  refused(reason: string, field = '', value: unknown = null): void {
    this.all.push({ kind: 'REFUSED', place: this.place, field, value: shown(value), reason });
  }
}

function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  // PostgreSQL keeps no text with this character.
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('\0', '␀');
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
