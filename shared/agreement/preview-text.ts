import type { PreviewLine } from '../policy/agreement-preview.ts';
import type { DataCategory } from '../policy/categories.ts';
import { FAMILY_LINKS_TYPES, SERVICE_TYPES, type ServiceType } from '../policy/service-types.ts';
import { type AgreementLanguage, agreementWordsIn, listed } from './words/words.ts';

/** Beyond so many, the services of the longest line are "every other". */
const TOO_MANY = 8;

/** What an agreement would open, as sentences: one for each line, and one for what is agreed in vain. */
export function previewSentences(
  { lines, never }: { readonly lines: readonly PreviewLine[]; readonly never: readonly DataCategory[] },
  viewer: string,
  language: AgreementLanguage,
): string[] {
  const words = agreementWordsIn(language);
  if (lines.length === 0) return [words.preview.nothing(viewer)];
  const told = lines.map((line) =>
    words.preview.line({
      stage: words.stages[line.stage],
      services: servicesOf(line, lines, language),
      viewer,
      roles: listed(
        line.roles.map((role) => words.roles[role]),
        language,
      ),
      categories: listed(
        line.categories.map((category) => words.categories[category]),
        language,
      ),
      purposes: listed(
        line.purposes.map((purpose) => words.purposes[purpose]),
        language,
      ),
    }),
  );
  const vain = never.map((category) => words.categories[category]);
  return vain.length === 0 ? told : [...told, words.preview.never(listed(vain, language))];
}

/** The services of a line; "every service" where its roles read the same for all of them at this stage. */
function servicesOf(line: PreviewLine, lines: readonly PreviewLine[], language: AgreementLanguage): string {
  const { preview, services } = agreementWordsIn(language);
  const beside = lines.filter(
    ({ stage, roles, purposes }) =>
      stage === line.stage &&
      roles.some((role) => line.roles.includes(role)) &&
      purposes.some((purpose) => line.purposes.includes(purpose)),
  );
  const longest = Math.max(...beside.map(({ serviceTypes }) => serviceTypes.length));
  const isRest = line === beside.find(({ serviceTypes }) => serviceTypes.length === longest);
  if (isRest && longest > TOO_MANY && isEvery(beside.flatMap(({ serviceTypes }) => serviceTypes)))
    return beside.length === 1 ? preview.everyService : preview.everyOtherService;
  return preview.forServices(
    listed(
      line.serviceTypes.map((type) => services[type]),
      language,
    ),
  );
}

/** Family links services stand apart: to most organisations nobody may be referred for them at all. */
function isEvery(types: readonly ServiceType[]): boolean {
  return SERVICE_TYPES.every((type) => types.includes(type) || FAMILY_LINKS_TYPES.has(type));
}
