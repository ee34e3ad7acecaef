import type { SharingTexts } from '../page-texts.ts';

export const en: SharingTexts = {
  title: 'Who may share what with whom',
  languages: 'Languages',
  intro:
    'These agreements are in force now. Each lets one organisation share these kinds of information about a person with another one, and only if that person has said yes to that very organisation, or in the few cases where life is at stake or a family is searched for.',
  never:
    'Nothing is ever shared with police, border guards, immigration enforcement or the military, whatever anybody agrees to.',
  none: 'No agreement is in force.',
  count: (agreements, organisations) => `Agreements: ${agreements}. Organisations: ${organisations}.`,
  mayShareWith: (provider, recipient) => `${provider} may share with ${recipient}`,
  formerly: 'formerly',
  purposes: 'What for',
  before: 'While the other decides whether it can help',
  after: 'Once the other has accepted',
  nothing: 'Nothing.',
  someServices: 'only for some kinds of service',
  until: 'Until',
  asData: 'The same as data',
  classes: {
    MOVEMENT: 'Red Cross and Red Crescent',
    HUMANITARIAN: 'humanitarian organisation',
    PUBLIC_SERVICE: 'public service',
    ASYLUM_AUTHORITY: 'asylum authority',
    PRIVATE: 'company',
    STATISTICS_ONLY: 'statistics only',
    ENFORCEMENT: 'enforcement',
  },
};
