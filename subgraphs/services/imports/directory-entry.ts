import type { Offer } from '../offer.ts';
import type { DirectoryOrganisation } from './hsds/read-organisation.ts';

/** One service of a directory, read and ready to be written. */
export interface DirectoryEntry {
  /** Under which the directory knows it. */
  readonly sourceId: string;
  /** Where in the file it stands. */
  readonly place: string;
  readonly organisation: DirectoryOrganisation;
  readonly offer: Offer;
  /** It comes from a list, which shows of each service what there is one of, and nothing that is nested in it. */
  readonly listed: boolean;
  readonly assuredAt: Date | null;
  /** When its owner last looked after its firewall: of our own files alone. */
  readonly firewallCheckedAt: Date | null;
}
