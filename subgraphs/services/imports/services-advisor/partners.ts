import type { OrganisationType } from '../../../../shared/policy/organisations.ts';

/** An organisation as a directory names it, with what is guessed of it until somebody registers it properly. */
export interface Partner {
  /** As it stands in the file, spaces at the end included. */
  readonly sourceName: string;
  /** Under which the organisation is looked up, or registered. */
  readonly code: string;
  readonly name: string;
  readonly type: OrganisationType;
  /** Seat, ISO 3166-1 alpha-2; null for those of many countries. */
  readonly country: string | null;
}

const partner = (
  sourceName: string,
  code: string,
  name: string,
  type: OrganisationType,
  country: string | null = null,
): Partner => ({ sourceName, code, name, type, country });

/** The 44 partners. Types are our reading of public names [choice]; DRC is the Danish Refugee Council, no National Society. */
export const PARTNERS: readonly Partner[] = [
  partner('ACCTS', 'accts', 'ACCTS', 'NATIONAL_NGO', 'JO'),
  partner('ACF', 'acf', 'Action contre la Faim', 'INTERNATIONAL_NGO'),
  partner('ACTED', 'acted', 'ACTED', 'INTERNATIONAL_NGO'),
  partner(
    'ARDD-LA',
    'ardd-la',
    'Arab Renaissance for Democracy and Development – Legal Aid',
    'LEGAL_SERVICE_PROVIDER',
    'JO',
  ),
  partner('AVSI', 'avsi', 'AVSI Foundation', 'INTERNATIONAL_NGO'),
  partner('AWO', 'awo', 'Arab Women Organization of Jordan', 'NATIONAL_NGO', 'JO'),
  partner('Annour', 'annour', 'Annour Hospital', 'HEALTH_PROVIDER', 'JO'),
  partner('CARE', 'care', 'CARE International', 'INTERNATIONAL_NGO'),
  partner('Caritas', 'caritas-jordan', 'Caritas Jordan', 'NATIONAL_NGO', 'JO'),
  partner('DRC', 'drc', 'Danish Refugee Council', 'INTERNATIONAL_NGO'),
  partner('Emirati Hospital', 'emirati-hospital', 'Emirati Hospital', 'HEALTH_PROVIDER', 'JO'),
  partner('GRC', 'grc', 'German Red Cross', 'NATIONAL_SOCIETY', 'DE'),
  partner('HI', 'hi', 'Handicap International', 'INTERNATIONAL_NGO'),
  partner('ICMC', 'icmc', 'International Catholic Migration Commission', 'INTERNATIONAL_NGO'),
  partner(
    'IFH/NHF ',
    'ifh-nhf',
    'Institute for Family Health, Noor Al Hussein Foundation',
    'NATIONAL_NGO',
    'JO',
  ),
  partner('IMC', 'imc', 'International Medical Corps', 'INTERNATIONAL_NGO'),
  partner('IOCC', 'iocc', 'International Orthodox Christian Charities', 'INTERNATIONAL_NGO'),
  partner('IRC', 'irc', 'International Rescue Committee', 'INTERNATIONAL_NGO'),
  partner('IRD', 'ird', 'International Relief and Development', 'INTERNATIONAL_NGO'),
  partner('Intersos', 'intersos', 'INTERSOS', 'INTERNATIONAL_NGO'),
  partner('JEN', 'jen', 'Japan Emergency NGO (JEN)', 'INTERNATIONAL_NGO'),
  partner('JHAS', 'jhas', 'Jordan Health Aid Society', 'NATIONAL_NGO', 'JO'),
  partner('JRS', 'jrs', 'Jesuit Refugee Service', 'INTERNATIONAL_NGO'),
  partner('JWU', 'jwu', "Jordanian Women's Union", 'NATIONAL_NGO', 'JO'),
  partner('LWF', 'lwf', 'Lutheran World Federation', 'INTERNATIONAL_NGO'),
  partner('MC', 'mercy-corps', 'Mercy Corps', 'INTERNATIONAL_NGO'),
  partner('MDM', 'mdm', 'Médecins du Monde', 'INTERNATIONAL_NGO'),
  partner('MEDAIR', 'medair', 'Medair', 'INTERNATIONAL_NGO'),
  partner('MSF-F', 'msf-f', 'Médecins Sans Frontières France', 'INTERNATIONAL_NGO'),
  partner('NEF', 'nef', 'Near East Foundation', 'INTERNATIONAL_NGO'),
  partner('NHF', 'nhf', 'Noor Al Hussein Foundation', 'NATIONAL_NGO', 'JO'),
  partner('NRC', 'nrc', 'Norwegian Refugee Council', 'INTERNATIONAL_NGO'),
  partner('OXFAM', 'oxfam', 'Oxfam', 'INTERNATIONAL_NGO'),
  partner('PU-AMI', 'pu-ami', 'Première Urgence – Aide Médicale Internationale', 'INTERNATIONAL_NGO'),
  partner('SC Jordan', 'sc-jordan', 'Save the Children Jordan', 'NATIONAL_NGO', 'JO'),
  partner('SCI', 'sci', 'Save the Children International', 'INTERNATIONAL_NGO'),
  partner('TDHL', 'tdhl', 'Terre des hommes Lausanne', 'INTERNATIONAL_NGO'),
  partner('Takaful Society', 'takaful', 'Takaful Society', 'NATIONAL_NGO', 'JO'),
  partner('UNHCR', 'unhcr', 'UNHCR', 'UN_AGENCY'),
  partner('UPP', 'upp', 'Un ponte per', 'INTERNATIONAL_NGO'),
  partner('Un Women', 'un-women', 'UN Women', 'UN_AGENCY'),
  partner('WFP', 'wfp', 'World Food Programme', 'UN_AGENCY'),
  partner('WVI', 'wvi', 'World Vision International', 'INTERNATIONAL_NGO'),
  partner('WarChild UK', 'warchild-uk', 'War Child UK', 'INTERNATIONAL_NGO'),
];

const BY_NAME: ReadonlyMap<string, Partner> = new Map(PARTNERS.map((one) => [one.sourceName.trim(), one]));

/** A partner that is not in the list is of type OTHER, which may read no word about a person, until somebody says more. */
export function partnerNamed(sourceName: string): { partner: Partner; known: boolean } {
  const known = BY_NAME.get(sourceName.trim());
  if (known) return { partner: known, known: true };
  const code = sourceName
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40);
  const name = sourceName.trim();
  return {
    partner: partner(sourceName, code.length > 1 ? code : `partner-${code}`, name, 'OTHER'),
    known: false,
  };
}
