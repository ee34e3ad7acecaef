/** A capital and small letters, in any script that has them; a name of one part or two. */
const WORD = String.raw`\p{Lu}\p{Ll}+`;
const NAME = `${WORD}(?:[ -]${WORD})+`;

export const MAIL = /[\w.+-]+@[\w-]+\.[\w.-]+/u;

/** A word for a document or a case, and what stands behind it as its number. */
export const DOCUMENT =
  /(?<!\p{L})(?:passport|passeport|pasaporte|visas?|permit|permis|permiso|identity|identité|identidad|id|card|carte|carnet|cédula|certificate|acte|case|dossier|expediente|file|registration|UNHCR|HCR|ACNUR|proGres|جواز|بطاقة|هوية|ملف|تسجيل)(?:\s+(?:of|card|file|case|number|numero|numéro|número|no\.?|num\.?|n[°ºo]\.?|nr\.?|سفر|رقم|#))*\s*[:#]?\s*((?=[\p{L}\p{Nd}/-]*\p{Nd})[\p{Lu}\p{Nd}][\p{Lu}\p{Nd}/-]{4,})/giu;

/** Whoever is called by a title or is said to be called something. */
export const NAMED: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<!\p{L})(?:Mr|Mrs|Ms|Mme|Mlle|M\.|Sr|Sra|Srta|Señor|Señora|named|called|name is|name was|nommée?|prénommée?|appelée?|s['’]appel(?:le|ait)|llamad[oa]|se llama(?:ba)?|de nombre|mi nombre es)\.?:?\s+${WORD}`,
    'u',
  ),
  /(?<!\p{L})(?:السيد|السيدة|اسمه|اسمها|يدعى|تدعى|المدعو|المدعوة)\s+\p{Script=Arabic}{2,}/u,
  /\p{Script=Arabic}{2,}\s+(?:بن|ابن|بنت)\s+\p{Script=Arabic}{2,}/u,
];

const PEOPLE = [
  'migrants?|refugees?|detainees?|asylum[ -]seekers?|boy|girl|man|woman|child|youth|mother|father|brother|sister|husband|wife',
  "migrante|réfugiée?|détenue?|demandeuse?[ -]d[’']asile|garçon|fille|homme|femme|enfant|mère|père|frère|sœur|mari|épouse",
  'refugiad[oa]|detenid[oa]|solicitante|niñ[oa]|joven|hombre|mujer|madre|padre|herman[oa]|marido|esposa',
]
  .flatMap((line) => line.split('|'))
  .map((word) => `[${word.slice(0, 1).toUpperCase()}${word.slice(0, 1)}]${word.slice(1)}`)
  .join('|');

/** A word for somebody, and behind it a name of two parts, or of one behind a comma. The first group is the name. */
export const PERSON_ON_THE_MOVE: readonly RegExp[] = [
  new RegExp(String.raw`(?<!\p{L})(?:${PEOPLE})[,:]?\s+(${NAME})`, 'gu'),
  new RegExp(
    String.raw`(?<!\p{L})(?:${PEOPLE})[,:]\s+(${WORD})(?=[,.;:)]|\s+(?:and|was|is|who|et|qui|est|y|que|fue)\s|$)`,
    'gu',
  ),
  /(?<!\p{L})(?:المهاجر|المهاجرة|اللاجئ|اللاجئة|المحتجز|المحتجزة|الطفل|الطفلة|الشاب|الشابة)\s+((?:عبد|أبو|أم)\s+\p{Script=Arabic}{2,})/gu,
];

/** Words of offices and places that stand in capitals where a name would. */
export const INSTITUTION: ReadonlySet<string> = new Set([
  ...[
    'act',
    'agency',
    'area',
    'army',
    'authority',
    'border',
    'camp',
    'center',
    'centre',
    'city',
    'clinic',
    'coast',
    'committee',
  ],
  ...[
    'convention',
    'council',
    'county',
    'court',
    'crescent',
    'cross',
    'day',
    'department',
    'determination',
    'district',
    'family',
  ],
  ...[
    'guard',
    'health',
    'hospital',
    'hotline',
    'house',
    'international',
    'law',
    'links',
    'ministry',
    'office',
    'officer',
    'point',
  ],
  ...[
    'police',
    'program',
    'programme',
    'project',
    'protection',
    'reception',
    'red',
    'rights',
    'school',
    'section',
    'service',
  ],
  ...['services', 'shelter', 'society', 'status', 'team', 'unit', 'welfare'],
  ...[
    'centro',
    'ciudad',
    'consejo',
    'cruz',
    'guardia',
    'hospital',
    'ministerio',
    'oficina',
    'policía',
    'protección',
    'roja',
  ],
  ...[
    'camp',
    'centre',
    'conseil',
    'croix',
    'garde',
    'hôpital',
    'ministère',
    'rouge',
    'préfecture',
    'tribunal',
  ],
]);
