/** What makes a file unusable. One of them, and nothing of the file is written. */
export interface Fault {
  /** `services-en.json, line 3, column 7` or `feature 12 (id 22442789)`. */
  readonly where: string;
  readonly says: string;
}

export interface Feature {
  readonly id: string;
  /** Degrees, WGS 84. */
  readonly longitude: number;
  readonly latitude: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

type Json = Readonly<Record<string, unknown>>;

/** Parses the text of a file; a broken one says where it breaks. */
export function parseFile(text: string, file: string): { value: unknown } | { fault: Fault } {
  const json = text.replace(/^\uFEFF/, '');
  try {
    return { value: JSON.parse(json) };
  } catch {
    const at = breakingPoint(json);
    const lines = json.slice(0, at).split('\n');
    const says =
      at === json.length
        ? 'The JSON ends too early: the file was cut off here.'
        : 'This is not JSON from here on.';
    return {
      fault: { where: `${file}, line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`, says },
    };
  }
}

/** The parser does not always say where it stopped, so the longest beginning that could still become JSON is sought. */
function breakingPoint(json: string): number {
  let whole = 0;
  let broken = json.length + 1;
  while (broken - whole > 1) {
    const middle = (whole + broken) >> 1;
    if (couldGoOn(json.slice(0, middle))) whole = middle;
    else broken = middle;
  }
  return whole;
}

function couldGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    const { message } = error as SyntaxError;
    const position = /position (\d+)/.exec(message)?.[1];
    return (
      /end of JSON|Unterminated/.test(message) ||
      (position !== undefined && Number(position) >= beginning.length)
    );
  }
}

/** The features of a GeoJSON array, checked one by one; all faults are told, not the first alone. */
export function readFeatures(value: unknown): { features: Feature[]; faults: Fault[] } {
  if (!Array.isArray(value)) {
    return {
      features: [],
      faults: [
        { where: 'the whole file', says: 'It must be a JSON array of GeoJSON features; it is not an array.' },
      ],
    };
  }
  const features: Feature[] = [];
  const faults: Fault[] = [];
  value.forEach((one: unknown, index) => {
    const read = readFeature(one);
    if (typeof read === 'string') faults.push({ where: placeOf(one, index), says: read });
    else features.push(read);
  });
  return { features, faults: [...faults, ...duplicates(features)] };
}

function readFeature(value: unknown): Feature | string {
  if (!isObject(value)) return 'It is not an object.';
  if (typeof value.id !== 'number' && typeof value.id !== 'string') return 'It has no id.';
  const properties = value.properties;
  if (!isObject(properties)) return 'It has no properties.';
  if (typeof properties.partnerName !== 'string' || properties.partnerName.trim() === '') {
    return 'It names no partner.';
  }
  const point = readPoint(value.geometry);
  if (typeof point === 'string') return point;
  return { id: String(value.id), ...point, properties };
}

function readPoint(geometry: unknown): { longitude: number; latitude: number } | string {
  const coordinates = isObject(geometry) ? geometry.coordinates : null;
  if (!isObject(geometry) || geometry.type !== 'Point' || !Array.isArray(coordinates)) {
    return 'It has no coordinates.';
  }
  const [longitude, latitude] = coordinates as unknown[];
  if (!Number.isFinite(longitude) || !Number.isFinite(latitude))
    return 'Its coordinates are not two numbers.';
  if (Math.abs(longitude as number) > 180 || Math.abs(latitude as number) > 90) {
    return `Its coordinates are off the globe: longitude ${longitude}, latitude ${latitude}.`;
  }
  return { longitude: longitude as number, latitude: latitude as number };
}

/** In the real file 13 ids stand twice: one project, by the same partner at the same place, with two activities. */
export function sourceIdOf({ id, properties }: Feature): string {
  return `${id}-${properties.activity}`;
}

function duplicates(features: readonly Feature[]): Fault[] {
  const first = new Map<string, Feature>();
  const activities = new Set<string>();
  return features.flatMap((feature) => {
    const earlier = first.get(feature.id);
    const repeated = activities.has(sourceIdOf(feature));
    first.set(feature.id, earlier ?? feature);
    activities.add(sourceIdOf(feature));
    if (!earlier || (!repeated && sameProject(earlier, feature))) return [];
    return [
      {
        where: `feature with id ${feature.id}`,
        says: 'Its id is a duplicate: another feature has the same.',
      },
    ];
  });
}

function sameProject(one: Feature, other: Feature): boolean {
  return ['partnerName', 'locationName'].every((field) => one.properties[field] === other.properties[field]);
}

function placeOf(value: unknown, index: number): string {
  const id = isObject(value) ? value.id : undefined;
  return `feature ${index + 1}${id === undefined ? '' : ` (id ${String(id)})`}`;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
