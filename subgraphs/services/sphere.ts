/** Radius of the Earth in metres: the mean of WGS 84. */
const RADIUS = 6_371_008.8;

export type Point = readonly [x: number, y: number, z: number];

/** A place of the Earth as a point of the unit sphere: no pole and no meridian is special there. Degrees, WGS 84. */
export function pointOf(latitude: number, longitude: number): Point {
  const [north, east] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)];
}

/** The straight distance, on the unit sphere, between two places so many metres apart over the ground. */
export function chordOf(metres: number): number {
  return 2 * Math.sin(Math.min(Math.PI / 2, metres / RADIUS / 2));
}

export function metresOf(chord: number): number {
  return 2 * RADIUS * Math.asin(Math.min(1, chord / 2));
}

/** Cubes with edges of 2^-2, 1600 km, down to 2^-13, 780 m. */
const [LARGEST, SMALLEST] = [2, 13];

/** The cubes of each size that a point lies in, by name. */
export function cellsOf(point: Point): string[] {
  return Array.from({ length: SMALLEST - LARGEST + 1 }, (_, index) => {
    const level = LARGEST + index;
    return nameOf(
      level,
      point.map((axis) => Math.floor(axis * 2 ** level)),
    );
  });
}

/** The cubes, half as wide as the distance or a little more, that hold all of the sphere within it. */
export function cellsAround(point: Point, chord: number): string[] {
  const level = Math.max(LARGEST, Math.min(SMALLEST, Math.floor(-Math.log2(chord / 2))));
  const edge = 2 ** -level;
  const [xs = [], ys = [], zs = []] = point.map((axis) =>
    range((axis - chord) / edge, (axis + chord) / edge),
  );
  return xs.flatMap((x) =>
    ys.flatMap((y) => zs.filter((z) => meetsSphere([x, y, z], edge)).map((z) => nameOf(level, [x, y, z]))),
  );
}

/** A cube that the sphere does not pass through holds no place. */
function meetsSphere(corner: Point, edge: number): boolean {
  const [nearest, farthest] = [
    (one: number) => Math.max(0, one, -one - 1),
    (one: number) => Math.max(Math.abs(one), Math.abs(one + 1)),
  ].map((from) => Math.hypot(...corner.map((axis) => from(axis) * edge))) as [number, number];
  return nearest <= 1 && farthest >= 1;
}

function range(from: number, to: number): number[] {
  const first = Math.floor(from);
  return Array.from({ length: Math.floor(to) - first + 1 }, (_, index) => first + index);
}

function nameOf(level: number, corner: readonly number[]): string {
  return `${level}.${corner.join('.')}`;
}
