import type { SharingTexts } from '../page-texts.ts';

export const fr: SharingTexts = {
  title: 'Qui peut partager quoi avec qui',
  languages: 'Langues',
  intro:
    'Ces accords sont en vigueur aujourd’hui. Chacun permet à une organisation de partager avec une autre ces types d’informations sur une personne, et seulement si cette personne a dit oui pour cette organisation précise, ou dans les rares cas où une vie est en danger ou une famille recherchée.',
  never:
    'Rien n’est jamais partagé avec la police, les gardes-frontière, les services de contrôle de l’immigration ou l’armée, quoi que l’on convienne.',
  none: 'Aucun accord n’est en vigueur.',
  count: (agreements, organisations) => `Accords : ${agreements}. Organisations : ${organisations}.`,
  mayShareWith: (provider, recipient) => `${provider} peut partager avec ${recipient}`,
  formerly: 'anciennement',
  purposes: 'Pour quoi',
  before: 'Pendant que l’autre décide si elle peut aider',
  after: 'Une fois que l’autre a accepté',
  nothing: 'Rien.',
  someServices: 'seulement pour certains types de service',
  until: 'Jusqu’au',
  asData: 'La même chose sous forme de données',
  classes: {
    MOVEMENT: 'Croix-Rouge et Croissant-Rouge',
    HUMANITARIAN: 'organisation humanitaire',
    PUBLIC_SERVICE: 'service public',
    ASYLUM_AUTHORITY: 'autorité d’asile',
    PRIVATE: 'entreprise',
    STATISTICS_ONLY: 'statistiques seulement',
    ENFORCEMENT: 'forces de l’ordre',
  },
};
