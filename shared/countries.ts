import { nearestWord } from './nearest-word.ts';

/**
 * Countries and territories of ISO 3166-1 (alpha-2), and XK, which ISO leaves to its users and which IFRC and the United
 * Nations use for Kosovo.
 */
export const COUNTRIES: readonly string[] = [
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ',
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR',
  'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP',
  'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT',
  'MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW',
  'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ',
  'UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW',
].flatMap((line) => line.split(' '));

const KNOWN = new Set(COUNTRIES);

/** Codes that people write for a country and that stand for another or for none. */
const MEANT: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

/** Longer than any name of a country; the nearest to more is not worth the search. */
const LONGEST_NAME = 60;

/** In small letters as well. */
export function isCountryCode(word: string): boolean {
  return KNOWN.has(word.toUpperCase());
}

/** The country's name in a language (CLDR). */
export function countryName(iso2: string, language: string): string {
  return new Intl.DisplayNames([language], { type: 'region' }).of(iso2) ?? iso2;
}

/** The code that comes nearest to what somebody wrote, be that a code or a name in English. */
export function nearestCountry(word: string): string {
  const wanted = word.trim().toUpperCase().slice(0, LONGEST_NAME);
  if (wanted.length <= 2) return MEANT[wanted] ?? nearestWord(wanted, COUNTRIES);
  const byName = new Map(COUNTRIES.map((iso2) => [countryName(iso2, 'en'), iso2]));
  return byName.get(nearestWord(wanted, [...byName.keys()])) as string;
}
