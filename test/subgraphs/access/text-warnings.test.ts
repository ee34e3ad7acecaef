import { describe, expect, test } from '@jest/globals';
import { warningsAbout } from '../../../subgraphs/access/text-warnings.ts';

const kindsIn = (text: string, country: string | null = 'KE') =>
  warningsAbout({ text }, country).map(({ about }) => about);

describe('is warned of', () => {
  test.each([
    ['PHONE_NUMBER', '0712 345 678'],
    ['PHONE_NUMBER', 'Call (0712) 345-678 at night'],
    ['PHONE_NUMBER', 'his cousin: +41 79 123 45 67'],
    ['PHONE_NUMBER', '00254712345678'],
    ['PHONE_NUMBER', '٠٧١٢٣٤٥٦٧٨'],
    ['MAIL_ADDRESS', 'ask a.b@c.org'],
    ['DOCUMENT_NUMBER', 'passport A1234567'],
    ['DOCUMENT_NUMBER', 'Passeport n° 12AB34567'],
    ['DOCUMENT_NUMBER', 'case 2026/00012345'],
    ['DOCUMENT_NUMBER', 'UNHCR number 123-45C67890'],
    ['DOCUMENT_NUMBER', 'cédula 12345678'],
    ['NAME', 'They asked for Mr Abdi.'],
    ['NAME', 'Il s’appelle Moussa.'],
    ['NAME', 'se llama Juan'],
    ['NAME', 'اسمه أحمد'],
    ['NAME', 'أحمد بن حسن عند البوابة'],
    ['NAME_OF_MIGRANT', 'They took the migrant Amina Hassan away.'],
    ['NAME_OF_MIGRANT', 'Refugee Omar Ali was there'],
    ['NAME_OF_MIGRANT', 'a woman, Fatima, was pushed'],
    ['NAME_OF_MIGRANT', 'el joven Juan Pérez'],
    ['NAME_OF_MIGRANT', 'une femme, Aïcha, et deux enfants'],
    ['NAME_OF_MIGRANT', 'الشاب عبد الرحمن'],
  ] as const)('%s: %s', (kind, text) => {
    expect(kindsIn(text)).toEqual([kind]);
  });

  test('a number as people dial it there, and one from beyond the border as well', () => {
    expect([kindsIn('712345678', 'KE'), kindsIn('712345678', null)]).toEqual([['PHONE_NUMBER'], []]);
    expect(kindsIn('call 0712345678', 'UG')).toEqual(['PHONE_NUMBER']);
    expect(kindsIn('06.12.34.56.78', 'FR')).toEqual(['PHONE_NUMBER']);
    expect(kindsIn('0712345678', null)).toEqual(['PHONE_NUMBER']);
  });
});

describe('is not warned of', () => {
  test.each([
    'On 01.02.2026 at 09:00 the gate was shut.',
    'From 01-02-2026 to 03-02-2026, 06.30 - 08.15 hrs',
    '03/04/2026 and 05/04/2026',
    '1,200,000 shillings; 12 000 000 in all',
    'At 00.4611, 034.1012 on the map',
    'The refugee Status Determination Unit refused.',
    'a child Protection Officer of the Border Guard',
    'the refugee Camp Kakuma',
    'Three migrants were sent back; 250 people waited in sector 12345.',
    'Le centre de rétention était fermé.',
    'المهاجر في المركز',
    '',
  ])('%s', (text) => {
    expect(kindsIn(text)).toEqual([]);
  });
});

test('each kind is told once of each field, with the field and the reason', () => {
  const text = 'Mr Abdi and Mrs Abdi, 0712 345 678, 0712 345 679';
  expect(warningsAbout({ description: text, note: 'fine', other: null }, 'KE')).toEqual([
    { field: 'input.description', about: 'PHONE_NUMBER', says: expect.stringContaining('call, or trace') },
    { field: 'input.description', about: 'NAME', says: expect.stringContaining('at risk') },
  ]);
});

test('a long text is looked through quickly, whatever stands in it', () => {
  const texts = [
    '0 '.repeat(2_500),
    'Aa '.repeat(1_666),
    '('.repeat(5_000),
    '0712345678 '.repeat(450),
    'man, '.repeat(1_000),
  ];
  for (const text of texts) expect(kindsIn(text).length).toBeLessThanOrEqual(2);
});
