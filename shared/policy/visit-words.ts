/** What a visitor looks at. It is about conditions; what a person said to a visitor is not representable [law 1]. */
export const FINDING_TOPICS = [
  'MATERIAL_CONDITIONS',
  'OVERCROWDING',
  'TREATMENT',
  'HEALTH_CARE',
  'CONTACT_WITH_FAMILY',
  'ACCESS_TO_ASYLUM_PROCEDURE',
  'LEGAL_ASSISTANCE',
  'INFORMATION_AND_LANGUAGE',
  'SEPARATION_OF_CHILDREN_FROM_ADULTS',
  'COMPLAINTS_MECHANISM',
  'VISITS_AND_OUTSIDE_CONTACT',
] as const;
export type FindingTopic = (typeof FINDING_TOPICS)[number];

export const FINDING_RATINGS = ['GOOD', 'ACCEPTABLE', 'POOR', 'SERIOUS'] as const;
export type FindingRating = (typeof FINDING_RATINGS)[number];
