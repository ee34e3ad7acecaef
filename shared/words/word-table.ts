import type { DataCategory } from '../policy/categories.ts';
import type { ConsentState } from '../policy/consent.ts';
import type { Purpose } from '../policy/purposes.ts';

/** The law's words as a person is told them, and what its receipts say. */
export interface Words {
  readonly direction: 'ltr' | 'rtl';
  /** The language's own name for itself. */
  readonly name: string;
  readonly categories: Readonly<Record<DataCategory, string>>;
  readonly purposes: Readonly<Record<Purpose, string>>;
  readonly states: Readonly<Record<ConsentState, string>>;
  readonly receipt: {
    /** How consent is taken back. */
    readonly howToWithdraw: string;
    /** Where an organisation is asked, when it has published no address. */
    readonly howToReach: string;
    /** All that a neutral receipt says. It must be safe to be found with. */
    readonly neutral: string;
  };
}
