import type { PageTexts } from '../page-texts.ts';

export const en: PageTexts = {
  title: 'Your page',
  heading: 'Who may see your information',
  keptBy: 'Kept by',
  intro:
    'This page shows kinds of information, names of organisations and times. It never shows the information itself.',
  languages: 'Language',
  consents: {
    heading: 'What you agreed to',
    none: 'You have agreed to nothing.',
    recipients: 'Who',
    categories: 'What',
    purposes: 'What for',
    until: 'Until',
    over: 'Its time is over',
  },
  withdrawal: {
    one: 'Take this back',
    all: 'Take everything back',
    askOne: 'Take this back?',
    askAll: 'Take everything back?',
    effect:
      'From that moment on these organisations can read nothing more. Open requests to them end. They are told to erase what they were sent, and have 30 days to answer. You need no reason.',
    yes: 'Yes, take it back',
    no: 'No, leave it',
    done: 'Done. It is taken back, from this moment on.',
  },
  recipients: {
    heading: 'Who was sent a request about you',
    none: 'Nobody.',
    open: 'still open',
    ended: 'ended',
  },
  readings: {
    heading: 'Who read what, and when',
    none: 'Nobody yet.',
    note: 'Whoever is sent a request may see the request itself, your age group, gender, languages and household size. That is not listed here.',
  },
  erasures: {
    heading: 'Who was told to erase',
    none: 'Nobody.',
    acknowledged: 'Says that it has erased',
    due: 'Has to answer by',
    overdue: 'Has not answered; it had to by',
  },
  receipt: {
    heading: 'Receipt',
    full: 'Receipt',
    neutral: 'Receipt that tells nothing',
    number: 'Number',
    day: 'Day',
    what: 'What was noted',
    text: 'The receipt as signed text',
    save: 'Save as a file',
    check: 'Anyone can check here whether it is genuine',
  },
  check: {
    heading: 'Check a receipt',
    label: 'The text of the receipt',
    button: 'Check',
    valid: 'Genuine: it was signed here, and nobody has changed it.',
    invalid: 'Not genuine: it was not signed here, or somebody has changed it.',
    limits: 'Nobody can find out here whether something still stands.',
  },
  linkUntil: 'This page opens until',
  back: 'Back',
  gone: 'This link opens nothing. Ask the staff who gave it to you for a new one.',
  tooOften: 'Too many attempts. Wait a minute and try again.',
  unavailable:
    'This does not work at the moment, and nothing was changed. Try again, or tell any member of staff.',
};
