import type { PageTexts } from '../page-texts.ts';

export const fr: PageTexts = {
  title: 'Votre page',
  heading: 'Qui peut voir vos informations',
  keptBy: 'Conservées par',
  intro:
    'Cette page montre des types d’informations, des noms d’organisations et des dates. Elle ne montre jamais les informations elles-mêmes.',
  languages: 'Langue',
  consents: {
    heading: 'Ce que vous avez accepté',
    none: 'Vous n’avez rien accepté.',
    recipients: 'Qui',
    categories: 'Quoi',
    purposes: 'Pour quoi',
    until: 'Jusqu’au',
    over: 'La durée est passée',
  },
  withdrawal: {
    one: 'Retirer cet accord',
    all: 'Tout retirer',
    askOne: 'Retirer cet accord ?',
    askAll: 'Tout retirer ?',
    effect:
      'Dès cet instant, ces organisations ne peuvent plus rien lire. Les demandes ouvertes auprès d’elles prennent fin. Elles sont priées d’effacer ce qu’elles ont reçu et ont 30 jours pour répondre. Aucune raison n’est nécessaire.',
    yes: 'Oui, retirer',
    no: 'Non, laisser',
    done: 'C’est fait. L’accord est retiré dès cet instant.',
  },
  recipients: {
    heading: 'Qui a reçu une demande à votre sujet',
    none: 'Personne.',
    open: 'encore ouverte',
    ended: 'terminée',
  },
  readings: {
    heading: 'Qui a lu quoi, et quand',
    none: 'Personne pour le moment.',
    note: 'Qui reçoit une demande peut voir la demande elle-même, votre tranche d’âge, votre genre, vos langues et la taille de votre foyer. Cela n’est pas listé ici.',
  },
  erasures: {
    heading: 'Qui a été prié d’effacer',
    none: 'Personne.',
    acknowledged: 'Dit avoir effacé',
    due: 'Doit répondre avant le',
    overdue: 'N’a pas répondu ; c’était dû le',
  },
  receipt: {
    heading: 'Reçu',
    full: 'Reçu',
    neutral: 'Reçu qui ne dit rien',
    number: 'Numéro',
    day: 'Jour',
    what: 'Ce qui a été noté',
    text: 'Le reçu en texte signé',
    save: 'Enregistrer dans un fichier',
    check: 'Chacun peut vérifier ici s’il est authentique',
  },
  check: {
    heading: 'Vérifier un reçu',
    label: 'Le texte du reçu',
    button: 'Vérifier',
    valid: 'Authentique : il a été signé ici et personne ne l’a modifié.',
    invalid: 'Pas authentique : il n’a pas été signé ici, ou quelqu’un l’a modifié.',
    limits: 'Personne ne peut savoir ici si quelque chose est encore en vigueur.',
  },
  linkUntil: 'Cette page s’ouvre jusqu’au',
  back: 'Retour',
  gone: 'Ce lien n’ouvre rien. Demandez-en un nouveau au personnel qui vous l’a remis.',
  tooOften: 'Trop d’essais. Attendez une minute et réessayez.',
  unavailable:
    'Cela ne marche pas en ce moment, et rien n’a été changé. Réessayez, ou parlez-en à un membre du personnel.',
};
