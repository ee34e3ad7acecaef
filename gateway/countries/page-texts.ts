import type { AccessSetting, ModalityAnswer } from '../../shared/policy/access-words.ts';
import type { BorderProcedureType, Safeguard } from '../../shared/policy/border-words.ts';
import type { ConformityTest, ConformityVerdict } from '../../shared/policy/conformity.ts';
import type { AccessConstraint } from '../../shared/policy/incident-words.ts';

/** Everything that a country's page says, in one language. */
export interface CountryTexts {
  readonly title: (country: string) => string;
  readonly languages: string;
  readonly resolution: string;
  readonly agreements: string;
  readonly inForce: (count: number) => string;
  readonly between: string;
  readonly gaps: string;
  readonly noGaps: string;
  readonly since: (month: string) => string;
  readonly laws: string;
  readonly noLaws: string;
  readonly fails: string;
  readonly safeguards: string;
  readonly noProcedures: string;
  readonly present: (count: number) => string;
  readonly safeguard: string;
  readonly inLaw: string;
  readonly inPractice: string;
  readonly assessed: string;
  readonly notAssessed: string;
  readonly withoutConsultation: string;
  readonly constraints: string;
  readonly scale: string;
  readonly fewer: string;
  readonly month: string;
  readonly allIncidents: string;
  readonly released: string;
  readonly noReleased: string;
  readonly severity: string;
  readonly notFound: string;
  readonly settings: Readonly<Record<AccessSetting, string>>;
  readonly verdicts: Readonly<Record<ConformityVerdict, string>>;
  readonly tests: Readonly<Record<ConformityTest, string>>;
  readonly procedures: Readonly<Record<BorderProcedureType, string>>;
  readonly safeguardNames: Readonly<Record<Safeguard, string>>;
  readonly answers: Readonly<Record<ModalityAnswer, string>>;
  readonly constraintNames: Readonly<Record<AccessConstraint, string>>;
}
