/** A sandbox client one may sign in as: one line of `GET /explorer/clients.json`. */
export interface ExplorerClient {
  readonly clientId: string;
  /** The organisation's name, as people say it. */
  readonly organisation: string;
  /** `OrganisationType`, for example `UN_AGENCY`. */
  readonly type: string;
  readonly role: string;
  /** The purposes this client may declare in `Purpose-Of-Use`. */
  readonly purposes: readonly string[];
}
