import type { Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import type { FileIncidentInput } from './access-incident.inputs.ts';
import { faultsIn } from './incident-checks.ts';
import type { IncidentForm, ListedPlace } from './incident-form.entity.ts';
import type { FileIncidentByLinkInput } from './incident-form.inputs.ts';
import type { IncidentLinkHolder, IncidentLinkService } from './incident-link.service.ts';
import { insertIncident } from './incident-rows.ts';
import { checkLength } from './input-checks.ts';
import type { TextWarning } from './text-warning.entity.ts';
import { warningsAbout } from './text-warnings.ts';

/** What became of what a team told: filed, or what is to be mended or thought over first. */
export interface Intake {
  readonly filed: boolean;
  readonly warnings: TextWarning[];
  readonly faults: readonly AccordError[];
}

/** The one door through which a team in the field tells of an incident. Nothing comes out by it that was told. */
export class IncidentFormService {
  constructor(private readonly links: IncidentLinkService) {}

  /** Errors: NOT_FOUND. */
  form(token: string): Promise<IncidentForm> {
    return this.links.enter(token, 'EMPTY_FORM', async (tx, holder) => ({
      team: holder.team,
      organisation: { id: holder.ownerId },
      country: holder.country,
      places: await placesOf(tx, holder),
      expiresAt: holder.expiresAt,
    }));
  }

  /**
   * Files a draft, once for the same words of the same form. What cannot be right is told of every field at one go; what
   * looks like a person is warned of, and filed when that is asked for nevertheless. Errors: NOT_FOUND, VALIDATION_FAILED.
   */
  async file(input: FileIncidentByLinkInput): Promise<Intake> {
    try {
      return await this.links.enter(input.token, 'FILING', (tx, holder) => this.take(tx, holder, input));
    } catch (error) {
      if (!isFiledAlready(error)) throw error;
      return { filed: true, warnings: warningsIn(input, input.country ?? null), faults: [] };
    }
  }

  private async take(
    tx: Transaction,
    holder: IncidentLinkHolder,
    input: FileIncidentByLinkInput,
  ): Promise<Intake> {
    checkLength(input.entry, 100, 'entry');
    const { place, faults: misplaced } = placeOf(await placesOf(tx, holder), input);
    const told = toldIn(input, holder, place);
    const faults = [...misplaced, ...faultsIn(told)];
    const warnings = warningsIn(input, told.country);
    if (faults.length > 0 || (warnings.length > 0 && !input.despiteWarnings))
      return { filed: false, warnings, faults };
    const { token: _token, despiteWarnings: _despite, entry, ...words } = input;
    const id = this.links.idOf(holder, [entry, Object.entries(words).sort()]);
    await insertIncident(tx, { organisationId: holder.ownerId, clientId: holder.id }, told, id);
    await tx.sql('incident-link-count', 'update incident_link set filed = filed + 1 where id = $1', [
      holder.id,
    ]);
    return { filed: true, warnings, faults: [] };
  }
}

/** What a caseworker will find: a draft, told by the team. */
function toldIn(
  input: FileIncidentByLinkInput,
  { team }: IncidentLinkHolder,
  place: ListedPlace | null,
): FileIncidentInput {
  const { kind, occurredOn, severity, impacts, description, actionTaken } = input;
  return {
    ...{ kind, occurredOn, severity, impacts, description, actionTaken },
    country: place?.country ?? input.country ?? '',
    admin1: input.admin1 ?? place?.admin1 ?? null,
    placeId: place?.id ?? null,
    reporter: team,
    reporterContact: null,
    namedStaff: [],
    agreementId: null,
    serviceId: null,
    draft: true,
  };
}

function placeOf(
  places: readonly ListedPlace[],
  { placeId, country }: FileIncidentByLinkInput,
): { readonly place: ListedPlace | null; readonly faults: readonly AccordError[] } {
  if (placeId == null) return { place: null, faults: [] };
  const place = places.find(({ id }) => id === placeId) ?? null;
  const isElsewhere = place !== null && country != null && country.toUpperCase() !== place.country;
  if (place !== null && !isElsewhere) return { place, faults: [] };
  const says = isElsewhere ? 'This place is in another country.' : 'The form lists no such place.';
  return { place, faults: [new AccordError('VALIDATION_FAILED', { field: 'input.placeId', says })] };
}

function warningsIn(
  { description, actionTaken, admin1 }: FileIncidentByLinkInput,
  country: string | null,
): TextWarning[] {
  return warningsAbout({ description, actionTaken, admin1 }, country);
}

/** Those that the link names, in the order of their names. */
function placesOf(tx: Transaction, { placeIds }: IncidentLinkHolder): Promise<ListedPlace[]> {
  return tx.sql<ListedPlace>(
    'incident-link-places',
    'select id, name, country, admin1 from access_place where id = any($1) order by country, name, id',
    [placeIds],
  );
}

/** The id that the same words would have is taken. */
function isFiledAlready(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === '23505' && constraint === 'access_incident_pkey';
}
