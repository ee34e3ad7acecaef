/** No place to go to: the point the file gives is the middle of the country. */
export const WHOLE_COUNTRY = 'Country Wide';

/** The twelve governorates of Jordan and the places of the file that lie in each, by name. */
const PLACES_OF_GOVERNORATE: Readonly<Record<string, readonly string[]>> = {
  Ajlun: [
    'Ajlun City',
    'Ajlun Governorate',
    'Liwa Kufranjah',
    'Liwa Qasabah Kufranjah',
    'Liwa Qasabat Ajlun',
  ],
  Amman: ['Amman Governorate', 'Liwa Marka', 'Liwa Qasabat Amman', 'Liwa al Jamiah'],
  Aqaba: ['Aqaba City', 'Aqaba Governorate'],
  Balqa: ['Al Balqa Governorate', 'As Salt City', 'Liwa Dayr Alla', 'Liwa Qasabat As Salt'],
  Irbid: [
    'An Nu3ayyimah',
    'Ar-Ramtha City',
    'Cyber City Refugee Center',
    'Irbid City',
    'Irbid Governorate',
    'King Abdullah Park Refugee Center',
    'Liwa Bani Kinanah',
    'Liwa Bani Ubayid',
    'Liwa Qasabah Aqraba',
    'Liwa Qasabah Kharja',
    'Liwa Qasabat Irbid',
    'Liwa al Aghwar ash Shamaliyah',
    'Liwa al Kurah',
    'Liwa al Mazar ash Shamali',
    'Liwa al Wasatiyah',
    'Liwa ar Ramtha',
    'Liwa at Tayyibah',
  ],
  Jarash: ['Jarash City', 'Jarash Governorate', 'Liwa Qasabat Jarash'],
  Karak: [
    'Karak Governorate',
    'Liwa Qasabah Ghawr Al Safi',
    'Liwa Qasabat al Karak',
    'Liwa al Aghwar al Janubiyah',
    'Liwa al Mazar al Janubi',
    'Liwa al Qatranah',
  ],
  "Ma'an": ['Liwa Qasabat Maan', 'Liwa ash Shubak', 'Maan Governorate'],
  Madaba: ['Liwa Qasabah Mleah', 'Liwa Qasabat Madaba', 'Madaba City', 'Madaba Governorate'],
  Mafraq: [
    'Al Khaldyah',
    'Liwa Qasabah Sama As Sarhan',
    'Liwa Qasabat al Mafraq',
    'Liwa al Badiyah ash Shamaliyah',
    'Liwa al Badiyah ash Shamaliyah al Gharbiyah',
    'Liwa ar Ruwayshid',
    'Mafraq City',
    'Mafraq Governorate',
    'Zaatari Camp (all district)',
    'Zaatari District 1',
    'Zaatari District 2',
    'Zaatari District 3',
    'Zaatari District 4',
    'Zaatari District 5',
    'Zaatari District 8',
    'Zaatari District 9',
    'Zaatari District 10',
    'Zaatari District 11',
    'Zaatari District 12',
  ],
  Tafilah: ['Liwa Qasabat at Tafilah', 'Tafileh Governorate'],
  Zarqa: [
    'Azraq Camp',
    'Azraq Camp Village 3',
    'Azraq Camp Village 6',
    'Azraq City',
    'Emirati Jordanian Camp (EJC)',
    'Liwa Qasabah Ar Rusayfa',
    'Liwa Qasabat Az Zarqa',
    'Liwa Qasabat az Zarqa',
    'Liwa al Hashimiyyah',
    'Liwa ar Rusayfah',
    'Zarqa City',
    'Zarqa Governorate',
  ],
};

const GOVERNORATE_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(PLACES_OF_GOVERNORATE).flatMap(([governorate, places]) =>
    places.map((place) => [place, governorate] as const),
  ),
);

export function governorateOf(place: string): string | null {
  return GOVERNORATE_OF.get(place.trim()) ?? null;
}
