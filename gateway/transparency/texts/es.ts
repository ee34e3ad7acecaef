import type { SharingTexts } from '../page-texts.ts';

export const es: SharingTexts = {
  title: 'Quién puede compartir qué con quién',
  languages: 'Idiomas',
  intro:
    'Estos acuerdos están en vigor ahora. Cada uno permite que una organización comparta con otra estos tipos de información sobre una persona, y solo si esa persona ha dicho que sí para esa organización en concreto, o en los pocos casos en que una vida está en peligro o se busca a una familia.',
  never:
    'Nunca se comparte nada con la policía, los guardias de fronteras, el control de inmigración ni el ejército, se acuerde lo que se acuerde.',
  none: 'No hay ningún acuerdo en vigor.',
  count: (agreements, organisations) => `Acuerdos: ${agreements}. Organizaciones: ${organisations}.`,
  mayShareWith: (provider, recipient) => `${provider} puede compartir con ${recipient}`,
  formerly: 'antes',
  purposes: 'Para qué',
  before: 'Mientras la otra decide si puede ayudar',
  after: 'Cuando la otra ha aceptado',
  nothing: 'Nada.',
  someServices: 'solo para algunos tipos de servicio',
  until: 'Hasta el',
  asData: 'Lo mismo como datos',
  classes: {
    MOVEMENT: 'Cruz Roja y Media Luna Roja',
    HUMANITARIAN: 'organización humanitaria',
    PUBLIC_SERVICE: 'servicio público',
    ASYLUM_AUTHORITY: 'autoridad de asilo',
    PRIVATE: 'empresa',
    STATISTICS_ONLY: 'solo estadísticas',
    ENFORCEMENT: 'fuerzas del orden',
  },
};
